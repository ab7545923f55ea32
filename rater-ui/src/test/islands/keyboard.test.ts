import assert from "node:assert/strict";
import { following, digitOf, step } from "../../../web/templates/judgment/keyboard";

Deno.test("ten actions choose an option, and no other does", () => {
  assert.equal(digitOf("option-1"), 1);
  assert.equal(digitOf("option-9"), 9);
  assert.equal(digitOf("option-0"), 0);
  for (const action of ["option-10", "next", ""]) assert.equal(digitOf(action), null);
});

Deno.test("only a question that is marked and in sight is answered; any other is shown first", () => {
  assert.equal(step(true, true), "answer");
  for (const [marked, seen] of [[true, false], [false, true], [false, false]] as const) assert.equal(step(marked, seen), "show");
});

Deno.test("the next question follows; after the last, the first that lacks an answer; then nothing", () => {
  const all = ["q1", "q2", "q3"];
  assert.equal(following(all, "q1", ["q1"]), "q2");
  assert.equal(following(all, "q3", ["q2"]), "q2");
  assert.equal(following(all, "q3", []), undefined);
});
