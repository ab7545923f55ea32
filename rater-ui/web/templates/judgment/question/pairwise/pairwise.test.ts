import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { pairwise } from "./pairwise";

Deno.test("a digit means the place on the page, and the answer is what that place stands for", () => {
  const question = asked("pairwise", 5);
  const options = [...question.querySelectorAll<HTMLInputElement>("input")];
  options.forEach((option, at) => (option.value = String(4 - at)));
  assert.equal(pairwise.pressed(question, 1), "4");
  pairwise.write(question, "4");
  assert.ok(options[0]!.checked);
  assert.equal(pairwise.read(question), "4");
});
