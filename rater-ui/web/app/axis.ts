import { need } from "./island";

/** Keeps a demographic question consistent: "prefer not to say" stands alone, and typing chooses "in my own words". */
export function axis(fieldset: HTMLElement, life: AbortSignal): void {
  const declined = need<HTMLInputElement>("axis", fieldset, 'input[value="~declined"]');
  const self = fieldset.querySelector<HTMLInputElement>('input[value="~self"]');
  const words = fieldset.querySelector<HTMLInputElement>('input[type="text"]');

  function alone(chosen: HTMLInputElement): void {
    if (chosen.type !== "checkbox" || !chosen.checked) return;
    for (const choice of fieldset.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
      if (choice !== chosen && (chosen === declined || choice === declined)) choice.checked = false;
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
