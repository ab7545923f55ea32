import { questionId } from "./answers";
import { MissingMarkup } from "../web/island";

export type Counts = { pastes: number; leaves: number };
type Kept = Record<string, Counts>;

const NONE: Counts = { pastes: 0, leaves: 0 };
const BROUGHT_IN = ["insertFromPaste", "insertFromPasteAsQuotation", "insertFromDrop"];
const FIELDS: Record<string, keyof Counts> = { paste: "pastes", lostFocus: "leaves" };

/**
 * Counts how often something is pasted or dropped into an answer in words, and how often the page is left while one is written; only what
 * the study told that it counts. What is pasted is never read.
 */
export function howWritten(element: HTMLElement, life: AbortSignal): void {
  const form = element as HTMLFormElement;
  const address = form.dataset["address"];
  if (!address) throw new MissingMarkup("how-written", "[data-address]");
  const counted = (form.dataset["counted"] ?? "").split(" ").flatMap((signal) => FIELDS[signal] ?? []);
  if (counted.length === 0) return;
  const key = `parallax.how-written:${address}`;
  let kept = stored(key);
  let away = false;

  function count(field: Element | null, what: keyof Counts): void {
    const question = field instanceof HTMLTextAreaElement && form.contains(field) ? field.closest<HTMLElement>("[data-question]") : null;
    if (!question || !counted.includes(what)) return;
    kept = more(kept, questionId(question), what);
    store(key, kept);
  }

  /** A tab that is left is hidden, and its window may lose the focus besides: that is once. */
  function leave(): void {
    if (!away) count(document.activeElement, "leaves");
    away = true;
  }

  form.addEventListener(
    "input",
    (event) => {
      if (isBroughtIn((event as InputEvent).inputType)) count(event.target as Element, "pastes");
    },
    { signal: life },
  );
  addEventListener("blur", leave, { signal: life });
  addEventListener("focus", () => (away = false), { signal: life });
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : (away = false)), { signal: life });
  form.addEventListener(
    "formdata",
    (event) => {
      for (const field of form.querySelectorAll<HTMLTextAreaElement>("[data-question] textarea")) {
        const id = questionId(field.closest<HTMLElement>("[data-question]")!);
        for (const what of counted) event.formData.set(`${what}.${id}`, String((kept[id] ?? NONE)[what]));
      }
    },
    { signal: life },
  );
  form.addEventListener("judgment-acknowledged", () => store(key, null), { signal: life });
}

/** Whether a change of a text came from elsewhere, and not from the keyboard. */
export function isBroughtIn(inputType: string): boolean {
  return BROUGHT_IN.includes(inputType);
}

export function more(kept: Kept, question: string, what: keyof Counts): Kept {
  const before = kept[question] ?? NONE;
  return { ...kept, [question]: { ...before, [what]: before[what] + 1 } };
}

function stored(key: string): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

function store(key: string, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  } catch {
    // No storage: the counts begin anew after a reload.
  }
}
