import { need, text } from "../web/island";

/** Asks the browser to make or to show a passkey, and sends its answer with the form. */
export function passkey(form: HTMLElement, life: AbortSignal): void {
  const answer = need<HTMLInputElement>("passkey", form, "[name=credential]");
  const failure = need("passkey", form, "[data-failure]");
  const options = JSON.parse(text("passkey", form, "options"));
  const makes = text("passkey", form, "ceremony") === "create";
  if (!knowsPasskeys()) return;
  form.hidden = false;
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      failure.hidden = true;
      try {
        const shown = await (makes ? made(options, life) : held(options, life));
        answer.value = JSON.stringify(shown.toJSON());
        HTMLFormElement.prototype.submit.call(form);
      } catch (error) {
        if (life.aborted) return;
        failure.textContent = text("passkey", failure, "words");
        failure.hidden = false;
      }
    },
    { signal: life },
  );
}

function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

async function made(options: PublicKeyCredentialCreationOptionsJSON, signal: AbortSignal): Promise<PublicKeyCredential> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey, signal })) as PublicKeyCredential;
}

async function held(options: PublicKeyCredentialRequestOptionsJSON, signal: AbortSignal): Promise<PublicKeyCredential> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return (await navigator.credentials.get({ publicKey, signal })) as PublicKeyCredential;
}
