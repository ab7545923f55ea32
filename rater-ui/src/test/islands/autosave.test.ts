import assert from "node:assert/strict";
import { outcomeOf } from "../../../web/templates/judgment/delivery";
import { stateAfter } from "../../../web/templates/judgment/autosave";

Deno.test("only 204 is saved; a seat that was given away and a session that is over are told apart from trouble", () => {
  assert.equal(outcomeOf(204), "saved");
  assert.equal(outcomeOf(409), "gone");
  for (const status of [400, 401, 403, 404]) assert.equal(outcomeOf(status), "refused");
  for (const status of [0, 200, 302, 429, 500, 503]) assert.equal(outcomeOf(status), "failed");
});

Deno.test("the network counts as lost after the third try, or when the browser says so", () => {
  assert.deepEqual([1, 2, 3, 4].map((failures) => stateAfter("failed", failures, true)), ["retrying", "retrying", "offline", "offline"]);
  assert.equal(stateAfter("failed", 1, false), "offline");
  assert.equal(stateAfter("refused", 9, false), "ended");
});
