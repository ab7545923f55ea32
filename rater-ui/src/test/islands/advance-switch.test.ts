import assert from "node:assert/strict";
import { advanceSwitch } from "../../../web/templates/judgment/shortcut-switch";
import { global, part, storage } from "./page";

Deno.test("going on by itself can be switched off, and stays off", () => {
  const held = storage("localStorage");
  const root = part();
  global("document", { documentElement: root });
  const box = Object.assign(part(), { checked: false });
  advanceSwitch(part({}, { "input[type=checkbox]": box }), new AbortController().signal);
  assert.equal(root.dataset["advance"], "on");
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  assert.equal(root.dataset["advance"], "off");
  assert.deepEqual([...held], [["parallax.advance", "off"]]);
});
