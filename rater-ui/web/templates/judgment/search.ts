import { MissingMarkup, counted, need, text } from "../web/island";

/** Shows only the parts of a panel that hold every word of the search. */
export function search(element: HTMLElement, life: AbortSignal): void {
  const panel = element.closest<HTMLElement>(".panel");
  if (!panel) throw new MissingMarkup("search", "an enclosing .panel");
  const input = need<HTMLInputElement>("search", element, "input[type=search]");
  const found = need("search", element, "[role=status]");
  element.hidden = false;

  input.addEventListener(
    "input",
    () => {
      const words = wordsOf(input.value);
      const leaves = [...panel.querySelectorAll<HTMLElement>("article[data-searchable]")];
      for (const leaf of leaves) leaf.hidden = !holds(leaf.textContent ?? "", words);
      for (const group of panel.querySelectorAll<HTMLElement>("section[data-searchable]")) {
        group.hidden = group.querySelector("article:not([hidden])") === null;
      }
      const count = leaves.filter((leaf) => !leaf.hidden).length;
      found.textContent = words.length === 0 ? "" : counted(text("search", found, "found"), count);
    },
    { signal: life },
  );
}

export function wordsOf(typed: string): string[] {
  return plain(typed).split(/\s+/).filter(Boolean);
}

/** Whether a text holds every word, or the beginning of one. */
export function holds(text: string, words: string[]): boolean {
  return words.every((word) => plain(text).includes(word));
}

/** Without case and accents. */
function plain(words: string): string {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
