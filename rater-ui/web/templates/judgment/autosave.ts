import { answer, questionId } from "./answers";
import { cameTogether } from "./question/answering";
import { kindOf } from "./question/kinds";
import { MissingMarkup, counted, need, text } from "../web/island";
import { type Delivery, deliver } from "./delivery";
import { Outbox, forgetOld } from "./outbox";
import { waitToRetry } from "../web/post";

const LOOK_MS = 5_000;

export type SaveState = "saved" | "changed" | "saving" | "retrying" | "busy" | "offline" | "ended" | "closed";

/**
 * Sends every change to `{address}/draft` at once, one after the other in order, and keeps what was not acknowledged. Whoever leaves
 * with Exit leaves when everything is. Changes of what was submitted before are kept likewise until they are submitted again.
 */
export function autosave(form: HTMLElement, life: AbortSignal): void {
  const address = form.dataset["address"];
  if (!address) throw new MissingMarkup("autosave", "[data-address]");
  const closed = need("autosave", document, "#closed");
  const ended = need("autosave", document, "#session-ended");
  const leavingBar = need("autosave", document, "#leaving");
  const onPage = Number(form.dataset["sequence"]);
  const change = form.hasAttribute("data-change");
  const outbox = new Outbox(address, onPage, change);
  const exit = need<HTMLFormElement>("autosave", document, "form#exit");
  let kept: SaveState = change && onPage > 0 ? "changed" : "saved";
  let leaving: HTMLFormElement | null = null;
  let running = false;
  let said: SaveState = kept;

  function say(state: SaveState): void {
    said = state;
    document.dispatchEvent(new CustomEvent("save-state", { detail: { state, waiting: outbox.size } }));
    if (leaving) leavingBar.textContent = counted(text("autosave", leavingBar, outbox.size > 0 ? "waiting" : "offline"), outbox.size);
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
      if (change && delivery.state === "saved") kept = "changed";
      if (delivery.state === "saved") outbox.acknowledged(entry);
      else goesOn = await after(delivery, failures);
    }
    running = false;
    if (outbox.size > 0) return;
    if (goesOn) {
      ended.hidden = true;
      say(kept);
    }
    leaving?.submit();
  }

  /** Whether this device still has the session: whoever goes on on another one is told here too, within seconds. */
  async function look(): Promise<void> {
    if (document.hidden) return;
    const response = await fetch(`${address}/session`, { signal: life }).catch(() => null);
    if (life.aborted || response?.status !== 404) return;
    need("autosave", ended, "[data-why]").textContent = await response.text();
    ended.hidden = false;
    say("ended");
  }

  function keep(question: HTMLElement): void {
    const kind = kindOf(question).inWords ? "words" : cameTogether(question) ? "bulk" : "option";
    outbox.put(questionId(question), answer(question), kind);
  }

  /** What a quick hand chose while the page was there and its scripts were not yet. */
  function takeEarly(): void {
    for (const question of form.querySelectorAll<HTMLElement>("[data-question]")) {
      const fields = [...question.querySelectorAll<HTMLInputElement>(".options :is(input, textarea)")];
      if (fields.some((field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue)) keep(question);
    }
  }

  function restore(): void {
    for (const entry of outbox.entries.filter((waiting) => waiting.sequence > onPage)) {
      const all = [...form.querySelectorAll<HTMLElement>("[data-question]")];
      const question = all.find((candidate) => questionId(candidate) === entry.question);
      if (question) kindOf(question).write(question, entry.option);
    }
  }

  form.addEventListener(
    "change",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question) return;
      keep(question);
      void sendAll();
    },
    { signal: life },
  );
  form.addEventListener("judgment-returned", () => void sendAll(), { signal: life });
  form.addEventListener("judgment-acknowledged", () => outbox.clear(), { signal: life });
  form.addEventListener(
    "submit",
    (event) => {
      if (event.submitter?.hasAttribute("data-forgets")) outbox.clear();
    },
    { signal: life },
  );
  exit.addEventListener(
    "submit",
    (event) => {
      if (outbox.size === 0 && navigator.onLine) return;
      event.preventDefault();
      leaving = exit;
      leavingBar.hidden = false;
      if (outbox.size > 0) return void sendAll();
      say("offline");
      addEventListener("online", () => void sendAll(), { signal: life, once: true });
    },
    { signal: life },
  );

  addEventListener("beforeunload", () => outbox.leaving(), { signal: life });
  document.addEventListener("visibilitychange", () => void look(), { signal: life });
  const looking = setInterval(() => void look(), LOOK_MS);
  life.addEventListener("abort", () => clearInterval(looking));

  forgetOld(Date.now());
  takeEarly();
  restore();
  say(kept);
  void sendAll();
}

/** What is said while an answer is not saved: the network counts as lost after the third try, unless the server itself answers. */
export function stateAfter(state: Delivery["state"], failures: number, online: boolean): SaveState {
  if (state === "refused") return "ended";
  if (state === "busy" && online) return "busy";
  return online && failures < 3 ? "retrying" : "offline";
}
