import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { responseSet } from "./response-set";

Deno.test("every option that somebody could choose is ticked", () => {
  const question = asked("response-set", 3, { least: "1", most: "3" });
  responseSet.write(question, "0,1,2");
  assert.equal(responseSet.read(question), "0,1,2");
  assert.ok(responseSet.fits(question, "0,1,2"));
});
