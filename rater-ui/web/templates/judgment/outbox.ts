import type { Answer } from "./answers";

const PREFIX = "parallax.outbox:";

export type Waiting = { question: string; option: Answer; sequence: number };

/**
 * Answers that the server has not acknowledged, oldest change first, kept in the browser across a reload or a crash. It holds question
 * ids, option positions and sequence numbers, nothing else. Without storage (private windows) it lives as long as the page.
 */
export class Outbox {
  private waiting: Waiting[];
  private sequence: number;

  constructor(
    private readonly address: string,
    sequence: number,
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
    this.waiting.push({ question, option, sequence: this.sequence });
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

/** Forgets what earlier raters left behind under an address. */
export function forget(address: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX + address)) localStorage.removeItem(key);
    }
  } catch {
    // No storage, nothing left behind.
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
