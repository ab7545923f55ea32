import { answer, questionId } from "./answers";
import { cameTogether } from "./question/answering";
import { kindOf } from "./question/kinds";
import { MissingMarkup, counted, need, text } from "../web/island";
import { type Delivery, deliver } from "./delivery";
import { Outbox, forgetOld } from "./outbox";
import { waitToRetry } from "../web/post";

const LOOK_MS = 5_000;
/** While one of these is said, words that wait here are nowhere else, and go with the tab. */
const TROUBLE: readonly SaveState[] = ["retrying", "busy", "offline", "ended"];

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
  let forgotten = false;
  let afterwards: (() => void) | null = null;
  let said: SaveState = kept;
  let unseen = false;

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
    if (afterwards) return afterwards();
    if (outbox.size > 0 || form.hasAttribute("data-sending")) return;
    if (goesOn) {
      ended.hidden = true;
      say(kept);
    }
    if (leaving) leaving.submit();
    else if (goesOn && unseen) location.reload();
  }

  /** Words go with the tab: what is not sent yet is sent while the page is left. */
  function sendWords(): void {
    for (const entry of outbox.entries) if (entry.kind === "words") void deliver(address!, entry);
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
    if (forgotten) return;
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

  /** What is older than the page may have been overtaken on another device: the server decides, and the page is shown anew. */
  function restore(): void {
    const all = [...form.querySelectorAll<HTMLElement>("[data-question]")];
    for (const entry of outbox.entries) {
      const question = all.find((candidate) => questionId(candidate) === entry.question);
      if (!question) continue;
      if (entry.sequence > onPage) kindOf(question).write(question, entry.option);
      else unseen ||= answer(question) !== entry.option;
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
  form.addEventListener(
    "input",
    (event) => {
      const question = (event.target as Element).closest<HTMLElement>("[data-question]");
      if (!question || !kindOf(question).inWords) return;
      keep(question);
      say("saving");
    },
    { signal: life },
  );
  form.addEventListener("judgment-returned", () => void sendAll(), { signal: life });
  form.addEventListener("judgment-acknowledged", () => (outbox.clear(), leaving?.submit()), { signal: life });
  form.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      if (!button?.hasAttribute("data-forgets")) return;
      forgotten = true;
      outbox.clear();
      if (!running) return;
      // What is on its way must not come after it was forgotten.
      event.preventDefault();
      afterwards = () => (form as HTMLFormElement).requestSubmit(button);
    },
    { signal: life },
  );
  exit.addEventListener(
    "submit",
    (event) => {
      const submitting = form.hasAttribute("data-sending");
      if (outbox.size === 0 && navigator.onLine && !submitting) return;
      event.preventDefault();
      leaving = exit;
      leavingBar.hidden = false;
      if (outbox.size > 0) return void sendAll();
      if (submitting) return;
      say("offline");
      addEventListener("online", () => void sendAll(), { signal: life, once: true });
    },
    { signal: life },
  );

  addEventListener(
    "beforeunload",
    (event) => {
      outbox.leaving();
      if (TROUBLE.includes(said) && outbox.entries.some((entry) => entry.kind === "words")) event.preventDefault();
    },
    { signal: life },
  );
  addEventListener("pagehide", sendWords, { signal: life });
  document.addEventListener("visibilitychange", () => void (document.hidden ? sendAll() : look()), { signal: life });
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
