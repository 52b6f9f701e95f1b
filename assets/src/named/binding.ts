/** What was written for each parameter becomes terms, or a sentence that says what would fit. */

import { chosen, type Say } from "../settings.ts";
import { iri, type Term, text, typed } from "../terms.ts";
import type { Bound } from "./filling.ts";
import type { Given, NamedQuery, Parameter } from "./query.ts";
import type { Things } from "./things.ts";
import { days } from "./times.ts";

/** Something written that does not fit: which parameter, what to say, and things that may have been meant. */
export interface Misfit {
  parameter: string;
  sentence: string;
  candidates: { iri: string; name: string }[];
}

/** Return the terms of what is given, defaults filled in, and all that does not fit. */
export async function bind(
  query: NamedQuery,
  given: Given,
  things: Things,
  say: Say,
): Promise<{ bound: Bound; misfits: Misfit[] }> {
  const bound: Bound = {};
  const misfits: Misfit[] = [];
  for (const parameter of query.parameters) {
    const written = given[parameter.name]?.filter((each) => each.trim()) ?? [];
    const said = written.length ? written : parameter.default;
    if (!said.length && parameter.required) {
      misfits.push({ parameter: parameter.name, sentence: say("missing"), candidates: [] });
    }
    const values: Record<string, Term>[] = [];
    for (const each of said) {
      const found = await terms(parameter, each, things, say);
      if ("sentence" in found) misfits.push(found as Misfit);
      else values.push(found as Record<string, Term>);
    }
    if (values.length) bound[parameter.name] = parameter.unsaid ? [...values, { [parameter.name]: text("") }] : values;
  }
  return { bound, misfits };
}

async function terms(
  parameter: Parameter,
  said: string,
  things: Things,
  say: Say,
): Promise<Record<string, Term> | Misfit> {
  const misfit = (sentence: string, candidates: Misfit["candidates"] = []): Misfit => ({
    parameter: parameter.name,
    sentence,
    candidates,
  });
  const { name } = parameter;
  switch (parameter.type) {
    case "text":
      return { [name]: text(said) };
    case "integer":
      return /^[+-]?\d{1,18}$/.test(said.trim()) ? { [name]: typed(said.trim(), "integer") } : misfit(say("integer"));
    case "choice":
    case "concept": {
      const lower = said.trim().toLowerCase();
      const choice = parameter.choices.find(
        (each) => each.code === said || Object.values(each.names).some((known) => known.toLowerCase() === lower),
      );
      if (!choice) return misfit(say("choice", { text: said }));
      return { [name]: choice.iri ? iri(choice.iri) : text(choice.code) };
    }
    case "date": {
      const [first, last] = days(said) ?? [];
      if (!first || !last) return misfit(say("date", { text: said }));
      return { [name]: text(said.trim()), [`${name}_from`]: typed(first, "date"), [`${name}_to`]: typed(last, "date") };
    }
    case "thing": {
      const found = await things.find(said, parameter.classes);
      if (found.length === 1) return { [name]: iri(found[0] ?? "") };
      if (!found.length) return misfit(say("thing-none", { text: said }));
      const names = await things.names(found);
      const told = found.map((each) => ({ iri: each, name: names.get(each) ?? each }));
      return misfit(say("thing-several", { text: said }), told);
    }
  }
}

/** Return what a query is asked with when nobody has written anything: examples for what must be given. */
export function beginning(query: NamedQuery): Given {
  const needed = query.parameters.filter((each) => each.required && !each.default.length);
  return Object.fromEntries(needed.map((each) => [each.name, each.example]));
}

/** Return the heading of a parameter. */
export function heading(parameter: Parameter, language: string): string {
  return chosen(parameter.text, language);
}
