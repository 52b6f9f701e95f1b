/** Times as precisely as they are known: made again from the first and the last day that they can mean. */

import { type Cell, type Term, text, typed } from "../terms.ts";

const TYPES: Record<number, string> = { 4: "gYear", 7: "gYearMonth", 10: "date" };

/** Return the time of one column of one solution: from its bounds, else the words for it, else nothing. */
export function shown(cells: Record<string, Cell>, name: string): Cell {
  const [first, last] = [literal(cells[`${name}_earliest`]), literal(cells[`${name}_latest`])];
  return first || last ? between(first, last) : (cells[`${name}_text`] ?? null);
}

function literal(cell: Cell | undefined): string {
  return cell?.type === "literal" ? cell.value : "";
}

function between(first: string, last: string): Term {
  if (first === last) return one(first);
  if (first && last) {
    for (const size of [4, 7]) if (isWhole(first, last, size)) return one(first.slice(0, size));
  }
  return text(`[${short(first, false)}..${short(last, true)}]`);
}

function one(value: string): Term {
  return typed(value, TYPES[value.length] ?? "string");
}

function isWhole(first: string, last: string, size: number): boolean {
  const same = first.slice(0, size) === last.slice(0, size);
  return same && short(first, false).length <= size && short(last, true).length <= size;
}

/** Return the year or the month that a day begins, or ends, and else the day. */
function short(day: string, last: boolean): string {
  if (!day) return "";
  const [year = 0, month = 0, number = 0] = day.split("-").map(Number);
  if (number !== (last ? daysIn(year, month) : 1)) return day;
  return month === (last ? 12 : 1) ? day.slice(0, 4) : day.slice(0, 7);
}

export function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Return the first and the last day of a year, a month or a day, or nothing for what is none of these. */
export function days(written: string): [string, string] | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(written.trim());
  if (!match) return undefined;
  const [, year = "", month, day] = match;
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  const length = daysIn(Number(year), Number(month));
  if (!length || (day && (Number(day) < 1 || Number(day) > length))) return undefined;
  if (day) return [`${year}-${month}-${day}`, `${year}-${month}-${day}`];
  return [`${year}-${month}-01`, `${year}-${month}-${length}`];
}
