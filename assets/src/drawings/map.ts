/** A map that can be moved: points and names keep their size while the land grows. */

import { drawn } from "../dom.ts";
import { movable } from "../results/moving.ts";
import type { Say } from "../settings.ts";

export function movableMap(svg: SVGSVGElement, say: Say): HTMLElement {
  const inside = drawn("g");
  inside.append(...Array.from(svg.children).filter((each) => !/^(title|desc)$/.test(each.tagName)));
  svg.append(inside);
  return movable(svg, inside, say, (scale) => svg.style.setProperty("--scale", String(scale)));
}
