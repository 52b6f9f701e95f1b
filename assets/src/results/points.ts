/** Points in an answer: columns of latitude and longitude, texts in WKT, or things that have coordinates. */

import type { Knowing } from "../naming.ts";
import type { Questions } from "../settings.ts";
import { numberOf, type Rows } from "../terms.ts";
import type { Shown, ShownCell } from "./shown.ts";

export interface Point {
  latitude: number;
  longitude: number;
  name: string;
  href: string;
}

const LATITUDE = /(^|_)lat(itude)?$/i;
const LONGITUDE = /(^|_)(lon|lng|long|longitude)$/i;
const WKT = /^\s*(?:<[^>]*>)?\s*POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i;

/** Return the points of an answer, each once; `variables` name its columns. */
export async function points(shown: Shown, variables: string[], knowing: Knowing, questions: Questions): Promise<Point[]> {
  const said = [...columns(shown, variables), ...wkt(shown)];
  return once(said.length ? said : await known(shown, knowing, questions));
}

function columns({ rows }: Shown, variables: string[]): Point[] {
  const [north, east] = [LATITUDE, LONGITUDE].map((each) => variables.findIndex((name) => each.test(name)));
  if (north === undefined || east === undefined || north < 0 || east < 0) return [];
  return rows.flatMap((row) => {
    const [latitude, longitude] = [numberOf(row[north]?.term), numberOf(row[east]?.term)];
    return latitude === null || longitude === null ? [] : [{ latitude, longitude, ...named(row) }];
  });
}

function wkt({ rows }: Shown): Point[] {
  return rows.flatMap((row) =>
    row.flatMap(({ term }) => {
      const match = term?.type === "literal" ? WKT.exec(term.value) : null;
      return match ? [{ longitude: Number(match[1]), latitude: Number(match[2]), ...named(row) }] : [];
    }),
  );
}

/** Where the things of an answer are: at their own coordinates, else where their one place is. */
async function known({ rows }: Shown, knowing: Knowing, { points: own, near }: Questions): Promise<Point[]> {
  const cells = new Map<string, ShownCell>();
  for (const cell of rows.flat()) if (cell.term?.type === "uri") cells.set(cell.term.value, cell);
  const things = [...cells.keys()];
  const there = placed(await knowing.about(own, things));
  const around = await knowing.about(near, things.filter((each) => !there.has(each)));
  const places = placed(await knowing.about(own, around.rows.flatMap(([, place]) => (place ? [place.value] : []))));
  const found = new Map<string, Map<string, [number, number]>>();
  for (const [thing, place] of around.rows) {
    const point = place && places.get(place.value);
    if (thing && point) found.set(thing.value, (found.get(thing.value) ?? new Map()).set(point.join(), point));
  }
  const sure = new Map([...found].flatMap(([thing, all]) => (all.size === 1 ? [[thing, [...all.values()][0]] as const] : [])));
  // One point for a row: what has coordinates of its own says best where the row is.
  return rows.flatMap((row) => {
    const cell = row.find((each) => there.has(each.term?.value ?? "")) ?? row.find((each) => sure.has(each.term?.value ?? ""));
    const point = cell && (there.get(cell.term?.value ?? "") ?? sure.get(cell.term?.value ?? ""));
    return cell && point ? [{ latitude: point[0], longitude: point[1], name: cell.text, href: cell.href }] : [];
  });
}

function placed({ rows }: Rows): Map<string, [number, number]> {
  const said = rows.flatMap(([thing, north, east]) => (thing && north && east ? [[thing.value, [Number(north.value), Number(east.value)]] as const] : []));
  return new Map(said.map(([thing, [latitude, longitude]]) => [thing, [latitude ?? NaN, longitude ?? NaN]]));
}

function named(row: ShownCell[]): { name: string; href: string } {
  const cell = row.find((each) => each.href) ?? row.find((each) => each.text);
  return { name: cell?.text ?? "", href: cell?.href ?? "" };
}

function once(points: Point[]): Point[] {
  const valid = points.filter(({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
  return [...new Map(valid.map((each) => [`${each.latitude} ${each.longitude} ${each.name}`, each])).values()];
}
