import assert from "node:assert/strict";
import { MissingMarkup } from "../../../web/templates/web/island";
import { percent, upload } from "../../../web/templates/design/upload";
import { global, part, type Part } from "./page";

const WORDS = { most: "10", tooLarge: "Too large", sending: "Sending: %n %", reading: "Reading", lost: "Lost" };

function form(size: number): { form: Part; state: Part; input: Part } {
  const state = part();
  const input = Object.assign(part(), { files: [{ size }], focused: 0, focus: () => undefined });
  const parts = {
    'input[type="file"]': input,
    progress: part(),
    "[data-upload-state]": state,
    'button[type="submit"]': part(),
  };
  return { form: part(WORDS, parts), state, input };
}

Deno.test("percents are whole, and none where the size is not known", () => {
  assert.equal(percent(1, 3), 33);
  assert.equal(percent(3, 3), 100);
  assert.equal(percent(5, 0), 0);
});

Deno.test("a file that is too large is said to be so when it is chosen, and is not sent", () => {
  let sent = 0;
  global("XMLHttpRequest", class { constructor() { sent += 1; } });
  const chosen = form(11);
  upload(chosen.form, new AbortController().signal);
  chosen.input.dispatchEvent(new Event("change"));
  assert.equal(chosen.state.textContent, "Too large");
  assert.equal(chosen.state.hidden, false);
  const submitted = new Event("submit", { cancelable: true });
  chosen.form.dispatchEvent(submitted);
  assert.equal(submitted.defaultPrevented, true);
  assert.equal(sent, 0);
});

Deno.test("a smaller one is not", () => {
  const chosen = form(10);
  upload(chosen.form, new AbortController().signal);
  chosen.input.dispatchEvent(new Event("change"));
  assert.equal(chosen.state.hidden, true);
});

Deno.test("missing markup is named", () => {
  assert.throws(() => upload(part(), new AbortController().signal), MissingMarkup);
});
