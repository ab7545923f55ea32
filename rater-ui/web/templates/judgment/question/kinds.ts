import type { Kind } from "./kind";
import { freeText } from "./free-text/free-text";
import { multipleChoice } from "./multiple-choice/multiple-choice";
import { ordinalScale } from "./ordinal-scale/ordinal-scale";
import { pairwise } from "./pairwise/pairwise";
import { reason } from "./reason/reason";
import { responseSet } from "./response-set/response-set";
import { singleChoice } from "./single-choice/single-choice";

/** The types of questions, by the names of their folders. */
const KINDS: Readonly<Record<string, Kind>> = {
  "free-text": freeText,
  "multiple-choice": multipleChoice,
  "ordinal-scale": ordinalScale,
  "pairwise": pairwise,
  "reason": reason,
  "response-set": responseSet,
  "single-choice": singleChoice,
};

export function kindOf(question: HTMLElement): Kind {
  const type = question.dataset["type"] ?? "";
  const kind = KINDS[type];
  if (!kind) throw new Error(`There is no type of question "${type}"`);
  return kind;
}
