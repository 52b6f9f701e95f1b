/** Finding a thing by what people call it: a name or an alias in any language, a slug, or an IRI. */

import type { Knowing, Names } from "../naming.ts";
import type { Questions } from "../settings.ts";
import { iri, isIri, type Rows, text as literal, written } from "../terms.ts";

const SHOWN = 12;

export class Things {
  constructor(
    private readonly knowing: Knowing,
    private readonly questions: Questions,
  ) {}

  /** Return the things that a text means: none, one or several. Where names fit several, those with pages win. */
  async find(said: string, classes: string[]): Promise<string[]> {
    const wanted = said.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");
    if (!wanted) return [];
    const given = /^<?([a-z][a-z0-9+.-]*:\/\/[^\s<>"{}|\\^`]+)>?$/i.exec(wanted)?.[1];
    if (given) return isIri(given) ? this.#among([given], classes) : [];
    const lower = written(literal(wanted.toLowerCase()));
    let found = await this.#among(first(await this.knowing.ask(this.questions.named, { text: lower })), classes);
    if (!found.length) {
      const slug = written(literal(`/${wanted.replace(/^\/+|\/+$/g, "").toLowerCase().replace(/[ _]+/g, "-")}`));
      found = await this.#among(first(await this.knowing.ask(this.questions.slug, { text: slug })), classes);
    }
    if (found.length < 2) return found;
    const statements = new Set(first(await this.knowing.about(this.questions.statements, found)));
    const others = found.filter((each) => !statements.has(each));
    const kept = others.length ? others : found;
    if (kept.length < 2) return kept;
    const entities = new Set(first(await this.knowing.about(this.questions.entities, kept)));
    const paged = kept.filter((each) => entities.has(each));
    return paged.length === 1 ? paged : kept;
  }

  /** Return names that contain a text, the shortest first. */
  async suggestions(said: string, classes: string[]): Promise<string[]> {
    const text = written(literal(said.trim().toLowerCase()));
    const { rows } = await this.knowing.ask(this.questions.suggestions, { text });
    const kept = new Set(await this.#among(first({ variables: [], rows }), classes));
    const names = rows.flatMap(([thing, name]) => (thing && name && kept.has(thing.value) ? [name.value] : []));
    return [...new Set(names)].sort((one, other) => one.length - other.length).slice(0, SHOWN);
  }

  names(things: string[]): Promise<Names> {
    return this.knowing.names(things);
  }

  async #among(things: string[], classes: string[]): Promise<string[]> {
    const question = classes.length ? this.questions.among : this.questions.amongAny;
    const wanted = classes.map((each) => written(iri(each))).join(" ");
    return [...new Set(first(await this.knowing.about(question, things, { classes: wanted })))].sort();
  }
}

function first({ rows }: Rows): string[] {
  return rows.flatMap(([cell]) => (cell?.type === "uri" ? [cell.value] : []));
}
