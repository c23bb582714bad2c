// Underlines coded words in the colours of their codes without touching them, as quotes are painted; the margin says the rest.
import { rangeAt } from "./highlights.js";

/** @typedef {import("./selecting.js").Place} Place */

const COLOURS = 10;
const canPaint = "highlights" in CSS;

/** @returns {HTMLElement[]} */
const labels = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".code-label:not([hidden])")]);

/**
 * The places that a label stands for.
 * @param {Element} label
 * @returns {Place[]}
 */
function placesOf(label) {
  const spans = label.getAttribute("data-spans")?.split(" ") ?? [];
  return spans.flatMap((span) => {
    const found = /^(\d+):(\d+)-(\d+):(\d+)/.exec(span);
    return found ? [{ first: found[1], start: Number(found[2]), last: found[3], end: Number(found[4]) }] : [];
  });
}

/**
 * @param {Highlight} layer
 * @param {Place} place
 */
function add(layer, place) {
  const range = rangeAt(place.first, place.start, place.last, place.end);
  if (range) layer.add(range);
}

/**
 * Paints what is coded; the words that are about to be coded, or those of one label, stand out.
 * @param {Place | null} [now]
 * @param {Element | null} [shown]
 */
export function paintCodes(now = null, shown = null) {
  for (const other of document.querySelectorAll(".code-label[data-shown]")) other.removeAttribute("data-shown");
  shown?.setAttribute("data-shown", "");
  if (!canPaint) return;
  const layers = Array.from({ length: COLOURS }, () => new Highlight());
  for (const label of labels()) {
    const colour = Number(/colour-(\d+)/.exec(label.className)?.[1] ?? 0);
    if (!label.hasAttribute("data-goes-on")) for (const place of placesOf(label)) add(layers[colour], place);
  }
  layers.forEach((layer, colour) => CSS.highlights.set(`code-${colour}`, layer));
  const current = new Highlight();
  for (const place of [...(now ? [now] : []), ...(shown ? placesOf(shown) : [])]) add(current, place);
  CSS.highlights.set("code-now", current);
}
