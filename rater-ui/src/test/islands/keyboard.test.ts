import assert from "node:assert/strict";
import { digitOf, following } from "../../../web/templates/judgment/keyboard";

Deno.test("1 to 9 answer, and no other key", () => {
  assert.equal(digitOf("1"), 1);
  assert.equal(digitOf("9"), 9);
  for (const key of ["0", "10", "a", "", null]) assert.equal(digitOf(key), null);
});

Deno.test("the next question follows; after the last, the first that lacks an answer; then nothing", () => {
  const all = ["q1", "q2", "q3"];
  assert.equal(following(all, "q1", ["q1"]), "q2");
  assert.equal(following(all, "q3", ["q2"]), "q2");
  assert.equal(following(all, "q3", []), undefined);
});
