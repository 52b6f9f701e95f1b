/** Which columns of an answer a view can be made of. */

import { numberOf } from "../terms.ts";
import type { Shown, ShownCell } from "./shown.ts";

/** Return the columns of labels and of numbers, or nothing when there are none. */
export function charted({ rows, headings }: Shown): { label: number; number: number } | null {
  const places = headings.map((_, place) => place);
  const is = (place: number) => rows.some((row) => numberOf(row[place]?.term) !== null);
  const number = places.findLast(is);
  const label = places.find((place) => place !== number && !is(place) && rows.some((row) => row[place]?.text));
  return number === undefined || label === undefined ? null : { label, number };
}

/** Return the two columns of things that are joined, or nothing. */
export function joined({ rows, headings }: Shown, triples: boolean): [number, number] | null {
  if (triples) return rows.some((row) => isThing(row[0]) && isThing(row[2])) ? [0, 2] : null;
  const places = headings.map((_, place) => place).filter((place) => rows.some((row) => isThing(row[place])));
  return places.length < 2 ? null : [places[0] as number, places[1] as number];
}

export function isThing(cell: ShownCell | undefined): boolean {
  return cell?.term?.type === "uri";
}
