/**
 * Search as you type: what fits stands as links under the field, with a line that says how many. Arrow keys go from
 * link to link, Escape closes. Without this script the form leads to the page of the search.
 */

import { make } from "./elements.js";
import { Index } from "./finding.js";

/** @typedef {import("./finding.js").Hit} Hit */

const PAUSE = 120;
const FEW = 8;

class Search {
  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.input = input;
    this.form = /** @type {HTMLFormElement} */ (input.form);
    this.folder = new URL(this.form.action.split("?")[0] ?? "");
    /** @type {Record<string, string>} */
    this.said = JSON.parse(input.dataset.search || "{}");
    this.index = new Index(this.folder);
    this.page = document.querySelector("[data-hits]");
    this.own = this.page !== null && this.page.contains(this.form);
    this.status = make("p", { role: "status", class: "small" });
    this.list = make("ul", { class: "found", "aria-label": this.said.label ?? "" });
    this.box = make("div", { class: this.own ? "hits" : "hits popup" });
    this.box.append(this.status, this.list);
    this.form.after(this.box);
    if (!this.own) this.form.append(this.box);
    this.close();
    /** @type {AbortController | undefined} */
    this.running = undefined;
    this.timer = 0;
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.run(), PAUSE);
    });
    this.form.addEventListener("keydown", (event) => this.key(event));
    if (this.own) {
      this.box.addEventListener("keydown", (event) => this.key(event));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        clearTimeout(this.timer);
        this.run();
      });
      window.addEventListener("popstate", () => this.read());
      this.read();
    } else {
      this.form.addEventListener("focusout", (event) => {
        if (!this.form.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close();
      });
      this.input.addEventListener("focus", () => this.input.value && this.list.childElementCount && this.open());
    }
  }

  /** Take the words from the address of the page. */
  read() {
    this.input.value = new URLSearchParams(location.search).get("q") ?? "";
    this.run();
  }

  /** Search for what stands in the field; what was under way is given up. */
  async run() {
    this.running?.abort();
    const running = (this.running = new AbortController());
    const text = this.input.value.trim();
    if (this.own) this.remember(text);
    if (!text) {
      this.status.textContent = "";
      this.list.replaceChildren();
      this.close();
      return;
    }
    try {
      const { hits, whole } = await this.index.find(text, running.signal);
      if (!running.signal.aborted) this.show(hits, whole);
    } catch {
      if (running.signal.aborted) return;
      this.list.replaceChildren();
      this.status.textContent = this.said.failed ?? "";
      this.open();
    }
  }

  /** @param {string} text */
  remember(text) {
    const here = new URL(location.href);
    if ((here.searchParams.get("q") ?? "") === text) return;
    here.searchParams.delete("q");
    if (text) here.searchParams.set("q", text);
    history.replaceState(null, "", here);
  }

  /**
   * @param {Hit[]} hits
   * @param {boolean} whole
   */
  show(hits, whole) {
    const said = !hits.length ? this.said.none : !whole ? this.said.many : hits.length === 1 ? this.said.one : this.said.hits;
    this.status.textContent = (said ?? "").replace("{count}", String(hits.length));
    const shown = this.own ? hits : hits.slice(0, FEW);
    this.list.replaceChildren(...shown.map((hit) => this.item(hit)));
    if (shown.length < hits.length) this.list.append(this.rest());
    this.open();
  }

  /** @param {Hit} hit */
  item({ page, by }) {
    const link = make("a", { href: new URL(`../${page.address}`, this.folder).href, dir: "auto" }, page.name || by);
    const item = make("li", {});
    item.append(link);
    if (page.kind) item.append(" ", make("span", { class: "kind", dir: "auto" }, page.kind));
    if (by !== page.name && page.name) {
      item.append(" ", make("span", { class: "by", dir: "auto" }, (this.said.by ?? "").replace("{name}", by)));
    }
    return item;
  }

  /** The way to all hits, where only the first are shown. */
  rest() {
    const there = new URL(this.folder);
    there.searchParams.set("q", this.input.value.trim());
    const item = make("li", { class: "rest" });
    item.append(make("a", { href: there.href }, this.said.all ?? ""));
    return item;
  }

  open() {
    this.box.hidden = false;
    document.querySelector("[data-unsearched]")?.toggleAttribute("hidden", this.own);
  }

  close() {
    if (!this.own) this.box.hidden = true;
    else document.querySelector("[data-unsearched]")?.removeAttribute("hidden");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const links = [...this.list.querySelectorAll("a")];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (event.key === "Escape" && !this.own && !this.box.hidden) {
      this.input.focus();
      this.close();
    } else if (event.key === "ArrowDown" && links.length && !this.box.hidden) {
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links[at - 1] ?? this.input).focus();
    } else {
      return;
    }
    event.preventDefault();
  }
}

for (const input of document.querySelectorAll("input[data-search]")) {
  new Search(/** @type {HTMLInputElement} */ (input));
}
