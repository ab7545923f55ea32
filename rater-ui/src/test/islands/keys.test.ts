import assert from "node:assert/strict";
import { shortcut } from "../../../web/templates/web/keys";
import { global } from "./page";

const root = { dataset: { shortcuts: "on" } as Record<string, string> };
class Element {
  constructor(private readonly field: boolean) {}
  closest(): unknown {
    return this.field ? this : null;
  }
}
global("HTMLElement", Element);
global("document", { documentElement: root });

function press(more: Record<string, unknown>): KeyboardEvent {
  return { key: "G", target: new Element(false), ...more } as unknown as KeyboardEvent;
}

Deno.test("a plain key is a shortcut", () => assert.equal(shortcut(press({})), "g"));

Deno.test("a key with a modifier, in a field or for another is none", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }, { defaultPrevented: true }]) {
    assert.equal(shortcut(press(more)), null);
  }
  assert.equal(shortcut(press({ target: new Element(true) })), null);
});

Deno.test("who switched shortcuts off has none", () => {
  root.dataset["shortcuts"] = "off";
  assert.equal(shortcut(press({})), null);
});
