// Selecting words of the turn in hand with the keyboard: → and ← pick one word, with Shift they make it more or less.
import { bind } from "../keys.js";
import { currentTurn } from "./moving.js";
import { saidIn } from "./turns.js";

/** @type {{turn: HTMLElement, from: number, to: number} | null} the words selected, by their place in the turn */
let picked = null;

/**
 * Where the words of a text are, in UTF-16 units.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function wordsOf(text) {
  return [...text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length]);
}

/**
 * The last word of the sentence that a word stands in.
 * @param {string} text
 * @param {[number, number][]} words
 * @param {number} at
 */
export function endOfSentence(text, words, at) {
  const end = words.findIndex(([, finish], place) => place >= at && /[.!?…]["”’)]*$/.test(text.slice(0, finish)));
  return end < 0 ? words.length - 1 : end;
}

/** @returns {{turn: HTMLElement, node: Text, words: [number, number][]} | null} */
function inHand() {
  const turn = currentTurn();
  const node = turn && saidIn(turn)?.firstChild;
  return turn && node instanceof Text ? { turn, node, words: wordsOf(node.data) } : null;
}

/** @param {number} from @param {number} to */
function select(from, to) {
  const hand = inHand();
  if (!hand || !hand.words.length) return;
  const last = hand.words.length - 1;
  const head = Math.max(0, Math.min(to, last));
  const tail = Math.max(0, Math.min(from, head));
  picked = { turn: hand.turn, from: tail, to: head };
  const selection = getSelection();
  selection?.setBaseAndExtent(hand.node, hand.words[tail][0], hand.node, hand.words[head][1]);
}

/** The words picked before, where they are still those of the turn in hand and still selected. */
function still() {
  const isThere = picked && picked.turn === currentTurn() && !getSelection()?.isCollapsed;
  return isThere ? picked : null;
}

/** @param {number} step */
function pick(step) {
  const now = still();
  const at = now ? (step > 0 ? now.to + 1 : now.from - 1) : 0;
  select(at, at);
}

/** @param {number} step */
function widen(step) {
  const now = still();
  if (now) select(now.from, Math.max(now.from, now.to + step));
  else select(0, 0);
}

function wholeSentence() {
  const hand = inHand();
  if (!hand) return;
  const now = still();
  const from = now ? now.from : 0;
  select(from, endOfSentence(hand.node.data, hand.words, now && now.to > from ? now.to + 1 : from));
}

/** Starts listening. */
export function startPicking() {
  bind("ArrowRight", () => pick(1));
  bind("ArrowLeft", () => pick(-1));
  document.addEventListener("keydown", (event) => {
    if (!event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || !currentTurn()) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector("dialog[open]")) return;
    const act = { ArrowRight: () => widen(1), ArrowLeft: () => widen(-1), ArrowDown: wholeSentence }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // or the key without Shift would have its turn, too
    act();
  }, true);
}
