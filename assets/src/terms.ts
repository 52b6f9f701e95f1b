/** Terms of RDF and rows of them, as the SPARQL 1.1 results in JSON write them. */

export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export type Cell = Term | null;

export interface Rows {
  variables: string[];
  rows: Cell[][];
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float"].map((each) => XSD + each));
const LOCAL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

export function iri(value: string): Term {
  return { type: "uri", value };
}

export function text(value: string): Term {
  return { type: "literal", value };
}

export function typed(value: string, local: string): Term {
  return { type: "literal", value, datatype: XSD + local };
}

/** Whether a text can stand between < and > in a query (SPARQL 1.1, IRIREF). */
export function isIri(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020<>"{}|^`\\]*$/.test(value);
}

/** Return a term as it stands in a query: nothing in it can end the term before its end. */
export function written(term: Term): string {
  if (term.type === "uri") {
    if (!isIri(term.value)) throw new Error(`no IRI: ${term.value}`);
    return `<${term.value}>`;
  }
  const escaped = term.value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
  if (term["xml:lang"]) return `"${escaped}"@${term["xml:lang"]}`;
  return term.datatype ? `"${escaped}"^^<${term.datatype}>` : `"${escaped}"`;
}

/** Return a key that two terms share only when they are the same term. */
export function key(cell: Cell | undefined): string {
  return cell ? JSON.stringify([cell.type, cell.value, cell.datatype ?? "", cell["xml:lang"] ?? ""]) : "";
}

/** Return the number that a term is, or null. */
export function numberOf(cell: Cell | undefined): number | null {
  if (cell?.type !== "literal" || !NUMBERS.has(cell.datatype ?? "")) return null;
  const value = Number(cell.value);
  return Number.isFinite(value) ? value : null;
}

/** Return an IRI as a prefixed name where a prefix fits, else as it is. */
export function shortened(value: string, prefixes: Record<string, string>): string {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = value.slice(namespace.length);
    if (value.startsWith(namespace) && LOCAL.test(local)) return `${prefix}:${local}`;
  }
  return value;
}

/** Return rows as CSV (SPARQL 1.1 Query Results CSV). */
export function csv({ variables, rows }: Rows): string {
  const lines = [variables, ...rows.map((row) => row.map((cell) => csvTerm(cell)))];
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

function csvTerm(cell: Cell): string {
  if (!cell) return "";
  return cell.type === "bnode" ? `_:${cell.value}` : String(cell.value);
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Return rows as SPARQL 1.1 Query Results JSON. */
export function json({ variables, rows }: Rows): string {
  const bindings = rows.map((row) =>
    Object.fromEntries(variables.flatMap((name, place) => (row[place] ? [[name, row[place]]] : []))),
  );
  return JSON.stringify({ head: { vars: variables }, results: { bindings } });
}

/** Read SPARQL 1.1 Query Results JSON; a boolean comes back as such. */
export function fromJson(told: SparqlJson): Rows | boolean {
  if (typeof told.boolean === "boolean") return told.boolean;
  const variables = told.head?.vars ?? [];
  const bindings = told.results?.bindings ?? [];
  return { variables, rows: bindings.map((each) => variables.map((name) => each[name] ?? null)) };
}

export interface SparqlJson {
  head?: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings?: Record<string, Term>[] };
}
