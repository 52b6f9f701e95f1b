/**
 * Facets of a list: what is chosen stands in the address, so that it can be sent, and gone back from. Only when
 * something is chosen is the file fetched that holds the whole list. Without this script each value is a link.
 */

import { chosen, csv, fitting, json } from "./choosing.js";
import { make } from "./elements.js";

/** @typedef {import("./choosing.js").Choice} Choice */
/** @typedef {import("./choosing.js").Thing} Thing */

const SIZE = 100;

class List {
  /** @param {HTMLElement} room the part of the page that holds the list and its facets */
  constructor(room) {
    this.room = room;
    this.root = new URL(room.dataset.facets ?? "./", location.href);
    /** @type {Record<string, string>} */
    this.said = JSON.parse(room.dataset.said || "{}");
    this.whole = /** @type {HTMLElement} */ (room.querySelector("[data-whole]"));
    /** @type {Promise<Choice> | undefined} */
    this.choice = undefined;
    /** @type {Map<string, { box: HTMLInputElement, count: Element, facet: string, all: string }>} */
    this.boxes = new Map();
    for (const facet of room.querySelectorAll("[data-facet]")) this.enable(/** @type {HTMLElement} */ (facet));
    this.box = make("div", { class: "chosen" });
    this.status = make("p", { role: "status", class: "hits-said" });
    this.tools = make("p", { class: "tools" });
    this.entries = make("ul", { class: "entries" });
    this.pages = make("nav", { class: "pages", "aria-label": this.said.pages ?? "" });
    this.frame();
    window.addEventListener("popstate", () => this.read());
    this.read();
  }

  /**
   * Make the values of a facet boxes to tick.
   * @param {HTMLElement} facet
   */
  enable(facet) {
    const key = facet.dataset.facet ?? "";
    facet.setAttribute("role", "group");
    facet.setAttribute("aria-labelledby", facet.querySelector("h3")?.id ?? "");
    for (const item of facet.querySelectorAll("li")) {
      const name = /** @type {HTMLElement} */ (item.firstElementChild);
      const count = /** @type {Element} */ (item.querySelector(".count"));
      const box = document.createElement("input");
      const value = item.dataset.value ?? "";
      Object.assign(box, { type: "checkbox", name: key, value });
      const label = document.createElement("label");
      label.append(box, " ", spoken(name));
      name.replaceWith(label);
      box.addEventListener("change", () => this.choose());
      this.boxes.set(`${key} ${value}`, { box, count, facet: key, all: count.textContent ?? "" });
    }
  }

  /** Make room for what fits: how many, a way back, downloads, the list, its pages. */
  frame() {
    this.tools.hidden = this.pages.hidden = true;
    this.tools.append(
      button(this.said.clear ?? "", () => this.clear()),
      button("CSV", () => this.download("csv"), this.said.csv),
      button("JSON", () => this.download("json"), this.said.json),
    );
    this.box.append(this.status, this.tools, this.entries, this.pages);
    this.whole.before(this.box);
  }

  get address() {
    return new URLSearchParams(location.search);
  }

  /** Put what is ticked into the address; the list begins at its first page. */
  choose() {
    const address = new URLSearchParams();
    for (const { box } of this.boxes.values()) if (box.checked) address.append(box.name, box.value);
    this.go(address);
  }

  clear() {
    this.go(new URLSearchParams());
    this.boxes.values().next().value?.box.focus();
  }

  /** @param {URLSearchParams} address */
  go(address) {
    const there = new URL(this.root);
    there.search = address.toString();
    if (there.pathname !== location.pathname) return location.assign(there);
    history.pushState(null, "", there);
    this.read();
  }

  /** Show what the address says. */
  async read() {
    const address = this.address;
    for (const { box } of this.boxes.values()) box.checked = address.getAll(box.name).includes(box.value);
    const some = [...this.boxes.values()].some(({ facet }) => address.has(facet));
    if (!some) return this.leave();
    try {
      const choice = await this.load();
      if (address.toString() === this.address.toString()) this.show(choice, address);
    } catch {
      this.leave();
      this.box.classList.add("some");
      this.status.textContent = this.said.failed ?? "";
    }
  }

  /** Show the whole list again. */
  leave() {
    this.whole.hidden = false;
    this.box.classList.remove("some");
    this.tools.hidden = this.pages.hidden = true;
    this.status.textContent = "";
    this.entries.replaceChildren();
    for (const { count, all } of this.boxes.values()) mark(count, all);
    this.back("");
  }

