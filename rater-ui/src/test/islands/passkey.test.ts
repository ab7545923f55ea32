import assert from "node:assert/strict";
import { passkey } from "../../../web/templates/identity/passkey";
import { MissingMarkup } from "../../../web/templates/web/island";
import { global, part, settled } from "./page";

type Asked = { publicKey: unknown };

/** A browser that knows passkeys, and shows one, makes one, or does neither. */
function browser(answers: { get?: unknown; create?: unknown }): Asked[] {
  const asked: Asked[] = [];
  const known = Object.assign(function () {}, {
    parseRequestOptionsFromJSON: (options: unknown) => ({ asked: options }),
    parseCreationOptionsFromJSON: (options: unknown) => ({ toMake: options }),
  });
  const one = (answer: unknown) => async (options: Asked) => {
    asked.push(options);
    if (answer === undefined) throw new Error("NotAllowedError");
    return { toJSON: () => answer };
  };
  global("PublicKeyCredential", known);
  global("navigator", { credentials: { get: one(answers.get), create: one(answers.create) } });
  return asked;
}

function form(ceremony: string): { form: HTMLElement; answer: HTMLElement; failure: HTMLElement; sent: () => number } {
  let sent = 0;
  global("HTMLFormElement", { prototype: { submit: () => sent++ } });
  const answer = part();
  const failure = part({ words: "Nothing came of it." });
  failure.hidden = true;
  const whole = part(
    { options: JSON.stringify({ challenge: "c" }), ceremony },
    { "[name=credential]": answer, "[data-failure]": failure },
  );
  whole.hidden = true;
  return { form: whole, answer, failure, sent: () => sent };
}

Deno.test("a passkey that is shown is sent with the form", async () => {
  const asked = browser({ get: { id: "one" } });
  const page = form("get");
  passkey(page.form, new AbortController().signal);
  assert.equal(page.form.hidden, false);
  page.form.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  assert.deepEqual(asked[0]!.publicKey, { asked: { challenge: "c" } });
  assert.equal((page.answer as HTMLInputElement).value, '{"id":"one"}');
  assert.equal(page.sent(), 1);
});

Deno.test("one is made where the page asks for a new one", async () => {
  const asked = browser({ create: { id: "new" } });
  const page = form("create");
  passkey(page.form, new AbortController().signal);
  page.form.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  assert.deepEqual(asked[0]!.publicKey, { toMake: { challenge: "c" } });
  assert.equal(page.sent(), 1);
});

Deno.test("where somebody changes their mind nothing is sent, and they are told", async () => {
  browser({});
  const page = form("get");
  passkey(page.form, new AbortController().signal);
  page.form.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  assert.equal(page.sent(), 0);
  assert.equal(page.failure.hidden, false);
  assert.equal(page.failure.textContent, "Nothing came of it.");
});

Deno.test("a browser without passkeys does not see the form", () => {
  global("PublicKeyCredential", undefined);
  const page = form("get");
  passkey(page.form, new AbortController().signal);
  assert.equal(page.form.hidden, true);
});

Deno.test("missing markup is named", () => {
  assert.throws(() => passkey(part(), new AbortController().signal), MissingMarkup);
});
