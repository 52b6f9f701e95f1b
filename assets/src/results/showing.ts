/** An answer becomes what readers see: names in place of IRIs, links to our pages, how certain each row is. */

import { forMachines, type Row } from "../named/answers.ts";
import type { Catalogue, NamedQuery } from "../named/query.ts";
import { page, type Knowing, type Names, type Paged } from "../naming.ts";
import { chosen, type Say } from "../settings.ts";
import { type Cell, type Rows, shortened } from "../terms.ts";
import type { Shown, ShownCell } from "./shown.ts";

/** What is shown, and the same as rows for machines, whose columns may be more. */
export interface Showing {
  shown: Shown;
  machine: Rows;
  variables: string[];
}

const NAMED_FIRST = 2000;

/** Show rows as they come, with the names of the things in the first of them. */
export async function plain(found: Rows, total: number, knowing: Knowing, settings: Paged): Promise<Showing> {
  const first = found.rows.slice(0, NAMED_FIRST).flat();
  const names = await knowing.names(first.flatMap((cell) => (cell?.type === "uri" ? [cell.value] : [])));
  const rows = found.rows.map((row) => row.map((cell) => shownCell(cell, names, settings)));
  return { shown: { headings: found.variables, rows, total }, machine: found, variables: found.variables };
}

/** Show the answer of a named query, with its certainty, documents and passages. */
export async function answered(
  query: NamedQuery,
  catalogue: Catalogue,
  rows: Row[],
  knowing: Knowing,
  settings: Paged,
  say: Say,
): Promise<Showing> {
  const { language } = settings;
  const iris = rows.flatMap((row) => [
    ...row.values.flatMap((cell) => (cell?.type === "uri" ? [cell.value] : [])),
    row.certainty,
    ...row.documents,
  ]);
  const names = await knowing.names(iris.filter(Boolean));
  const columns = query.columns.map((each) => chosen(each.text, language));
  const cells = rows.map((row) => [
    ...row.values.map((cell, place): ShownCell => {
      const column = query.columns[place];
      if (!cell) return bare(column?.unstated ? say("not-stated") : "");
      const word = column?.words[cell.value];
      return word ? bare(chosen(word, language)) : shownCell(cell, names, settings);
    }),
    certaintyCell(row, names, settings, say),
    { ...bare(""), more: row.documents.map((each) => ({ text: names.get(each) ?? each, href: page(each, settings) })) },
    { ...bare(""), more: row.passages.map((each) => ({ text: each.written, href: page(each.iri, settings) })) },
  ]);
  const headings = [...columns, say("certainty"), say("document"), say("passage")];
  return {
    shown: { headings, rows: cells, total: rows.length },
    machine: forMachines(query, catalogue, rows, names),
    variables: [...query.columns.map((each) => each.name), catalogue.certainty, "document", "passage"],
  };
}

function certaintyCell(row: Row, names: Names, settings: Paged, say: Say): ShownCell {
  const text = names.get(row.certainty) ?? say(row.stated ? "publisher-says" : "not-stated");
  const term: Cell = row.certainty ? { type: "uri", value: row.certainty } : null;
  const mark = row.certainty.split("/").pop() ?? "";
  return { term: null, text, href: term ? page(row.certainty, settings) : "", mark };
}

function bare(text: string): ShownCell {
  return { term: null, text, href: "" };
}

function shownCell(cell: Cell, names: Names, settings: Paged): ShownCell {
  if (!cell) return bare("");
  if (cell.type === "bnode") return { term: cell, text: `_:${cell.value}`, href: "" };
  if (cell.type !== "uri") {
    const language = cell["xml:lang"] ?? "";
    return { term: cell, text: String(cell.value), href: "", language: language === settings.language ? "" : language };
  }
  const text = names.get(cell.value) ?? shortened(cell.value, settings.prefixes);
  const outside = /^https?:\/\//.test(cell.value) ? cell.value : "";
  return { term: cell, text, href: page(cell.value, settings) || outside };
}
