import assert from "node:assert/strict";
import { delayMs, waitToRetry } from "../../../web/templates/web/post";

Deno.test("tries come after 1, 2, 4 … 30 seconds", () => {
  assert.deepEqual([1, 2, 3, 5, 6, 50].map(delayMs), [1000, 2000, 4000, 16_000, 30_000, 30_000]);
});

Deno.test("a network that is back ends the wait, and so does the end of the page", async () => {
  const waiting = waitToRetry(9, new AbortController().signal);
  dispatchEvent(new Event("online"));
  await waiting;
  const page = new AbortController();
  const other = waitToRetry(9, page.signal);
  page.abort();
  await other;
});
