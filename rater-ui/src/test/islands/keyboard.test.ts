import assert from "node:assert/strict";
import { following, positionOf, step } from "../../../web/templates/judgment/keyboard";

Deno.test("nine actions choose an option, and no other does", () => {
  assert.equal(positionOf("option-1"), 0);
  assert.equal(positionOf("option-9"), 8);
  for (const action of ["option-0", "option-10", "next", ""]) assert.equal(positionOf(action), null);
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
