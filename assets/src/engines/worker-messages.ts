/** What the page and its worker say to each other. */

import type { Answer } from "./engine.ts";

export interface Ask {
  number: number;
  query: string;
  dumps: string[];
}

export type Told =
  | { kind: "progress"; stage: "loading" | "indexing" | "ready"; bytes: number; quads: number }
  | { kind: "answer"; number: number; answer: Answer }
  | { kind: "fault"; number: number; code: string; message: string; line: number; column: number };
