/** Moving a drawing: dragging, two fingers, Ctrl and the wheel, and buttons for who has none of these. */

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { element } from "../dom.ts";
import type { Say } from "../settings.ts";

/** Let `inside` of a drawing be moved; return the buttons. `scaled` is told how much larger it is. */
export function movable(svg: SVGSVGElement, inside: SVGGElement, say: Say, scaled: (scale: number) => void): HTMLElement {
  const drawing = select(svg);
  const { x, y, width, height } = svg.viewBox.baseVal;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 40])
    .translateExtent([[x, y], [x + width, y + height]])
    .filter((event: Event) => {
      if (event instanceof WheelEvent) return event.ctrlKey;
      if (event.type.startsWith("touch")) return (event as TouchEvent).touches.length > 1;
      return !(event as MouseEvent).button;
    })
    .on("zoom", ({ transform }) => {
      inside.setAttribute("transform", transform.toString());
      scaled(transform.k);
    });
  drawing.call(behaviour);
  const button = (code: string, sign: string, act: () => void) =>
    element("button", { type: "button", "aria-label": say(code), title: say(code), click: act }, sign);
  return element(
    "p",
    { class: "moving" },
    button("nearer", "+", () => drawing.call(behaviour.scaleBy, 1.6)),
    button("further", "−", () => drawing.call(behaviour.scaleBy, 1 / 1.6)),
    button("whole", "↺", () => drawing.call(behaviour.transform, zoomIdentity)),
  );
}
