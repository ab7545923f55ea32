import assert from "node:assert/strict";
import { excludes } from "../../../web/templates/tags/axis";

Deno.test("whoever would rather not say says nothing else, and the other way round", () => {
  assert.ok(excludes("~declined", "Woman"));
  assert.ok(excludes("Woman", "~declined"));
  assert.ok(excludes("~self", "~declined"));
  assert.ok(!excludes("Woman", "~self"));
  assert.ok(!excludes("~declined", "~declined"));
});
