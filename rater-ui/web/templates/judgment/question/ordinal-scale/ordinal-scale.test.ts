import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { ordinalScale } from "./ordinal-scale";

Deno.test("digits are the points' own numbers where these begin at 0 or 1, else their places", () => {
  const pressed = (from: string, digit: number) => ordinalScale.pressed(asked("ordinal-scale", 11, { from }), digit);
  assert.deepEqual([pressed("1", 7), pressed("1", 0)], ["6", "9"]);
  assert.deepEqual([pressed("0", 7), pressed("0", 0)], ["7", "0"]);
  assert.equal(pressed("-3", 1), "0");
});
