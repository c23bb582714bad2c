// Order: Alt with an arrow or a button moves what has the focus; a grip drags it. Both end with the focus where it was.
import { box, editor, named, probesOf } from "./form_view.js";

const MOVES = ".ge-item, .ge-section";

/** Says it to those who don't see it move. @param {Element} element */
function announce(element) {
  const siblings = [...(element.parentElement?.children ?? [])];
  const said = document.getElementById("editor-said");
  const words = editor().dataset.moved ?? "";
  if (said) said.textContent = words.replace("%1", String(siblings.indexOf(element) + 1)).replace("%2", String(siblings.length));
}

/** Puts an element somewhere and gives the focus back. @param {HTMLElement} element @param {() => void} put */
function settled(element, put) {
  const focused = document.activeElement;
  put();
  if (focused instanceof HTMLElement && element.contains(focused)) focused.focus();
  announce(element);
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * One step up (-1) or down (1); from the edge of a section into the next one.
 * @param {HTMLElement} element
 * @param {number} step
 */
export function step(element, step) {
  const beside = step < 0 ? element.previousElementSibling : element.nextElementSibling;
  if (beside) return settled(element, () => (step < 0 ? beside.before(element) : beside.after(element)));
  if (!element.matches(".ge-item") || element.parentElement?.matches(".ge-probes")) return;
  const section = element.closest(".ge-section");
  const next = step < 0 ? section?.previousElementSibling : section?.nextElementSibling;
  const list = next?.querySelector(".ge-items");
  if (list) settled(element, () => (step < 0 ? list.append(element) : list.prepend(element)));
}

/** A question becomes a probe of the one above it. @param {HTMLElement} element */
function deeper(element) {
  const above = element.previousElementSibling;
  if (!(above instanceof HTMLElement) || above.dataset.kind !== "question" || element.dataset.kind !== "question") return;
  settled(element, () => probesOf(above).append(named(element, "probe")));
}

/** A probe becomes a question behind the one it stood beneath. @param {HTMLElement} element */
function higher(element) {
  const parent = element.parentElement?.closest(".ge-item");
  if (!parent) return;
  const kind = parent.parentElement?.matches(".ge-probes") ? "probe" : "question";
  settled(element, () => parent.after(named(element, kind)));
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return;
  const element = /** @type {HTMLElement} */ (event.target).closest(MOVES);
  if (!(element instanceof HTMLElement)) return;
  event.preventDefault();
  if (event.key === "ArrowUp") step(element, -1);
  else if (event.key === "ArrowDown") step(element, 1);
  else if (element.matches(".ge-item")) (event.key === "ArrowRight" ? deeper : higher)(element);
}

/** Where a dragged thing would land at this height: beside this sibling, or at the end of this list.
 * @param {HTMLElement} dragged @param {number} x @param {number} y */
function land(dragged, x, y) {
  const under = document.elementFromPoint(x, y);
  const over = under?.closest(dragged.matches(".ge-section") ? ".ge-section" : MOVES);
  if (!over || dragged.contains(over)) return;
  if (dragged.matches(".ge-item") && over.matches(".ge-section")) {
    const list = over.querySelector(".ge-items");
    if (list && !list.children.length) list.append(dragged);
    return;
  }
  const isQuestion = dragged.dataset.kind === "question";
  if (over.parentElement?.matches(".ge-probes") && !isQuestion) return;
  const row = (over.matches(".ge-section") ? over : over.querySelector(".ge-row") ?? over).getBoundingClientRect();
  if (y < row.top + row.height / 2) over.before(dragged);
  else over.after(dragged);
}

/** @param {PointerEvent} event */
function grabbed(event) {
  const grip = /** @type {HTMLElement} */ (event.target).closest("[data-grip]");
  const dragged = grip?.closest(MOVES);
  if (!(grip instanceof HTMLElement) || !(dragged instanceof HTMLElement) || event.button !== 0) return;
  event.preventDefault();
  dragged.classList.add("dragged");
  const from = { parent: dragged.parentElement, next: dragged.nextSibling };
  /** @param {PointerEvent} moved */
  const move = (moved) => land(dragged, moved.clientX, moved.clientY);
  /** @param {PointerEvent | KeyboardEvent} last */
  const end = (last) => {
    if (last instanceof KeyboardEvent && last.key !== "Escape") return;
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    document.removeEventListener("keydown", end);
    dragged.classList.remove("dragged");
    if (last.type === "pointerup") settled(dragged, () => nameByPlace(dragged));
    else from.parent?.insertBefore(dragged, from.next);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", end);
}

/** A question that was dragged beneath another is a probe now. @param {HTMLElement} element */
function nameByPlace(element) {
  if (element.dataset.kind !== "question" || !box(element, "[data-words]")) return;
  named(element, element.parentElement?.matches(".ge-probes") ? "probe" : "question");
}

/** Starts listening. @param {HTMLElement} view */
export function startMoving(view) {
  view.addEventListener("keydown", pressed);
  view.addEventListener("pointerdown", grabbed);
}
