import { MissingMarkup, need, text } from "../web/island";
import { actionOf } from "../web/keys";
import { post } from "../web/post";

const WARN_MS = 120_000;

/** Warns two minutes before the item goes back to the pool; one key or button asks for more time. */
export function lease(bar: HTMLElement, life: AbortSignal): void {
  const address = bar.dataset["address"];
  const full = Number(bar.dataset["leaseSeconds"]) * 1000;
  if (!address || !Number.isFinite(full)) throw new MissingMarkup("lease", "[data-address][data-lease-seconds]");
  const words = need("lease", bar, "p");
  const button = need("lease", bar, "button");
  let timer = 0;

  function begin(ms: number): void {
    bar.hidden = true;
    clearTimeout(timer);
    const { quietMs, warnedMs } = parts(ms);
    timer = window.setTimeout(() => warn(warnedMs), quietMs);
  }

  function warn(left: number): void {
    say("warning");
    timer = window.setTimeout(() => say("over"), left);
  }

  function say(key: string): void {
    bar.hidden = false;
    words.textContent = text("lease", bar, key);
  }

  async function extend(): Promise<void> {
    try {
      const response = await post(`${address}/lease`, {});
      if (response.status === 204) begin(Number(response.headers.get("Lease-Seconds")) * 1000 || full);
      else say(response.status === 409 ? "gone" : "failed");
    } catch {
      say("failed");
    }
  }

  button.addEventListener("click", () => void extend(), { signal: life });
  document.addEventListener(
    "keydown",
    (event) => {
      if (!bar.hidden && actionOf(event) === "more-time") void extend();
    },
    { signal: life },
  );
  life.addEventListener("abort", () => clearTimeout(timer));
  begin(full);
}

/** A lease is quiet until its last two minutes; a shorter one warns at once. */
export function parts(ms: number): { quietMs: number; warnedMs: number } {
  return { quietMs: Math.max(0, ms - WARN_MS), warnedMs: Math.min(ms, WARN_MS) };
}
