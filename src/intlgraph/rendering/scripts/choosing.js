/** What a list can be chosen from, and which of its things fit: values of one facet are "or", facets are "and". */

/**
 * A thing: the rest of its IRI, its address below the list, its name, a few words, the numbers of its values by facet.
 * @typedef {[string, string, string, string, number[][]]} Thing
 */

/**
 * @typedef {{ iri: string, key: string, values: [string, string][] }} Facet
 * @typedef {{ base: string, columns: string[], facets: Facet[], things: Thing[] }} Choice
 */

/**
 * Return the numbers of the values that are chosen, for each facet, as an address has them by their keys.
 * @param {Choice} choice
 * @param {URLSearchParams} address
 * @returns {Set<number>[]}
 */
export function chosen(choice, address) {
  return choice.facets.map(({ key, values }) => {
    const wanted = new Set(address.getAll(key));
    return new Set(values.flatMap(([value], number) => (wanted.has(value) ? [number] : [])));
  });
}

/**
 * Return the things that fit, and for each facet how many things each value would give: those that fit all others.
 * @param {Choice} choice
 * @param {Set<number>[]} chosen
 * @returns {{ hits: Thing[], counts: number[][] }}
 */
export function fitting(choice, chosen) {
  const counts = choice.facets.map(({ values }) => values.map(() => 0));
  const hits = choice.things.filter((thing) => {
    const failed = thing[4].flatMap((values, facet) => (fits(values, chosen[facet]) ? [] : [facet]));
    for (const [facet, values] of thing[4].entries()) {
      if (failed.every((each) => each === facet)) for (const value of values) count(counts[facet], value);
    }
    return !failed.length;
  });
  return { hits, counts };
}

/**
 * Return things as the list's CSV has them (RFC 4180), with the mark by which spreadsheets know UTF-8.
 * @param {Choice} choice
 * @param {Thing[]} things
 */
export function csv(choice, things) {
  const rows = things.map(([iri, , name, summary, values]) => [
    choice.base + iri,
    name,
    summary,
    ...values.map((numbers, facet) => numbers.map((each) => choice.facets[facet]?.values[each]?.[1] ?? "").join("; ")),
  ]);
  return `\ufeff${[choice.columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/**
 * Return those things of the list's JSON, one a line, that are among these.
 * @param {string} whole the list's JSON
 * @param {Choice} choice
 * @param {Thing[]} things
 */
export function json(whole, choice, things) {
  const wanted = new Set(things.map(([iri]) => choice.base + iri));
  const lines = whole.split("\n").filter((line) => line.startsWith("{"));
  const kept = lines.map((line) => line.replace(/,$/, "")).filter((line) => wanted.has(JSON.parse(line).iri));
  return kept.length ? `[\n${kept.join(",\n")}\n]\n` : "[]\n";
}

/**
 * @param {number[]} values
 * @param {Set<number> | undefined} wanted
 */
function fits(values, wanted) {
  return !wanted?.size || values.some((each) => wanted.has(each));
}

/**
 * @param {number[] | undefined} counts
 * @param {number} value
 */
function count(counts, value) {
  if (counts) counts[value] = (counts[value] ?? 0) + 1;
}

/** @param {string} text */
function cell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
