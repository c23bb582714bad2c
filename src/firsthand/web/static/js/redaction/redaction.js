// Looking through a transcript with the keyboard: from one open place to the next, decided with one key each.
// Every key presses a button that is on the page; without this file the buttons do the same.
import { bind } from "../keys.js";
import { toCodePoints } from "../reader/codepoints.js";

const bar = document.getElementById("cover-bar");
let current = "";
let after = 0; // where in the order of the page the last decided place stood

/** @returns {HTMLElement[]} */
const places = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".stretch")]);

/** @param {HTMLElement | undefined} place */
function take(place) {
  if (!place) return;
  for (const mark of document.querySelectorAll("mark[data-current]")) mark.removeAttribute("data-current");
  document.querySelector(`mark[data-for="${place.id}"]`)?.setAttribute("data-current", "");
  current = place.id;
  after = places().indexOf(place);
  place.focus({ preventScroll: true });
  place.closest(".turn")?.scrollIntoView({ block: "center" });
}

/** @param {HTMLElement} place */
const isOpen = (place) => place.dataset.state === "suggested";

function next() {
  const all = places();
  const from = all.findIndex((place) => place.id === current);
  take(all.slice(from + 1).find(isOpen) ?? all.find(isOpen) ?? all[from + 1]);
}

function previous() {
  const all = places();
  const from = all.findIndex((place) => place.id === current);
  take(all[from > 0 ? from - 1 : all.length - 1]);
}

/** @param {string} key */
function press(key) {
  const place = current ? document.getElementById(current) : null;
  if (!place) return next();
  const button = place.querySelector(`[data-key="${key}"]`) ?? place.querySelector(`[data-key="${key.toLowerCase()}"]`);
  if (button instanceof HTMLButtonElement) button.click();
}

bind("n", next);
bind("j", next);
bind("k", previous);
for (const key of ["c", "C", "x", "X", "u", "U"]) bind(key, () => press(key));

document.addEventListener("focusin", (event) => {
  const place = event.target instanceof Element ? event.target.closest(".stretch") : null;
  if (place instanceof HTMLElement) {
    current = place.id;
    after = places().indexOf(place);
  }
});

// After a decision the list is a new one: go on with the next open place at or behind the old one.
document.addEventListener("htmx:after:swap", () => {
  if (bar) bar.hidden = true;
  const all = places();
  const old = all.findIndex((place) => place.id === current);
  const from = old >= 0 ? old : after;
  take(all.slice(from).find(isOpen) ?? all.find(isOpen) ?? all[Math.min(from, all.length - 1)]);
});

/** @returns {{said: HTMLElement, range: Range} | null} */
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const said = (range.startContainer.parentElement ?? null)?.closest(".said");
  return said instanceof HTMLElement && said.contains(range.endContainer) && range.toString().trim() ? { said, range } : null;
}

/**
 * @param {HTMLElement} said
 * @param {Node} node
 * @param {number} offset
 */
function pointsIn(said, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(said);
  before.setEnd(node, offset);
  return toCodePoints(said.textContent ?? "", before.toString().length);
}

function offer() {
  if (!(bar instanceof HTMLFormElement)) return;
  const found = selected();
  if (!found) {
    if (!bar.contains(document.activeElement)) bar.hidden = true;
    return;
  }
  const { said, range } = found;
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (bar.elements.namedItem(name));
  field("turn").value = said.dataset.turn ?? "";
  field("begin").value = String(pointsIn(said, range.startContainer, range.startOffset));
  field("finish").value = String(pointsIn(said, range.endContainer, range.endOffset));
  const box = range.getBoundingClientRect();
  bar.hidden = false;
  bar.style.setProperty("--x", `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`);
  bar.style.setProperty("--y", `${Math.min(box.bottom + 8, innerHeight - bar.offsetHeight - 8)}px`);
}

document.addEventListener("selectionchange", offer);
bind("a", () => {
  if (bar instanceof HTMLFormElement && !bar.hidden) bar.requestSubmit();
});

if (location.hash === "#next") next();
