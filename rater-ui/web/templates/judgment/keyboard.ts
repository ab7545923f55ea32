import { answer, begins, bring, choose, gaps, isInView, isOnTheWay, questions } from "./answers";
import { need } from "../web/island";
import { actionOf, dialogIsOpen, isTyping } from "../web/keys";
import { kindOf } from "./question/kinds";

/**
 * One key answers the question that is marked and in sight, and goes on to the next; a question out of sight is only brought into sight
 * first. A key chooses one of several answers of a set, which stays where it is. Ctrl or Cmd with Enter submits.
 */
export function keyboard(element: HTMLElement, life: AbortSignal): void {
  const form = element as HTMLFormElement;
  const submit = need<HTMLButtonElement>("keyboard", document, "#submit");
  let current: HTMLElement | null = null;
  let brought: HTMLElement | null = null;
  let pointing = false;

  function mark(question: HTMLElement | null): void {
    current = question;
    for (const other of questions(form)) other.toggleAttribute("data-current", other === question);
  }

  /** Marked before the focus moves, which has the page's styles worked out: once for both. */
  function goTo(question: HTMLElement | undefined): void {
    mark(question ?? null);
    if (question) bring(question);
    else submit.focus();
    brought = question ?? null;
  }

  function unanswered(): HTMLElement | undefined {
    return questions(form).find((question) => isOnTheWay(question) && answer(question) === null);
  }

  function answerWith(digit: number): void {
    const question = current ?? unanswered();
    if (!question) return;
    const seen = isInView(question) || (brought === question && begins(question));
    if (step(question === current, seen) === "show") return goTo(question);
    const kind = kindOf(question);
    const pressed = kind.pressed(question, digit);
    if (pressed === undefined) return;
    choose(question, pressed);
    if (kind.goesOn && document.documentElement.dataset["advance"] !== "off") {
      const way = questions(form).filter((other) => other === question || isOnTheWay(other));
      goTo(following<HTMLElement>(way, question, gaps(form)));
    }
  }

  function move(by: number): void {
    const all = questions(form);
    const next = current ? all[all.indexOf(current as HTMLFieldSetElement) + by] : unanswered() ?? all[0];
    if (next) goTo(next);
  }

  /** Whoever writes an answer submits by these keys too; in the other fields of the page they do nothing. */
  function isOfForm(target: EventTarget | null): boolean {
    return !isTyping(target) || form.contains(target as Node);
  }

  function scroll(direction: number): void {
    const pane = need("keyboard", document, ".conversation");
    const scrolled = pane.scrollHeight > pane.clientHeight ? pane : document.scrollingElement!;
    scrolled.scrollBy({ top: direction * scrolled.clientHeight * 0.8 });
  }

  function does(action: string): boolean {
    const digit = digitOf(action);
    if (digit !== null && document.documentElement.hasAttribute("data-settling")) return true;
    if (digit !== null) answerWith(digit);
    else if (action === "next") move(1);
    else if (action === "previous") move(-1);
    else if (action === "scroll-down") scroll(1);
    else if (action === "scroll-up") scroll(-1);
    else if (action === "skip" || action === "back") document.querySelector<HTMLElement>(`a[data-action="${action}"]`)?.click();
    else return false;
    return true;
  }

  document.addEventListener(
    "keydown",
    (event) => {
      pointing = false;
      if (dialogIsOpen() || form.inert) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isOfForm(event.target)) {
        event.preventDefault();
        if (!event.repeat) form.requestSubmit();
      } else {
        const action = actionOf(event);
        if (action && does(action)) event.preventDefault();
      }
    },
    { signal: life },
  );
  // Whoever points at an answer and then scrolls with the arrow keys means to scroll: the option does not keep the focus.
  form.addEventListener("pointerdown", () => (pointing = true), { signal: life });
  form.addEventListener(
    "change",
    (event) => {
      if (!pointing || isTyping(event.target)) return;
      (event.target as Element).closest<HTMLElement>("[data-question]")?.focus({ preventScroll: true });
    },
    { signal: life },
  );
  form.addEventListener("focusin", (event) => mark((event.target as Element).closest("[data-question]")), { signal: life });
  const first = unanswered();
  if (first && isInView(first)) mark(first);
}

/** A key answers what is marked and seen; else it shows the question, and the next press answers. */
export function step(marked: boolean, seen: boolean): "answer" | "show" {
  return marked && seen ? "answer" : "show";
}

/** 1 for the first option and 0 for the tenth, or null for an action that chooses none. */
export function digitOf(action: string): number | null {
  const option = /^option-([0-9])$/.exec(action);
  return option ? Number(option[1]) : null;
}

/** The question after the one just answered; after the last, the first that still lacks an answer. */
export function following<Q>(all: readonly Q[], answered: Q, gaps: readonly Q[]): Q | undefined {
  return all[all.indexOf(answered) + 1] ?? gaps[0];
}
