// The turns on the page: each is <li class="turn" id="t-214"> with its words in one text node under .said.

/** @returns {HTMLElement[]} */
export const allTurns = () => [...document.querySelectorAll(".turn")].filter((e) => e instanceof HTMLElement);

/** @returns {HTMLElement[]} */
export const shownTurns = () => allTurns().filter((turn) => !turn.hidden);

/** @param {string | number} index */
export const turnAt = (index) => document.getElementById(`t-${index}`);

/** @param {Element} turn */
export const indexOf = (turn) => turn.id.slice(2);

/**
 * The element that holds a turn's words and nothing else.
 * @param {Element} turn
 */
export const saidIn = (turn) => turn.querySelector(".said");

/**
 * @param {Node | null} node
 * @returns {HTMLElement | null}
 */
export function turnOf(node) {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest(".turn") ?? null;
}
