import assert from "node:assert/strict";
import { answer, choose, gaps } from "../../../web/templates/judgment/answers";

type Option = { value: string; checked: boolean };

function question(options: Option[], required: boolean): HTMLElement & { changes: number } {
  const element = {
    changes: 0,
    querySelectorAll: () => options,
    hasAttribute: (name: string) => required && name === "data-required",
    dispatchEvent: (event: Event) => ((element.changes += Number(event.type === "change" && event.bubbles)), true),
  };
  return element as unknown as HTMLElement & { changes: number };
}

Deno.test("an answer is the position of the option that is checked", () => {
  const asked = question([{ value: "0", checked: false }, { value: "1", checked: true }], true);
  assert.equal(answer(asked), "1");
  choose(asked, "0");
  assert.equal(answer(asked), "0");
  choose(asked, null);
  assert.equal(answer(asked), null);
  assert.equal(asked.changes, 2, "each change is told");
});

Deno.test("a gap is a required question without an answer", () => {
  const open = question([{ value: "0", checked: false }], true);
  const optional = question([{ value: "0", checked: false }], false);
  const answered = question([{ value: "0", checked: true }], true);
  const form = { querySelectorAll: () => [open, optional, answered] } as unknown as HTMLElement;
  assert.deepEqual(gaps(form), [open]);
});
