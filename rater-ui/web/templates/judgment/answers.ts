import type { Answer } from "./question/kind";
import { kindOf } from "./question/kinds";

export type { Answer } from "./question/kind";

/** The rating form's questions that are asked, and what is answered to each. */
export function questions(form: HTMLElement): HTMLFieldSetElement[] {
  return [...form.querySelectorAll<HTMLFieldSetElement>("[data-question]")].filter((question) => !question.hidden);
}

export function questionId(question: HTMLElement): string {
  return question.dataset["question"]!;
}

export function answer(question: HTMLElement): Answer {
  return kindOf(question).read(question);
}

/** Answers or clears, and says so as a person's click would. */
export function choose(question: HTMLElement, answer: Answer): void {
  kindOf(question).write(question, answer);
  question.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Required questions without an answer, and those whose answer breaks their rules. */
export function gaps(form: HTMLElement): HTMLFieldSetElement[] {
  return questions(form).filter((question) => {
    const given = answer(question);
    return given === null ? question.hasAttribute("data-required") : !kindOf(question).fits(question, given);
  });
}

/** Whether whoever answers by keys is led to a question: a text that nobody has to write is passed over. */
export function isOnTheWay(question: HTMLElement): boolean {
  return !kindOf(question).inWords || question.hasAttribute("data-required");
}

/** Puts the keyboard on a question, in the middle of what is seen. On the question, not on an option: arrow keys scroll. */
export function bring(question: HTMLElement): void {
  question.focus({ preventScroll: true });
  question.scrollIntoView({ block: "center" });
  const first = fields(question)[0];
  if (first && !begins(question)) first.scrollIntoView({ block: "center" });
}

/** Whether the first option can be seen, which is all that can be asked of a question taller than what is seen. */
export function begins(question: HTMLElement): boolean {
  const first = fields(question)[0];
  return first !== undefined && isOnTop(first);
}

/** Whether the options of a question can be seen: nothing lies over them, and they are not scrolled away. */
export function isInView(question: HTMLElement): boolean {
  const all = fields(question);
  return [all[0], all.at(-1)].every((option) => option !== undefined && isOnTop(option));
}

/** What is answered with: options with their labels, or a field for words. */
function fields(question: HTMLElement): HTMLElement[] {
  const all = [...question.querySelectorAll<HTMLElement>(".options :is(input, textarea)")];
  return all.map((field) => field.closest("label") ?? field);
}

function isOnTop(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return top !== null && element.contains(top);
}
