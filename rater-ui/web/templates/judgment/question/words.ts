import type { Answer, Kind } from "./kind";
import { need } from "../../web/island";

/** Words of the rater's own. */
export const words: Kind = {
  goesOn: false,
  inWords: true,

  read: (question) => field(question).value.trim() || null,

  write(question: HTMLElement, answer: Answer): void {
    field(question).value = answer ?? "";
  },

  fits: (question, answer) => [...answer].length <= field(question).maxLength,

  pressed: () => undefined,
};

function field(question: HTMLElement): HTMLTextAreaElement {
  return need<HTMLTextAreaElement>("words", question, "textarea");
}
