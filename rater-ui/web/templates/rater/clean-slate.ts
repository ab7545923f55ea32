import { text } from "../web/island";
import { forget } from "../judgment/outbox";

/** Whoever is asked for consent has answered nothing: what somebody before them left unsent on this device is not theirs. */
export function cleanSlate(element: HTMLElement): void {
  forget(text("clean-slate", element, "study"));
}
