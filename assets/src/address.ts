/** The query in the address: after # (kept from servers) or after ?; either a query or a named one with what is given. */

import type { Given } from "./named/query.ts";

export type Carried = { query: string } | { named: string; given: Given } | null;

const GIVEN = "p.";

export function carried(address: URL): Carried {
  for (const part of [address.hash.slice(1), address.search.slice(1)]) {
    const said = new URLSearchParams(part);
    const named = said.get("named");
    if (named) {
      const given: Given = {};
      for (const [name, value] of said) {
        if (name.startsWith(GIVEN)) (given[name.slice(GIVEN.length)] ??= []).push(value);
      }
      return { named, given };
    }
    const query = said.get("query");
    if (query) return { query };
  }
  return null;
}

/** Return the address of this page that carries a query. */
export function carrying(address: URL, what: Exclude<Carried, null>): string {
  const said = new URLSearchParams();
  if ("query" in what) said.set("query", what.query);
  else {
    said.set("named", what.named);
    for (const [name, values] of Object.entries(what.given)) {
      for (const value of values) if (value) said.append(GIVEN + name, value);
    }
  }
  return `${address.origin === "null" ? "" : address.origin}${address.pathname}#${said}`;
}
