// Which codes fit what was typed: every letter in order, beginnings of words first, codes used lately before others.

/** @typedef {{id: string, name: string, path: string, colour: number, about: string, recent: number}} Code */

/**
 * How well a text fits: 0 where it does not; more is better.
 * @param {string} text
 * @param {string} typed
 */
export function fit(text, typed) {
  const hay = text.toLowerCase();
  const needle = typed.toLowerCase().replace(/\s+/g, "");
  let at = -1;
  let score = 1;
  for (const letter of needle) {
    const next = placeOf(hay, letter, at + 1);
    if (next < 0) return 0;
    if (next === at + 1) score += 3;
    if (next === 0 || /[\s›/-]/.test(hay[next - 1])) score += 4;
    at = next;
  }
  return score + (hay.includes(typed.toLowerCase().trim()) ? 20 : 0) + (hay.startsWith(typed.toLowerCase().trim()) ? 10 : 0);
}

/**
 * The next place of a letter: at the beginning of a word where there is one in reach, else the nearest.
 * @param {string} hay
 * @param {string} letter
 * @param {number} from
 */
function placeOf(hay, letter, from) {
  const near = hay.indexOf(letter, from);
  if (near === from || near < 0) return near;
  for (let at = near; at >= 0; at = hay.indexOf(letter, at + 1)) if (at === 0 || /[\s›/-]/.test(hay[at - 1])) return at;
  return near;
}

/**
 * The codes that fit, best first; without anything typed all of them, those used lately first.
 * @param {Code[]} codes
 * @param {string} typed
 * @returns {Code[]}
 */
export function matching(codes, typed) {
  const rank = (/** @type {Code} */ code) => (code.recent ? 1 / code.recent : 0);
  const scored = codes.map((code, place) => ({ code, place, score: typed.trim() ? Math.max(fit(code.name, typed) * 1.5, fit(code.path, typed)) : 1 }));
  return scored
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score + rank(b.code) * 2 - (a.score + rank(a.code) * 2) || a.place - b.place)
    .map((one) => one.code);
}

/**
 * Whether a code of exactly this name is there.
 * @param {Code[]} codes
 * @param {string} typed
 */
export const isNamed = (codes, typed) => codes.some((code) => code.name.toLowerCase() === typed.trim().toLowerCase());
