import assert from "node:assert/strict";
import { spent } from "../../../web/templates/judgment/clock";

Deno.test("half a minute after an input counts as active, the rest as idle", () => {
  assert.deepEqual(spent(1_000, 21_000, 0, false), { activeMs: 20_000, idleMs: 0, hiddenMs: 0 });
  assert.deepEqual(spent(1_000, 41_000, 0, false), { activeMs: 29_000, idleMs: 11_000, hiddenMs: 0 });
  assert.deepEqual(spent(40_000, 50_000, 0, false), { activeMs: 0, idleMs: 10_000, hiddenMs: 0 });
});

Deno.test("a hidden page is neither", () => {
  assert.deepEqual(spent(1_000, 5_000, 1_000, true), { activeMs: 0, idleMs: 0, hiddenMs: 4_000 });
});

Deno.test("no moment is lost or counted twice", () => {
  let seed = 17;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) % 90_000;
  for (let i = 0; i < 1000; i++) {
    const lastInput = random();
    const from = lastInput + random();
    const to = from + random();
    const parts = spent(from, to, lastInput, i % 3 === 0);
    assert.equal(parts.activeMs + parts.idleMs + parts.hiddenMs, to - from);
    assert.ok(Math.min(parts.activeMs, parts.idleMs, parts.hiddenMs) >= 0);
  }
});
