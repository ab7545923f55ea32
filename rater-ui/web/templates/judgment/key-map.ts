import { digitOf, firstNumber } from "./question/kind";
import { need, text } from "../web/island";
import { assigned, canStandFor, keyMap, labelOf, remember } from "../web/keys";

type Keyboard = { getLayoutMap(): Promise<ReadonlyMap<string, string>> };

/** Shows which key does what, here and wherever a key is named on the page, and lets each be given another. */
export function keyMapPanel(element: HTMLElement, life: AbortSignal): void {
  const reset = need<HTMLButtonElement>("key-map", element, "button[data-reset]");
  const rows = [...element.querySelectorAll<HTMLElement>("[data-action]")];
  let layout: ReadonlyMap<string, string> | undefined;

  function show(): void {
    const keys = keyMap();
    for (const named of document.querySelectorAll<HTMLElement>("[data-key-of]")) {
      named.textContent = labelOf(keys[named.dataset["keyOf"]!]!, layout);
    }
    for (const options of document.querySelectorAll<HTMLElement>(".options")) {
      options.querySelectorAll<HTMLElement>(".option").forEach((option, at) => {
        const digit = digitOf(at, firstNumber(options));
        if (digit !== undefined) option.dataset["key"] = labelOf(keys[`option-${digit}`] ?? `Digit${digit}`, layout);
      });
    }
  }

  function listen(row: HTMLElement): void {
    const button = need<HTMLButtonElement>("key-map", row, "button");
    const words = button.textContent;
    button.addEventListener(
      "click",
      () => {
        const once = new AbortController();
        button.textContent = text("key-map", element, "press");
        const done = (): void => {
          once.abort();
          button.textContent = words;
          show();
        };
        const signal = AbortSignal.any([life, once.signal]);
        button.addEventListener("blur", done, { signal });
        button.addEventListener(
          "keydown",
          (event) => {
            event.preventDefault();
            event.stopPropagation();
            if (canStandFor(event.code)) remember(assigned(keyMap(), row.dataset["action"]!, event.code));
            if (canStandFor(event.code) || event.key === "Escape") done();
          },
          { signal },
        );
      },
      { signal: life },
    );
  }

  rows.forEach(listen);
  reset.addEventListener("click", () => (remember(null), show()), { signal: life });
  show();
  const keyboard = (navigator as Navigator & { keyboard?: Keyboard }).keyboard;
  keyboard?.getLayoutMap().then((map) => ((layout = map), show()), () => undefined);
}
