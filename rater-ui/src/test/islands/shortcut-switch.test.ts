import assert from "node:assert/strict";
import { shortcutSwitch } from "../../../web/templates/judgment/shortcut-switch";
import { global, part, storage } from "./page";

Deno.test("shortcuts are on until somebody switches them off, on this device for good", () => {
  const held = storage("localStorage");
  const root = part();
  global("document", { documentElement: root });
  const box = Object.assign(part(), { checked: false });
  shortcutSwitch(part({}, { "input[type=checkbox]": box }), new AbortController().signal);
  assert.ok(box.checked);
  assert.equal(root.dataset["shortcuts"], "on");
  assert.equal(held.size, 0, "what is usual needs no memory");
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  assert.equal(root.dataset["shortcuts"], "off");
  const again = Object.assign(part(), { checked: true });
  shortcutSwitch(part({}, { "input[type=checkbox]": again }), new AbortController().signal);
  assert.equal(again.checked, false);
});
