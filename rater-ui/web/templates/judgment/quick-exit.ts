import { text } from "../web/island";
import { dialogIsOpen } from "../web/keys";

const TWICE_WITHIN_MS = 600;

/** Escape twice leaves for the pause page at once. The page goes blank first, so that nothing stays to be seen. */
export function quickExit(element: HTMLElement, life: AbortSignal): void {
  const address = text("quick-exit", element, "href");
  let pressed = -Infinity;

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.repeat || dialogIsOpen()) return;
      if (isTwice(pressed, event.timeStamp)) {
        document.body.hidden = true;
        location.replace(address);
      }
      pressed = event.timeStamp;
    },
    { signal: life },
  );
}

export function isTwice(beforeMs: number, nowMs: number): boolean {
  return nowMs - beforeMs <= TWICE_WITHIN_MS;
}
