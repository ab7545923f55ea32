import { parse, show } from "../judgment/navigation";
import { counted, need, text } from "../web/island";

/** Sends a file and says how far it is. Without it, the form is sent as any other. A file can be dropped anywhere on the form. */
export function upload(form: HTMLElement, life: AbortSignal): void {
  const input = need<HTMLInputElement>("upload", form, 'input[type="file"]');
  const bar = need<HTMLProgressElement>("upload", form, "progress");
  const state = need("upload", form, "[data-upload-state]");
  const most = Number(text("upload", form, "most"));
  const button = need<HTMLButtonElement>("upload", form, 'button[type="submit"]');

  function say(words: string): void {
    state.hidden = words === "";
    state.textContent = words;
  }

  function isTooLarge(): boolean {
    return (input.files?.[0]?.size ?? 0) > most;
  }

  function failed(): void {
    bar.hidden = true;
    button.disabled = false;
    say(text("upload", form, "lost"));
  }

  function arrived(request: XMLHttpRequest): void {
    const page = parse(request.responseText);
    const there = request.status < 300 ? new URL(request.responseURL) : new URL(location.href);
    if (page) show(page, there);
    else failed();
  }

  function send(): void {
    const request = new XMLHttpRequest();
    request.open("POST", (form as HTMLFormElement).action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.addEventListener("progress", (sent) => {
      bar.value = percent(sent.loaded, sent.total);
      say(bar.value < 100 ? counted(text("upload", form, "sending"), bar.value) : text("upload", form, "reading"));
    });
    request.addEventListener("load", () => arrived(request));
    request.addEventListener("error", failed);
    life.addEventListener("abort", () => request.abort());
    bar.hidden = false;
    button.disabled = true;
    request.send(new FormData(form as HTMLFormElement));
  }

  input.addEventListener("change", () => say(isTooLarge() ? text("upload", form, "tooLarge") : ""), { signal: life });
  form.addEventListener("dragover", (event) => event.preventDefault(), { signal: life });
  form.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      if (event.dataTransfer?.files.length !== 1) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    },
    { signal: life },
  );
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      if (isTooLarge()) input.focus();
      else send();
    },
    { signal: life },
  );
}

/** Whole percents; 0 where it is not known how much there is. */
export function percent(sent: number, total: number): number {
  return total > 0 ? Math.floor((100 * sent) / total) : 0;
}
