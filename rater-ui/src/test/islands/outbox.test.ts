import assert from "node:assert/strict";
import { Outbox, forgetOld } from "../../../web/templates/judgment/outbox";
import { storage } from "./page";

Deno.test("what was not acknowledged is there again after a reload, the newest answer of each question", () => {
  storage("localStorage");
  const before = new Outbox("/s/a/items/1", 7);
  before.put("q1", "0");
  before.put("q2", "1");
  before.put("q1", "2");
  const after = new Outbox("/s/a/items/1", 0);
  assert.deepEqual(after.entries.map((entry) => [entry.question, entry.option]), [["q2", "1"], ["q1", "2"]]);
  after.put("q3", null);
  assert.ok(after.entries[2]!.sequence > before.entries[1]!.sequence, "numbers grow");
});

Deno.test("an answer that was changed on its way stays", () => {
  storage("localStorage");
  const outbox = new Outbox("/s/a/items/1", 0);
  outbox.put("q1", "0");
  const sent = outbox.entries[0]!;
  outbox.put("q1", "1");
  outbox.acknowledged(sent);
  assert.deepEqual(outbox.entries.map((entry) => entry.option), ["1"]);
  outbox.acknowledged(outbox.entries[0]!);
  assert.equal(outbox.size, 0);
});

Deno.test("what is acknowledged while the page is being left is there on the next, which may have been written before", () => {
  storage("localStorage");
  const left = new Outbox("/s/a/items/1", 0);
  left.put("q1", "0");
  left.put("q2", "1");
  left.acknowledged(left.entries[0]!);
  left.leaving();
  left.acknowledged(left.entries[0]!);
  assert.equal(left.size, 0, "it is not sent again from here");
  const next = new Outbox("/s/a/items/1", 0);
  assert.deepEqual(next.entries.map((entry) => entry.question), ["q2"]);
  next.acknowledged(next.entries[0]!);
  assert.equal(new Outbox("/s/a/items/1", 0).size, 0);
  left.clear();
  assert.equal(new Outbox("/s/a/items/1", 0).size, 0, "a submission leaves nothing");
});

Deno.test("a broken or foreign storage is no outbox", () => {
  const held = storage("localStorage");
  held.set("parallax.outbox:/a", '[{"question":1},{"question":"q","option":"0","sequence":3},null]');
  assert.deepEqual(new Outbox("/a", 0).entries, [{ question: "q", option: "0", sequence: 3 }]);
  held.set("parallax.outbox:/a", "{");
  assert.equal(new Outbox("/a", 0).size, 0);
});

Deno.test("without storage it lives as long as the page", () => {
  Object.defineProperty(globalThis, "localStorage", { get: () => { throw new Error("private window"); }, configurable: true });
  const outbox = new Outbox("/a", 0);
  outbox.put("q1", "0");
  assert.equal(outbox.size, 1);
  forgetOld(0);
});

Deno.test("what nobody came back for within a week is forgotten, and nothing else", () => {
  const held = storage("localStorage");
  const now = Date.UTC(2030, 0, 10);
  const entry = (days: number): string => JSON.stringify([{ question: "q", option: "0", sequence: now - days * 86_400_000 }]);
  localStorage.setItem("parallax.outbox:/s/a/items/x", entry(8));
  localStorage.setItem("parallax.outbox:/s/a/items/y", entry(6));
  localStorage.setItem("parallax.outbox:/s/a/items/z", "{");
  localStorage.setItem("parallax.shortcuts", "off");
  forgetOld(now);
  assert.deepEqual([...held.keys()], ["parallax.outbox:/s/a/items/y", "parallax.shortcuts"]);
});

Deno.test("words are kept no longer than the tab, in their order among the others", () => {
  const forGood = storage("localStorage");
  const whileOpen = storage("sessionStorage");
  const outbox = new Outbox("/s/a/items/1", 0);
  outbox.put("q1", "because", "words");
  outbox.put("q2", "0", "bulk");
  assert.ok(!JSON.stringify([...forGood]).includes("because"));
  assert.ok(JSON.stringify([...whileOpen]).includes("because"));
  assert.deepEqual(new Outbox("/s/a/items/1", 0).entries.map((entry) => [entry.option, entry.kind]), [["because", "words"], ["0", "bulk"]]);
  outbox.clear();
  assert.equal(forGood.size + whileOpen.size, 0);
});
