/** At an address without a language: lead on to the page in the reader's language, with all that the address carries. */

const ways = [...document.querySelectorAll<HTMLAnchorElement>("main a[hreflang]")];
const wanted = navigator.languages.map((each) => each.split("-")[0]);
const best = wanted.map((tag) => ways.find((way) => way.hreflang === tag)).find(Boolean) ?? ways[0];
if (best) location.replace(best.href + location.search + location.hash);
