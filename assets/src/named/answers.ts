/** Answers of named queries: rows told once, each with its certainty, its documents and its passages.

    The same steps as `intlgraph query` takes, so that both give the same rows. */

import { type Cell, type Rows, iri, key, text } from "../terms.ts";
import type { Bound } from "./filling.ts";
import type { Catalogue, NamedQuery } from "./query.ts";
import { shown } from "./times.ts";
import type { Names } from "../naming.ts";

export interface Row {
  values: Cell[];
  certainty: string;
  stated: boolean;
  documents: string[];
  passages: Passage[];
}

/** A passage as the tables write it, and the IRI of what was cited. */
export interface Passage {
  written: string;
  iri: string;
}

interface Support {
  certainties: Set<string>;
  documents: Set<string>;
  passages: Map<string, string>;
}

export type Supports = (statements: string[]) => Promise<Rows>;

const PLACE = "#char=";

/** Return the answer that solutions are: those rows that rest on nothing less certain than is asked for. */
export async function answer(
  query: NamedQuery,
  catalogue: Catalogue,
  solutions: Rows,
  bound: Bound,
  language: string,
  ask: Supports,
): Promise<Row[]> {
  const told = [...tell(query, solutions, language)];
  const choices = query.parameters.find((each) => each.name === catalogue.certainty)?.choices ?? [];
  const ranks = new Map(choices.map((each, place) => [each.iri, place]));
  const cited = new Set(told.flatMap(({ statements }) => statements));
  const supports = supported(await ask([...cited].filter((each) => !each.includes(PLACE)).sort()));
  for (const each of cited) if (each.includes(PLACE)) supports.set(each, namedThere(each, choices[0]?.iri ?? ""));
  const merged = new Map<string, { values: Cell[]; found: Support[] }>();
  for (const { values, statements } of told) {
    const same = values.map(key).join();
    const entry = merged.get(same) ?? { values, found: [] };
    entry.found.push(together(statements.map((each) => supports.get(each) ?? nothing())));
    merged.set(same, entry);
  }
  const rows = [...merged.values()].map(({ values, found }) => row(values, found, ranks));
  const asked = bound[catalogue.certainty];
  if (!asked) return rows;
  const allowed = new Set(asked.flatMap((each) => Object.values(each).map((term) => term.value)));
  return rows.filter((each) => allowed.has(each.certainty));
}

/** Yield the cells of each answer, times made whole and texts in one language, and what it rests on. */
function* tell(query: NamedQuery, { variables, rows }: Rows, language: string) {
  const groups = new Map<string, { statements: string[]; alternatives: Cell[][] }>();
  for (const solution of rows) {
    const cells = Object.fromEntries(variables.map((name, place) => [name, solution[place] ?? null]));
    const values = query.columns.map((each) => (each.time ? shown(cells, each.name) : (cells[each.name] ?? null)));
    const statements = [...new Set(query.evidence.flatMap((each) => cited(cells[each])))].sort();
    const bare = values.map((cell) => (cell?.["xml:lang"] ? "" : key(cell)));
    const same = JSON.stringify([bare, statements]);
    const group = groups.get(same) ?? { statements, alternatives: [] };
    group.alternatives.push(values);
    groups.set(same, group);
  }
  for (const { statements, alternatives } of groups.values()) {
    const once = new Map(spoken(alternatives, language).map((values) => [values.map(key).join(), values]));
    for (const values of once.values()) yield { values, statements };
  }
}

/** Return the alternatives whose texts are in the language; failing that in English, in Swedish, or in any. */
function spoken(alternatives: Cell[][], language: string): Cell[][] {
  let kept = alternatives;
  for (let place = 0; place < (alternatives[0]?.length ?? 0); place++) {
    const tag = (cells: Cell[]) => cells[place]?.["xml:lang"] ?? "";
    const tags = new Set(kept.map(tag).filter(Boolean));
    const best = [language, "en", "sv", ...[...tags].sort()].find((each) => tags.has(each)) ?? "";
    kept = kept.filter((cells) => ["", best].includes(tag(cells)));
  }
  return kept;
}

/** Return the IRIs of statements in a cell: one, or several that a query that counts has put together. */
function cited(cell: Cell | undefined): string[] {
  if (cell?.type === "uri") return [cell.value];
  return cell?.type === "literal" ? cell.value.split(/\s+/).filter(Boolean) : [];
}

