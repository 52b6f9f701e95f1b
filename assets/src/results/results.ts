/** What is below the editor: what the answer is, the ways to see it, and the files of it. */

import { element } from "../dom.ts";
import type { Answer } from "../engines/engine.ts";
import type { Knowing } from "../naming.ts";
import type { Say, Settings } from "../settings.ts";
import { csv, json } from "../terms.ts";
import { charted, joined } from "./columns.ts";
import { download } from "./downloads.ts";
import type { Showing } from "./showing.ts";
import { table } from "./table.ts";

type View = "table" | "map" | "chart" | "network";

const VIEWS: View[] = ["table", "map", "chart", "network"];

export class Results {
  readonly dom = element("section", { class: "results", "aria-labelledby": "results-heading", hidden: true });
  readonly #heading = element("h2", { id: "results-heading", tabindex: -1 });
  #view: View = "table";

  constructor(
    private readonly settings: Settings,
    private readonly knowing: Knowing,
    private readonly say: Say,
  ) {}

  hide(): void {
    this.dom.hidden = true;
  }

  truth(truth: boolean): void {
    this.#heading.textContent = this.say(truth ? "yes" : "no");
    this.dom.replaceChildren(this.#heading);
    this.dom.hidden = false;
  }

  /** Show triples that an endpoint has answered with as they came. */
  turtle(turtle: string): void {
    this.#heading.textContent = this.say("triples");
    const text = element("pre", { tabindex: 0, "aria-labelledby": "results-heading" }, turtle);
    this.dom.replaceChildren(this.#heading, this.#files([this.#turtleFile(turtle)]), text);
    this.dom.hidden = false;
  }

  rows(showing: Showing, answer: Answer, notes: string[]): void {
    const { say } = this;
    const total = showing.shown.total;
    const kind = answer.kind === "triples" ? "triples-found" : "rows-found";
    this.#heading.textContent = say(total === 1 ? `${kind}-one` : kind, { count: total });
    const capped = total > showing.shown.rows.length ? [say("capped", { shown: showing.shown.rows.length, total })] : [];
    const told = [...notes, ...capped].map((each) => element("p", {}, each));
    if (!total) {
      this.dom.replaceChildren(this.#heading, ...told);
    } else {
      const body = element("div", { class: "view" });
      this.dom.replaceChildren(this.#heading, ...told, this.#views(showing, answer, body), this.#downloads(showing, answer), body);
      void this.#draw(showing, answer, body);
    }
    this.dom.hidden = false;
  }

  #views(showing: Showing, answer: Answer, body: HTMLElement): HTMLElement {
    const triples = answer.kind === "triples";
    const able: Record<View, boolean> = {
      table: true,
      map: true,
      chart: charted(showing.shown) !== null,
      network: joined(showing.shown, triples) !== null,
    };
    if (!able[this.#view]) this.#view = "table";
    const radios = VIEWS.map((view) => {
      const change = () => {
        this.#view = view;
        void this.#draw(showing, answer, body);
      };
      const radio = element("input", { type: "radio", name: "view", value: view, disabled: !able[view], change });
      radio.checked = view === this.#view;
      return element("label", { class: "tick", title: able[view] ? "" : this.say(`no-${view}`) }, radio, ` ${this.say(view)}`);
    });
    return element("fieldset", { class: "views" }, element("legend", { class: "label" }, this.say("show-as")), ...radios);
  }

  async #draw(showing: Showing, answer: Answer, body: HTMLElement): Promise<void> {
    const { say } = this;
    const view = this.#view;
    const made = await this.#made(view, showing, answer).catch((error: unknown) => element("p", {}, say("fault-engine", { cause: String(error) })));
    if (view === this.#view) body.replaceChildren(made);
  }

  async #made(view: View, showing: Showing, answer: Answer): Promise<HTMLElement> {
    const { say } = this;
    switch (view) {
      case "table":
        return table(showing.shown, say);
      case "chart":
        return (await import("./chart.ts")).chart(showing.shown, say);
      case "network":
        return (await import("./network.ts")).network(showing.shown, answer.kind === "triples", say);
      case "map": {
        const [{ map }, { points }] = await Promise.all([import("./map.ts"), import("./points.ts")]);
        return map(await points(showing.shown, showing.variables, this.knowing, this.settings.questions), say);
      }
    }
  }

  #downloads(showing: Showing, answer: Answer): HTMLElement {
    const files = [
      download("CSV", "result.csv", "text/csv;charset=utf-8", () => csv(showing.machine)),
      ...(answer.kind === "triples"
        ? [this.#turtleFile(answer.turtle)]
        : [download("JSON", "result.json", "application/sparql-results+json", () => json(showing.machine))]),
    ];
    return this.#files(files);
  }

  #turtleFile(turtle: string): HTMLButtonElement {
    return download("Turtle", "result.ttl", "text/turtle;charset=utf-8", () => turtle);
  }

  #files(buttons: HTMLButtonElement[]): HTMLElement {
    return element("p", { class: "files" }, element("span", { class: "label" }, this.say("download")), ...buttons);
  }
}
