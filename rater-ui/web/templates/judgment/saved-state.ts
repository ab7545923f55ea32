import { counted, text } from "../web/island";
import type { SaveState } from "./autosave";

/** Says in the header whether what was chosen has reached the server. */
export function savedState(element: HTMLElement, life: AbortSignal): void {
  document.addEventListener(
    "save-state",
    (event) => {
      const { state, waiting } = (event as CustomEvent<{ state: SaveState; waiting: number }>).detail;
      element.hidden = false;
      element.dataset["state"] = state;
      element.textContent = counted(text("saved-state", element, state), waiting);
    },
    { signal: life },
  );
}
