/** The engine in a worker: Oxigraph over the published dumps, read when the first query comes. */

import initialise, { Store, defaultGraph, type Quad, type Term as EngineTerm } from "oxigraph/web.js";
import wasm from "oxigraph/web_bg.wasm";
import { MOST, type Answer } from "./engines/engine.ts";
import type { Ask, Told } from "./engines/worker-messages.ts";
import { fromJson, type Term } from "./terms.ts";
import { form, namesGraphs } from "./tokens.ts";

let store: Promise<Store> | undefined;

self.onmessage = async ({ data }: MessageEvent<Ask>) => {
  try {
    store ??= filled(data.dumps);
    const ready = await store;
    tell({ kind: "answer", number: data.number, answer: answer(ready, data.query) });
  } catch (error) {
    tell({ kind: "fault", number: data.number, ...fault(error) });
  }
};

function tell(told: Told): void {
  self.postMessage(told);
}

class LoadFault extends Error {}

async function filled(dumps: string[]): Promise<Store> {
  let bytes = 0;
  const told = (count: number) => tell({ kind: "progress", stage: "loading", bytes: (bytes += count), quads: 0 });
  const engine = initialise({ module_or_path: fetched(new URL(wasm as unknown as string, import.meta.url).href) });
  const texts = await Promise.all(dumps.map((each) => text(each, told)));
  await engine;
  tell({ kind: "progress", stage: "indexing", bytes, quads: 0 });
  const made = new Store();
  for (const each of texts) {
    made.load(each, { format: "application/n-quads", no_transaction: true, lenient: true });
  }
  tell({ kind: "progress", stage: "ready", bytes, quads: made.size });
  return made;
}

async function fetched(href: string): Promise<Response> {
  const response = await fetch(href).catch(() => undefined);
  if (!response?.ok) throw new LoadFault(href.replace(/.*\//, ""));
  // Some servers do not know what wasm is, and then the engine cannot be compiled as it comes.
  return new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
}

/** Read one dump; a server may have unpacked it on the way, so the bytes tell whether it is packed. */
async function text(href: string, told: (count: number) => void): Promise<Uint8Array> {
  const response = await fetch(href).catch(() => undefined);
  if (!response?.ok || !response.body) throw new LoadFault(href.replace(/.*\//, ""));
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        told(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
  const bytes = new Uint8Array(await new Response(counted).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

function answer(ready: Store, query: string): Answer {
  const options = { use_default_graph_as_union: !namesGraphs(query) };
  const start = performance.now();
  if (["CONSTRUCT", "DESCRIBE"].includes(form(query))) {
    const quads = ready.query(query, options) as Quad[];
    const milliseconds = performance.now() - start;
    const rows = quads.slice(0, MOST).map((each) => [each.subject, each.predicate, each.object].map(term));
    const turtle = new Store(quads).dump({ format: "text/turtle", from_graph_name: defaultGraph() as never });
    const variables = ["subject", "predicate", "object"];
    return { kind: "triples", variables, rows, total: quads.length, turtle, milliseconds };
  }
  const told = ready.query(query, { ...options, results_format: "json" }) as string;
  const milliseconds = performance.now() - start;
  const found = fromJson(JSON.parse(told));
  if (typeof found === "boolean") return { kind: "truth", truth: found, milliseconds };
  return { kind: "rows", ...found, rows: found.rows.slice(0, MOST), total: found.rows.length, milliseconds };
}

function term(each: EngineTerm): Term {
  if (each.termType === "NamedNode") return { type: "uri", value: each.value };
  if (each.termType === "BlankNode") return { type: "bnode", value: each.value };
  if (each.termType !== "Literal") return { type: "triple", value: each.toString() };
  if (each.language) return { type: "literal", value: each.value, "xml:lang": each.language };
  const datatype = each.datatype.value;
  const plain = datatype === "http://www.w3.org/2001/XMLSchema#string";
  return plain ? { type: "literal", value: each.value } : { type: "literal", value: each.value, datatype };
}

function fault(error: unknown): { code: string; message: string; line: number; column: number } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof LoadFault) {
    store = undefined;
    return { code: "load", message, line: 0, column: 0 };
  }
  const place = /^error at (\d+):(\d+): /.exec(message);
  if (!place) return { code: store ? "engine" : "load", message, line: 0, column: 0 };
  return { code: "syntax", message: message.slice(place[0].length), line: Number(place[1]), column: Number(place[2]) };
}
