/** Completion of prefixes, classes and properties, from the data's own vocabulary and nowhere else. */

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { chosen, type Settings } from "../settings.ts";
import { shortened } from "../terms.ts";
import { variables } from "../tokens.ts";
import type { Vocabulary, Word } from "../vocabulary.ts";

const KEYWORDS = [
  "ASK", "ASC", "BIND", "BOUND", "COALESCE", "CONSTRUCT", "CONTAINS", "COUNT", "DESC", "DESCRIBE", "DISTINCT",
  "EXISTS", "FILTER", "FROM", "GRAPH", "GROUP BY", "GROUP_CONCAT", "HAVING", "IF", "LANG", "LANGMATCHES", "LCASE",
  "LIMIT", "MAX", "MIN", "MINUS", "NOT EXISTS", "OFFSET", "OPTIONAL", "ORDER BY", "PREFIX", "REGEX", "SELECT",
  "STR", "STRENDS", "STRSTARTS", "SUM", "UNION", "VALUES", "WHERE", "YEAR",
];
const WORD = /[\p{L}\p{N}_.-]*:?[\p{L}\p{N}_.-]*$/u;

export function completing(settings: Settings, vocabulary: () => Promise<Vocabulary>): CompletionSource {
  const { prefixes, language } = settings;
  let known: Promise<{ classes: Completion[]; properties: Completion[] }> | undefined;

  const word = (type: string) => (each: Word): Completion => {
    const name = shortened(each.iri, prefixes);
    const insert = name === each.iri ? `<${name}>` : name;
    const label = chosen(each.label, language);
    const detail = label && label !== name ? `${label} (${each.count})` : `(${each.count})`;
    return { label: label ? `${insert} ${label}` : insert, displayLabel: insert, apply: insert, detail, type };
  };

  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*$/u);
    if (variable) {
      const found = variables(context.state.doc.toString()).filter((each) => each !== variable.text);
      return { from: variable.from, options: found.map((label) => ({ label, type: "variable" })) };
    }
    const before = context.matchBefore(WORD);
    if (!before || (before.from === before.to && !context.explicit)) return null;
    known ??= vocabulary().then(({ classes, properties }) => ({
      classes: classes.map(word("class")),
      properties: properties.map(word("property")),
    }));
    const { classes, properties } = await known;
    const line = context.state.doc.lineAt(before.from);
    const said = line.text.slice(0, before.from - line.from);
    const declaring = /\bPREFIX\s+$/i.test(said);
    const places = Object.entries(prefixes).map(([prefix, namespace]): Completion => ({
      label: `${prefix}:`,
      apply: declaring ? `${prefix}: <${namespace}>` : `${prefix}:`,
      detail: namespace,
      type: "namespace",
    }));
    if (declaring) return { from: before.from, options: places };
    const typing = /(?:\ba|rdf:type)\s+$/.test(said);
    const boosted = (options: Completion[], boost: number) => options.map((each) => ({ ...each, boost }));
    const keywords = before.text.includes(":") ? [] : KEYWORDS.map((label) => ({ label, type: "keyword", boost: -20 }));
    const options = [...boosted(classes, typing ? 50 : 0), ...boosted(properties, typing ? -50 : 10), ...places, ...keywords];
    return { from: before.from, options, validFor: WORD };
  };
}
