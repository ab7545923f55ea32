/** As much of a page as an island's logic needs: elements with data, parts and events, and a browser's storage. */
export type Part = HTMLElement & { parts: Record<string, Part> };

export function part(dataset: Record<string, string> = {}, parts: Record<string, Part> = {}): Part {
  const own = { dataset, parts, hidden: true, textContent: "", querySelector: (selector: string) => parts[selector] ?? null };
  return Object.assign(new EventTarget(), own) as unknown as Part;
}

/** Puts a storage in the place of the browser's, and gives what it holds. */
export function storage(name: "localStorage" | "sessionStorage"): Map<string, string> {
  const held = new Map<string, string>();
  const methods = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => (held.set(key, value), list()),
    removeItem: (key: string) => (held.delete(key), list()),
  };
  const stored: Record<string, unknown> = {};
  function list(): void {
    for (const key of Object.keys(stored)) delete stored[key];
    for (const key of held.keys()) stored[key] = held.get(key);
    for (const [method, does] of Object.entries(methods)) Object.defineProperty(stored, method, { value: does, configurable: true });
  }
  list();
  Object.defineProperty(globalThis, name, { value: stored, configurable: true });
  return held;
}

/** Puts something in the place of a global that a browser has. */
export function global(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Lets what was begun go on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
