import assert from "node:assert/strict";
import { holds, wordsOf } from "../../../web/templates/judgment/search";

Deno.test("every word must be there, in any order, whatever its case and accents", () => {
  assert.deepEqual(wordsOf("  Élan   vital "), ["elan", "vital"]);
  assert.ok(holds("Vital: the élan of it", wordsOf("elan VITAL")));
  assert.ok(!holds("the élan of it", wordsOf("elan vital")));
  assert.ok(holds("anything", wordsOf("  ")));
});
