import { MissingMarkup, text } from "../web/island";
import { actionOf, dialogIsOpen } from "../web/keys";

/** Turns a section at the end of the page into a dialog that its links and its key open. */
export function panel(section: HTMLElement, life: AbortSignal): void {
  const title = section.getAttribute("aria-labelledby");
  if (!title || !section.id) throw new MissingMarkup("panel", "[id][aria-labelledby]");
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", title);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = text("panel", section, "close");
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, section);
  document.body.append(dialog);

  function open(): void {
    for (const other of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) other.close();
    dialog.showModal();
    section.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  }

  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target as Element).closest(`a[href="#${section.id}"]`)) return;
      event.preventDefault();
      open();
    },
    { signal: life },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (actionOf(event) !== section.dataset["action"]) return;
      event.preventDefault();
      const step = stepAt(dialog.open, dialogIsOpen());
      if (step === "close") dialog.close();
      else if (step === "open") open();
    },
    { signal: life },
  );
}

/** What a panel's key does: it closes its own dialog and opens none over another. */
export function stepAt(open: boolean, anyOpen: boolean): "close" | "open" | "nothing" {
  if (open) return "close";
  return anyOpen ? "nothing" : "open";
}
