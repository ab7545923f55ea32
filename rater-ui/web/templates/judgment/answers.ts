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

/** Puts the keyboard on a question, in the middle of what is seen. */
export function focusQuestion(question: HTMLElement): void {
  const all = options(question);
  const target = all.find((option) => option.checked) ?? all[0];
  target?.focus({ preventScroll: true });
  question.scrollIntoView({ block: "center" });
}
