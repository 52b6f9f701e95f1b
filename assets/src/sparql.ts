/** The page that asks: a query is written or picked, asked of the engine in a worker, and its answer shown. */

import { carried, carrying, type Carried } from "./address.ts";
import { element } from "./dom.ts";
import { Editor } from "./editor/editor.ts";
import { BrowserEngine } from "./engines/browser.ts";
import { EndpointEngine } from "./engines/endpoint.ts";
import { type Answer, type Engine, QueryFault, Stopped } from "./engines/engine.ts";
import { answer as answerOf } from "./named/answers.ts";
import { bind } from "./named/binding.ts";
import { type Bound, declared, fill } from "./named/filling.ts";
import { Form } from "./named/form.ts";
import type { Catalogue, NamedQuery } from "./named/query.ts";
import { Things } from "./named/things.ts";
import { Knowing, type Paged } from "./naming.ts";
import { Results } from "./results/results.ts";
import { answered, plain, type Showing } from "./results/showing.ts";
import { chosen, read, type Settings, speaker } from "./settings.ts";
import { service, undeclared } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

const settings = read();
const say = speaker(settings.words);

/** A named query as it stands in the editor now. */
interface Filled {
  query: NamedQuery;
  bound: Bound;
  text: string;
}

class Page {
  readonly #engine: Engine = engine(settings);
  readonly #knowing = new Knowing(settings, this.#engine);
  readonly #things = new Things(this.#knowing, settings.questions);
  readonly #results: Results;
  readonly #paged: Paged;
  readonly #status = element("p", { role: "status", class: "status" });
  readonly #fault = element("div", { class: "fault", role: "alert" });
  readonly #editor: Editor;
  readonly #form: Form;
  readonly #run = element("button", { type: "button", class: "run", click: () => void this.run() }, say("run"));
  readonly #stop = element("button", { type: "button", disabled: true, click: () => this.stop() }, say("stop"));
  #filled: Filled | undefined;
  #asking = 0;
  #filling: Promise<Error | null> = Promise.resolve(null);
  #fillings = 0;

  constructor(private readonly catalogue: Catalogue) {
    this.#paged = { ...settings, pages: catalogue.pages };
    this.#results = new Results(settings, this.#knowing, say);
    const vocabulary = once(() => fetch(settings.vocabulary).then((each) => each.json() as Promise<Vocabulary>));
    this.#editor = new Editor(settings, say, vocabulary, () => {}, () => void this.run());
    this.#form = new Form(catalogue, this.#things, settings.language, say, () => void this.fill());
  }

