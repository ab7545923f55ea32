import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { singleChoice } from "./single-choice";

Deno.test("an answer is the position of the option that is chosen, and a digit chooses one", () => {
  const question = asked("single-choice", 3);
  assert.equal(singleChoice.read(question), null);
  singleChoice.write(question, "1");
  assert.equal(singleChoice.read(question), "1");
  assert.equal(singleChoice.pressed(question, 3), "2");
  assert.equal(singleChoice.pressed(question, 4), undefined);
  singleChoice.write(question, null);
  assert.equal(singleChoice.read(question), null);
});

Deno.test("one key answers it, so that the next follows", () => assert.ok(singleChoice.goesOn));
