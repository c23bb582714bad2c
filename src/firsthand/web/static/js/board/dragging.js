// Dragging with mouse, pen or finger: a card follows the pointer, and a gap shows where it would lie.
import { announce, board, cardsIn, listOf, put, tidy, worded } from "./places.js";
import { send } from "./sending.js";

const SLACK = 6; // pixels before a press becomes a drag
const EDGE = 60; // pixels from the edge where the page begins to scroll
const SPEED = 14; // pixels each frame

/** @type {{card: HTMLElement, ghost: HTMLElement | null, list: HTMLElement, before: Element | null, x: number, y: number, dx: number, dy: number, pointer: number} | null} */
let drag = null;
let at = { x: 0, y: 0 };

/** Whether a card is in somebody's hand right now. */
export const isDragging = () => drag?.ghost != null;

/** @param {PointerEvent} event */
function begin(event) {
  const target = /** @type {Element} */ (event.target);
  const card = target.closest("[data-card]");
  if (!(card instanceof HTMLElement) || event.button !== 0 || target.closest("a, form")) return;
  if (event.pointerType !== "mouse" && !target.closest(".grip")) return; // a finger on the card itself scrolls
  const box = card.getBoundingClientRect();
  drag = {
    card,
    ghost: null,
    list: listOf(card),
    before: card.nextElementSibling,
    x: event.clientX,
    y: event.clientY,
    dx: event.clientX - box.left,
    dy: event.clientY - box.top,
    pointer: event.pointerId,
  };
}

/** @param {PointerEvent} event */
function follow(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  at = { x: event.clientX, y: event.clientY };
  if (!drag.ghost && Math.hypot(at.x - drag.x, at.y - drag.y) < SLACK) return;
  if (!drag.ghost) lift();
  event.preventDefault();
  drag.ghost?.style.setProperty("--x", `${at.x - drag.dx}px`);
  drag.ghost?.style.setProperty("--y", `${at.y - drag.dy}px`);
  hover();
}

function lift() {
  if (!drag) return;
  const ghost = /** @type {HTMLElement} */ (drag.card.cloneNode(true));
  ghost.classList.add("ghost");
  ghost.removeAttribute("data-card");
  for (const named of ghost.querySelectorAll("[id]")) named.removeAttribute("id");
  ghost.setAttribute("aria-hidden", "true");
  ghost.inert = true;
  ghost.style.setProperty("--w", `${drag.card.offsetWidth}px`);
  document.body.append(ghost);
  drag.ghost = ghost;
  drag.card.dataset.dragged = "";
  getSelection()?.removeAllRanges();
  board().setPointerCapture(drag.pointer);
  requestAnimationFrame(scroll);
}

/** Puts the card where the pointer is; only the page changes yet. */
function hover() {
  if (!drag) return;
  const under = document.elementFromPoint(at.x, at.y);
  const place = under?.closest("[data-list]") ?? under?.closest(".board-theme")?.querySelector("[data-list]");
  for (const list of board().querySelectorAll("[data-over]")) if (list !== place) list.removeAttribute("data-over");
  if (!(place instanceof HTMLElement)) return;
  place.dataset.over = "";
  const below = cardsIn(place).find((card) => {
    const box = card.getBoundingClientRect();
    return card !== drag?.card && at.y < box.top + box.height / 2;
  });
  if (drag.card.nextElementSibling !== (below ?? null) || listOf(drag.card) !== place) put(drag.card, place, below ?? null);
}

function scroll() {
  if (!isDragging()) return;
  const side = document.elementFromPoint(at.x, at.y)?.closest(".side-cards");
  const box = side?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  const by = at.y < box.top + EDGE ? -SPEED : at.y > box.bottom - EDGE ? SPEED : 0;
  if (by) {
    (side ?? window).scrollBy(0, by);
    hover();
  }
  requestAnimationFrame(scroll);
}

/** @param {boolean} isDropped */
function end(isDropped) {
  const held = drag;
  drag = null;
  if (!held?.ghost) return;
  held.ghost.remove();
  delete held.card.dataset.dragged;
  for (const list of board().querySelectorAll("[data-over]")) list.removeAttribute("data-over");
  const here = listOf(held.card);
  if (!isDropped) {
    put(held.card, held.list, held.before?.isConnected ? held.before : null);
    announce(board().dataset.back ?? "");
  } else if (here !== held.list || held.card.nextElementSibling !== held.before) {
    announce(worded(board().dataset.dropped, held.card));
    if (here.dataset.list || held.list.dataset.list) send(held.card, held.list.dataset.list ?? "");
    tidy();
  }
}

/** Dragging by pointer is on. */
export function startDragging() {
  board().addEventListener("pointerdown", begin);
  addEventListener("pointermove", follow, { passive: false });
  addEventListener("pointerup", (event) => event.pointerId === drag?.pointer && end(true));
  addEventListener("pointercancel", (event) => event.pointerId === drag?.pointer && end(false));
  addEventListener("keydown", (event) => event.key === "Escape" && end(false));
  board().addEventListener("dragstart", (event) => event.preventDefault());
}
