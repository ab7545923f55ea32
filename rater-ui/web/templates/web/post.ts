const PATIENCE_MS = 15_000;

/** Posts fields as a form of this page would, with its CSRF token; redirects are not followed. */
export function post(address: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields);
  const token = document.querySelector<HTMLInputElement>("input[data-csrf]");
  if (token) body.set(token.name, token.value);
  return fetch(address, { method: "POST", body, redirect: "manual", keepalive: true, signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** Before try number `failures` + 1: 1, 2, 4 … 30 seconds. */
export function delayMs(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** (failures - 1));
}

/** Waits before try number `failures` + 1, or until the network is back. */
export function waitToRetry(failures: number, life: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const timer = setTimeout(done, delayMs(failures));
    function done(): void {
      clearTimeout(timer);
      over.abort();
      resolve();
    }
    addEventListener("online", done, { signal: over.signal });
    life.addEventListener("abort", done, { signal: over.signal });
  });
}
