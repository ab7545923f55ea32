/** What single keys do on the rating page. Answers come first: `option-1` chooses the first option. */
export const ACTIONS = [
  ...["option-1", "option-2", "option-3", "option-4", "option-5"],
  ...["next", "previous", "back", "skip", "scroll-down", "scroll-up", "guidelines", "help", "more-time"],
] as const;
export type Action = string;

/** Keys by their place on the keyboard, so that a layout that puts other characters there has the same keys. */
const USUAL: Readonly<Record<Action, string>> = {
  "option-1": "Digit1",
  "option-2": "Digit2",
  "option-3": "Digit3",
  "option-4": "Digit4",
  "option-5": "Digit5",
  next: "KeyJ",
  previous: "KeyK",
  back: "KeyB",
  skip: "KeyS",
  "scroll-down": "KeyD",
  "scroll-up": "KeyU",
  guidelines: "KeyG",
  help: "Slash",
  "more-time": "KeyE",
};
const KEY = "parallax.keys";
const GOES_ON_WHILE_HELD = ["scroll-down", "scroll-up"];
const UNUSABLE = ["Escape", "Enter", "NumpadEnter", "Tab", "Space"];

/** What a key press stands for, or null: shortcuts are off, a text field has it, or the key is only being held. */
export function actionOf(event: KeyboardEvent): Action | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return null;
  if (document.documentElement.dataset["shortcuts"] !== "on" || isTyping(event.target)) return null;
  const keys = keyMap();
  const action = ACTIONS.find((candidate) => keys[candidate] === event.code) ?? alias(event);
  return action && event.repeat && !GOES_ON_WHILE_HELD.includes(action) ? null : action;
}

/** The numeric pad answers too, digits past the fifth do (0 stands for the tenth), and a question mark asks for help wherever it lies. */
function alias(event: KeyboardEvent): Action | null {
  const digit = /^(?:Digit([06-9])|Numpad([0-9]))$/.exec(event.code);
  if (digit) return `option-${digit[1] ?? digit[2]}`;
  return event.key === "?" ? "help" : null;
}

/** Which place on the keyboard stands for which action, on this device. */
export function keyMap(): Record<Action, string> {
  try {
    const own = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, unknown>;
    const chosen = Object.entries(own).filter(([action, code]) => action in USUAL && typeof code === "string");
    return { ...USUAL, ...(Object.fromEntries(chosen) as Record<Action, string>) };
  } catch {
    return { ...USUAL };
  }
}

/** Gives an action another key. Whatever had that key gets the one that is free now, so that nothing is left without. */
export function assigned(keys: Readonly<Record<Action, string>>, action: Action, code: string): Record<Action, string> {
  const other = ACTIONS.find((candidate) => keys[candidate] === code);
  return { ...keys, ...(other && { [other]: keys[action]! }), [action]: code };
}

export function canStandFor(code: string): boolean {
  return code !== "" && !UNUSABLE.includes(code) && !/^(Arrow|Control|Shift|Alt|Meta|Numpad)/.test(code);
}

/** Remembers the keys on this device; null for the usual ones. */
export function remember(keys: Readonly<Record<Action, string>> | null): void {
  try {
    if (keys) localStorage.setItem(KEY, JSON.stringify(keys));
    else localStorage.removeItem(KEY);
  } catch {
    // No storage: the usual keys stay.
  }
}

/** What stands on a key, as far as its place tells. */
export function labelOf(code: string, layout?: ReadonlyMap<string, string>): string {
  const place = /^(?:Key|Digit)(.)$/.exec(code);
  if (code.startsWith("Digit")) return place![1]!;
  if (code === "Slash" && !layout) return "?";
  return (layout?.get(code) ?? place?.[1] ?? code).toUpperCase();
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"])') !== null
  );
}

export function dialogIsOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
