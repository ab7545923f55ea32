import { answer, choose, questionId, questions } from "../answers";
import { inputs } from "./kind";
import { kindOf } from "./kinds";
import { need } from "../../web/island";
import { tidied } from "./set";

const PAUSE_MS = 500;

/**
 * What questions of some types do while they are answered: a set keeps its rules, a question whose gate closes goes out of sight, and a
 * group with the last of its questions; words are kept after a pause in writing, and one press gives the open questions of a group their
 * safe answer.
 */
export function answering(form: HTMLElement, life: AbortSignal): void {
  const all = [...form.querySelectorAll<HTMLElement>("[data-question]")];
  const groups = [...form.querySelectorAll<HTMLElement>(".question-group:has([data-question])")];
  let together = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function openGates(): void {
    for (const question of all) {
      const { gate, opens } = question.dataset;
      if (gate === undefined) continue;
      const before = all.find((other) => questionId(other) === gate);
      question.hidden = !before || before.hidden || !isOpen(answer(before), opens ?? "");
    }
    for (const group of groups) group.hidden = all.filter((question) => group.contains(question)).every((question) => question.hidden);
    numbered(form);
  }

  function byHand(question: HTMLElement, target: EventTarget | null): void {
    if (target instanceof HTMLInputElement && target.type === "checkbox") tidied(question, target);
    if (!together) question.querySelector('input[type="hidden"][name^="bulk."]')?.remove();
  }

  function giveToAll(group: HTMLElement, label: string): void {
    together = true;
    for (const question of group.querySelectorAll<HTMLElement>('[data-type="single-choice"]')) {
      const safe = inputs(question).find((option) => option.closest("label")?.textContent?.trim() === label);
      if (!safe || question.hidden || answer(question) !== null) continue;
      const mark = document.createElement("input");
      mark.type = "hidden";
      mark.name = `bulk.${questionId(question)}`;
      mark.value = safe.value;
      question.append(mark);
      choose(question, safe.value);
    }
    together = false;
  }

  for (const button of form.querySelectorAll<HTMLButtonElement>("button[data-at-once]")) {
    button.parentElement!.hidden = false;
    button.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        const group = button.closest<HTMLElement>(".question-group");
        if (group) giveToAll(group, button.dataset["atOnce"]!);
      },
      { signal: life },
    );
  }
  form.addEventListener(
    "change",
    (event) => {
      clearTimeout(pause);
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (question) byHand(question, event.target);
      openGates();
    },
    { signal: life, capture: true },
  );
  form.addEventListener(
    "input",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question || !kindOf(question).inWords) return;
      clearTimeout(pause);
      pause = setTimeout(() => question.dispatchEvent(new Event("change", { bubbles: true })), PAUSE_MS);
    },
    { signal: life },
  );
  life.addEventListener("abort", () => clearTimeout(pause));
  openGates();
}

/** Numbers the questions that are asked, so that none out of sight leaves a gap. */
function numbered(form: HTMLElement): void {
  questions(form).forEach((question, at) => (need("answering", question, ".question-number").textContent = `${at + 1}.`));
}

/** Whether an answer opens a gate: any of its options is one that does. */
export function isOpen(given: string | null, opens: string): boolean {
  const opening = opens.split(",");
  return given !== null && given.split(",").some((option) => opening.includes(option));
}

/** Whether the answer of a question came with others of its group, and not by hand since. */
export function cameTogether(question: HTMLElement): boolean {
  return question.querySelector('input[type="hidden"][name^="bulk."]') !== null;
}
