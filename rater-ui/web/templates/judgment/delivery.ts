import { post } from "../web/post";
import type { Waiting } from "./outbox";

/** What became of one answer on its way: `gone` says why in words of the server, `refused` is meant for another session,
 * `busy` came from a server that cannot take it now. */
export type Delivery = { state: "saved" | "failed" | "busy" | "refused" } | { state: "gone"; words: string };

/** Sends one answer to the assignment that it was given on. */
export async function deliver(address: string, entry: Waiting): Promise<Delivery> {
  try {
    const more: Record<string, string> = { ...(entry.change && { change: "true" }), ...(entry.kind === "bulk" && { bulk: "true" }) };
    const given = { [entry.kind === "words" ? "text" : "option"]: entry.option ?? "" };
    const fields = { question: entry.question, ...given, sequence: String(entry.sequence), ...more };
    const response = await post(`${address}/draft`, fields);
    const state = outcomeOf(response.status);
    return state === "gone" ? { state, words: await response.text() } : { state };
  } catch {
    return { state: "failed" };
  }
}

/** What an answer of the server means for a draft. */
export function outcomeOf(status: number): Delivery["state"] {
  if (status === 204) return "saved";
  if (status === 409) return "gone";
  if ([400, 401, 403, 404].includes(status)) return "refused";
  return isBusy(status) ? "busy" : "failed";
}

/** Whether the server itself says that it cannot answer now: the connection is not what fails. */
export function isBusy(status: number): boolean {
  return status === 429 || status >= 500;
}
