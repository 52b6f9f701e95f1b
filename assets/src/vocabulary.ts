/** The classes and properties that the data uses, as the publication lists them. */

import type { Texts } from "./settings.ts";

export interface Word {
  iri: string;
  label: Texts;
  count: number;
}

export interface Vocabulary {
  classes: Word[];
  properties: Word[];
}
