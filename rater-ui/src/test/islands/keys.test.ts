import assert from "node:assert/strict";
import { ACTIONS, actionOf, assigned, canStandFor, keyMap, labelOf, remember } from "../../../web/templates/web/keys";
import { global, storage } from "./page";

const root = { dataset: { shortcuts: "on" } as Record<string, string> };
class Element {
  constructor(private readonly field: boolean) {}
  closest(): unknown {
    return this.field ? this : null;
  }
}
global("HTMLElement", Element);
global("document", { documentElement: root });
storage("localStorage");

function press(more: Record<string, unknown>): KeyboardEvent {
  return { key: "g", code: "KeyG", target: new Element(false), ...more } as unknown as KeyboardEvent;
}

Deno.test("a key counts by its place, whatever character a layout puts there", () => {
  assert.equal(actionOf(press({})), "guidelines");
  assert.equal(actionOf(press({ key: "&", code: "Digit1" })), "option-1", "as a French keyboard has it");
  assert.equal(actionOf(press({ key: "1", code: "Numpad1" })), "option-1");
  assert.equal(actionOf(press({ key: "9", code: "Digit9" })), "option-9");
  assert.equal(actionOf(press({ key: "?", code: "Minus" })), "help", "a question mark wherever it lies");
  assert.equal(actionOf(press({ key: "1", code: "KeyX" })), null, "the character alone is no key");
});

Deno.test("a key with a modifier, in a field or for another is none", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }, { defaultPrevented: true }]) {
    assert.equal(actionOf(press(more)), null);
  }
  assert.equal(actionOf(press({ target: new Element(true) })), null);
});

Deno.test("a key that is held answers once; only scrolling goes on", () => {
  assert.equal(actionOf(press({ code: "Digit1", repeat: true })), null);
  assert.equal(actionOf(press({ code: "KeyD", repeat: true })), "scroll-down");
});

Deno.test("who switched single keys off has none", () => {
  root.dataset["shortcuts"] = "off";
  assert.equal(actionOf(press({})), null);
  root.dataset["shortcuts"] = "on";
});

Deno.test("each action can have another key, and what had it before gets the one that is free", () => {
  const keys = assigned(keyMap(), "skip", "KeyG");
  assert.equal(keys["skip"], "KeyG");
  assert.equal(keys["guidelines"], "KeyS");
  assert.equal(new Set(Object.values(keys)).size, ACTIONS.length);
  remember(keys);
  assert.equal(actionOf(press({})), "skip");
  assert.deepEqual(keyMap(), keys);
  remember(null);
  assert.equal(actionOf(press({})), "guidelines");
});

Deno.test("what was stored by somebody else's hand is no key", () => {
  for (const stored of ["{", "null", '{"skip":7,"submit":"KeyA"}']) {
    localStorage.setItem("parallax.keys", stored);
    assert.deepEqual(keyMap()["skip"], "KeyS");
    assert.equal(keyMap()["submit"], undefined);
  }
  localStorage.removeItem("parallax.keys");
});

Deno.test("keys that pages need themselves cannot be given away", () => {
  for (const code of ["Escape", "Enter", "Tab", "Space", "ArrowDown", "ShiftLeft", "ControlRight", "Numpad1", ""]) {
    assert.ok(!canStandFor(code), code);
  }
  for (const code of ["KeyQ", "Digit7", "Comma", "F2"]) assert.ok(canStandFor(code), code);
});

Deno.test("a key is named by what stands on it", () => {
  assert.equal(labelOf("Digit3"), "3");
  assert.equal(labelOf("KeyQ"), "Q");
  assert.equal(labelOf("KeyQ", new Map([["KeyQ", "a"]])), "A");
  assert.equal(labelOf("Digit3", new Map([["Digit3", '"']])), "3");
});
