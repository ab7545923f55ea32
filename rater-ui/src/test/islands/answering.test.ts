import assert from "node:assert/strict";
import { isOpen } from "../../../web/templates/judgment/question/answering";

Deno.test("a gate is opened by any of its options, alone or in a set, and by no answer not", () => {
  assert.ok(isOpen("1", "1,2"));
  assert.ok(isOpen("0,2", "1,2"));
  for (const closed of ["0", "12", null]) assert.ok(!isOpen(closed, "1,2"));
});
