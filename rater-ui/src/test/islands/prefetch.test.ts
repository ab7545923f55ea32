import assert from "node:assert/strict";
import { prefetch } from "../../../web/templates/judgment/prefetch";
import { global, part, settled } from "./page";

Deno.test("the next item is fetched once, when the first answer given here is saved", async () => {
  const asked: string[] = [];
  global("document", new EventTarget());
  global("fetch", async (address: string) => (asked.push(address), { status: 204, headers: new Headers() }));
  const form = part({ next: "/s/a/next" });
  prefetch(form, new AbortController().signal);
  const saved = (): boolean => document.dispatchEvent(new CustomEvent("save-state", { detail: { state: "saved" } }));
  saved();
  await settled();
  assert.deepEqual(asked, [], "nothing was answered yet");
  form.dispatchEvent(new Event("change"));
  document.dispatchEvent(new CustomEvent("save-state", { detail: { state: "saving" } }));
  await settled();
  assert.deepEqual(asked, [], "the answer is on its way");
  saved();
  saved();
  await settled();
  assert.deepEqual(asked, ["/s/a/next"]);
});
