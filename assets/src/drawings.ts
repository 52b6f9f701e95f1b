/** The drawings of a page, made to move: each is whole as it was drawn, and a box says which kind it holds. */

import { movableMap } from "./drawings/map.ts";
import { movableNetwork } from "./drawings/network.ts";
import { movableTimeline } from "./drawings/timeline.ts";
import type { Say } from "./settings.ts";

const KINDS: Record<string, (svg: SVGSVGElement, say: Say) => HTMLElement> = {
  map: movableMap,
  network: movableNetwork,
  timeline: movableTimeline,
};

/** Make the drawing in a box move, once; the words for the buttons stand in the data of the box. */
export function move(box: HTMLElement): void {
  const svg = box.querySelector<SVGSVGElement>("svg.drawing");
  const kind = svg && Object.keys(KINDS).find((each) => svg.classList.contains(each));
  if (!svg || !kind || box.dataset["moves"]) return;
  box.dataset["moves"] = kind;
  box.append(KINDS[kind]!(svg, (code) => box.dataset[code] ?? code));
}
