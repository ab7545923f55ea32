import assert from "node:assert/strict";
import { stepAt } from "../../../web/templates/judgment/panel";

Deno.test("the key of a panel opens and closes it, and opens none over another", () => {
  assert.equal(stepAt(false, false), "open");
  assert.equal(stepAt(true, true), "close");
  assert.equal(stepAt(false, true), "nothing");
});
