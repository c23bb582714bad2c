// Where cards lie on the page: the lists, a card's neighbours, and what is said of a place.

/** @returns {HTMLElement} */
export const board = () => /** @type {HTMLElement} */ (document.getElementById("board"));

/** The lists in the order of the page: those at the side first. @returns {HTMLElement[]} */
export const lists = () => [.../** @type {NodeListOf<HTMLElement>} */ (board().querySelectorAll("[data-list]"))];

/** @param {Element} list @returns {HTMLElement[]} */
export const cardsIn = (list) => /** @type {HTMLElement[]} */ ([...list.querySelectorAll(":scope > [data-card]")]);

/** @param {string} id @returns {HTMLElement | null} */
export const cardNamed = (id) => board().querySelector(`[data-card="${CSS.escape(id)}"]`);

/** @param {Element} card @returns {HTMLElement} */
export const listOf = (card) => /** @type {HTMLElement} */ (card.closest("[data-list]"));

/** @param {Element} card @returns {HTMLElement | null} */
export const gripOf = (card) => card.querySelector(".grip");

/** Where a theme's cards lie; the side's own list for "". @param {string} theme @returns {HTMLElement | null} */
export const listNamed = (theme) =>
  theme ? board().querySelector(`[data-list="${CSS.escape(theme)}"]`) : document.getElementById("side-rest");

/**
 * The place of a card as the server wants it: its theme and its neighbours there.
 * @param {HTMLElement} card
 */
export function placeOf(card) {
  const name = (/** @type {Element | null} */ near) => (near instanceof HTMLElement ? (near.dataset.card ?? "") : "");
  const theme = listOf(card).dataset.list ?? "";
  return { theme, after: name(card.previousElementSibling), before: name(card.nextElementSibling) };
}

/**
 * Puts a card into a list in front of another card (null: at the end) and keeps the keyboard where it was.
 * @param {HTMLElement} card
 * @param {HTMLElement} list
 * @param {Element | null} before
 */
export function put(card, list, before) {
  const had = document.activeElement;
  list.insertBefore(card, before);
  if (had instanceof HTMLElement && card.contains(had)) had.focus({ preventScroll: true });
}

/** A suggested group that has lost its cards is none any more; what is left waits with the others. */
export function tidy() {
  for (const group of board().querySelectorAll(".group")) {
    const list = group.querySelector("[data-list]");
    const rest = list ? cardsIn(list) : [];
    if (rest.length > 1) continue;
    for (const card of rest) put(card, /** @type {HTMLElement} */ (listNamed("")), null);
    group.remove();
  }
  const waiting = document.getElementById("waiting");
  if (waiting) waiting.textContent = String(board().querySelectorAll('[data-list=""] > [data-card]').length);
}

/** @param {HTMLElement} list */
function nameOf(list) {
  const theme = list.dataset.list ?? "";
  return theme ? (document.getElementById(`n-${theme}`)?.textContent ?? "") : (board().dataset.side ?? "");
}

/**
 * A sentence of the page's own with what is to stand in it.
 * @param {string | undefined} words
 * @param {HTMLElement} card
 */
export function worded(words, card) {
  const list = listOf(card);
  const all = cardsIn(list);
  return (words ?? "")
    .replace("{theme}", nameOf(list))
    .replace("{place}", String(all.indexOf(card) + 1))
    .replace("{all}", String(all.length));
}

/** Says something to whoever listens instead of looking. @param {string} words */
export function announce(words) {
  const place = document.getElementById("board-said");
  if (place) place.textContent = words;
}
