/** One behaviour of one element. When the page is replaced, `life` ends: listeners, timers and requests end with it. */
export type Island = (element: HTMLElement, life: AbortSignal) => void;

/** An island was put on markup that lacks something it needs: a mistake in a template, said by name. */
export class MissingMarkup extends Error {
  constructor(island: string, selector: string) {
    super(`Island "${island}" needs ${selector}`);
    this.name = "MissingMarkup";
  }
}

const islands = new Map<string, Island>();
let page = new AbortController();

export function register(name: string, island: Island): void {
  islands.set(name, island);
}

/** Starts every island of the document; those of the page before end first. */
export function mount(): void {
  page.abort();
  page = new AbortController();
  for (const element of document.querySelectorAll<HTMLElement>("[data-island]")) {
    for (const name of element.dataset["island"]!.split(" ")) {
      const island = islands.get(name);
      if (!island) throw new Error(`There is no island "${name}"`);
      start(island, element);
    }
  }
}

/** A broken island is reported and leaves the others and the plain page working. */
function start(island: Island, element: HTMLElement): void {
  try {
    island(element, page.signal);
  } catch (error) {
    reportError(error);
  }
}

/** The element that an island cannot do without. */
export function need<E extends Element = HTMLElement>(island: string, within: ParentNode, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new MissingMarkup(island, selector);
  return found;
}

/** A sentence kept in the markup, so that templates hold every word that a person reads. */
export function text(island: string, element: HTMLElement, key: string): string {
  const words = element.dataset[key];
  if (words === undefined) throw new MissingMarkup(island, `[data-${key}]`);
  return words;
}

/** A sentence with its number put in where it says `%n`. */
export function counted(words: string, n: number): string {
  return words.replace("%n", String(n));
}
