import { need } from "../web/island";

const KEY = "parallax.shortcuts";

/** Shows the map of the keyboard and lets single-key shortcuts be switched off, on this device, for good. */
export function shortcutSwitch(element: HTMLElement, life: AbortSignal): void {
  const box = need<HTMLInputElement>("shortcut-switch", element, "input[type=checkbox]");
  element.hidden = false;
  box.checked = remembered() !== "off";
  apply();
  box.addEventListener("change", apply, { signal: life });

  function apply(): void {
    const state = box.checked ? "on" : "off";
    document.documentElement.dataset["shortcuts"] = state;
    try {
      if (state !== remembered()) localStorage.setItem(KEY, state);
    } catch {
      // No storage: the choice lasts as long as the page.
    }
  }
}

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? "on";
  } catch {
    return "on";
  }
}
