import { bring, gaps } from "./answers";
import { need, text } from "../web/island";
import { go, parse, show } from "./navigation";
import { isBusy } from "./delivery";
import { waitToRetry } from "../web/post";

const PATIENCE_MS = 30_000;

/**
 * Sends the judgment. The first gap takes the focus instead; without a network the same body is sent again with the same key until the
 * server has it, so that nothing is lost and nothing is counted twice.
 */
export function judgment(element: HTMLElement, life: AbortSignal): void {
  const form = element as HTMLFormElement;
  const state = need("judgment", document, "#submit-state");
  const button = need("judgment", document, "#submit");
  const summary = need("judgment", document, "#gaps");
  const list = need("judgment", summary, "ul");

  let trouble: "retrying" | "busy" = "retrying";

  function listGaps(open: HTMLElement[]): void {
    list.replaceChildren(
      ...open.map((question) => {
        const link = document.createElement("a");
        link.href = `#${question.id}`;
        link.textContent = question.querySelector("legend")!.textContent;
        link.addEventListener("click", (event) => (event.preventDefault(), bring(question)));
        const entry = document.createElement("li");
        entry.append(link);
        return entry;
      }),
    );
    summary.hidden = open.length === 0;
    need("judgment", summary, "#gaps-title").hidden = summary.hidden;
    for (const question of form.querySelectorAll<HTMLElement>("[data-question]")) mark(question, open.includes(question));
  }

  function mark(question: HTMLElement, gap: boolean): void {
    question.classList.toggle("field-invalid", gap);
    need("judgment", question, ".field-error").hidden = !gap;
    const described = [question.dataset["hint"], gap ? `${question.id}-gap` : undefined].filter((id) => id !== undefined);
    if (described.length > 0) question.setAttribute("aria-describedby", described.join(" "));
    else question.removeAttribute("aria-describedby");
  }

  function sending(on: boolean, words: string): void {
    form.toggleAttribute("data-sending", on);
    form.inert = on;
    button.toggleAttribute("disabled", on);
    state.textContent = words;
  }

  /** True when the server has answered for good; a failing or foreign answer (a captive portal's page) is not an answer. */
  async function send(body: URLSearchParams): Promise<boolean> {
    const headers = { Prefer: "return=minimal" };
    const response = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    const next = response.headers.get("Location");
    const answer = meaning(response.status, next);
    if (answer === "none" && isBusy(response.status)) trouble = "busy";
    if (answer === "taken" && next) {
      form.dispatchEvent(new Event("judgment-acknowledged"));
      await go(new URL(next, location.href));
      return true;
    }
    if (answer === "refused") {
      refused();
      return true;
    }
    const page = answer === "none" ? null : parse(await response.text());
    if (!page) return false;
    if (response.redirected) form.dispatchEvent(new Event("judgment-acknowledged"));
    show(page, new URL(response.redirected ? response.url : location.href));
    return true;
  }

  /** The session or its token is over. The page stays as it is, so that nothing chosen is lost. */
  function refused(): void {
    sending(false, text("judgment", state, "ended"));
    form.dispatchEvent(new Event("judgment-returned"));
  }

  async function sendUntilHeard(): Promise<void> {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    sending(true, text("judgment", state, "sending"));
    for (let failures = 1; !life.aborted; failures++) {
      trouble = "retrying";
      if (await send(body).catch(() => false)) return;
      state.textContent = text("judgment", state, trouble);
      await waitToRetry(failures, life);
    }
  }

  form.addEventListener(
    "submit",
    (event) => {
      if (event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      const open = gaps(form);
      listGaps(open);
      if (open[0]) bring(open[0]);
      else if (!form.hasAttribute("data-sending")) void sendUntilHeard();
    },
    { signal: life },
  );
  form.addEventListener(
    "change",
    () => {
      if (!summary.hidden) listGaps(gaps(form));
    },
    { signal: life },
  );
}

/** What the server says of a judgment: taken, refused for good, a page to show, or nothing that counts as an answer. */
export function meaning(status: number, next: string | null): "taken" | "refused" | "page" | "none" {
  if (status === 204 && next) return "taken";
  if ([400, 401, 403, 404].includes(status)) return "refused";
  return status >= 500 ? "none" : "page";
}
