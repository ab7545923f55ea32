/** The plain character of a key press that may act as a shortcut, or null: shortcuts are off, a text field or a dialog has it. */
export function shortcut(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return null;
  if (document.documentElement.dataset["shortcuts"] !== "on" || isTyping(event.target)) return null;
  return event.key.toLowerCase();
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
