/** The answer as a network: each row joins two things. */

import { drag } from "d3-drag";
import {
  forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum,
} from "d3-force";
import { select } from "d3-selection";
import { drawn, element } from "../dom.ts";
import type { Say } from "../settings.ts";
import { isThing, joined as columnsOf } from "./columns.ts";
import { movable } from "./moving.ts";
import type { Shown, ShownCell } from "./shown.ts";

interface Node extends SimulationNodeDatum {
  iri: string;
  name: string;
  href: string;
}

const [WIDTH, HEIGHT] = [1000, 640];
const MOST = 400;
const TICKS = 250;
const LONGEST = 28;

export function network(shown: Shown, triples: boolean, say: Say): HTMLElement {
  const places = columnsOf(shown, triples);
  if (!places) return element("p", {}, say("no-network"));
  const [one, other] = places;
  const joined = shown.rows.filter((row) => isThing(row[one]) && isThing(row[other]));
  const nodes = new Map<string, Node>();
  const links = joined.slice(0, MOST).map((row) => ({ source: node(nodes, row[one]), target: node(nodes, row[other]) }));
  const { svg, inside } = picture([...nodes.values()], links, say("network-of", { things: nodes.size, lines: links.length }));
  const buttons = movable(svg, inside, say, () => {});
  const cut = joined.length > MOST ? element("p", {}, say("cut", { shown: MOST, total: joined.length })) : null;
  const caption = element("figcaption", { class: "small" }, say("network-of", { things: nodes.size, lines: links.length }));
  return element("figure", { class: "picture" }, svg, buttons, cut, caption);
}

function node(nodes: Map<string, Node>, cell: ShownCell | undefined): Node {
  const iri = cell?.term?.value ?? "";
  const known = nodes.get(iri) ?? { iri, name: cell?.text ?? "", href: cell?.href ?? "" };
  nodes.set(iri, known);
  return known;
}

function picture(nodes: Node[], links: { source: Node; target: Node }[], label: string) {
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(links).distance(80))
    .force("charge", forceManyBody().strength(-220))
    .force("apart", forceCollide(16))
    .force("x", forceX(WIDTH / 2).strength(0.04))
    .force("y", forceY(HEIGHT / 2).strength(0.08))
    .force("centre", forceCenter(WIDTH / 2, HEIGHT / 2))
    .stop();
  simulation.tick(TICKS);
  const lines = links.map(() => drawn("line", { class: "edge" }));
  const dots = nodes.map(({ name, href }) => {
    const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
    const parts = [drawn("title", {}, name), drawn("circle", { r: 7, class: "point" }), drawn("text", { x: 10, y: 5 }, short)];
    return href ? drawn("a", { href }, ...parts) : drawn("g", {}, ...parts);
  });
  const place = () => {
    links.forEach(({ source, target }, index) => {
      const ends = { x1: source.x, y1: source.y, x2: target.x, y2: target.y };
      for (const [name, value] of Object.entries(ends)) lines[index]?.setAttribute(name, String(Math.round(value ?? 0)));
    });
    nodes.forEach(({ x, y }, index) => {
      dots[index]?.setAttribute("transform", `translate(${Math.round(x ?? 0)} ${Math.round(y ?? 0)})`);
    });
  };
  place();
  simulation.on("tick", place);
  dots.forEach((dot, index) => {
    const own = nodes[index] as Node;
    const behaviour = drag<SVGElement, unknown>()
      .on("drag", (event) => {
        [own.fx, own.fy] = [event.x, event.y];
        simulation.alpha(0.3).restart();
      })
      .subject(() => own);
    select(dot as SVGElement).call(behaviour);
  });
  const inside = drawn("g", {}, ...lines, ...dots);
  const box = framed(nodes.map((each) => [each.x ?? 0, each.y ?? 0]));
  const svg = drawn("svg", { viewBox: box.map(Math.round).join(" "), class: "moved", role: "group", "aria-label": label }, inside);
  return { svg, inside };
}

/** Return the frame of a drawing, with room for the names, and never so small that few things become huge. */
function framed(places: [number, number][]): [number, number, number, number] {
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs) - 30, Math.max(...xs) + 190];
  const [top, bottom] = [Math.min(...ys) - 30, Math.max(...ys) + 30];
  const [width, height] = [Math.max(right - left, WIDTH), Math.max(bottom - top, HEIGHT / 2)];
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height];
}
