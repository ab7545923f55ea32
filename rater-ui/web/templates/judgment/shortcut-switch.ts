import { type Island, need } from "../web/island";

/** Lets single keys be switched off, on this device, for good. */
export const shortcutSwitch = deviceSwitch("shortcut-switch", "shortcuts");

/** Lets whoever answers by key stay at the question instead of going on to the next. */
export const advanceSwitch = deviceSwitch("advance-switch", "advance");

/** A checkbox whose state the page's root shows as `data-{setting}`, on unless somebody switched it off. */
function deviceSwitch(island: string, setting: string): Island {
  const key = `parallax.${setting}`;
  return (element, life) => {
    const box = need<HTMLInputElement>(island, element, "input[type=checkbox]");
    element.hidden = false;
    box.checked = remembered(key) !== "off";
    apply();
    box.addEventListener("change", apply, { signal: life });

    function apply(): void {
      const state = box.checked ? "on" : "off";
      document.documentElement.dataset[setting] = state;
      try {
        if (state !== remembered(key)) localStorage.setItem(key, state);
      } catch {
        // No storage: the choice lasts as long as the page.
      }
    }
  };
}

function remembered(key: string): string {
  try {
    return localStorage.getItem(key) ?? "on";
  } catch {
    return "on";
  }
}
