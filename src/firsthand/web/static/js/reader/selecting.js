// Selecting words opens the quote form with their place in code points; the server says what they are worth.
import { bind } from "../keys.js";
import { toCodePoints } from "./codepoints.js";
import { currentTurn } from "./moving.js";
import { indexOf, saidIn, turnOf } from "./turns.js";

/** @typedef {{first: string, last: string, start: number, end: number}} Place */

/**
 * Where a range begins and ends, or null where it holds no words of a turn.
 * @param {Range} range
 * @returns {Place | null}
 */
export function placeOf(range) {
  const turns = touched(range);
  const from = turns[0];
  const to = turns.at(-1);
  if (!from || !to) return null;
  const fromText = saidIn(from)?.textContent ?? "";
  const toText = saidIn(to)?.textContent ?? "";
  let begin = unitsIn(from, range.startContainer, range.startOffset);
  let finish = unitsIn(to, range.endContainer, range.endOffset);
  while (begin < fromText.length && /\s/.test(fromText[begin])) begin += 1;
  while (finish > 0 && /\s/.test(toText[finish - 1])) finish -= 1;
  if (from === to && begin >= finish) return null;
  return { first: indexOf(from), last: indexOf(to), start: toCodePoints(fromText, begin), end: toCodePoints(toText, finish) };
}

/**
 * The turns whose words the range touches, in order.
 * @param {Range} range
 * @returns {HTMLElement[]}
 */
function touched(range) {
  /** @type {HTMLElement[]} */
  const turns = [];
  const list = document.getElementById("turns");
  /** @type {Element | null | undefined} */
  let turn = turnOf(range.startContainer) ?? list?.querySelector(".turn");
  while (turn instanceof HTMLElement) {
    const said = saidIn(turn);
    if (said && range.comparePoint(said, 0) > 0) break;
    if (said && hasWords(range, said)) turns.push(turn);
    turn = turn.nextElementSibling;
  }
  return turns;
}

/**
 * @param {Range} range
 * @param {Element} said
 */
function hasWords(range, said) {
  if (!range.intersectsNode(said)) return false;
  const inside = document.createRange();
  inside.selectNodeContents(said);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
  return inside.toString().trim() !== "";
}

/**
 * A boundary point as a UTF-16 offset into a turn's words, clamped to them.
 * @param {Element} turn
 * @param {Node} node
 * @param {number} offset
 */
function unitsIn(turn, node, offset) {
  const said = saidIn(turn);
  if (!said) return 0;
  const before = document.createRange();
  before.selectNodeContents(said);
  const side = before.comparePoint(node, offset);
  if (side < 0) return 0;
  if (side > 0) return before.toString().length;
  before.setEnd(node, offset);
  return before.toString().length;
}

/** @returns {Range | null} */
function selectedRange() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const turns = document.getElementById("turns");
  return turns && range.intersectsNode(turns) ? range : null;
}

/** @param {Place} place */
function check(place) {
  const bar = document.getElementById("selection-bar");
  if (bar) bar.hidden = true; // until something else is selected
  const form = document.getElementById("check-form");
  if (!(form instanceof HTMLFormElement)) return;
  for (const [name, value] of Object.entries(place)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = String(value);
  }
  form.requestSubmit();
}

/**
 * All the words of a turn: what q takes where nothing is selected.
 * @param {HTMLElement} turn
 * @returns {Place | null}
 */
function wholeTurn(turn) {
  const said = saidIn(turn);
  if (!said) return null;
  const range = document.createRange();
  range.selectNodeContents(said);
  return placeOf(range);
}

/**
 * The selected words, or else the turn in hand.
 * @returns {Place | null}
 */
export function placeInHand() {
  const range = selectedRange();
  const turn = currentTurn();
  return range ? placeOf(range) : turn && wholeTurn(turn);
}

/** Sends the words in hand to be checked. */
export function quote() {
  const place = placeInHand();
  if (place) check(place);
}

/** @param {HTMLElement} bar */
function follow(bar) {
  const range = selectedRange();
  bar.hidden = !range || !placeOf(range);
  if (bar.hidden || !range) return;
  const box = range.getBoundingClientRect();
  const above = box.top - bar.offsetHeight - 8;
  bar.style.setProperty("--x", `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`);
  bar.style.setProperty("--y", `${above > 64 ? above : Math.min(box.bottom + 8, innerHeight - bar.offsetHeight - 8)}px`);
}

/** Starts listening. */
export function startSelecting() {
  const bar = document.getElementById("selection-bar");
  if (!bar) return;
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => follow(bar));
  });
  addEventListener("scroll", () => !bar.hidden && follow(bar), { passive: true });
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // a press must not lose the selection
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-quote]")) quote();
    if (target.closest("#composer [data-cancel]")) document.getElementById("composer")?.replaceChildren();
  });
  if (document.getElementById("check-form")) bind("q", quote);
  follow(bar); // somebody may have selected words before this ran
}
