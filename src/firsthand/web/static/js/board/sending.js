// Sending moves, one small request each and in order; a move that the server did not take down yet is sent again.
import { toast } from "../toasts.js";
import { announce, board, cardNamed, placeOf } from "./places.js";

const AGAIN_SECONDS = 3;

/** @type {Map<string, string>} cards on their way, with the theme that they came from */
const waiting = new Map();
let isBusy = false;
let isOffline = false;

/** Whether a card's move is not known to the server yet. @param {string} id */
export const isOnItsWay = (id) => waiting.has(id);

/** Whether any move is. */
export const areOnTheirWay = () => waiting.size > 0;

/** @type {(state: any) => void} */
let show = () => {};

/** Who shows what the server says lies where. @param {(state: any) => void} watcher */
export function onState(watcher) {
  show = watcher;
}

/**
 * Sends a card's place as the page shows it now.
 * @param {HTMLElement} card
 * @param {string} from the theme that it came from
 */
export function send(card, from) {
  const id = card.dataset.card ?? "";
  if (!waiting.has(id)) waiting.set(id, from);
  void work();
}

/** @returns {string} */
function token() {
  return JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";
}

async function work() {
  if (isBusy) return;
  isBusy = true;
  while (waiting.size) {
    const [id, from] = /** @type {[string, string]} */ (waiting.entries().next().value);
    waiting.delete(id);
    const card = cardNamed(id);
    if (card && !(await one(card, id, from))) {
      waiting.set(id, from);
      break;
    }
  }
  isBusy = false;
  if (waiting.size) setTimeout(() => void work(), AGAIN_SECONDS * 1000);
}

/**
 * @param {HTMLElement} card
 * @param {string} id
 * @param {string} from
 * @returns {Promise<boolean>} whether the server answered
 */
async function one(card, id, from) {
  const data = { ...placeOf(card), from, version: card.dataset.version ?? "0" };
  try {
    const answer = await fetch((board().dataset.move ?? "").replace("CARD", id), {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams(data),
    });
    if (answer.status >= 500) throw new TypeError(String(answer.status));
    settle(card, answer.ok, await answer.json());
    return true;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    if (!isOffline) toast(board().dataset.offline ?? "");
    isOffline = true;
    card.dataset.unsaved = board().dataset.unsaved ?? "";
    return false;
  }
}

/**
 * @param {HTMLElement} card
 * @param {boolean} isMoved
 * @param {any} answer
 */
function settle(card, isMoved, answer) {
  isOffline = false;
  delete card.dataset.unsaved;
  if (isMoved) {
    card.dataset.version = String(answer.version);
    replaceHeads(answer.heads);
    return;
  }
  toast(answer.message ?? "");
  announce(answer.message ?? "");
  if (answer.state) show(answer.state);
}

/** @param {Record<string, string>} heads */
export function replaceHeads(heads) {
  for (const [theme, html] of Object.entries(heads)) {
    const old = board().querySelector(`[data-head="${CSS.escape(theme)}"]`);
    const had = old?.contains(document.activeElement);
    if (!old) continue;
    const fresh = document.createRange().createContextualFragment(html).firstElementChild;
    if (!fresh) continue;
    old.replaceWith(fresh);
    if (had) fresh.querySelector("a")?.focus({ preventScroll: true });
  }
}

addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
