import { MissingMarkup } from "../web/island";

const IDLE_AFTER_MS = 30_000;
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll"];

export type Times = { activeMs: number; idleMs: number; hiddenMs: number };

/** Counts how long the item was worked on, left alone (30 s without input) and hidden; a reload goes on counting. */
export function clock(element: HTMLElement, life: AbortSignal): void {
  const form = element as HTMLFormElement;
  const key = `parallax.clock:${form.dataset["address"]}`;
  const times = stored(key);
  let counted = performance.now();
  let lastInput = counted;
  let hidden = document.hidden;

  function count(): void {
    const now = performance.now();
    const more = spent(counted, now, lastInput, hidden);
    times.activeMs += more.activeMs;
    times.idleMs += more.idleMs;
    times.hiddenMs += more.hiddenMs;
    counted = now;
    hidden = document.hidden;
  }

  function input(): void {
    count();
    lastInput = counted;
  }

  for (const name of Object.keys(times)) {
    if (!form.querySelector(`input[name="${name}"]`)) throw new MissingMarkup("clock", `input[name="${name}"]`);
  }
  for (const name of INPUTS) document.addEventListener(name, input, { signal: life, passive: true, capture: true });
  document.addEventListener("visibilitychange", () => (document.hidden ? count() : input()), { signal: life });
  addEventListener("pagehide", () => (count(), store(key, times)), { signal: life });
  form.addEventListener("judgment-acknowledged", () => store(key, null), { signal: life });
  form.addEventListener(
    "formdata",
    (event) => {
      count();
      for (const [name, ms] of Object.entries(times)) event.formData.set(name, String(Math.round(ms)));
    },
    { signal: life },
  );
}

/** What a stretch of time was: whoever sees the page counts as active for 30 s after an input. */
export function spent(from: number, to: number, lastInput: number, hidden: boolean): Times {
  if (hidden) return { activeMs: 0, idleMs: 0, hiddenMs: to - from };
  const activeUntil = Math.min(to, Math.max(from, lastInput + IDLE_AFTER_MS));
  return { activeMs: activeUntil - from, idleMs: to - activeUntil, hiddenMs: 0 };
}

function stored(key: string): Times {
  const none = { activeMs: 0, idleMs: 0, hiddenMs: 0 };
  try {
    return { ...none, ...(JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Times>) };
  } catch {
    return none;
  }
}

function store(key: string, times: Times | null): void {
  try {
    if (times) sessionStorage.setItem(key, JSON.stringify(times));
    else sessionStorage.removeItem(key);
  } catch {
    // No storage: the count begins anew after a reload.
  }
}
