import { answer, options, questionId, questions } from "./answers";
import { MissingMarkup, counted, need, text } from "../web/island";
import { type Delivery, deliver, outcomeOf } from "./delivery";
import { Outbox, forgetOld } from "./outbox";
import { post, waitToRetry } from "../web/post";

export type SaveState = "saved" | "saving" | "retrying" | "offline" | "ended" | "closed";

/**
 * Sends every change to `{address}/draft` at once, one after the other in order, and keeps what was not acknowledged. Whoever leaves
 * with Exit leaves when everything is.
 */
export function autosave(form: HTMLElement, life: AbortSignal): void {
  const address = form.dataset["address"];
  if (!address) throw new MissingMarkup("autosave", "[data-address]");
  const closed = need("autosave", document, "#closed");
  const ended = need("autosave", document, "#session-ended");
  const leavingBar = need("autosave", document, "#leaving");
  const onPage = Number(form.dataset["sequence"]);
  const outbox = new Outbox(address, onPage);
  let leaving: HTMLFormElement | null = null;
  let running = false;
  let said: SaveState = "saved";

  function say(state: SaveState): void {
    said = state;
    document.dispatchEvent(new CustomEvent("save-state", { detail: { state, waiting: outbox.size } }));
    if (leaving) leavingBar.textContent = counted(text("autosave", leavingBar, "waiting"), outbox.size);
  }

  /** Whether to go on with the next answer. */
  async function after(delivery: Delivery, failures: number): Promise<boolean> {
    if (delivery.state === "gone") {
      outbox.clear();
      need("autosave", closed, "p").textContent = delivery.words;
      closed.hidden = false;
      say("closed");
      return false;
    }
    say(stateAfter(delivery.state, failures, navigator.onLine));
    ended.hidden = delivery.state !== "refused";
    await waitToRetry(failures, life);
    return true;
  }

  async function sendAll(): Promise<void> {
    if (running) return say(said);
    running = true;
    let goesOn = true;
    for (let failures = 0; goesOn && !life.aborted && !form.hasAttribute("data-sending") && outbox.size > 0; ) {
      const entry = outbox.entries[0]!;
      if (failures === 0) say("saving");
      const delivery = await deliver(address!, entry);
      if (life.aborted) return;
      failures = delivery.state === "saved" ? 0 : failures + 1;
      if (delivery.state === "saved") outbox.acknowledged(entry);
      else goesOn = await after(delivery, failures);
    }
    running = false;
    if (outbox.size > 0) return;
    if (goesOn) {
      ended.hidden = true;
      say("saved");
    }
    leaving?.submit();
  }

  /** Whoever comes back to this tab hears at once whether its session is over, because another device has it, say. */
  async function look(): Promise<void> {
    const response = await post(`${address}/opened`, {}).catch(() => null);
    if (life.aborted || !response || outcomeOf(response.status) !== "refused") return;
    ended.hidden = false;
    say("ended");
  }

  function restore(): void {
    for (const entry of outbox.entries.filter((waiting) => waiting.sequence > onPage)) {
      const question = questions(form).find((candidate) => questionId(candidate) === entry.question);
      if (question) for (const option of options(question)) option.checked = option.value === entry.option;
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
  document.querySelector<HTMLFormElement>("form[data-exit]")?.addEventListener(
    "submit",
    (event) => {
      if (outbox.size === 0) return;
      event.preventDefault();
      leaving = event.target as HTMLFormElement;
      leavingBar.hidden = false;
      void sendAll();
    },
    { signal: life },
  );

  document.addEventListener(
    "visibilitychange",
    () => {
      if (!document.hidden) void look();
    },
    { signal: life },
  );

  forgetOld(Date.now());
  restore();
  say("saved");
  void sendAll();
}

/** What is said while an answer is not saved: the network counts as lost after the third try. */
export function stateAfter(state: Delivery["state"], failures: number, online: boolean): SaveState {
  if (state === "refused") return "ended";
  return online && failures < 3 ? "retrying" : "offline";
}
