import assert from "node:assert/strict";
import { savedState } from "../../../web/templates/judgment/saved-state";
import { global, part } from "./page";

Deno.test("it says in the page's words how many answers wait", () => {
  global("document", new EventTarget());
  const element = part({ offline: "Offline: %n answers wait", saved: "Saved" });
  savedState(element, new AbortController().signal);
  document.dispatchEvent(new CustomEvent("save-state", { detail: { state: "offline", waiting: 3 } }));
  assert.equal(element.textContent, "Offline: 3 answers wait");
  assert.equal(element.dataset["state"], "offline");
  assert.equal(element.hidden, false);
});
