import { type Answer, type Kind, inputs, placeOf } from "./kind";

/** Several options, or one that says that none of the others fits and excludes them. */
export const set: Kind = {
  goesOn: false,
  inWords: false,

  read(question: HTMLElement): Answer {
    const chosen = inputs(question).filter((option) => option.checked);
    return chosen.length === 0 ? null : chosen.map((option) => option.value).join(",");
  },

  write(question: HTMLElement, answer: Answer): void {
    const chosen = answer?.split(",") ?? [];
    for (const option of inputs(question)) option.checked = chosen.includes(option.value);
  },

  fits(question: HTMLElement, answer: string): boolean {
    const chosen = answer.split(",");
    const alone = inputs(question).some((option) => isAlone(option) && chosen.includes(option.value));
    const { least, most } = question.querySelector<HTMLElement>(".options")!.dataset;
    return alone ? chosen.length === 1 : chosen.length >= Number(least) && chosen.length <= Number(most);
  },

  pressed(question: HTMLElement, digit: number): Answer | undefined {
    const options = inputs(question);
    const option = options[placeOf(digit)];
    if (!option) return undefined;
    const chosen = new Set(this.read(question)?.split(",") ?? []);
    if (!chosen.delete(option.value)) chosen.add(option.value);
    return tidy(options.map((one) => ({ value: one.value, alone: isAlone(one), chosen: chosen.has(one.value) })), option.value);
  },
};

export type Ticked = { value: string; alone: boolean; chosen: boolean };

/** What is chosen after one option was changed: one that excludes the others ends them, and each of the others ends it. */
export function tidy(options: readonly Ticked[], changed: string): Answer {
  const last = options.find((option) => option.value === changed);
  const ends = (option: Ticked): boolean => option !== last && last?.chosen === true && (last.alone || option.alone);
  const left = options.filter((option) => option.chosen && !ends(option));
  return left.length === 0 ? null : left.map((option) => option.value).join(",");
}

/** Puts a set right after a person's click. */
export function tidied(question: HTMLElement, changed: HTMLInputElement): void {
  const options = inputs(question).map((one) => ({ value: one.value, alone: isAlone(one), chosen: one.checked }));
  set.write(question, tidy(options, changed.value));
}

function isAlone(option: HTMLInputElement): boolean {
  return option.hasAttribute("data-alone");
}
