import assert from "node:assert/strict";
import { go, keep } from "../../../web/templates/judgment/navigation";
import { global } from "./page";

Deno.test("a page that was not kept is gone to in the ordinary way", async () => {
  const went: string[] = [];
  global("location", { assign: (address: URL) => went.push(address.pathname) });
  await go(new URL("http://localhost/s/a/items/2"));
  keep("/s/a/items/3", "<html>");
  await go(new URL("http://localhost/s/a/items/4"));
  assert.deepEqual(went, ["/s/a/items/2", "/s/a/items/4"]);
});
