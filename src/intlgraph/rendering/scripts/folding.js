/**
 * Letters as a search sees them: no case, no accents, no ligatures. The index is made by `folding.py`, which does the
 * same; a test holds the two together.
 */

/** @type {Readonly<Record<string, string>>} */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ŋ: "n", ı: "i", ς: "σ",
};

/**
 * Return a text without what a hurried reader leaves out: `Växjö` is `vaxjo`.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
  const plain = bare(bare(text).toLowerCase());
  return Array.from(plain, (letter) => LETTERS[letter] ?? letter).join("");
}

/**
 * Return the words of a text, folded: runs of letters and digits.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** @param {string} text */
function bare(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "");
}
