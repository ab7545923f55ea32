import assert from "node:assert/strict";
import { cleanSlate } from "../../../web/templates/rater/clean-slate";
import { part, storage } from "./page";

Deno.test("what somebody before left unsent in this study is gone, and nothing else", () => {
  const held = storage("localStorage");
  localStorage.setItem("parallax.outbox:/s/a/items/1", "[]");
  localStorage.setItem("parallax.outbox:/s/b/items/1", "[]");
  localStorage.setItem("parallax.shortcuts", "off");
  cleanSlate(part({ study: "/s/a" }));
  assert.deepEqual([...held.keys()], ["parallax.outbox:/s/b/items/1", "parallax.shortcuts"]);
});
