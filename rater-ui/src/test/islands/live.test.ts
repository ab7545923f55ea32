import assert from "node:assert/strict";
import { keepOpen, pauseMs } from "../../../web/templates/web/live";

Deno.test("a server in trouble is asked less and less often, but asked", () => {
  assert.deepEqual([0, 1, 2, 5, 100].map(pauseMs), [1000, 2000, 4000, 30_000, 30_000]);
});

Deno.test("what a person has opened stays open", () => {
  const part = (...open: boolean[]): HTMLElement & { all: { open: boolean }[] } => {
    const all = open.map((isOpen) => ({ open: isOpen }));
    return { all, querySelectorAll: () => all } as unknown as HTMLElement & { all: { open: boolean }[] };
  };
  const after = part(false, false, true);
  keepOpen(part(true, false), after);
  assert.deepEqual(after.all.map((details) => details.open), [true, false, true]);
});
