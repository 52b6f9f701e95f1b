/** The named queries of the publication, as it publishes them for this page. */

import type { Texts } from "../settings.ts";

export interface Choice {
  code: string;
  iri: string;
  names: Texts;
}

export interface Parameter {
  name: string;
  type: "thing" | "date" | "concept" | "integer" | "text" | "choice";
  text: Texts;
  required: boolean;
  default: string[];
  example: string[];
  many: boolean;
  unsaid: boolean;
  classes: string[];
  choices: Choice[];
}

export interface Column {
  name: string;
  text: Texts;
  unstated: boolean;
  time: boolean;
  words: Record<string, Texts>;
}

/** A piece of a query: text as it stands, or a marked place with the variables that it may hold. */
export type Part = string | string[];

export interface NamedQuery {
  name: string;
  title: Texts;
  description: Texts;
  parameters: Parameter[];
  columns: Column[];
  evidence: string[];
  parts: Part[];
}

/** All the queries, and what pages there are. */
export interface Catalogue {
  /** The pages of things that are not of the publication's own classes (concepts, goals), by IRI. */
  pages: Record<string, string>;
  /** The name of the parameter that says how certain the statements must be. */
  certainty: string;
  queries: NamedQuery[];
}

/** What was written for each parameter. */
export type Given = Record<string, string[]>;
