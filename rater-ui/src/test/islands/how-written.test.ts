import assert from "node:assert/strict";
import { global, part, storage } from "./page";
import { howWritten, isBroughtIn, more } from "../../../web/templates/judgment/how-written";

Deno.test("what is pasted or dropped was brought in, what is typed or corrected was not", () => {
  assert.ok(isBroughtIn("insertFromPaste") && isBroughtIn("insertFromDrop"));
  assert.ok(!isBroughtIn("insertText") && !isBroughtIn("insertReplacementText") && !isBroughtIn(undefined as unknown as string));
});

Deno.test("each text has counts of its own", () => {
  const kept = more(more(more({}, "7", "pastes"), "7", "pastes"), "8", "leaves");
  assert.deepEqual(kept, { 7: { pastes: 2, leaves: 0 }, 8: { pastes: 0, leaves: 1 } });
});

/** A form with one text, of which a study counts something, in a window that can be left. */
function page(counted: string) {
  const held = storage("sessionStorage");
  const window = new EventTarget();
  const whole = Object.assign(new EventTarget(), { hidden: false, activeElement: null as unknown });
  class Field {
    closest = () => ({ dataset: { question: "7" } });
  }
  global("HTMLTextAreaElement", Field);
  global("document", whole);
  global("addEventListener", window.addEventListener.bind(window));
  const field = new Field();
  const form = Object.assign(part({ address: "/s/a/items/k", counted }), { contains: () => true, querySelectorAll: () => [field] });
  howWritten(form, new AbortController().signal);
  const input = (inputType: string) => {
    const event = Object.assign(new Event("input"), { inputType });
    Object.defineProperty(event, "target", { value: field });
    form.dispatchEvent(event);
  };
  const sent = () => {
    const formData = new Map<string, string>();
    form.dispatchEvent(Object.assign(new Event("formdata"), { formData }));
    return Object.fromEntries(formData);
  };
  return { held, window, whole, field, form, input, sent };
}

Deno.test("a page that is left by hiding it and by losing the focus was left once, and only while a text is written", () => {
  const { window, whole, field, sent } = page("lostFocus");
  window.dispatchEvent(new Event("blur"));
  window.dispatchEvent(new Event("focus"));
  whole.activeElement = field;
  window.dispatchEvent(new Event("blur"));
  whole.hidden = true;
  whole.dispatchEvent(new Event("visibilitychange"));
  whole.hidden = false;
  whole.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("focus"));
  window.dispatchEvent(new Event("blur"));
  assert.deepEqual(sent(), { "leaves.7": "2" });
});

Deno.test("only what the study told is counted and sent, kept across a reload and forgotten once it is stored", () => {
  const { held, form, input, sent } = page("paste");
  input("insertText");
  input("insertFromPaste");
  assert.deepEqual(sent(), { "pastes.7": "1" });
  assert.equal(held.get("parallax.how-written:/s/a/items/k"), '{"7":{"pastes":1,"leaves":0}}');
  form.dispatchEvent(new Event("judgment-acknowledged"));
  assert.equal(held.size, 0);
});
