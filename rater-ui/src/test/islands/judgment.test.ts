import assert from "node:assert/strict";
import { meaning } from "../../../web/templates/judgment/judgment";

Deno.test("a judgment is taken when the server says where to go next", () => {
  assert.equal(meaning(204, "/s/a/items/2"), "taken");
  assert.equal(meaning(204, null), "page", "an answer without a next step is looked at as a page");
});

Deno.test("a session that is over ends the tries, a failing server does not", () => {
  for (const status of [400, 401, 403, 404]) assert.equal(meaning(status, null), "refused");
  for (const status of [500, 502, 503]) assert.equal(meaning(status, null), "none");
  for (const status of [200, 422]) assert.equal(meaning(status, null), "page");
});
