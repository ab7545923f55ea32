import { need, text } from "../web/island";

const PATIENCE_MS = 700;
let place = "";
let onLost: () => void = () => undefined;

/**
 * One tab of a study at a time: another shows the page, takes no answers and passes nothing over until somebody continues there.
 */
export function onePlace(bar: HTMLElement, life: AbortSignal): void {
  const study = text("one-place", bar, "study");
  const form = need<HTMLFormElement>("one-place", document, "#judgment");
  const submit = need<HTMLButtonElement>("one-place", document, "#submit");
  const button = need("one-place", bar, "button");
  if (!("locks" in navigator)) return; // without a secure connection, where the server alone decides

  function onlyShow(): void {
    place = "";
    bar.hidden = false;
    form.inert = true;
    submit.disabled = true;
    // by their keys neither; who continues here loads the page again
    for (const way of document.querySelectorAll('[data-action="skip"], [data-forgets]')) way.remove();
  }

  onLost = onlyShow;
  life.addEventListener("abort", () => (onLost = () => (place = "")));
  button.addEventListener("click", () => void claim(study, true).then(() => location.reload()), { signal: life });
  if (place !== study) void claim(study, false).then((mine) => mine || onlyShow());
}

/** Holds a name for this tab as long as the tab lives; whoever takes it from another ends that one's hold. */
export function claim(name: string, take: boolean, locks: Pick<LockManager, "request"> = navigator.locks): Promise<boolean> {
  // A page that is being loaded again may still hold it for a moment.
  const how = take ? { steal: true } : { signal: AbortSignal.timeout(PATIENCE_MS) };
  return new Promise((resolve) => {
    const hold = (): Promise<void> => {
      place = name;
      resolve(true);
      return new Promise(() => undefined);
    };
    locks.request(`parallax:${name}`, how, hold).catch(() => (place === name ? onLost() : resolve(false)));
  });
}
