import assert from "node:assert/strict";
import { Changes, wayOf } from "../../../web/templates/judgment/undo";

Deno.test("changes are taken back from the newest on, each to the answer before it", () => {
  const changes = new Changes<string>();
  changes.begin("q1", "0");
  changes.note("q1", "1", "first");
  changes.note("q2", "2", "second");
  changes.note("q1", null, "first");
  assert.deepEqual(changes.takeBack(), { of: "first", to: "1" });
  assert.deepEqual(changes.takeBack(), { of: "second", to: null });
  assert.deepEqual(changes.takeBack(), { of: "first", to: "0" });
  assert.equal(changes.takeBack(), undefined);
});

Deno.test("what is taken back is no change of its own", () => {
  const changes = new Changes<string>();
  changes.note("q1", "1", "first");
  changes.takeBack();
  assert.equal(changes.takeBack(), undefined);
  changes.note("q1", "2", "first");
  assert.deepEqual(changes.takeBack(), { of: "first", to: null });
});

Deno.test("what was taken back can be made again, until something else is changed", () => {
  const changes = new Changes<string>();
  changes.note("q1", "1", "first");
  changes.note("q2", "2", "second");
  changes.takeBack();
  changes.takeBack();
  assert.deepEqual(changes.makeAgain(), { of: "first", to: "1" });
  assert.deepEqual(changes.makeAgain(), { of: "second", to: "2" });
  assert.equal(changes.makeAgain(), undefined);
  assert.deepEqual(changes.takeBack(), { of: "second", to: null });
  changes.note("q1", "0", "first");
  assert.equal(changes.makeAgain(), undefined);
  assert.deepEqual(changes.takeBack(), { of: "first", to: "1" });
});

Deno.test("Ctrl or Cmd with Z goes back, with Shift or with Y again", () => {
  const press = (more: object) => wayOf({ key: "z", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  assert.equal(press({ ctrlKey: true }), "back");
  assert.equal(press({ metaKey: true, shiftKey: true, key: "Z" }), "again");
  assert.equal(press({ ctrlKey: true, key: "y" }), "again");
  assert.equal(press({}), null);
  assert.equal(press({ ctrlKey: true, altKey: true }), null);
});
