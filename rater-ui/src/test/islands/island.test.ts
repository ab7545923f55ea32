import assert from "node:assert/strict";
import { MissingMarkup, counted, mount, need, register, text } from "../../../web/templates/web/island";
import { global, part } from "./page";

Deno.test("what lacks is named with its island", () => {
  assert.throws(() => need("clock", part(), "input"), new MissingMarkup("clock", "input"));
  assert.throws(() => text("clock", part(), "words"), { message: 'Island "clock" needs [data-words]' });
  assert.equal(counted("%n found", 0), "0 found");
});

Deno.test("a broken island leaves the others working, and ends with its page", () => {
  const reported: unknown[] = [];
  let life = new AbortController().signal;
  global("reportError", (error: unknown) => reported.push(error));
  global("document", { querySelectorAll: () => [part({ island: "broken whole" })] });
  register("broken", () => {
    throw new Error("broken");
  });
  register("whole", (_, signal) => void (life = signal));
  mount();
  assert.equal(reported.length, 1);
  assert.ok(!life.aborted);
  const first = life;
  mount();
  assert.ok(first.aborted);
});
