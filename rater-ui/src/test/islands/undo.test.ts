import assert from "node:assert/strict";
import { Changes } from "../../../web/templates/judgment/undo";

Deno.test("changes are taken back from the newest on, each to the answer before it", () => {
  const changes = new Changes<string>();
  changes.begin("q1", "0");
  changes.note("q1", "1", "first");
  changes.note("q2", "2", "second");
  changes.note("q1", null, "first");
  assert.deepEqual(changes.takeBack(), { of: "first", was: "1" });
  assert.deepEqual(changes.takeBack(), { of: "second", was: null });
  assert.deepEqual(changes.takeBack(), { of: "first", was: "0" });
  assert.equal(changes.takeBack(), undefined);
});

Deno.test("what is taken back is no change of its own", () => {
  const changes = new Changes<string>();
  changes.note("q1", "1", "first");
  const change = changes.takeBack()!;
  changes.begin("q1", change.was);
  assert.equal(changes.takeBack(), undefined);
  changes.note("q1", "2", "first");
  assert.deepEqual(changes.takeBack(), { of: "first", was: null });
});
