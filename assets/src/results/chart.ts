/** The answer as bars: one column of labels, one of numbers. */

import { element } from "../dom.ts";
import type { Say } from "../settings.ts";
import { numberOf } from "../terms.ts";
import { charted } from "./columns.ts";
import type { Shown } from "./shown.ts";

const MOST = 200;

export function chart(shown: Shown, say: Say): HTMLElement {
  const chosen = charted(shown);
  if (!chosen) return element("p", {}, say("no-chart"));
  const { label, number } = chosen;
  const bars = shown.rows.flatMap((row) => {
    const value = numberOf(row[number]?.term);
    return value === null ? [] : [{ label: row[label], value }];
  });
  const most = Math.max(...bars.map((each) => Math.abs(each.value)), Number.MIN_VALUE);
  const heading = say("chart-of", { label: shown.headings[label] ?? "", number: shown.headings[number] ?? "" });
  const list = element("ul", { class: "bars" }, ...bars.slice(0, MOST).map(({ label: cell, value }) => {
    const name = cell?.href ? element("a", { href: cell.href }, cell.text) : element("span", {}, cell?.text ?? "");
    const bar = element("span", { class: value < 0 ? "bar below" : "bar", "aria-hidden": "true" });
    bar.style.inlineSize = `${(100 * Math.abs(value)) / most}%`;
    return element("li", {}, name, " ", element("span", { class: "value" }, String(value)), element("span", { class: "track", "aria-hidden": "true" }, bar));
  }));
  const cut = bars.length > MOST ? element("p", {}, say("cut", { shown: MOST, total: bars.length })) : null;
  return element("div", {}, element("p", { class: "small" }, heading), cut, list);
}
