import assert from "node:assert/strict";
import { keyMapPanel } from "../../../web/templates/judgment/key-map";
import { type Part, global, part, storage } from "./page";

Deno.test("a key is changed by pressing another; Escape leaves it as it was", () => {
  storage("localStorage");
  global("navigator", {});
  const name = part({ keyOf: "skip" });
  const button = part();
  button.textContent = "Change";
  const row = part({ action: "skip" }, { button });
  const reset = part();
  const element = Object.assign(part({ press: "Press a key" }, { "button[data-reset]": reset }), { querySelectorAll: () => [row] });
  global("document", { querySelectorAll: (selector: string): Part[] => (selector === "[data-key-of]" ? [name] : []) });
  keyMapPanel(element, new AbortController().signal);
  assert.equal(name.textContent, "S");

  function change(code: string): void {
    button.dispatchEvent(new Event("click"));
    assert.equal(button.textContent, "Press a key");
    button.dispatchEvent(Object.assign(new Event("keydown"), { code, key: code }));
    assert.equal(button.textContent, "Change");
  }

  change("KeyX");
  assert.equal(name.textContent, "X");
  change("Escape");
  assert.equal(name.textContent, "X");
  reset.dispatchEvent(new Event("click"));
  assert.equal(name.textContent, "S");
});
