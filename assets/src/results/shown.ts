/** An answer as readers see it: headings, and cells with their words and links. */

import type { Cell } from "../terms.ts";

export interface ShownCell {
  term: Cell;
  text: string;
  href: string;
  /** The language of the text, where that is not the page's. */
  language?: string;
  /** A kind of mark, for how certain something is. */
  mark?: string;
  /** More links after the text. */
  more?: { text: string; href: string }[];
}

export interface Shown {
  headings: string[];
  rows: ShownCell[][];
  total: number;
}
