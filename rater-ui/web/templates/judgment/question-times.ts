import { questionId } from "./answers";
import { MissingMarkup } from "../web/island";

/** The item's active time when a question was last answered, and what each question was given of it. */
type Kept = { until: number; ms: Record<string, number> };

/**
 * Shares the item's active time out among its questions: what passed since the answer before, or since the item was shown, is the time of
 * the question that is answered now. Reading the conversation therefore counts with the first. The clock beside it says how much passed.
 */
export function questionTimes(element: HTMLElement, life: AbortSignal): void {
  const form = element as HTMLFormElement;
  const address = form.dataset["address"];
  if (!address) throw new MissingMarkup("question-times", "[data-address]");
  const key = `parallax.question-times:${address}`;
  let kept = stored(key);

  form.addEventListener(
    "change",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question) return;
      kept = answered(kept, questionId(question), Number(new FormData(form).get("activeMs")));
      store(key, kept);
    },
    { signal: life },
  );
  form.addEventListener(
    "formdata",
    (event) => {
      for (const [id, ms] of Object.entries(kept.ms)) event.formData.set(`ms.${id}`, String(Math.round(ms)));
    },
    { signal: life },
  );
  form.addEventListener("judgment-acknowledged", () => store(key, null), { signal: life });
}

/** After an answer that was given when the item's active time was `activeMs`. */
export function answered(kept: Kept, question: string, activeMs: number): Kept {
  const more = Math.max(0, activeMs - kept.until);
  return { until: Math.max(kept.until, activeMs), ms: { ...kept.ms, [question]: (kept.ms[question] ?? 0) + more } };
}

function stored(key: string): Kept {
  const none = { until: 0, ms: {} };
  try {
    return { ...none, ...(JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Kept>) };
  } catch {
    return none;
  }
}

function store(key: string, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  } catch {
    // No storage: the times begin anew after a reload.
  }
}
