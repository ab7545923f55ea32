import { MissingMarkup } from "./island";

const EVERY_MS = 1000;
const SLOWEST_MS = 30_000;

/**
 * Keeps a part of a page as it is on the server now: fetches the page again and puts the same part in its place when it has changed
 * (an ETag makes an unchanged page cheap). Rests while the tab is hidden; what has the focus is left alone.
 */
export function live(element: HTMLElement, life: AbortSignal): void {
  const id = element.id;
  if (!id) throw new MissingMarkup("live", "[id]");
  let part = element;
  let served = element.cloneNode(true);
  let etag = "";
  let failures = 0;

  async function refresh(): Promise<void> {
    const headers: HeadersInit = etag ? { "If-None-Match": etag } : {};
    const response = await fetch(part.dataset["source"] ?? location.href, { headers, cache: "no-store", signal: life });
    if (response.status === 304) return;
    if (!response.ok || response.redirected) throw new Error(`${response.status} for ${id}`);
    etag = response.headers.get("ETag") ?? "";
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(id);
    if (!fresh || fresh.isEqualNode(served) || part.contains(document.activeElement)) return;
    served = fresh.cloneNode(true);
    keepOpen(part, fresh);
    part.replaceWith(document.adoptNode(fresh));
    part = fresh;
  }

  async function turn(): Promise<void> {
    if (!document.hidden) {
      await refresh().then(
        () => (failures = 0),
        () => (failures += 1),
      );
    }
    const goesOn = part.dataset["island"] === "live"; // the server says when nothing more will change
    if (goesOn && !life.aborted) setTimeout(() => void turn(), pauseMs(failures));
  }

  setTimeout(() => void turn(), EVERY_MS);
}

/** A second after a success, then longer and longer, so that a server in trouble is left in peace. */
export function pauseMs(failures: number): number {
  return Math.min(SLOWEST_MS, EVERY_MS * 2 ** failures);
}

/** What a person has opened stays open. */
export function keepOpen(before: HTMLElement, after: HTMLElement): void {
  const open = [...before.querySelectorAll("details")].map((details) => details.open);
  after.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? details.open));
}
