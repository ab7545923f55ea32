/** What was answered, as it is kept and compared: an option's position, several with commas between, or words; null while there is none. */
export type Answer = string | null;

/** How one type of question is answered on the page. */
export interface Kind {
  read(question: HTMLElement): Answer;
  write(question: HTMLElement, answer: Answer): void;
  /** Whether an answer keeps the question's rules. */
  fits(question: HTMLElement, answer: string): boolean;
  /** The answer after a digit was pressed; undefined if that means nothing here. */
  pressed(question: HTMLElement, digit: number): Answer | undefined;
  /** Whether one key answers the question, so that the next can follow. */
  readonly goesOn: boolean;
  /** Whether an answer is words, which are kept no longer than the tab. */
  readonly inWords: boolean;
}

export function inputs(question: HTMLElement): HTMLInputElement[] {
  return [...question.querySelectorAll<HTMLInputElement>(".options input")];
}

/** The place of the option that a digit stands for: the first is 1 and the tenth 0, but a scale from 0 has its own numbers. */
export function placeOf(digit: number, from = 1): number {
  if (from === 0) return digit;
  return digit === 0 ? 9 : digit - 1;
}

/** The digit that stands for an option; undefined past the tenth. */
export function digitOf(place: number, from = 1): number | undefined {
  const digit = from === 0 ? place : (place + 1) % 10;
  return place < 10 ? digit : undefined;
}

/** The numbers of a scale begin where its options say. */
export function firstNumber(options: HTMLElement | null): number {
  return Number(options?.dataset["from"] ?? 1);
}
