type Rules = { least?: string; most?: string; from?: string; longest?: string };

/** As much of a question on the page as its type needs: options that can be chosen, or a field for words. */
export function asked(type: string, offered: number, rules: Rules = {}, alone = -1): HTMLElement {
  const inputs = Array.from({ length: offered }, (_, at) => ({
    value: String(at),
    checked: false,
    hasAttribute: (name: string) => name === "data-alone" && at === alone,
  }));
  const field = { value: "", maxLength: Number(rules.longest ?? 100) };
  const question = {
    dataset: { type, question: "1" },
    hidden: false,
    hasAttribute: () => false,
    querySelectorAll: () => inputs,
    querySelector: (selector: string) => (selector === "textarea" ? field : selector === ".options" ? { dataset: rules } : null),
  };
  return question as unknown as HTMLElement;
}
