/** The editor with highlighting and completion: CodeMirror with the SPARQL mode that its authors keep. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { Say, Settings } from "../settings.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { completing } from "./completing.ts";
import type { Writing } from "./editor.ts";

export class Highlighted implements Writing {
  readonly dom: HTMLElement;
  readonly #view: EditorView;

  constructor(
    text: string,
    label: string,
    settings: Settings,
    say: Say,
    vocabulary: () => Promise<Vocabulary>,
    onChange: () => void,
    onRun: () => void,
  ) {
    const run = { key: "Mod-Enter", run: () => (onRun(), true) };
    this.#view = new EditorView({
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ override: [completing(settings, vocabulary)], icons: false }),
          keymap.of([run, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
          StreamLanguage.define(sparql),
          syntaxHighlighting(classHighlighter),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-labelledby": label, "aria-describedby": "query-keys", tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange();
          }),
          EditorState.phrases.of({ Completions: say("completions") }),
        ],
      }),
    });
    this.dom = this.#view.dom;
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  set text(text: string) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.#view.focus();
  }

  show(line: number, column: number): void {
    const { doc } = this.#view.state;
    const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const place = Math.min(found.from + Math.max(column, 1) - 1, found.to);
    this.#view.dispatch({ selection: { anchor: place, head: Math.min(place + 1, found.to) }, scrollIntoView: true });
    this.#view.focus();
  }
}
