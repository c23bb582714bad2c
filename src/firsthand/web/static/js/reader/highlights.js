// Paints quotes over the words without touching them, so that overlapping quotes need no markup.
// Screen readers get the list beside the transcript instead.
import { saidIn, turnAt } from "./turns.js";
import { toUnits } from "./codepoints.js";

/** @typedef {{id: string, first: string, last: string, start: number, end: number, state: string}} Painted */

const STATES = ["quoted", "cropped", "lost"];
const canPaint = "highlights" in CSS;

/** @returns {Painted[]} */
function painted() {
  const data = document.getElementById("quotes-data");
  return data ? JSON.parse(data.textContent ?? "[]") : [];
}

/**
 * A stretch of the transcript as a range, or null where it does not stand on the page.
 * @param {string} first the turn in which it begins
 * @param {number} start code points into it
 * @param {string} last
 * @param {number} end
 * @returns {Range | null}
 */
export function rangeAt(first, start, last, end) {
  const from = textNode(first);
  const to = textNode(last);
  if (!from || !to) return null;
  const range = new Range();
  range.setStart(from, toUnits(from.data, start));
  range.setEnd(to, toUnits(to.data, end));
  return range;
}

/**
 * @param {string} index
 * @returns {Text | null}
 */
function textNode(index) {
  const turn = turnAt(index);
  const node = turn && saidIn(turn)?.firstChild;
  return node instanceof Text ? node : null;
}

/** Lets the filter find the quoted turns. */
function markTurns() {
  for (const turn of document.querySelectorAll(".turn[data-quoted]")) turn.removeAttribute("data-quoted");
  for (const quote of painted()) {
    for (let index = Number(quote.first); index <= Number(quote.last); index += 1) turnAt(index)?.setAttribute("data-quoted", "");
  }
}

/** Paints every quote listed in #quotes-data; called again whenever that list is replaced. */
export function paint() {
  markTurns();
  if (!canPaint) return;
  const layers = new Map(STATES.map((state) => [state, new Highlight()]));
  for (const quote of painted()) {
    const range = rangeAt(quote.first, quote.start, quote.last, quote.end);
    if (range) layers.get(quote.state)?.add(range);
  }
  for (const [state, layer] of layers) CSS.highlights.set(state, layer);
  const total = [...layers.values()].reduce((sum, layer) => sum + layer.size, 0);
  document.getElementById("reader")?.setAttribute("data-painted", String(total));
}

/**
 * The id of the last quote painted at a point of the text, or null.
 * @param {string} index the turn
 * @param {number} point a code point offset in it
 */
export function quoteAt(index, point) {
  const here = painted().filter((q) => q.first === index && q.last === index && q.start <= point && point < q.end);
  return here.at(-1)?.id ?? null;
}

/**
 * Paints the words that were found.
 * @param {Range[]} ranges
 * @param {Range | undefined} current
 */
export function paintFound(ranges, current) {
  if (!canPaint) return;
  CSS.highlights.set("found", new Highlight(...ranges));
  const layer = new Highlight(...(current ? [current] : []));
  layer.priority = 1;
  CSS.highlights.set("found-current", layer);
}
