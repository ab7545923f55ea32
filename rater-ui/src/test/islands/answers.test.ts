import assert from "node:assert/strict";
import { answer, choose, gaps } from "../../../web/templates/judgment/answers";
import { asked } from "./asked";

Deno.test("choosing answers a question of its type, and each change is told", () => {
  let changes = 0;
  const question = Object.assign(asked("single-choice", 2), {
    dispatchEvent: (event: Event) => ((changes += Number(event.type === "change" && event.bubbles)), true),
  });
  choose(question, "0");
  assert.equal(answer(question), "0");
  choose(question, null);
  assert.equal(answer(question), null);
  assert.equal(changes, 2);
});

Deno.test("a gap is a required question without an answer, or an answer against the rules; what is not asked is none", () => {
  const required = { hasAttribute: (name: string) => name === "data-required" };
  const open = Object.assign(asked("single-choice", 2), required);
  const optional = asked("single-choice", 2);
  const tooMany = asked("multiple-choice", 3, { least: "1", most: "1" });
  for (const option of tooMany.querySelectorAll<HTMLInputElement>("input")) option.checked = true;
  const notAsked = Object.assign(asked("single-choice", 2), required, { hidden: true });
  const form = { querySelectorAll: () => [open, optional, tooMany, notAsked] } as unknown as HTMLElement;
  assert.deepEqual(gaps(form), [open, tooMany]);
});

Deno.test("a type that there is not is said by name", () => {
  assert.throws(() => answer(asked("slider", 2)), /no type of question "slider"/);
});
