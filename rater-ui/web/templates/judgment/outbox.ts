import type { Answer } from "./answers";

const PREFIX = "parallax.outbox:";
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** `change` marks an answer to an item that was submitted before; `kind` what is no option chosen by itself. */
export type Waiting = { question: string; option: Answer; sequence: number; change?: true; kind?: "words" | "bulk" };

/**
 * Answers that the server has not acknowledged, oldest change first, kept in the browser across a reload or a crash. It holds question
 * ids, option positions and sequence numbers, nothing else, under the address of one assignment, which nobody can guess: whoever comes
 * to this browser next has other addresses. Words are kept apart, and no longer than the tab. Without storage (private windows) it lives as
 * long as the page.
 */
export class Outbox {
  private waiting: Waiting[];
  private sequence: number;
  /** Acknowledged while the page was being left; null while it is not. */
  private late: Waiting[] | null = null;

  constructor(
    private readonly address: string,
    sequence: number,
    private readonly change = false,
  ) {
    this.waiting = [...stored("localStorage", this.key), ...stored("sessionStorage", this.key)].sort((a, b) => a.sequence - b.sequence);
    this.sequence = Math.max(sequence, ...this.waiting.map((entry) => entry.sequence));
  }

  get size(): number {
    return this.waiting.length;
  }

  get entries(): readonly Waiting[] {
    return this.waiting;
  }

  /** Numbers grow with the clock too, so that the later of two tabs wins on the server. */
  put(question: string, option: Answer, kind: "option" | "words" | "bulk" = "option"): void {
    this.sequence = Math.max(this.sequence + 1, Date.now());
    this.waiting = this.waiting.filter((entry) => entry.question !== question);
    const marks = { ...(this.change && { change: true as const }), ...(kind !== "option" && { kind }) };
    this.waiting.push({ question, option, sequence: this.sequence, ...marks });
    this.store();
  }

  /** Forgets an entry, unless it was changed while on its way. */
  acknowledged(entry: Waiting): void {
    this.late?.push(entry);
    this.waiting = this.waiting.filter((other) => other.sequence !== entry.sequence);
    this.store();
  }

  /**
   * From now on the next page may have been written already. What is acknowledged still is kept for it: it shows the answer, and sends it
   * once more, which changes nothing.
   */
  leaving(): void {
    this.late ??= [];
  }

  clear(): void {
    this.waiting = [];
    if (this.late) this.late = [];
    this.store();
  }

  private get key(): string {
    return PREFIX + this.address;
  }

  private store(): void {
    const kept = [...(this.late ?? []), ...this.waiting];
    store("localStorage", this.key, kept.filter((entry) => entry.kind !== "words"));
    store("sessionStorage", this.key, kept.filter((entry) => entry.kind === "words"));
  }
}

type Place = "localStorage" | "sessionStorage";

function stored(place: Place, key: string): Waiting[] {
  try {
    const read: unknown = JSON.parse(globalThis[place].getItem(key) ?? "[]");
    return Array.isArray(read) ? read.filter(isWaiting) : [];
  } catch {
    return [];
  }
}

function store(place: Place, key: string, waiting: readonly Waiting[]): void {
  try {
    if (waiting.length === 0) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, JSON.stringify(waiting));
  } catch {
    // No storage: what waits is still in memory and is sent from there.
  }
}

/** The addresses of a study's assignments for which something waits here. */
export function waitingUnder(study: string): string[] {
  try {
    const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => key.startsWith(PREFIX + study));
    return [...new Set(keys)].map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** Forgets what nobody came back for within a week. */
export function forgetOld(now: number): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !isRecent(localStorage.getItem(key), now)) localStorage.removeItem(key);
    }
  } catch {
    // No storage, nothing left behind.
  }
}

/** Sequence numbers grow with the clock. */
function isRecent(stored: string | null, now: number): boolean {
  try {
    return (JSON.parse(stored ?? "[]") as Waiting[]).some((entry) => entry.sequence > now - KEPT_MS);
  } catch {
    return false;
  }
}

function isWaiting(value: unknown): value is Waiting {
  const entry = value as Waiting;
  return (
    typeof entry === "object" &&
    entry !== null &&
    typeof entry.question === "string" &&
    (entry.option === null || typeof entry.option === "string") &&
    Number.isSafeInteger(entry.sequence)
  );
}
