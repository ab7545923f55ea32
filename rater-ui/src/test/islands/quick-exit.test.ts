import assert from "node:assert/strict";
import { isTwice } from "../../../web/templates/judgment/quick-exit";

Deno.test("two presses within 600 ms leave, one does not", () => {
  assert.ok(isTwice(1000, 1600));
  assert.ok(!isTwice(1000, 1601));
  assert.ok(!isTwice(-Infinity, 5));
});
