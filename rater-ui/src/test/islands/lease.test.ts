import assert from "node:assert/strict";
import { parts } from "../../../web/templates/judgment/lease";

Deno.test("the last two minutes warn", () => {
  assert.deepEqual(parts(1_800_000), { quietMs: 1_680_000, warnedMs: 120_000 });
});

Deno.test("a lease that is shorter warns at once", () => {
  assert.deepEqual(parts(30_000), { quietMs: 0, warnedMs: 30_000 });
});
