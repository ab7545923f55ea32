import assert from "node:assert/strict";
import { asked } from "../../../../../src/test/islands/asked";
import { isOnTheWay } from "../../answers";
import { reason } from "./reason";

Deno.test("whoever answers by keys is not led to a reason, which nobody has to give", () => {
  assert.ok(!isOnTheWay(asked("reason", 0)));
  assert.ok(isOnTheWay(asked("single-choice", 2)));
  assert.ok(reason.inWords);
});
