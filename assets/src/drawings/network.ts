/** A network whose points can be moved: those that are linked come along, and the neighbours of one stand out. */

import { drag } from "d3-drag";
import { forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import { select } from "d3-selection";
import { drawn } from "../dom.ts";
import { movable } from "../results/moving.ts";
import type { Say } from "../settings.ts";

interface Spot extends SimulationNodeDatum {
  mark: SVGGElement;
  /** Where it was drawn. */
  left: number;
  top: number;
  /** Where it wants to be. */
  home: { x: number; y: number };
  x: number;
  y: number;
}

interface Line {
  source: Spot;
  target: Spot;
  path: SVGPathElement;
}

export function movableNetwork(svg: SVGSVGElement, say: Say): HTMLElement {
  const spots = spotsOf(svg);
  const lines = linesOf(svg, spots);
  const show = () => {
    for (const { mark, x, y, left, top } of spots) mark.setAttribute("transform", `translate(${x - left},${y - top})`);
    for (const { path, source, target } of lines) path.setAttribute("d", `M${source.x} ${source.y}L${target.x} ${target.y}`);
  };
  dragging(spots, lines, show);
  for (const spot of spots) standingOut(svg, spot, lines);
  const inside = drawn("g");
  inside.append(...svg.querySelectorAll(":scope > g"));
  svg.append(inside);
  return movable(svg, inside, say, (scale) => svg.style.setProperty("--scale", String(scale)));
}

function spotsOf(svg: SVGSVGElement): Spot[] {
  return Array.from(svg.querySelectorAll<SVGGElement>("[data-node]"), (mark) => {
    const point = mark.querySelector("circle.point")!;
    const left = Number(point.getAttribute("cx"));
    const top = Number(point.getAttribute("cy"));
    return { mark, left, top, x: left, y: top, home: { x: left, y: top } };
  });
}

function linesOf(svg: SVGSVGElement, spots: readonly Spot[]): Line[] {
  return Array.from(svg.querySelectorAll<SVGPathElement>("[data-ends]"), (path) => {
    const [one, other] = path.dataset["ends"]!.split(" ").map(Number);
    return { source: spots[one!]!, target: spots[other!]!, path };
  });
}

/** Each line wants the length it was drawn with, and each point its place: only what is pulled moves far. */
function dragging(spots: Spot[], lines: Line[], show: () => void): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const springs = lines.map((line) => ({ ...line, length: Math.hypot(line.source.x - line.target.x, line.source.y - line.target.y) }));
  const motion = forceSimulation(spots)
    .force("lines", forceLink<Spot, (typeof springs)[number]>(springs).distance((each) => each.length).strength(0.25))
    .force("apart", forceManyBody<Spot>().strength(-12).distanceMax(60))
    .force("left", forceX<Spot>((spot) => spot.home.x).strength(0.04))
    .force("top", forceY<Spot>((spot) => spot.home.y).strength(0.04))
    .on("tick", show)
    .stop();
  const behaviour = drag<SVGGElement, Spot>()
    .subject((_, spot) => spot)
    .on("start", ({ sourceEvent }: { sourceEvent: Event }) => {
      sourceEvent.stopPropagation();
      if (!still) motion.alphaTarget(0.2).restart();
    })
    .on("drag", ({ x, y }: { x: number; y: number }, spot) => {
      Object.assign(spot, { x, y, fx: x, fy: y, home: { x, y } });
      if (still) show();
    })
    .on("end", (_, spot) => {
      Object.assign(spot, { fx: null, fy: null });
      motion.force("left", forceX<Spot>((each) => each.home.x).strength(0.04));
      motion.force("top", forceY<Spot>((each) => each.home.y).strength(0.04));
      motion.alphaTarget(0);
    });
  for (const spot of spots) {
    spot.mark.querySelector("a")?.setAttribute("draggable", "false");
    select<SVGGElement, Spot>(spot.mark).datum(spot).call(behaviour);
  }
}

/** While a point is pointed at or has the focus, what is not linked to it steps back. */
function standingOut(svg: SVGSVGElement, spot: Spot, lines: readonly Line[]): void {
  const own = lines.filter((line) => line.source === spot || line.target === spot);
  const near = [...own.map((line) => line.path), ...own.flatMap((line) => [line.source.mark, line.target.mark])];
  const say = (out: boolean) => {
    svg.classList.toggle("chosen", out);
    for (const each of near) each.classList.toggle("near", out);
  };
  for (const name of ["pointerenter", "focusin"]) spot.mark.addEventListener(name, () => say(true));
  for (const name of ["pointerleave", "focusout"]) spot.mark.addEventListener(name, () => say(false));
}
