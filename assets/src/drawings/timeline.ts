/** A timeline that can be drawn out: it grows to the side in a box that scrolls, and the words stay where they are read. */

import { element } from "../dom.ts";
import type { Say } from "../settings.ts";

const MOST = 16;

export function movableTimeline(svg: SVGSVGElement, say: Say): HTMLElement {
  const box = svg.closest<HTMLElement>(".drawing-scroll") ?? scrolling(svg);
  const words = svg.querySelectorAll<SVGTextElement>(".words");
  let wide = 1;
  const follow = () => {
    for (const each of words) each.setAttribute("transform", `translate(${box.scrollLeft},0)`);
  };
  box.addEventListener("scroll", follow, { passive: true });
  const draw = (times: number) => {
    const middle = (box.scrollLeft + box.clientWidth / 2) / svg.clientWidth;
    wide = Math.min(MOST, Math.max(1, times));
    svg.style.maxInlineSize = "none";
    svg.setAttribute("width", `${wide * 100}%`);
    box.scrollLeft = middle * svg.clientWidth - box.clientWidth / 2;
    follow();
  };
  const button = (code: string, sign: string, act: () => void) =>
    element("button", { type: "button", "aria-label": say(code), title: say(code), click: act }, sign);
  return element(
    "p",
    { class: "moving" },
    button("nearer", "+", () => draw(wide * 2)),
    button("further", "−", () => draw(wide / 2)),
    button("whole", "↺", () => draw(1)),
  );
}

/** Put a drawing that is short enough to stand whole into a box that scrolls to the side. */
function scrolling(svg: SVGSVGElement): HTMLElement {
  const title = svg.querySelector("title")?.textContent ?? "";
  const box = element("div", { class: "drawing-scroll", tabindex: 0, role: "region", "aria-label": title });
  svg.replaceWith(box);
  box.append(svg);
  return box;
}
