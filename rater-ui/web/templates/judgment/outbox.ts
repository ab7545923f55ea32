import type { Answer } from "./answers";

const PREFIX = "parallax.outbox:";
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** `change` marks an answer to an item that was submitted before. */
export type Waiting = { question: string; option: Answer; sequence: number; change?: true };

/**
 * Answers that the server has not acknowledged, oldest change first, kept in the browser across a reload or a crash. It holds question
 * ids, option positions and sequence numbers, nothing else, under the address of one assignment, which nobody can guess: whoever comes
 * to this browser next has other addresses. Without storage (private windows) it lives as long as the page.
 */
export class Outbox {
  private waiting: Waiting[];
  private sequence: number;

  constructor(
    private readonly address: string,
    sequence: number,
    private readonly change = false,
  ) {
    this.waiting = this.stored();
    this.sequence = Math.max(sequence, ...this.waiting.map((entry) => entry.sequence));
  }

  get size(): number {
    return this.waiting.length;
  }

  get entries(): readonly Waiting[] {
    return this.waiting;
  }

  /** Numbers grow with the clock too, so that the later of two tabs wins on the server. */
  put(question: string, option: Answer): void {
    this.sequence = Math.max(this.sequence + 1, Date.now());
    this.waiting = this.waiting.filter((entry) => entry.question !== question);
    this.waiting.push({ question, option, sequence: this.sequence, ...(this.change && { change: true }) });
    this.store();
  }

  /** Forgets an entry, unless it was changed while on its way. */
  acknowledged(entry: Waiting): void {
    this.waiting = this.waiting.filter((other) => other.sequence !== entry.sequence);
    this.store();
  }

  clear(): void {
    this.waiting = [];
    this.store();
  }

  private get key(): string {
    return PREFIX + this.address;
  }

  private stored(): Waiting[] {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(read) ? read.filter(isWaiting) : [];
    } catch {
      return [];
    }
  }

  private store(): void {
    try {
      if (this.waiting.length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(this.waiting));
    } catch {
      // No storage: what waits is still in memory and is sent from there.
    }
  }
}

/** The addresses of a study's assignments for which something waits here. */
export function waitingUnder(study: string): string[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + study));
    return keys.map((key) => key.slice(PREFIX.length));
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
