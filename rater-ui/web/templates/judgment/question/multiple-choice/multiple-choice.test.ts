import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { multipleChoice } from "./multiple-choice";
import { tidy } from "../set";

const RULES = { least: "1", most: "2" };

Deno.test("a digit ticks an option and unticks it, and the question stays", () => {
  const question = asked("multiple-choice", 4, RULES);
  multipleChoice.write(question, "0,2");
  assert.equal(multipleChoice.read(question), "0,2");
  assert.equal(multipleChoice.pressed(question, 2), "0,1,2");
  assert.equal(multipleChoice.pressed(question, 3), "0");
  multipleChoice.write(question, "0");
  assert.equal(multipleChoice.pressed(question, 1), null, "the last one taken away leaves none");
  assert.ok(!multipleChoice.goesOn);
});

Deno.test("none of these ends the others, and each of the others ends it", () => {
  const options = (chosen: string[]) => ["0", "1", "2"].map((value) => ({ value, alone: value === "2", chosen: chosen.includes(value) }));
  assert.equal(tidy(options(["0", "1", "2"]), "2"), "2");
  assert.equal(tidy(options(["0", "2"]), "0"), "0");
  assert.equal(tidy(options(["0", "1"]), "1"), "0,1");
  assert.equal(tidy(options([]), "2"), null);
});

Deno.test("an answer fits within the fewest and the most, and none of these only alone", () => {
  const question = asked("multiple-choice", 4, RULES, 3);
  for (const answer of ["0", "0,1", "3"]) assert.ok(multipleChoice.fits(question, answer), answer);
  for (const answer of ["0,1,2", "0,3"]) assert.ok(!multipleChoice.fits(question, answer), answer);
});
