import { MissingMarkup } from "../web/island";
import { keep } from "./navigation";
import type { SaveState } from "./autosave";

/** Fetches the item that comes next once the first answer here is saved. A page without Content-Location is not kept. */
export function prefetch(form: HTMLElement, life: AbortSignal): void {
  const address = form.dataset["next"];
  if (!address) throw new MissingMarkup("prefetch", "[data-next]");
  const once = new AbortController();
  let changed = false;

  async function fetchNext(): Promise<void> {
    once.abort();
    const response = await fetch(address!, { redirect: "manual", signal: life });
    const shownAt = response.headers.get("Content-Location");
    if (response.status === 200 && shownAt) keep(shownAt, await response.text());
  }

  form.addEventListener("change", () => (changed = true), { signal: life, once: true });
  document.addEventListener(
    "save-state",
    (event) => {
      const { state } = (event as CustomEvent<{ state: SaveState }>).detail;
      if (changed && state === "saved") fetchNext().catch(() => undefined);
    },
    { signal: AbortSignal.any([life, once.signal]) },
  );
}
