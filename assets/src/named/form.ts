/** The named queries to pick from: title, explanation, and a field for each parameter. */

import { element } from "../dom.ts";
import { chosen, type Say } from "../settings.ts";
import { beginning, heading, type Misfit } from "./binding.ts";
import type { Catalogue, Given, NamedQuery, Parameter } from "./query.ts";
import type { Things } from "./things.ts";

const SUGGEST_AFTER = 250;

export class Form {
  readonly dom: HTMLElement;
  readonly #pick: HTMLSelectElement;
  readonly #about = element("div");
  #query: NamedQuery | undefined;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly things: Things,
    private readonly language: string,
    private readonly say: Say,
    private readonly onChange: () => void,
  ) {
    const title = (query: NamedQuery) => chosen(query.title, language);
    const sorted = [...catalogue.queries].sort((one, other) => title(one).localeCompare(title(other), language));
    const options = sorted.map((each) => element("option", { value: each.name }, title(each)));
    this.#pick = element("select", { id: "named", change: () => this.#picked() }, element("option", { value: "" }, say("own-query")), ...options);
    const label = element("label", { for: "named", class: "label" }, say("pick"));
    this.dom = element("div", { class: "named" }, label, this.#pick, this.#about);
  }

  get query(): NamedQuery | undefined {
    return this.#query;
  }

  /** What is written in the fields now. */
  get given(): Given {
    const given: Given = {};
    for (const each of this.#about.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-parameter]")) {
      if (each instanceof HTMLInputElement && each.type === "checkbox" && !each.checked) continue;
      const name = each.dataset["parameter"] ?? "";
      const many = this.#query?.parameters.find((one) => one.name === name)?.many && each.type !== "checkbox";
      const values = many ? each.value.split(";") : [each.value];
      (given[name] ??= []).push(...values.map((one) => one.trim()).filter(Boolean));
    }
    return given;
  }

  /** Show a query with what is given; false when there is none of that name. */
  show(name: string, given?: Given): boolean {
    const query = this.catalogue.queries.find((each) => each.name === name);
    this.#query = query;
    this.#pick.value = query ? name : "";
    this.#about.replaceChildren(...(query ? this.#fields(query, given ?? beginning(query)) : []));
    return query !== undefined;
  }

  /** Say beside each field what does not fit, and offer what may have been meant. */
  complain(misfits: Misfit[]): void {
    for (const old of this.#about.querySelectorAll(".misfit")) old.replaceChildren();
    for (const field of this.#about.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const { parameter, sentence, candidates } of misfits) {
      const field = this.#about.querySelector<HTMLInputElement>(`[data-parameter="${parameter}"]`);
      const place = this.#about.querySelector(`#misfit-${parameter}`);
      field?.setAttribute("aria-invalid", "true");
      const choose = (iri: string) => () => {
        if (field) field.value = iri;
        this.onChange();
      };
      const buttons = candidates.map((each) => element("button", { type: "button", title: each.iri, click: choose(each.iri) }, each.name));
      place?.append(element("span", {}, sentence, " "), ...buttons);
    }
  }

  #picked(): void {
    this.show(this.#pick.value);
    this.onChange();
  }

  #fields(query: NamedQuery, given: Given): HTMLElement[] {
    const description = element("p", { class: "small" }, chosen(query.description, this.language));
    const fields = query.parameters.map((each) => this.#field(each, given[each.name] ?? each.default));
    return [description, ...(fields.length ? [element("div", { class: "fields" }, ...fields)] : [])];
  }

  #field(parameter: Parameter, said: string[]): HTMLElement {
    const { name } = parameter;
    const misfit = element("p", { class: "misfit", id: `misfit-${name}`, "aria-live": "polite" });
    const text = `${heading(parameter, this.language)}${parameter.required ? ` (${this.say("required")})` : ""}`;
    if (parameter.choices.length && parameter.many) {
      const legend = element("legend", { class: "label" }, text);
      return element("fieldset", {}, legend, ...parameter.choices.map((each) => this.#tick(parameter, each.code, said)), misfit);
    }
    const control = parameter.choices.length ? this.#select(parameter, said) : this.#input(parameter, said);
    return element("div", {}, element("label", { for: `p-${name}`, class: "label" }, text), control, misfit);
  }

  #tick(parameter: Parameter, code: string, said: string[]): HTMLElement {
    const choice = parameter.choices.find((each) => each.code === code);
    const box = element("input", { type: "checkbox", value: code, "data-parameter": parameter.name, change: this.onChange });
    box.checked = said.includes(code);
    return element("label", { class: "tick" }, box, ` ${chosen(choice?.names ?? {}, this.language) || code}`);
  }

  #select(parameter: Parameter, said: string[]): HTMLElement {
    const options = parameter.choices.map((each) => element("option", { value: each.code }, chosen(each.names, this.language) || each.code));
    const none = parameter.default.length ? [] : [element("option", { value: "" }, this.say("any"))];
    const made = element("select", { id: `p-${parameter.name}`, "data-parameter": parameter.name, "aria-describedby": `misfit-${parameter.name}`, change: this.onChange }, ...none, ...options);
    made.value = parameter.choices.find((each) => each.code === said[0])?.code ?? "";
    return made;
  }

  #input(parameter: Parameter, said: string[]): HTMLElement {
    const { name, type } = parameter;
    const list = type === "thing" ? `list-${name}` : "";
    const made = element("input", {
      id: `p-${name}`,
      "data-parameter": name,
      type: "text",
      autocomplete: "off",
      list,
      placeholder: type === "date" ? this.say("date-form") : "",
      "aria-describedby": `misfit-${name}`,
      change: this.onChange,
    });
    made.value = said.join("; ");
    if (!list) return made;
    const suggestions = element("datalist", { id: list });
    this.#suggest(made, suggestions, parameter);
    return element("div", {}, made, suggestions);
  }

  #suggest(input: HTMLInputElement, list: HTMLDataListElement, parameter: Parameter): void {
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(async () => {
        const last = parameter.many ? (input.value.split(";").pop() ?? "") : input.value;
        const before = input.value.slice(0, input.value.length - last.length);
        if (last.trim().length < 2) return;
        const names = await this.things.suggestions(last, parameter.classes).catch(() => []);
        list.replaceChildren(...names.map((each) => element("option", { value: before ? `${before} ${each}` : each })));
      }, SUGGEST_AFTER);
    });
  }
}
