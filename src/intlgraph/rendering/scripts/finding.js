/** Finds pages by their names in the index of the site, which lies in small files: one for each beginning of a word. */

import { words } from "./folding.js";

const DEEPEST = 24;

/**
 * A page: its address below the folder of the language, its name, what it is, how much is said there, other names.
 * @typedef {{ address: string, name: string, kind: string, facts: number, names: string[][] , written: string[] }} Page
 */

/**
 * A file of the index: whether its pages are all that begin so, and the letters that lead to longer beginnings.
 * @typedef {{ whole: boolean, further: string, pages: Page[] }} Shard
 */

/**
 * A page that was found, the name by which, and how well it fits: the less the better.
 * @typedef {{ page: Page, by: string, rank: number }} Hit
 */

/**
 * Return the name of the file of a shard; letters beyond ASCII stand there by their number.
 * @param {string} beginning
 */
export function file(beginning) {
  const letters = Array.from(beginning, (each) => (each < "\x80" ? each : `_${each.codePointAt(0)?.toString(16)}_`));
  return `w-${letters.join("")}.json`;
}

export class Index {
  /** @param {URL} folder where the files lie */
  constructor(folder) {
    this.folder = folder;
    /** @type {Map<string, Promise<Shard>>} */
    this.known = new Map();
  }

  /**
   * Return the pages that have every word of a text, or a word that begins with it, the best first.
   * `whole` tells whether these are all.
   * @param {string} text
   * @param {AbortSignal} [signal]
   * @returns {Promise<{ hits: Hit[], whole: boolean }>}
   */
  async find(text, signal) {
    const wanted = words(text);
    if (!wanted.length) return { hits: [], whole: true };
    const shards = await Promise.all([...new Set(wanted)].map((each) => this.nearest(each, signal)));
    const [best] = shards.sort((a, b) => Number(b.whole) - Number(a.whole) || a.pages.length - b.pages.length);
    const hits = (best?.pages ?? []).flatMap((page) => fits(page, wanted) ?? []);
    hits.sort((a, b) => a.rank - b.rank || b.page.facts - a.page.facts || a.page.name.localeCompare(b.page.name));
    return { hits, whole: best?.whole ?? true };
  }

  /**
   * Return the shard that holds what begins with a word: the longest there is.
   * @param {string} word
   * @param {AbortSignal} [signal]
   */
  async nearest(word, signal) {
    let beginning = "";
    let shard = await this.shard(beginning, signal);
    for (const letter of Array.from(word).slice(0, DEEPEST)) {
      if (shard.whole) break;
      if (!Array.from(shard.further).includes(letter)) return { whole: true, further: "", pages: [] };
      beginning += letter;
      shard = await this.shard(beginning, signal);
    }
    return shard;
  }

  /**
   * Return a shard, fetched once.
   * @param {string} beginning
   * @param {AbortSignal} [signal]
   */
  shard(beginning, signal) {
    const known = this.known.get(beginning);
    if (known) return known;
    const fetched = load(new URL(file(beginning), this.folder), signal);
    const forget = () => this.known.get(beginning) === fetched && this.known.delete(beginning);
    this.known.set(beginning, fetched);
    signal?.addEventListener("abort", forget);
    fetched.catch(forget).finally(() => signal?.removeEventListener("abort", forget));
    return fetched;
  }
}

/**
 * @param {URL} address
 * @param {AbortSignal} [signal]
 * @returns {Promise<Shard>}
 */
async function load(address, signal) {
  const answer = await fetch(address, signal ? { signal } : {});
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const { whole, further, kinds, pages } = await answer.json();
  return { whole, further, pages: pages.map((/** @type {any[]} */ each) => page(each, kinds)) };
}

/**
 * @param {any[]} row
 * @param {string[]} kinds
 * @returns {Page}
 */
function page([address, name, kind, facts, ...others], kinds) {
  const written = [name, ...others];
  return { address, name, kind: kinds[kind] ?? "", facts, written, names: written.map(words) };
}

/**
 * Tell how well a page fits the words: 0 a name is just this, 1 one begins so, 2 one has all words, 3 several names do.
 * @param {Page} page
 * @param {string[]} wanted
 * @returns {Hit | null}
 */
function fits(page, wanted) {
  const text = wanted.join(" ");
  /** @type {number[]} */
  const ranks = page.names.map((name) => {
    const said = name.join(" ");
    if (said === text) return 0;
    if (said.startsWith(text)) return 1;
    return has(name, wanted) ? 2 : 3;
  });
  const rank = Math.min(...ranks);
  if (rank === 3 && !has(page.names.flat(), wanted)) return null;
  const by = page.written[ranks.indexOf(rank)] ?? "";
  return { page, by: rank === 3 ? other(page, wanted) : by, rank };
}

/**
 * Return the first name that has one of the words, for a page that no single name leads to.
 * @param {Page} page
 * @param {string[]} wanted
 */
function other(page, wanted) {
  const number = page.names.findIndex((name, at) => at > 0 && wanted.some((word) => has(name, [word])));
  return page.written[number] ?? page.name;
}

/**
 * @param {string[]} name
 * @param {string[]} wanted
 */
function has(name, wanted) {
  return wanted.every((word) => name.some((each) => each.startsWith(word)));
}
