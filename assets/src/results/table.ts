/** The answer as a table, a page at a time. */

import { element } from "../dom.ts";
import type { Say } from "../settings.ts";
import { numberOf } from "../terms.ts";
import type { Shown, ShownCell } from "./shown.ts";

const PAGE = 100;

export function table(shown: Shown, say: Say): HTMLElement {
  const body = element("tbody");
  const numeric = shown.headings.map((_, place) => {
    const cells = shown.rows.slice(0, PAGE).flatMap((row) => (row[place]?.term ? [row[place].term] : []));
    return cells.length > 0 && cells.every((cell) => numberOf(cell) !== null);
  });
  const head = element("tr", {}, ...shown.headings.map((each, place) => {
    return element("th", { scope: "col", class: numeric[place] ? "number" : "" }, each);
  }));
  const made = element("table", { "aria-labelledby": "results-heading" }, element("thead", {}, head), body);
  const scroll = element("div", { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "results-heading" }, made);
  const pages = Math.ceil(shown.rows.length / PAGE);
  const place = element("span", { "aria-live": "polite" });
  let number = 1;
  const turn = (to: number) => {
    number = Math.min(Math.max(to, 1), pages);
    const first = (number - 1) * PAGE;
    body.replaceChildren(...shown.rows.slice(first, first + PAGE).map((row) => line(row, numeric)));
    const last = Math.min(first + PAGE, shown.rows.length);
    place.textContent = say("rows-shown", { first: first + 1, last, total: shown.rows.length });
    before.disabled = number === 1;
    after.disabled = number === pages;
  };
  const before = element("button", { type: "button", click: () => turn(number - 1) }, say("before"));
  const after = element("button", { type: "button", click: () => turn(number + 1) }, say("after"));
  turn(1);
  if (pages < 2) return scroll;
  return element("div", {}, element("p", { class: "turning" }, before, place, after), scroll);
}

function line(row: ShownCell[], numeric: boolean[]): HTMLElement {
  return element("tr", {}, ...row.map((each, place) => element("td", { class: numeric[place] ? "number" : "" }, ...parts(each))));
}

function parts(cell: ShownCell): (Node | string)[] {
  const attributes = { lang: cell.language ?? "", class: cell.mark ? `certainty ${cell.mark}` : "" };
  const first = cell.href
    ? element("a", { href: cell.href, ...attributes }, cell.text)
    : element("span", { dir: "auto", ...attributes }, cell.text);
  const more = cell.more?.flatMap((each) => [" ", each.href ? element("a", { href: each.href }, each.text) : each.text]);
  return cell.text ? [first, ...(more ?? [])] : (more ?? []).slice(1);
}
