/** What answers queries: the engine in this browser, or an endpoint. */

import type { Rows } from "../terms.ts";

export type Answer =
  | ({ kind: "rows"; total: number; milliseconds: number } & Rows)
  | { kind: "truth"; truth: boolean; milliseconds: number }
  | ({ kind: "triples"; total: number; turtle: string; milliseconds: number } & Rows);

/** Is told how far the data is: bytes of all that is to be read, where that is known, then the number of quads. */
export type Progress = (told: { stage: "loading" | "indexing" | "ready"; bytes: number; quads: number }) => void;

export interface Engine {
  ask(query: string, progress?: Progress): Promise<Answer>;
  /** Give up at once all that is being asked; the next question starts afresh. */
  stop(): void;
}

/** A query that is wrong: what is wrong, and where, with line and column from 1. */
export class QueryFault extends Error {
  constructor(
    message: string,
    readonly line = 0,
    readonly column = 0,
    readonly code = "",
  ) {
    super(message);
  }
}

/** What is being asked was given up. */
export class Stopped extends Error {}

/** How many rows are handed to the page; the count is always of all. */
export const MOST = 50_000;
