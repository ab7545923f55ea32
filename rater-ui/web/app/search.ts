import { MissingMarkup, need, text } from "./island";

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
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      const leaves = [...panel.querySelectorAll<HTMLElement>("article[data-searchable]")];
      for (const leaf of leaves) leaf.hidden = !words.every((word) => plain(leaf.textContent ?? "").includes(word));
      for (const group of panel.querySelectorAll<HTMLElement>("section[data-searchable]")) {
        group.hidden = group.querySelector("article:not([hidden])") === null;
      }
      const count = leaves.filter((leaf) => !leaf.hidden).length;
      found.textContent = words.length === 0 ? "" : text("search", found, "found").replace("%n", String(count));
    },
    { signal: life },
  );
}

/** Without case and accents. */
function plain(words: string): string {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
