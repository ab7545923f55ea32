import { need } from "../web/island";

const DECLINED = "~declined";

/** Keeps a demographic question consistent: "prefer not to say" stands alone, and typing chooses "in my own words". */
export function axis(fieldset: HTMLElement, life: AbortSignal): void {
  need("axis", fieldset, `input[value="${DECLINED}"]`);
  const self = fieldset.querySelector<HTMLInputElement>('input[value="~self"]');
  const words = fieldset.querySelector<HTMLInputElement>('input[type="text"]');

  function alone(chosen: HTMLInputElement): void {
    if (chosen.type !== "checkbox" || !chosen.checked) return;
    for (const choice of fieldset.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
      if (excludes(chosen.value, choice.value)) choice.checked = false;
    }
  }

  fieldset.addEventListener("change", (event) => alone(event.target as HTMLInputElement), { signal: life });
  words?.addEventListener(
    "input",
    () => {
      if (!self || words.value === "") return;
      self.checked = true;
      alone(self);
    },
    { signal: life },
  );
}

/** Whoever would rather not say says nothing else. */
export function excludes(chosen: string, other: string): boolean {
  return chosen !== other && (chosen === DECLINED || other === DECLINED);
}