function nothing(): Support {
  return { certainties: new Set(), documents: new Set(), passages: new Map() };
}

function namedThere(passage: string, surest: string): Support {
  const document = passage.split("#", 1)[0] ?? "";
  const passages = new Map([[passageWritten(passage), passage]]);
  return { certainties: new Set([surest]), documents: new Set([document]), passages };
}

function supported({ rows }: Rows): Map<string, Support> {
  const found = new Map<string, Support>();
  for (const [statement, certainty, document, passage] of rows) {
    if (statement?.type !== "uri") continue;
    const support = found.get(statement.value) ?? nothing();
    support.certainties.add(certainty?.type === "uri" ? certainty.value : "");
    if (document?.type === "uri") support.documents.add(document.value);
    if (passage?.type === "uri") support.passages.set(passageWritten(passage.value), passage.value);
    found.set(statement.value, support);
  }
  return found;
}

/** Return a passage as the tables write it: `document:start-end`. */
function passageWritten(passage: string): string {
  const place = passage.lastIndexOf(PLACE);
  const document = place < 0 ? "" : passage.slice(0, place);
  const rest = place < 0 ? passage : passage.slice(place + PLACE.length);
  return (document.split("/").pop() + rest).replace(/(\d+),(\d+)/g, ":$1-$2");
}

function together(supports: Support[]): Support {
  const whole = nothing();
  for (const each of supports) {
    for (const one of each.certainties) whole.certainties.add(one);
    for (const one of each.documents) whole.documents.add(one);
    for (const [written, cited] of each.passages) whole.passages.set(written, cited);
  }
  return whole;
}

function row(values: Cell[], supports: Support[], ranks: Map<string, number>): Row {
  const rank = (certainty: string) => ranks.get(certainty) ?? -1;
  const sets = supports.map((each) => [...each.certainties].sort()).filter((each) => each.length);
  const weakest = sets.map((each) => each.reduce((best, one) => (rank(one) > rank(best) ? one : best)));
  const surest = weakest.reduce((best, one) => (rank(one) < rank(best) ? one : best), weakest[0] ?? "");
  const whole = together(supports);
  const passages = [...whole.passages].map(([written, cited]) => ({ written, iri: cited })).sort(byPlace);
  const said = new Set(passages.map((each) => each.written.split(":", 1)[0]));
  const documents = [...whole.documents].sort();
  const registers = documents.map((each) => ({ written: each.split("/").pop() ?? "", iri: each }));
  const cites = [...passages, ...registers.filter((each) => !said.has(each.written))];
  return { values, certainty: surest, stated: weakest.length > 0, documents, passages: cites };
}

function byPlace(one: Passage, other: Passage): number {
  const [document = "", place = ""] = one.written.split(":");
  const [second = "", next = ""] = other.written.split(":");
  if (document !== second) return document < second ? -1 : 1;
  return Number.parseInt(place || "0", 10) - Number.parseInt(next || "0", 10);
}

/** Return the rows with their IRIs; a column that holds one has a second column with the name. */
export function forMachines(query: NamedQuery, catalogue: Catalogue, rows: Row[], names: Names): Rows {
  const named = query.columns.map((_, place) => rows.some((each) => each.values[place]?.type === "uri"));
  const variables = query.columns.flatMap(({ name }, place) => (named[place] ? [name, `${name}_label`] : [name]));
  const label = (value: string): Cell => (names.has(value) ? text(names.get(value) ?? "") : null);
  return {
    variables: [...variables, catalogue.certainty, `${catalogue.certainty}_label`, "document", "passage"],
    rows: rows.map((each) => [
      ...each.values.flatMap((cell, place) =>
        named[place] ? [cell, cell?.type === "uri" ? label(cell.value) : null] : [cell],
      ),
      each.certainty ? iri(each.certainty) : null,
      each.certainty ? label(each.certainty) : null,
      listed(each.documents),
      each.passages.length ? text(each.passages.map((one) => one.written).join(" ")) : null,
    ]),
  };
}

/** Return one IRI as such, several as a text with spaces between them. */
function listed(iris: string[]): Cell {
  return iris.length === 1 ? iri(iris[0] ?? "") : iris.length ? text(iris.join(" ")) : null;
}
