import { type Answer, answer, choose, focusQuestion, questionId, questions } from "./answers";
import { dialogIsOpen, isTyping } from "./keys";

/** Ctrl or Cmd with Z takes the last change back, here and on the server: the answer before is chosen again. */
export function undo(form: HTMLElement, life: AbortSignal): void {
  const before = new Map<string, Answer>();
  const changes: { question: HTMLElement; was: Answer }[] = [];
  let undoing = false;

  // Other islands may restore answers in this same turn.
  queueMicrotask(() => {
    for (const question of questions(form)) before.set(questionId(question), answer(question));
  });

  form.addEventListener(
    "change",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question) return;
      if (!undoing) changes.push({ question, was: before.get(questionId(question)) ?? null });
      before.set(questionId(question), answer(question));
    },
    { signal: life },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      if (isTyping(event.target) || dialogIsOpen() || form.inert) return;
      const change = changes.pop();
      if (!change) return;
      event.preventDefault();
      undoing = true;
      choose(change.question, change.was);
      undoing = false;
      focusQuestion(change.question);
    },
    { signal: life },
  );
}
