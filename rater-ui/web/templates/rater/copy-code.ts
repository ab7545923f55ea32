import { need, text } from "../web/island";

/** Copies the completion code. */
export function copyCode(element: HTMLElement, life: AbortSignal): void {
  const code = need("copy-code", element, "[data-code]");
  const button = need("copy-code", element, "[data-copy]");
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener(
    "click",
    async () => {
      await navigator.clipboard.writeText(code.textContent ?? "");
      button.textContent = text("copy-code", button, "copied");
    },
    { signal: life },
  );
}
