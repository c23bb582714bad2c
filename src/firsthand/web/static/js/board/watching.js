// What others do: the page asks now and then where everything lies, and shows it without taking anybody's card or place.
import { isCarrying, settleTabs } from "./carrying.js";
import { isDragging } from "./dragging.js";
import { announce, board, cardNamed, listNamed, listOf, put, tidy } from "./places.js";
import { areOnTheirWay, isOnItsWay, replaceHeads } from "./sending.js";

const SECONDS = 3;
const NEWS_SECONDS = 3;

/** @typedef {{mark: string, themes: [string, number][], cards: [string, string, number][]}} State */

const isInHand = () => isDragging() || isCarrying() || areOnTheirWay();

async function look() {
  if (document.hidden || isInHand()) return;
  try {
    const answer = await fetch(`${board().dataset.state}?mark=${board().dataset.mark}`);
    if (answer.status !== 200 || answer.redirected || isInHand()) return;
    await show(await answer.json());
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error; // offline: look again later
  }
}

/**
 * Shows where everything lies, as the server has it.
 * @param {State} state
 */
export async function show(state) {
  const changed = new Set(changedThemes(state));
  const newThemes = state.themes.map(([id]) => id).filter((id) => !listNamed(id));
  const newCards = state.cards.map(([id]) => id).filter((id) => !cardNamed(id));
  const fresh = await fetchParts(changed, newThemes, newCards);
  if (isDragging() || isCarrying()) return;
  arrangeThemes(state, fresh.themes);
  const count = arrangeCards(state, fresh.cards);
  replaceHeads(fresh.heads);
  board().dataset.mark = state.mark;
  tidy();
  settleTabs();
  if (count) announce((board().dataset.others ?? "").replace("{n}", String(count)));
}

/** Themes whose head is another one now: renamed, or with other cards. @param {State} state */
function* changedThemes(state) {
  for (const [id, version] of state.themes) {
    const head = board().querySelector(`[data-head="${CSS.escape(id)}"]`);
    if (head instanceof HTMLElement && head.dataset.version !== String(version)) yield id;
  }
  for (const [id, theme, version] of state.cards) {
    const card = cardNamed(id);
    const lies = card ? (listOf(card).dataset.list ?? "") : "";
    if (card && card.dataset.version === String(version) && lies === theme) continue;
    if (theme) yield theme;
    if (lies) yield lies;
  }
}

/**
 * @param {Set<string>} heads
 * @param {string[]} themes
 * @param {string[]} cards
 * @returns {Promise<{heads: Record<string, string>, themes: Record<string, string>, cards: Record<string, string>}>}
 */
async function fetchParts(heads, themes, cards) {
  if (!heads.size && !themes.length && !cards.length) return { heads: {}, themes: {}, cards: {} };
  const asked = new URLSearchParams({ heads: [...heads].join(" "), themes: themes.join(" "), cards: cards.join(" ") });
  const answer = await fetch(`${board().dataset.parts}?${asked}`);
  if (!answer.ok) throw new TypeError(String(answer.status));
  return answer.json();
}

/** @param {string} html */
const made = (html) => /** @type {HTMLElement} */ (document.createRange().createContextualFragment(html).firstElementChild);

/**
 * @param {State} state
 * @param {Record<string, string>} fresh
 */
function arrangeThemes(state, fresh) {
  const place = document.getElementById("themes");
  if (!place) return;
  const order = state.themes.map(([id]) => id);
  const form = place.querySelector(":scope > form");
  for (const id of order) {
    const html = fresh[id];
    if (!listNamed(id) && html) {
      const column = made(html);
      for (const card of column.querySelectorAll("[data-card]")) card.remove(); // they are put where they belong below
      place.insertBefore(column, form);
    }
  }
  const columns = order.map((id) => document.getElementById(id)).filter((column) => column !== null);
  columns.forEach((column, at) => {
    const here = [...place.children].indexOf(column);
    if (here !== at && !column.contains(document.activeElement)) place.insertBefore(column, place.children[at] ?? form);
  });
  for (const column of place.querySelectorAll(":scope > section")) {
    if (order.includes(column.id)) continue;
    for (const card of column.querySelectorAll("[data-card]")) put(/** @type {HTMLElement} */ (card), /** @type {HTMLElement} */ (listNamed("")), null);
    column.remove();
  }
}

/**
 * @param {State} state
 * @param {Record<string, string>} fresh
 * @returns {number} how many cards others moved
 */
function arrangeCards(state, fresh) {
  /** @type {Map<string, HTMLElement | null>} the last card placed in each theme */
  const last = new Map();
  let count = 0;
  for (const [id, theme, version] of state.cards) {
    const html = fresh[id];
    const card = cardNamed(id) ?? (html ? made(html) : null);
    const list = listNamed(theme);
    if (!card || !list || isOnItsWay(id)) continue;
    const isNews = !card.isConnected || card.dataset.version !== String(version);
    const isThere = card.isConnected && (listOf(card).dataset.list ?? "") === theme;
    const after = last.get(theme) ?? null;
    const next = after ? after.nextElementSibling : list.firstElementChild;
    if (theme ? !isThere || card !== next : !isThere) put(card, list, theme ? next : null);
    last.set(theme, card);
    card.dataset.version = String(version);
    if (isNews) news(card);
    count += Number(isNews);
  }
  const known = new Set(state.cards.map(([id]) => id));
  for (const card of board().querySelectorAll("[data-card]")) {
    if (card instanceof HTMLElement && !known.has(card.dataset.card ?? "")) card.remove();
  }
  return count;
}

/** @param {HTMLElement} card */
function news(card) {
  card.dataset.news = "";
  setTimeout(() => delete card.dataset.news, NEWS_SECONDS * 1000);
}

/** The page watches what others do. */
export function startWatching() {
  setInterval(() => void look(), SECONDS * 1000);
  document.addEventListener("visibilitychange", () => void look());
}
