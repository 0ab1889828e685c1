/**
 * The words of the core's message codes, in English: `{name}` stands for an argument. The core speaks in codes; the host,
 * the page and the command line put them into words with `formatMessage`, the host in the person's language.
 * Each area keeps its own table beside its code.
 */
export type MessageTable = Readonly<Record<string, string>>;

/** Fills the `{name}` placeholders of a template; a missing argument stays visible as `{name}`. */
export function fill(template: string, args: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}
