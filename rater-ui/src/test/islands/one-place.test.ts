import assert from "node:assert/strict";
import { claim } from "../../../web/templates/judgment/one-place";

type Request = LockManager["request"];

Deno.test("a free name is held; one that another tab holds is not, and waiting ends", async () => {
  const free = { request: ((_: string, __: LockOptions, hold: () => Promise<void>) => hold()) as unknown as Request };
  assert.equal(await claim("/s/a", false, free), true);
  const taken = { request: (() => Promise.reject(new DOMException("", "AbortError"))) as unknown as Request };
  assert.equal(await claim("/s/b", false, taken), false);
});

Deno.test("whoever continues here takes the name from the other tab", async () => {
  const asked: LockOptions[] = [];
  const locks = {
    request: ((_: string, how: LockOptions, hold: () => Promise<void>) => (asked.push(how), hold())) as unknown as Request,
  };
  assert.equal(await claim("/s/a", true, locks), true);
  assert.deepEqual(asked, [{ steal: true }]);
});
