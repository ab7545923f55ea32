import { answer, questionId, questions } from "./answers";
import { MissingMarkup, need } from "../web/island";
import { Outbox, type Waiting } from "./outbox";
import { post, waitToRetry } from "../web/post";

export type SaveState = "saved" | "saving" | "retrying" | "offline" | "expired";
export type Outcome = "saved" | "failed" | "refused" | "gone";

/** Sends every change to `{address}/draft` at once, one after the other in order, and keeps what was not acknowledged. */
export function autosave(form: HTMLElement, life: AbortSignal): void {
  const address = form.dataset["address"];
  if (!address) throw new MissingMarkup("autosave", "[data-address]");
  const givenBack = need("autosave", document, "#given-back");
  const onPage = Number(form.dataset["sequence"]);
  const outbox = new Outbox(address, onPage);
  let running = false;
  let said: SaveState = "saved";

  function say(state: SaveState): void {
    said = state;
    document.dispatchEvent(new CustomEvent("save-state", { detail: { state, waiting: outbox.size } }));
  }

  async function send(entry: Waiting): Promise<Outcome> {
    try {
      const fields = { question: entry.question, option: entry.option ?? "", sequence: String(entry.sequence) };
      const response = await post(`${address}/draft`, fields);
      const outcome = outcomeOf(response.status);
      if (outcome === "gone") need("autosave", givenBack, "p").textContent = await response.text();
      return outcome;
    } catch {
      return "failed";
    }
  }

  async function sendAll(): Promise<void> {
    if (running) return say(said);
    running = true;
    for (let failures = 0; !life.aborted && !form.hasAttribute("data-sending") && outbox.size > 0; ) {
      const entry = outbox.entries[0]!;
      if (failures === 0) say("saving");
      const outcome = await send(entry);
      if (life.aborted) return;
      if (outcome === "gone") {
        outbox.clear();
        givenBack.hidden = false;
        break;
      }
      if (outcome === "saved") {
        failures = 0;
        outbox.acknowledged(entry);
      } else {
        failures += 1;
        say(stateAfter(outcome, failures, navigator.onLine));
        await waitToRetry(failures, life);
      }
    }
    running = false;
    if (outbox.size === 0 && givenBack.hidden) say("saved");
  }

  function restore(): void {
    for (const entry of outbox.entries.filter((waiting) => waiting.sequence > onPage)) {
      const question = questions(form).find((candidate) => questionId(candidate) === entry.question);
      const option = question?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(entry.option ?? "")}"]`);
      if (option) option.checked = true;
    }
  }

  form.addEventListener(
    "change",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question) return;
      outbox.put(questionId(question), answer(question));
      void sendAll();
    },
    { signal: life },
  );
  form.addEventListener("judgment-returned", () => void sendAll(), { signal: life });
  form.addEventListener("judgment-acknowledged", () => outbox.clear(), { signal: life });
  document.querySelector("[data-exit]")?.addEventListener(
    "submit",
    () => {
      outbox.entries.forEach((entry) => void send(entry));
      outbox.clear();
    },
    { signal: life },
  );

  restore();
  say("saved");
  void sendAll();
}

/** What an answer of the server means for a draft. */
export function outcomeOf(status: number): Outcome {
  if (status === 204) return "saved";
  if (status === 409) return "gone";
  return [400, 401, 403, 404].includes(status) ? "refused" : "failed";
}

/** What is said while an answer is not saved: the network counts as lost after the third try. */
export function stateAfter(outcome: Outcome, failures: number, online: boolean): SaveState {
  if (outcome === "refused") return "expired";
  return online && failures < 3 ? "retrying" : "offline";
}
