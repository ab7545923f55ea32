import { counted, need, text } from "../web/island";
import { deliver } from "../judgment/delivery";
import { Outbox, waitingUnder } from "../judgment/outbox";
import { waitToRetry } from "../web/post";

/** On the pages between items: sends what an item's page could not send before it was left, and says what still waits. */
export function unsent(element: HTMLElement, life: AbortSignal): void {
  const study = text("unsent", element, "study");
  const words = need("unsent", element, "p");

  async function sendAll(): Promise<void> {
    for (let failures = 1; !life.aborted; failures++) {
      const left = await stillWaiting(waitingUnder(study));
      element.hidden = left === 0;
      words.textContent = counted(text("unsent", words, "waiting"), left);
      if (left === 0) return;
      await waitToRetry(failures, life);
    }
  }

  void sendAll();
}

/** How many answers are left after a try; those of somebody else, which the server refuses, are none of this page's business. */
export async function stillWaiting(addresses: readonly string[], send = deliver): Promise<number> {
  let left = 0;
  for (const address of addresses) {
    const outbox = new Outbox(address, 0);
    for (const entry of [...outbox.entries]) {
      const outcome = await send(address, entry);
      if (outcome.state === "saved" || outcome.state === "gone") outbox.acknowledged(entry);
      else if (outcome.state === "failed") left += 1;
    }
  }
  return left;
}