  show(place: HTMLElement): void {
    const copy = element("button", { type: "button", click: () => void this.copy() }, say("copy-link"));
    const buttons = element("p", { class: "buttons" }, this.#run, this.#stop, this.#editor.toggle, copy);
    const keys = element("p", { class: "small", id: "query-keys" }, say("keys"));
    place.append(this.#form.dom, this.#editor.dom, buttons, keys, this.#status, this.#fault, this.#results.dom);
    place.hidden = false;
    this.offer();
    window.addEventListener("hashchange", () => void this.take(carried(new URL(location.href))));
    void this.take(carried(new URL(location.href)) ?? { query: settings.example });
  }

  /** Let each query in the list below be taken up here. */
  offer(): void {
    for (const each of document.querySelectorAll<HTMLElement>("details[data-query]")) {
      const named = each.dataset["query"] ?? "";
      const use = () => {
        void this.take({ named, given: {} });
        document.getElementById("named")?.focus();
      };
      each.append(element("p", {}, element("button", { type: "button", click: use }, say("use"))));
    }
  }

  async take(what: Carried): Promise<void> {
    if (!what) return;
    this.#results.hide();
    this.#say("");
    if ("named" in what) {
      const known = this.#form.show(what.named, Object.keys(what.given).length ? what.given : undefined);
      if (known) await this.fill();
      else this.#complain(say("no-such-query", { name: what.named }));
      return;
    }
    this.#form.show("");
    this.#filled = undefined;
    this.#editor.text = what.query;
  }

  /** Fill the picked query with what is written in its fields; return why that cannot be done, or null. */
  fill(): Promise<Error | null> {
    const number = ++this.#fillings;
    this.#filling = this.#fillNow(number).catch((error: unknown) => {
      if (number === this.#fillings) this.#tell(error);
      return error instanceof Error ? error : new Error(String(error));
    });
    return this.#filling;
  }

  async #fillNow(number: number): Promise<Error | null> {
    const query = this.#form.query;
    this.#complain("");
    if (!query) {
      this.#filled = undefined;
      return null;
    }
    // What is not known yet is shown without it at once: to look things up may take the time to load the data.
    if (!this.#filled || this.#filled.query !== query) this.#write(query, {});
    const { bound, misfits } = await bind(query, this.#form.given, this.#things, say);
    if (number !== this.#fillings) return this.#filling; // a later change has taken over
    this.#form.complain(misfits);
    this.#write(query, bound);
    return misfits.length ? new QueryFault("", 0, 0, "misfit") : null;
  }

  #write(query: NamedQuery, bound: Bound): void {
    const title = chosen(query.title, settings.language);
    const text = `# ${title}\n${declared(fill(query, bound), settings.prefixes)}`;
    this.#filled = { query, bound, text };
    this.#editor.text = text;
  }

  async run(): Promise<void> {
    const number = ++this.#asking;
    this.#complain("");
    this.#results.hide();
    this.#busy(true);
    try {
      const fault = await this.#filling;
      if (fault) throw fault;
      const text = this.#editor.text;
      const named = this.#filled?.text === text ? this.#filled : undefined;
      check(text);
      history.replaceState(null, "", carrying(new URL(location.href), this.#what()));
      this.#say(say("asking"));
      const answer = await this.#ask(text);
      await this.#showing(answer, named);
      if (number !== this.#asking) return;
      this.#say(say("took", { seconds: seconds(answer.milliseconds) }));
      this.#status.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (number === this.#asking) this.#tell(error);
    } finally {
      if (number === this.#asking) this.#busy(false);
    }
  }

  stop(): void {
    this.#engine.stop();
  }

  async copy(): Promise<void> {
    const link = new URL(carrying(new URL(location.href), this.#what()), location.href).href;
    history.replaceState(null, "", link);
    const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    this.#say(say(copied ? "copied" : "link-in-address"));
  }

  #what(): Exclude<Carried, null> {
    const named = this.#filled?.text === this.#editor.text ? this.#filled : undefined;
    return named ? { named: named.query.name, given: this.#form.given } : { query: this.#editor.text };
  }

  #ask(text: string): Promise<Answer> {
    const known = declaredAt(text);
    return this.#engine
      .ask(known.text, (told) => {
        const megabytes = (told.bytes / 1e6).toLocaleString(settings.language, { maximumFractionDigits: 1 });
        const code = { loading: "loading", indexing: "indexing", ready: "asking" }[told.stage];
        this.#say(say(code, { megabytes, quads: told.quads }));
      })
      .catch((error: unknown) => {
        if (error instanceof QueryFault && error.line === 1) {
          throw new QueryFault(error.message, 1, Math.max(error.column - known.shift, 1), error.code);
        }
        throw error;
      });
  }

  async #showing(answer: Answer, named: Filled | undefined): Promise<void> {
    if (answer.kind === "truth") return this.#results.truth(answer.truth);
    if (answer.kind === "triples" && !answer.variables.length) return this.#results.turtle(answer.turtle);
    if (named && answer.kind === "rows") {
      const { showing, notes } = await this.#named(answer, named);
      return this.#results.rows(showing, answer, notes);
    }
    const notes = this.#filled ? [say("edited")] : [];
    this.#results.rows(await plain(answer, answer.total, this.#knowing, this.#paged), answer, notes);
  }

  async #named(answer: Answer & { kind: "rows" }, { query, bound }: Filled): Promise<{ showing: Showing; notes: string[] }> {
    const { catalogue } = this;
    const supports = (things: string[]) => this.#knowing.about(settings.questions.supports, things);
    const told = (rows: Answer & { kind: "rows" }, with_: Bound) =>
      answerOf(query, catalogue, rows, with_, settings.language, supports);
    const rows = await told(answer, bound);
    const showing = await answered(query, catalogue, rows, this.#knowing, this.#paged, say);
    const left = await this.#leftOut(query, bound, rows.map((each) => JSON.stringify(each.values)), told);
    return { showing, notes: left ? [say(left === 1 ? "left-out-one" : "left-out", { count: left })] : [] };
  }

  /** Return how many rows rest on something less certain than was asked for. */
  async #leftOut(
    query: NamedQuery,
    bound: Bound,
    known: string[],
    told: (rows: Answer & { kind: "rows" }, bound: Bound) => ReturnType<typeof answerOf>,
  ): Promise<number> {
    const parameter = query.parameters.find((each) => each.name === this.catalogue.certainty);
    if (!parameter || !bound[parameter.name]) return 0;
    const codes = { [parameter.name]: parameter.choices.map((each) => each.code) };
    const wide = await bind({ ...query, parameters: [parameter] }, codes, this.#things, say);
    const whole = { ...bound, ...wide.bound };
    const answer = await this.#engine.ask(declared(fill(query, whole), settings.prefixes));
    if (answer.kind !== "rows") return 0;
    const before = new Set(known);
    return (await told(answer, whole)).filter((each) => !before.has(JSON.stringify(each.values))).length;
  }

  #busy(busy: boolean): void {
    this.#run.disabled = busy;
    this.#stop.disabled = !busy;
  }

  #say(sentence: string): void {
    this.#status.textContent = sentence;
  }

  #complain(sentence: string, line = 0, column = 0): void {
    const show = element("button", { type: "button", click: () => this.#editor.show(line, column) }, say("show-place"));
    this.#fault.replaceChildren(...(sentence ? [element("p", {}, sentence), ...(line ? [show] : [])] : []));
  }

  #tell(error: unknown): void {
    this.#say("");
    if (error instanceof Stopped) return this.#say(say("stopped"));
    const fault = error instanceof QueryFault ? error : new QueryFault(String(error), 0, 0, "engine");
    const code = fault.line ? "fault-syntax-at" : `fault-${fault.code || "engine"}`;
    this.#fault.scrollIntoView({ block: "nearest" });
    this.#complain(say(code, { cause: fault.message, line: fault.line, column: fault.column }), fault.line, fault.column);
  }
}

function engine({ endpoint, engine: script, dumps }: Settings): Engine {
  const here = (href: string) => new URL(href, document.baseURI).href;
  return endpoint ? new EndpointEngine(endpoint) : new BrowserEngine(here(script), dumps.map(here));
}

/** Raise what can be known to be wrong with a query before it is asked. */
function check(text: string): void {
  if (!text.trim()) throw new QueryFault("", 0, 0, "empty");
  const at = (start: number) => {
    const before = text.slice(0, start).split("\n");
    return [before.length, (before.at(-1)?.length ?? 0) + 1] as const;
  };
  const [call, unknown] = [service(text), [...undeclared(text)].find(([prefix]) => !settings.prefixes[prefix])];
  if (call && !settings.endpoint) throw new QueryFault(say("service"), ...at(call.start));
  if (unknown) throw new QueryFault(say("prefix", { prefix: unknown[0] }), ...at(unknown[1].start));
}

/** Declare on the first line what a query uses without declaring it, so that all other lines keep their numbers. */
function declaredAt(text: string): { text: string; shift: number } {
  const used = [...undeclared(text).keys()].map((each) => `PREFIX ${each}: <${settings.prefixes[each]}> `).join("");
  return { text: used + text, shift: used.length };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toLocaleString(settings.language, { maximumFractionDigits: 2 });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const place = document.getElementById("sparql");
if (place) {
  const catalogue = (await (await fetch(settings.queries)).json()) as Catalogue;
  new Page(catalogue).show(place);
  document.getElementById("without")?.remove();
}
