import { MissingMarkup } from "../web/island";

/**
 * The ways out of the page. Without scripts they are buttons that carry the answers along; with scripts every answer is saved already, so
 * each is the link that it stands for (`data-href`) or posts a form without answers (`data-form`).
 */
export function ways(form: HTMLElement): void {
  if (!form.id) throw new MissingMarkup("ways", "form[id]");
  for (const button of document.querySelectorAll<HTMLButtonElement>(`button[form="${form.id}"][formaction]`)) {
    const way = wayOf(button.dataset);
    if (way?.to === "page") button.replaceWith(link(button, way.address));
    else if (way?.to === "form") plain(button, way.id);
  }
}

/** Where a button leads that need not carry anything; null if what it carries matters. */
export function wayOf(data: DOMStringMap): { to: "page"; address: string } | { to: "form"; id: string } | null {
  if (data["href"]) return { to: "page", address: data["href"] };
  return data["form"] ? { to: "form", id: data["form"] } : null;
}

function link(button: HTMLButtonElement, address: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = address;
  link.className = button.className;
  if (button.dataset["action"]) link.dataset["action"] = button.dataset["action"];
  link.append(...button.childNodes);
  return link;
}

function plain(button: HTMLButtonElement, form: string): void {
  button.setAttribute("form", form);
  for (const name of ["formaction", "name", "value"]) button.removeAttribute(name);
}
