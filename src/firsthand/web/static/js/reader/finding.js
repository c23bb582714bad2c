// Search in the page: "/" to begin, Enter and Shift+Enter to walk through what was found, Escape to leave.
import { bind } from "../keys.js";
import { paintFound } from "./highlights.js";
import { take } from "./moving.js";
import { saidIn, shownTurns, turnOf } from "./turns.js";

const MOST = 2000; // ranges painted at once; the count says when there are more

/** @type {Range[]} */
let found = [];
let at = -1;

/**
 * Every place where the words occur, in whatever case.
 * @param {string} words
 * @returns {Range[]}
 */
function find(words) {
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
  /** @type {Range[]} */
  const ranges = [];
  for (const turn of shownTurns()) {
    const node = saidIn(turn)?.firstChild;
    if (!(node instanceof Text)) continue;
    for (const match of node.data.matchAll(pattern)) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
      if (ranges.length >= MOST) return ranges;
    }
  }
  return ranges;
}

/** @param {HTMLElement} output */
function report(output) {
  const template = found.length ? output.dataset.some : output.dataset.none;
  const total = found.length >= MOST ? `${MOST}+` : String(found.length);
  output.textContent = (template ?? "").replace("{at}", String(at + 1)).replace("{total}", total);
}

/**
 * @param {number} step
 * @param {HTMLElement} output
 */
function walk(step, output) {
  if (found.length) at = (at + step + found.length) % found.length;
  const range = found[at];
  paintFound(found, range);
  report(output);
  const turn = range && turnOf(range.startContainer);
  if (!turn) return;
  take(turn);
  turn.scrollIntoView({ block: "center", behavior: "instant" });
}

/** Starts listening. */
export function startFinding() {
  const input = document.getElementById("find");
  const output = document.getElementById("find-count");
  if (!(input instanceof HTMLInputElement) || !output) return;
  let waiting = 0;
  const search = () => {
    const words = input.value.trim();
    found = words ? find(words) : [];
    at = -1;
    if (words) walk(1, output);
    else clear(output);
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") walk(event.shiftKey ? -1 : 1, output);
    if (event.key === "Escape") input.value = "";
    if (event.key === "Escape") clear(output);
    if (event.key === "Escape") input.blur();
    if (event.key === "Enter") event.preventDefault();
  });
  bind("/", () => input.select());
  bind("n", () => walk(1, output));
  bind("N", () => walk(-1, output));
}

/** @param {HTMLElement} output */
function clear(output) {
  found = [];
  at = -1;
  paintFound([], undefined);
  output.textContent = "";
}
