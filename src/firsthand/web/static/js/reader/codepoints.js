// Firsthand counts in Unicode code points; the browser counts in UTF-16 units. "🙂" is one of ours and two of its.

/**
 * The code points before a UTF-16 offset. An offset inside a pair counts as before it.
 * @param {string} text
 * @param {number} units
 */
export function toCodePoints(text, units) {
  let points = 0;
  let at = 0;
  while (at < units && at < text.length) {
    at += width(text, at);
    if (at <= units) points += 1;
  }
  return points;
}

/**
 * The UTF-16 offset of a code point.
 * @param {string} text
 * @param {number} points
 */
export function toUnits(text, points) {
  let at = 0;
  for (let n = 0; n < points && at < text.length; n += 1) at += width(text, at);
  return at;
}

/**
 * @param {string} text
 * @param {number} at
 */
function width(text, at) {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
