import assert from "node:assert/strict";
import { outcomeOf } from "../../../web/templates/judgment/delivery";
import { stateAfter } from "../../../web/templates/judgment/autosave";

Deno.test("only 204 is saved; a seat that was given away and a session that is over are told apart from trouble", () => {
  assert.equal(outcomeOf(204), "saved");
  assert.equal(outcomeOf(409), "gone");
  for (const status of [400, 401, 403, 404]) assert.equal(outcomeOf(status), "refused");
  for (const status of [0, 200, 302]) assert.equal(outcomeOf(status), "failed");
  for (const status of [429, 500, 502, 503]) assert.equal(outcomeOf(status), "busy");
});

Deno.test("the network counts as lost after the third try, or when the browser says so", () => {
  assert.deepEqual([1, 2, 3, 4].map((failures) => stateAfter("failed", failures, true)), ["retrying", "retrying", "offline", "offline"]);
  assert.equal(stateAfter("failed", 1, false), "offline");
  assert.equal(stateAfter("refused", 9, false), "ended");
});

Deno.test("a server that says it is busy is not taken for a lost network, however often", () => {
  assert.deepEqual([1, 3, 9].map((failures) => stateAfter("busy", failures, true)), ["busy", "busy", "busy"]);
  assert.equal(stateAfter("busy", 9, false), "offline");
});
