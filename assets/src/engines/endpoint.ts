/** An endpoint that answers by the SPARQL 1.1 protocol. */

import { fromJson } from "../terms.ts";
import { form } from "../tokens.ts";
import { type Answer, type Engine, MOST, QueryFault, Stopped } from "./engine.ts";

export class EndpointEngine implements Engine {
  #asking = new Set<AbortController>();

  constructor(private readonly address: string) {}

  async ask(query: string): Promise<Answer> {
    const triples = ["CONSTRUCT", "DESCRIBE"].includes(form(query));
    const given = new AbortController();
    this.#asking.add(given);
    const start = performance.now();
    try {
      const response = await fetch(this.address, {
        method: "POST",
        headers: { Accept: triples ? "text/turtle" : "application/sparql-results+json" },
        body: new URLSearchParams({ query }),
        signal: given.signal,
      });
      const told = await response.text();
      if (!response.ok) throw new QueryFault(told.slice(0, 2000), 0, 0, response.status === 400 ? "syntax" : "remote");
      return answer(told, triples, performance.now() - start);
    } catch (error) {
      if (given.signal.aborted) throw new Stopped();
      throw error instanceof QueryFault ? error : new QueryFault(String(error), 0, 0, "remote");
    } finally {
      this.#asking.delete(given);
    }
  }

  stop(): void {
    for (const each of this.#asking) each.abort();
  }
}

function answer(told: string, triples: boolean, milliseconds: number): Answer {
  if (triples) return { kind: "triples", variables: [], rows: [], total: 0, turtle: told, milliseconds };
  const found = fromJson(JSON.parse(told));
  if (typeof found === "boolean") return { kind: "truth", truth: found, milliseconds };
  return { kind: "rows", ...found, rows: found.rows.slice(0, MOST), total: found.rows.length, milliseconds };
}
