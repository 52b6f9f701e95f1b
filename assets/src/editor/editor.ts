/** The two ways to write a query: with highlighting and completion, or in a plain text area. */

import { element } from "../dom.ts";
import type { Say, Settings } from "../settings.ts";
import type { Vocabulary } from "../vocabulary.ts";

/** One way to write. */
export interface Writing {
  readonly dom: HTMLElement;
  text: string;
  focus(): void;
  /** Put the cursor at a line and a column, both from 1. */
  show(line: number, column: number): void;
}

const KEPT = "intlgraph-sparql-plain";
const LABEL = "query-label";

/** Holds whichever is in use, and what was written in it. */
export class Editor {
  readonly dom = element("div", { class: "editor" });
  readonly toggle: HTMLButtonElement;
  #writing: Writing;
  #plain: boolean;

  constructor(
    private readonly settings: Settings,
    private readonly say: Say,
    private readonly vocabulary: () => Promise<Vocabulary>,
    private readonly onChange: () => void,
    private readonly onRun: () => void,
  ) {
    this.#plain = kept() === "yes";
    this.#writing = this.#area("");
    this.toggle = element("button", {
      type: "button",
      "aria-keyshortcuts": "Alt+T",
      "aria-pressed": String(this.#plain),
      click: () => this.#switch(),
    }, say("plain"));
    document.addEventListener("keydown", (event) => {
      const other = event.ctrlKey || event.metaKey || event.shiftKey;
      if (event.altKey && !other && event.code === "KeyT") {
        event.preventDefault();
        this.#switch();
      }
    });
    const label = element("span", { id: LABEL, class: "label" }, say("query"));
    this.dom.append(label, this.#writing.dom);
    label.addEventListener("click", () => this.focus());
    if (!this.#plain) void this.#highlight(false);
  }

  get text(): string {
    return this.#writing.text;
  }

  set text(text: string) {
    if (text !== this.#writing.text) this.#writing.text = text;
  }

  focus(): void {
    this.#writing.focus();
  }

  show(line: number, column: number): void {
    this.#writing.show(line, column);
  }

  #switch(): void {
    this.#plain = !this.#plain;
    keep(this.#plain ? "yes" : "no");
    this.toggle.setAttribute("aria-pressed", String(this.#plain));
    if (this.#plain) this.#use(this.#area(this.text), true);
    else void this.#highlight(true);
  }

  async #highlight(focus: boolean): Promise<void> {
    const { Highlighted } = await import("./highlighted.ts");
    if (this.#plain) return;
    const { settings, say, onChange, onRun, vocabulary } = this;
    const mine = this.dom.contains(document.activeElement);
    this.#use(new Highlighted(this.text, LABEL, settings, say, vocabulary, onChange, onRun), focus || mine);
  }

  #use(writing: Writing, focus: boolean): void {
    this.#writing.dom.replaceWith(writing.dom);
    this.#writing = writing;
    if (focus) writing.focus();
  }

  #area(text: string): Writing {
    return new Area(text, this.onChange, this.onRun);
  }
}

class Area implements Writing {
  readonly dom: HTMLTextAreaElement;

  constructor(text: string, onChange: () => void, onRun: () => void) {
    this.dom = element("textarea", {
      "aria-labelledby": LABEL,
      "aria-describedby": "query-keys",
      autocapitalize: "off",
      autocomplete: "off",
      spellcheck: "false",
      rows: 14,
      input: onChange,
      keydown: ((event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onRun();
        }
      }) as EventListener,
    });
    this.dom.value = text;
  }

  get text(): string {
    return this.dom.value;
  }

  set text(text: string) {
    this.dom.value = text;
  }

  focus(): void {
    this.dom.focus();
  }

  show(line: number, column: number): void {
    const before = this.text.split("\n").slice(0, line - 1);
    const place = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    this.dom.focus();
    this.dom.setSelectionRange(place, place + 1);
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // the reader allows no storage
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // Then it is not remembered.
  }
}
