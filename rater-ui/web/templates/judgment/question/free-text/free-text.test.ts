import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { freeText } from "./free-text";

Deno.test("an answer is what was written, without spaces around it; nothing but spaces is none", () => {
  const question = asked("free-text", 0);
  freeText.write(question, "  so \n");
  assert.equal(freeText.read(question), "so");
  freeText.write(question, "  \n");
  assert.equal(freeText.read(question), null);
});

Deno.test("it is no longer than the question takes, in characters", () => {
  const question = asked("free-text", 0, { longest: "3" });
  assert.ok(freeText.fits(question, "😀😀😀"));
  assert.ok(!freeText.fits(question, "four"));
});

Deno.test("digits are written, and choose nothing", () => assert.equal(freeText.pressed(asked("free-text", 0), 1), undefined));
