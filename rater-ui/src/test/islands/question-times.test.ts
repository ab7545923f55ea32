import assert from "node:assert/strict";
import { answered } from "../../../web/templates/judgment/question-times";

Deno.test("the time since the answer before is the question's, and the first one's since the item was shown", () => {
  const first = answered({ until: 0, ms: {} }, "7", 4_000);
  assert.deepEqual(first, { until: 4_000, ms: { 7: 4_000 } });
  const second = answered(first, "8", 5_500);
  assert.deepEqual(second, { until: 5_500, ms: { 7: 4_000, 8: 1_500 } });
});

Deno.test("a change adds to what the question was given before, and nothing is given out twice", () => {
  let kept = { until: 0, ms: {} as Record<string, number> };
  for (const [question, at] of [["7", 900], ["8", 1_000], ["7", 1_700]] as const) kept = answered(kept, question, at);
  assert.deepEqual(kept.ms, { 7: 1_600, 8: 100 });
  assert.equal(Object.values(kept.ms).reduce((sum, ms) => sum + ms), kept.until);
});

Deno.test("a clock that began anew takes nothing back", () => {
  assert.deepEqual(answered({ until: 5_000, ms: { 7: 5_000 } }, "8", 200), { until: 5_000, ms: { 7: 5_000, 8: 0 } });
});
