/** What things are called, and where their pages are. */

import type { Engine } from "./engines/engine.ts";
import { chosen, type Settings, type Texts } from "./settings.ts";
import { iri, isIri, type Rows, written } from "./terms.ts";
import { declared } from "./named/filling.ts";

export type Names = Map<string, string>;

/** Settings with the pages of other things (concepts, goals), below the folder of a language, by IRI. */
export type Paged = Settings & { pages: Record<string, string> };

const AT_ONCE = 400;

/** Asks the data what the page itself wants to know. */
export class Knowing {
  constructor(
    private readonly settings: Settings,
    private readonly engine: Engine,
  ) {}

  /** Ask one of the page's own questions about things (IRIs), some hundreds at a time. */
  async about(question: string, things: string[], more: Record<string, string> = {}): Promise<Rows> {
    const asked = [...new Set(things)].filter(isIri);
    const found: Rows = { variables: [], rows: [] };
    for (let start = 0; start < asked.length; start += AT_ONCE) {
      const values = asked.slice(start, start + AT_ONCE).map((each) => written(iri(each)));
      const part = await this.ask(question, { ...more, things: values.join(" ") });
      found.variables = part.variables;
      found.rows.push(...part.rows);
    }
    return found;
  }

  async ask(question: string, values: Record<string, string>): Promise<Rows> {
    const text = question.replace(/@(\w+)@/g, (whole, name: string) => values[name] ?? whole);
    const answer = await this.engine.ask(declared(text, this.settings.prefixes));
    return answer.kind === "rows" ? answer : { variables: [], rows: [] };
  }

  /** Return the names of things in the language of the page; those without one are left out. */
  async names(things: string[]): Promise<Names> {
    const { rows } = await this.about(this.settings.questions.names, things);
    const found = new Map<string, Record<string, [number, string]>>();
    for (const [thing, naming, name] of rows) {
      if (!thing || !naming || name?.type !== "literal") continue;
      const known = found.get(thing.value) ?? {};
      const tag = name["xml:lang"] ?? "";
      const rank: [number, string] = [this.settings.questions.namings.indexOf(naming.value), name.value];
      const before = known[tag];
      if (!before || rank[0] < before[0] || (rank[0] === before[0] && rank[1] < before[1])) known[tag] = rank;
      found.set(thing.value, known);
    }
    const texts = (known: Record<string, [number, string]>): Texts =>
      Object.fromEntries(Object.entries(known).map(([tag, [, name]]) => [tag, name]));
    return new Map([...found].map(([thing, known]) => [thing, chosen(texts(known), this.settings.language)]));
  }
}

/** Return the link to our page of a thing, or nothing for what has none here. */
export function page(value: string, { base, top, language, kinds, pages }: Paged): string {
  const [thing = "", anchor] = value.split("#", 2);
  const known = pages[thing];
  const passage = /^char=(\d+),(\d+)$/.exec(anchor ?? "");
  const mark = passage ? `#char-${passage[1]}-${passage[2]}` : "";
  if (anchor && !passage) return "";
  if (known) return `${top}${language}/${known}${mark}`;
  const own = new RegExp(`^${base.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/id/([\\w-]+)/([\\w~-][\\w.~-]*)$`).exec(thing);
  const [, kind = "", slug = ""] = own ?? [];
  if (!own || slug.length > 120 || slug.endsWith(".")) return "";
  return kinds.includes(kind) ? `${top}${language}/${kind}/${slug}/${mark}` : `${top}id/${kind}/${slug}/`;
}
