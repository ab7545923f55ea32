import assert from "node:assert/strict";
import { wayOf } from "../../../web/templates/judgment/ways";

Deno.test("a way out is the link or the form that it stands for, and one that must carry something stays as it is", () => {
  assert.deepEqual(wayOf({ href: "/s/a/pause" }), { to: "page", address: "/s/a/pause" });
  assert.deepEqual(wayOf({ form: "exit" }), { to: "form", id: "exit" });
  assert.equal(wayOf({ forgets: "" }), null);
});
