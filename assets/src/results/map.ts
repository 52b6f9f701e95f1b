/** The answer on a map: coordinates in the answer itself, or those of the things in it. */

import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import world from "world-atlas/land-110m.json";
import { drawn, element } from "../dom.ts";
import type { Say } from "../settings.ts";
import { movable } from "./moving.ts";
import type { Point } from "./points.ts";

const [WIDTH, HEIGHT] = [1000, 560];
const MOST = 2000;
const NAMED = 40;

export function map(points: Point[], say: Say): HTMLElement {
  if (!points.length) return element("p", {}, say("no-map"));
  const shown = points.slice(0, MOST);
  const places = shown.map(({ longitude, latitude }) => [longitude, latitude] as [number, number]);
  const projection = geoNaturalEarth1().fitExtent(
    [[40, 40], [WIDTH - 40, HEIGHT - 40]],
    { type: "MultiPoint", coordinates: framed(places) },
  );
  const land = geoPath(projection)(feature(world, world.objects.land)) ?? "";
  const at = places.map((each) => (projection(each) ?? [0, 0]).map(Math.round).join(" "));
  const dots = shown.map(({ name, href }) => {
    const parts = [drawn("title", {}, name), drawn("circle", { r: 6, class: "point" })];
    if (shown.length <= NAMED) parts.push(drawn("text", { x: 10, y: 5 }, name));
    return href ? drawn("a", { href }, ...parts) : drawn("g", {}, ...parts);
  });
  // However large the map is drawn, dots and names keep their size.
  const place = (scale: number) =>
    dots.forEach((dot, index) => dot.setAttribute("transform", `translate(${at[index]}) scale(${1 / scale})`));
  place(1);
  const inside = drawn("g", {}, drawn("path", { d: land, class: "land" }), ...dots);
  const frame = drawn("rect", { width: WIDTH, height: HEIGHT, class: "water" });
  const label = say("map-of", { count: shown.length });
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "moved", role: "group", "aria-label": label }, frame, inside);
  const buttons = movable(svg, inside, say, place);
  const cut = points.length > MOST ? element("p", {}, say("cut", { shown: MOST, total: points.length })) : null;
  return element("figure", { class: "picture" }, svg, buttons, cut, element("figcaption", { class: "small" }, `${label} ${say("map-credit")}`));
}

/** Widen what is framed, so that a single point is not all that there is. */
function framed(places: [number, number][]): [number, number][] {
  const around = places.flatMap(([x, y]) => [[x - 4, y - 2], [x + 4, y + 2]] as [number, number][]);
  return around.map(([x, y]) => [Math.min(Math.max(x, -180), 180), Math.min(Math.max(y, -85), 85)]);
}
