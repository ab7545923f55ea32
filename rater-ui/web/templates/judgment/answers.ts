/** The rating form's questions and what is chosen in each; an answer is an option's position, null while there is none. */
export type Answer = string | null;

export function questions(form: HTMLElement): HTMLFieldSetElement[] {
  return [...form.querySelectorAll<HTMLFieldSetElement>("[data-question]")];
}

export function questionId(question: HTMLElement): string {
  return question.dataset["question"]!;
}

export function options(question: HTMLElement): HTMLInputElement[] {
  return [...question.querySelectorAll<HTMLInputElement>(".options input")];
}

export function answer(question: HTMLElement): Answer {
  return options(question).find((option) => option.checked)?.value ?? null;
}

/** Chooses or clears, and says so as a person's click would. */
export function choose(question: HTMLElement, position: Answer): void {
  for (const option of options(question)) option.checked = option.value === position;
  question.dispatchEvent(new Event("change", { bubbles: true }));
}

export function gaps(form: HTMLElement): HTMLFieldSetElement[] {
  return questions(form).filter((question) => question.hasAttribute("data-required") && answer(question) === null);
}

/** Puts the keyboard on a question, in the middle of what is seen. On the question, not on an option: arrow keys scroll. */
export function bring(question: HTMLElement): void {
  question.focus({ preventScroll: true });
  question.scrollIntoView({ block: "center" });
  const first = options(question)[0];
  if (first && !begins(question)) first.scrollIntoView({ block: "center" });
}

/** Whether the first option can be seen, which is all that can be asked of a question taller than what is seen. */
export function begins(question: HTMLElement): boolean {
  const first = options(question)[0];
  return first !== undefined && isOnTop(first.closest("label") ?? first);
}

/** Whether the options of a question can be seen: nothing lies over them, and they are not scrolled away. */
export function isInView(question: HTMLElement): boolean {
  const all = options(question).map((option) => option.closest("label") ?? option);
  return [all[0], all.at(-1)].every((option) => option !== undefined && isOnTop(option));
}

function isOnTop(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return top !== null && element.contains(top);
}
