/** Filling the marked places of a query with terms, and with nothing else. */

import { type Term, written } from "../terms.ts";
import type { NamedQuery } from "./query.ts";
import { undeclared } from "../tokens.ts";

/** For each parameter its values; each value is the term of every variable that the parameter fills. */
export type Bound = Record<string, Record<string, Term>[]>;

/** Return the query with its places filled: a variable that nothing fills leaves its place. */
export function fill(query: NamedQuery, bound: Bound): string {
  return query.parts.map((part) => (typeof part === "string" ? part : block(part, bound))).join("");
}

function block(variables: string[], bound: Bound): string {
  const owners = new Map<string, string>();
  for (const [name, values] of Object.entries(bound)) {
    for (const value of values) for (const variable of Object.keys(value)) owners.set(variable, name);
  }
  const held = variables.filter((each) => owners.has(original(each)));
  if (!held.length) return "";
  const names = [...new Set(held.map((each) => owners.get(original(each)) ?? ""))];
  const rows = product(names.map((name) => bound[name] ?? [])).map((values) => {
    const terms: Record<string, Term> = Object.assign({}, ...values);
    return `(${held.map((each) => written(terms[original(each)] as Term)).join(" ")})`;
  });
  return `VALUES (${held.map((each) => `?${each}`).join(" ")}) { ${rows.join(" ")} }`;
}

/** A numbered copy of a variable (`reading_2`) takes what its original takes. */
function original(variable: string): string {
  return variable.replace(/_\d+$/, "");
}

function product<T>(lists: T[][]): T[][] {
  return lists.reduce<T[][]>((found, list) => found.flatMap((each) => list.map((one) => [...each, one])), [[]]);
}

/** Return a query that declares every prefix it uses, so that it can be asked anywhere. */
export function declared(query: string, prefixes: Record<string, string>): string {
  const used = [...undeclared(query).keys()].filter((each) => prefixes[each]).sort();
  return [...used.map((each) => `PREFIX ${each}: <${prefixes[each]}>\n`), used.length ? "\n" : "", query].join("");
}
