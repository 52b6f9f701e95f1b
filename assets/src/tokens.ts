/** A SPARQL query as far as tokens: its form, its prefixes, and whether it names its graphs. */

export interface Token {
  kind: string;
  text: string;
  start: number;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<space>\s+|#[^\n\r]*)`,
    String.raw`(?<string>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')`,
    String.raw`(?<iri><[^<>"{}|^\u0060\\\u0000-\u0020]*>)`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    String.raw`(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)`,
    String.raw`(?<blank>_:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)`,
    String.raw`(?<name>(?:\p{L}(?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?:(?:[\p{L}\p{N}_:%\\-](?:[\p{L}\p{N}_.:%\\-]*[\p{L}\p{N}_:%\\-])?)?)`,
    String.raw`(?<word>\p{L}[\p{L}\p{N}_]*)`,
    String.raw`(?<mark>.)`,
  ].join("|"),
  "suy",
);
const FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];

/** Return the tokens of a query without space and comments; text that is no SPARQL still gives tokens. */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(query); match; match = TOKEN.exec(query)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? "mark";
    if (kind !== "space") found.push({ kind, text: match[0], start: match.index });
  }
  return found;
}

/** Return SELECT, ASK, CONSTRUCT or DESCRIBE, or nothing for what is none of these. */
export function form(query: string): string {
  const words = tokens(query).filter((token) => token.kind === "word");
  return words.map((token) => token.text.toUpperCase()).find((word) => FORMS.includes(word)) ?? "";
}

/** Return whether a query says itself which graphs it is about (FROM, FROM NAMED). */
export function namesGraphs(query: string): boolean {
  return tokens(query).some((token) => token.kind === "word" && token.text.toUpperCase() === "FROM");
}

/** Return the token that calls another server, which no browser lets a page of ours do. */
export function service(query: string): Token | undefined {
  return tokens(query).find((token) => token.kind === "word" && token.text.toUpperCase() === "SERVICE");
}

/** Return the prefixes that a query uses and does not declare, each with the first token that uses it. */
export function undeclared(query: string): Map<string, Token> {
  const declared = new Set<string>();
  const used = new Map<string, Token>();
  let before = "";
  for (const token of tokens(query)) {
    if (token.kind === "name") {
      const prefix = token.text.split(":", 1)[0] ?? "";
      if (before === "PREFIX") declared.add(prefix);
      else if (!used.has(prefix)) used.set(prefix, token);
    }
    before = token.text.toUpperCase();
  }
  for (const each of declared) used.delete(each);
  return used;
}

/** Return the variables of a query, each once, in the order of their first use. */
export function variables(query: string): string[] {
  const found = tokens(query).filter((token) => token.kind === "variable");
  return [...new Set(found.map((token) => `?${token.text.slice(1)}`))];
}
