import assert from "node:assert/strict";
import { copyCode } from "../../../web/templates/rater/copy-code";
import { MissingMarkup } from "../../../web/templates/web/island";
import { global, part, settled } from "./page";

Deno.test("the button copies the code and says so", async () => {
  const copied: string[] = [];
  global("navigator", { clipboard: { writeText: async (text: string) => void copied.push(text) } });
  const code = part();
  code.textContent = "C0DE";
  const button = part({ copied: "Copied" });
  copyCode(part({}, { "[data-code]": code, "[data-copy]": button }), new AbortController().signal);
  assert.equal(button.hidden, false);
  button.dispatchEvent(new Event("click"));
  await settled();
  assert.deepEqual(copied, ["C0DE"]);
  assert.equal(button.textContent, "Copied");
});

Deno.test("where nothing can be copied the button stays away", () => {
  global("navigator", {});
  const button = part();
  copyCode(part({}, { "[data-code]": part(), "[data-copy]": button }), new AbortController().signal);
  assert.equal(button.hidden, true);
});

Deno.test("missing markup is named", () => {
  assert.throws(() => copyCode(part(), new AbortController().signal), MissingMarkup);
});
