import { type Answer, answer, bring, choose, questionId, questions } from "./answers";
import { dialogIsOpen, isTyping } from "../web/keys";

/** Ctrl or Cmd with Z takes the last change back, with Shift too (or with Y) it makes it again; here and on the server. */
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
      if (question && !undoing) changes.note(questionId(question), answer(question), question);
    },
    { signal: life },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      const way = wayOf(event);
      if (!way || isTyping(event.target) || dialogIsOpen() || form.inert) return;
      const change = way === "back" ? changes.takeBack() : changes.makeAgain();
      if (!change) return;
      event.preventDefault();
      undoing = true;
      choose(change.of, change.to);
      undoing = false;
      bring(change.of);
    },
    { signal: life },
  );
}

/** These keys are known by what stands on them, as in every other program. */
export function wayOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): "back" | "again" | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "again" : "back";
  return key === "y" && !event.shiftKey ? "again" : null;
}

type Change<Q> = { of: Q; id: string; was: Answer; is: Answer };

/** What was changed, newest last, and what of it was taken back; a new change ends what could be made again. */
export class Changes<Q> {
  private readonly now = new Map<string, Answer>();
  private readonly made: Change<Q>[] = [];
  private undone: Change<Q>[] = [];

  /** An answer that was not given here: nothing to take back. */
  begin(id: string, answer: Answer): void {
    this.now.set(id, answer);
  }

  /** The same answer once more is no change. */
  note(id: string, answer: Answer, of: Q): void {
    const was = this.now.get(id) ?? null;
    if (was === answer) return;
    this.made.push({ of, id, was, is: answer });
    this.undone = [];
    this.now.set(id, answer);
  }

  takeBack(): { of: Q; to: Answer } | undefined {
    return this.move(this.made, this.undone, "was");
  }

  makeAgain(): { of: Q; to: Answer } | undefined {
    return this.move(this.undone, this.made, "is");
  }

  private move(from: Change<Q>[], onto: Change<Q>[], end: "was" | "is"): { of: Q; to: Answer } | undefined {
    const change = from.pop();
    if (!change) return undefined;
    onto.push(change);
    this.now.set(change.id, change[end]);
    return { of: change.of, to: change[end] };
  }
}
