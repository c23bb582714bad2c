// The keyboard: arrows go from card to card; Space picks one up, arrows carry it, Enter drops it, Escape puts it back.
import { announce, board, cardsIn, gripOf, listOf, lists, put, tidy, worded } from "./places.js";
import { send } from "./sending.js";

/** @type {{card: HTMLElement, list: HTMLElement, before: Element | null} | null} */
let held = null;

/** Whether a card is held by the keyboard right now. */
export const isCarrying = () => held !== null;

/** Only one card of the board is in the order of Tab; the arrows do the rest. @param {HTMLElement} card */
function only(card) {
  for (const old of board().querySelectorAll('.bcard [tabindex="0"]')) old.setAttribute("tabindex", "-1");
  for (const part of card.querySelectorAll(".grip, a")) part.setAttribute("tabindex", "0");
}

/** New cards are out of the order of Tab, and at least one card is in it. */
export function settleTabs() {
  for (const part of board().querySelectorAll(".bcard .grip, .bcard a")) {
    if (!part.hasAttribute("tabindex")) part.setAttribute("tabindex", "-1");
  }
  const first = board().querySelector("[data-card]");
  if (first instanceof HTMLElement && !board().querySelector('.bcard [tabindex="0"]')) only(first);
}

/** @param {HTMLElement | undefined} card */
function go(card) {
  if (!card) return;
  only(card);
  gripOf(card)?.focus();
  card.scrollIntoView({ block: "nearest" });
}

/** The lists that can be gone to: all but empty ones, or all of them for a card that is carried. @param {boolean} isHeld */
const reachable = (isHeld) =>
  isHeld
    ? lists().filter((list) => list.dataset.list || list.id === "side-rest" || list === held?.list)
    : lists().filter((list) => cardsIn(list).length);

/**
 * @param {HTMLElement} card
 * @param {number} step
 */
function sideways(card, step) {
  const all = reachable(held !== null);
  const list = all[all.indexOf(listOf(card)) + step];
  if (!list) return;
  const others = cardsIn(list);
  const near = others[Math.min(cardsIn(listOf(card)).indexOf(card), others.length - (held ? 0 : 1))];
  if (held) carry(card, list, near ?? null);
  else go(near);
}

/**
 * @param {HTMLElement} card
 * @param {number} step
 */
function along(card, step) {
  const all = cardsIn(listOf(card));
  const next = all[all.indexOf(card) + step];
  if (held) {
    if (next) carry(card, listOf(card), step < 0 ? next : next.nextElementSibling);
  } else if (next) go(next);
  else {
    const every = reachable(false);
    const list = every[every.indexOf(listOf(card)) + step];
    if (list) go(cardsIn(list).at(step < 0 ? -1 : 0));
  }
}

/**
 * @param {HTMLElement} card
 * @param {HTMLElement} list
 * @param {Element | null} before
 */
function carry(card, list, before) {
  put(card, list, before);
  card.scrollIntoView({ block: "nearest" });
  announce(worded(board().dataset.over, card));
}

/** @param {HTMLElement} card */
function pick(card) {
  held = { card, list: listOf(card), before: card.nextElementSibling };
  card.dataset.held = "";
  announce(board().dataset.held ?? "");
}

/** @param {boolean} isDropped */
function drop(isDropped) {
  if (!held) return;
  const { card, list, before } = held;
  held = null;
  delete card.dataset.held;
  if (!isDropped) {
    put(card, list, before?.isConnected ? before : null);
    announce(board().dataset.back ?? "");
    return;
  }
  announce(worded(board().dataset.dropped, card));
  const isMoved = listOf(card) !== list || card.nextElementSibling !== before;
  if (isMoved && (listOf(card).dataset.list || list.dataset.list)) send(card, list.dataset.list ?? "");
  tidy();
}

/** @type {Record<string, (card: HTMLElement) => void>} */
const keys = {
  ArrowUp: (card) => along(card, -1),
  ArrowDown: (card) => along(card, 1),
  ArrowLeft: (card) => sideways(card, document.dir === "rtl" ? 1 : -1),
  ArrowRight: (card) => sideways(card, document.dir === "rtl" ? -1 : 1),
  Home: (card) => held || go(cardsIn(listOf(card))[0]),
  End: (card) => held || go(cardsIn(listOf(card)).at(-1)),
  " ": (card) => (held ? drop(true) : pick(card)),
  Enter: (card) => (held ? drop(true) : pick(card)),
  Escape: () => drop(false),
};

/** @param {KeyboardEvent} event */
function pressed(event) {
  const grip = event.target instanceof Element ? event.target.closest(".grip") : null;
  const card = grip?.closest("[data-card]");
  if (!(card instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key]?.(card);
}

/** The board listens to the keyboard. */
export function startCarrying() {
  settleTabs();
  board().addEventListener("keydown", pressed);
  board().addEventListener("focusin", (event) => {
    const card = event.target instanceof Element ? event.target.closest("[data-card]") : null;
    if (card instanceof HTMLElement) only(card);
  });
  board().addEventListener("focusout", () => {
    setTimeout(() => {
      if (held && !held.card.contains(document.activeElement)) drop(false);
    });
  });
}