  /**
   * Say on the way back to the list how many fit.
   * @param {string} said
   */
  back(said) {
    const count = this.room.querySelector("[data-count]");
    if (count) count.textContent = said && ` (${said})`;
  }

  /** @returns {Promise<Choice>} */
  load() {
    this.choice ??= fetched(new URL("list.facets.json", this.root)).then((answer) => answer.json());
    this.choice.catch(() => (this.choice = undefined));
    return this.choice;
  }

  /**
   * @param {Choice} choice
   * @param {URLSearchParams} address
   */
  show(choice, address) {
    const { hits, counts } = fitting(choice, chosen(choice, address));
    for (const [number, { key, values }] of choice.facets.entries()) {
      for (const [at, [value]] of values.entries()) {
        const known = this.boxes.get(`${key} ${value}`);
        if (known) mark(known.count, String(counts[number]?.[at] ?? 0));
      }
    }
    const pages = Math.max(1, Math.ceil(hits.length / SIZE));
    const page = Math.min(Math.max(1, Number.parseInt(address.get("page") ?? "1", 10) || 1), pages);
    const part = hits.slice((page - 1) * SIZE, page * SIZE);
    this.whole.hidden = true;
    this.box.classList.add("some");
    this.tools.hidden = false;
    const said = (this.said.hits ?? "").replace("{count}", String(hits.length));
    this.status.textContent = said.replace("{total}", String(choice.things.length));
    this.back(this.status.textContent);
    this.entries.replaceChildren(...part.map((thing) => this.entry(thing)));
    this.number(address, page, pages);
  }

  /** @param {Thing} thing */
  entry([iri, address, name, summary]) {
    const item = make("li", {});
    const named = make("span", { class: "name" });
    named.append(make("a", { href: new URL(address, this.root).href, dir: "auto" }, name || decodeURIComponent(iri)));
    item.append(named);
    if (summary) item.append(make("span", { class: "summary", dir: "auto" }, summary));
    return item;
  }

  /**
   * Write the ways to the pages before and after.
   * @param {URLSearchParams} address
   * @param {number} page
   * @param {number} pages
   */
  number(address, page, pages) {
    this.pages.hidden = pages < 2;
    const row = make("ul", { class: "row" });
    row.append(this.way(address, page - 1, pages, this.said.before ?? ""));
    const here = (this.said.shown ?? "").replace("{number}", String(page)).replace("{pages}", String(pages));
    row.append(make("li", {}, here), this.way(address, page + 1, pages, this.said.after ?? ""));
    this.pages.replaceChildren(row);
  }

  /**
   * @param {URLSearchParams} address
   * @param {number} page
   * @param {number} pages
   * @param {string} text
   */
  way(address, page, pages, text) {
    const item = make("li", {});
    if (page < 1 || page > pages) return item;
    const there = new URLSearchParams(address);
    there.set("page", String(page));
    const link = make("a", { href: `${this.root.pathname}?${there}` }, text);
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.go(there);
      this.status.scrollIntoView({ block: "center" });
    });
    item.append(link);
    return item;
  }

  /** @param {"csv" | "json"} format */
  async download(format) {
    try {
      const choice = await this.load();
      const { hits } = fitting(choice, chosen(choice, this.address));
      const whole = format === "json" ? await (await fetched(new URL("list.json", this.root))).text() : "";
      const text = format === "json" ? json(whole, choice, hits) : csv(choice, hits);
      const type = format === "json" ? "application/json" : "text/csv;charset=utf-8";
      const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: `list.${format}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.getAttribute("href") ?? ""), 1000);
    } catch {
      this.status.textContent = this.said.failed ?? "";
    }
  }
}

/**
 * Write how many things a value would give; one that gives none is faint.
 * @param {Element} count
 * @param {string} text
 */
function mark(count, text) {
  count.textContent = text;
  count.closest("li")?.classList.toggle("none", text === "0");
}

/** @param {URL} address */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/**
 * Return the name of a value as text, in the language that it is in.
 * @param {HTMLElement} name
 */
function spoken(name) {
  return make("span", { dir: "auto", ...(name.lang ? { lang: name.lang } : {}) }, name.textContent ?? "");
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [label]
 */
function button(text, act, label) {
  const made = make("button", { type: "button", ...(label ? { "aria-label": label } : {}) }, text);
  made.addEventListener("click", act);
  return made;
}

for (const room of document.querySelectorAll("[data-facets]")) new List(/** @type {HTMLElement} */ (room));
