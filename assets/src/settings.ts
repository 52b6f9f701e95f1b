/** What the page says of itself: where things are, what it says in its language, and what to ask the data. */

export type Texts = Record<string, string>;

export interface Settings {
  language: string;
  /** The way to the top of the site, from this page. */
  top: string;
  base: string;
  /** The class segments whose things have pages. */
  kinds: string[];
  prefixes: Record<string, string>;
  /** Where an endpoint answers; empty when the engine runs here. */
  endpoint: string;
  /** Where the script of the worker is. */
  engine: string;
  dumps: string[];
  queries: string;
  vocabulary: string;
  example: string;
  questions: Questions;
  words: Record<string, string>;
}

/** Queries that the page itself asks; `@things@` and `@text@` stand for terms. */
export interface Questions {
  names: string;
  namings: string[];
  supports: string;
  points: string;
  near: string;
  named: string;
  slug: string;
  among: string;
  amongAny: string;
  entities: string;
  statements: string;
  suggestions: string;
}

export function read(): Settings {
  const element = document.getElementById("settings");
  return JSON.parse(element?.textContent ?? "{}") as Settings;
}

/** Return what says something in the language of the page; `{name}` is filled in. */
export function speaker(words: Record<string, string>) {
  return (code: string, values: Record<string, string | number> = {}): string =>
    (words[code] ?? code).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export type Say = ReturnType<typeof speaker>;

/** Return the text in the language, else in English, in Swedish, or any. */
export function chosen(texts: Texts, language: string): string {
  for (const tag of [language, "", "en", "sv", ...Object.keys(texts).sort()]) {
    const found = texts[tag];
    if (found !== undefined) return found;
  }
  return "";
}
