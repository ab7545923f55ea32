import { type Answer, type Kind, firstNumber, inputs, placeOf } from "./kind";

/** One option of several. */
export const oneOption: Kind = {
  goesOn: true,
  inWords: false,

  read: (question) => inputs(question).find((option) => option.checked)?.value ?? null,

  write(question: HTMLElement, answer: Answer): void {
    for (const option of inputs(question)) option.checked = option.value === answer;
  },

  fits: () => true,

  pressed(question: HTMLElement, digit: number): Answer | undefined {
    return inputs(question)[placeOf(digit, firstNumber(question.querySelector<HTMLElement>(".options")))]?.value;
  },
};
