import { type Answer, answer, choose, focusQuestion, questionId, questions } from "./answers";
import { dialogIsOpen, isTyping } from "../web/keys";

/** Ctrl or Cmd with Z takes the last change back, here and on the server: the answer before is chosen again. */
export function undo(form: HTMLElement, life: AbortSignal): void {
  const changes = new Changes<HTMLElement>();
  let undoing = false;

  // Other islands may restore answers in this same turn.
  queueMicrotask(() => {
    for (const question of questions(form)) changes.begin(questionId(question), answer(question));
  });

  form.addEventListener(
    "change",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question) return;
      if (undoing) changes.begin(questionId(question), answer(question));
      else changes.note(questionId(question), answer(question), question);
    },
    { signal: life },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      if (isTyping(event.target) || dialogIsOpen() || form.inert) return;
      const change = changes.takeBack();
      if (!change) return;
      event.preventDefault();
      undoing = true;
      choose(change.of, change.was);
      undoing = false;
      focusQuestion(change.of);
    },
    { signal: life },
  );
}

/** What was changed, newest last, each with the answer before it. */
export class Changes<Q> {
  private readonly now = new Map<string, Answer>();
  private readonly made: { of: Q; was: Answer }[] = [];

  /** An answer that was not given here: nothing to take back. */
  begin(id: string, answer: Answer): void {
    this.now.set(id, answer);
  }

  note(id: string, answer: Answer, of: Q): void {
    this.made.push({ of, was: this.now.get(id) ?? null });
    this.now.set(id, answer);
  }

  takeBack(): { of: Q; was: Answer } | undefined {
    return this.made.pop();
  }
}
