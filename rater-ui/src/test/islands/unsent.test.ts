import assert from "node:assert/strict";
import { Outbox, waitingUnder } from "../../../web/templates/judgment/outbox";
import { stillWaiting } from "../../../web/templates/rater/unsent";
import { storage } from "./page";

Deno.test("what was acknowledged leaves the browser, what failed waits, and what is somebody else's stays without a word", async () => {
  const held = storage("localStorage");
  const answers: Record<string, "saved" | "failed" | "refused"> = { mine: "saved", slow: "failed", theirs: "refused" };
  for (const item of Object.keys(answers)) new Outbox(`/s/a/items/${item}`, 0).put("q", "1");
  new Outbox("/s/b/items/other", 0).put("q", "1");
  const send = async (address: string) => ({ state: answers[address.slice("/s/a/items/".length)]! });
  assert.equal(await stillWaiting(waitingUnder("/s/a/"), send), 1);
  const kept = ["slow", "theirs"].map((item) => `parallax.outbox:/s/a/items/${item}`);
  assert.deepEqual([...held.keys()], [...kept, "parallax.outbox:/s/b/items/other"]);
});

Deno.test("an item that takes no more answers takes none from here", async () => {
  const held = storage("localStorage");
  new Outbox("/s/a/items/closed", 0).put("q", "1");
  assert.equal(await stillWaiting(waitingUnder("/s/a/"), async () => ({ state: "gone", words: "Closed." })), 0);
  assert.equal(held.size, 0);
});
