import { mount } from "../web/island";
import { post } from "../web/post";

const MARK = 'meta[name="generator"][content="Parallax"]';
/** So long no key answers on a page that has just taken the place of another: it was meant for that one. */
const SETTLING_MS = 400;
let settling: ReturnType<typeof setTimeout> | undefined;
let prefetched: { address: string; html: string } | null = null;

/** Keeps the page that comes next. Its clock starts when it is shown, not now. */
export function keep(address: string, html: string): void {
  prefetched = { address, html };
}

/** Goes to an address: the kept page if it is that one, else by an ordinary navigation. */
export async function go(address: URL): Promise<void> {
  const kept = prefetched;
  prefetched = null;
  const page = kept && kept.address === address.pathname ? parse(kept.html) : null;
  if (kept && page && show(page, address)) {
    await post(`${kept.address}/opened`, {}).catch(() => location.reload());
  } else {
    location.assign(address);
  }
}

/** A page of this application, or null for a foreign one (a captive portal's, a proxy's). */
export function parse(html: string): Document | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector(MARK) ? page : null;
}

/**
 * Puts a page in the place of the present one. One that was built with other scripts or styles than those that run here is loaded in
 * the ordinary way instead, and the answer is false.
 */
export function show(page: Document, address: URL): boolean {
  if (address.origin !== location.origin || assets(page) !== assets(document)) {
    location.assign(address);
    return false;
  }
  if (address.pathname !== location.pathname) history.pushState(null, "", address);
  document.title = page.title;
  document.documentElement.replaceChild(document.adoptNode(page.body), document.body);
  scrollTo(0, 0);
  settle();
  mount();
  focusStart();
  return true;
}

function settle(): void {
  document.documentElement.toggleAttribute("data-settling", true);
  clearTimeout(settling);
  settling = setTimeout(() => document.documentElement.removeAttribute("data-settling"), SETTLING_MS);
}

/** As after a navigation, reading goes on at the top; a page that came back with gaps says where instead. */
function focusStart(): void {
  const title = document.querySelector<HTMLElement>("h1");
  if (title) title.tabIndex = -1;
  (document.querySelector<HTMLElement>("[autofocus]") ?? title)?.focus();
}

addEventListener("popstate", () => location.reload());

function assets(page: Document): string {
  const elements = page.head.querySelectorAll("script[src], link[rel=stylesheet]");
  return [...elements].map((element) => element.getAttribute("src") ?? element.getAttribute("href")).join(" ");
}
