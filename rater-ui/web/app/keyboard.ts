import { answer, choose, focusQuestion, gaps, options, questions } from "./answers";
import { need } from "./island";
import { dialogIsOpen, isTyping, shortcut } from "./keys";

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
    const all = questions(form);
    const next = all[all.indexOf(question as HTMLFieldSetElement) + 1] ?? gaps(form)[0];
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
      } else if (/^[1-9]$/.test(shortcut(event) ?? "")) {
        answerWith(Number(event.key));
      }
    },
    { signal: life },
  );
  document.addEventListener("focusin", highlight, { signal: life });
  highlight();
}
