import { answer, choose, focusQuestion, gaps, options, questions } from "./answers";
import { need } from "../web/island";
import { dialogIsOpen, isTyping, shortcut } from "../web/keys";

/** 1, 2, 3 … answer the question in focus and go to the next; Ctrl or Cmd with Enter submits. */
export function keyboard(element: HTMLElement, life: AbortSignal): void {
  const form = element as HTMLFormElement;
  const submit = need<HTMLButtonElement>("keyboard", document, "#submit");

  function current(): HTMLElement | undefined {
    const focused = document.activeElement?.closest<HTMLElement>("[data-question]");
    return focused ?? questions(form).find((question) => answer(question) === null);
  }

  function highlight(): void {
    const now = current();
    for (const question of questions(form)) question.toggleAttribute("data-current", question === now);
  }

  function answerWith(digit: number): void {
    const question = current();
    const option = question && options(question)[digit - 1];
    if (!question || !option) return;
    choose(question, option.value);
    const next = following<HTMLElement>(questions(form), question, gaps(form));
    if (next) focusQuestion(next);
    else submit.focus();
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (dialogIsOpen() || form.inert) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isTyping(event.target)) {
        event.preventDefault();
        form.requestSubmit();
      } else {
        const digit = digitOf(shortcut(event));
        if (digit) answerWith(digit);
      }
    },
    { signal: life },
  );
  document.addEventListener("focusin", highlight, { signal: life });
  highlight();
}

/** 1 to 9, or null for any other key. */
export function digitOf(key: string | null): number | null {
  return key !== null && /^[1-9]$/.test(key) ? Number(key) : null;
}

/** The question after the one just answered; after the last, the first that still lacks an answer. */
export function following<Q>(all: readonly Q[], answered: Q, gaps: readonly Q[]): Q | undefined {
  return all[all.indexOf(answered) + 1] ?? gaps[0];
}
