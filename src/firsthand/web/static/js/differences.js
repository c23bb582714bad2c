// Differences between coders with the keyboard: from one to the next, and settled with one key each.
// Every key presses a button that is on the page; without this file the buttons do the same.
import { bind } from "./keys.js";

/** @returns {HTMLElement[]} */
const all = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".difference")]);

/** @returns {number} */
const here = () => all().findIndex((one) => one.contains(document.activeElement));

/** @param {number} place */
function take(place) {
  const one = all()[place];
  if (!one) return;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "center" });
}

const next = () => take(Math.min(here() + 1, all().length - 1));
const previous = () => take(Math.max(here() - 1, 0));

/** @param {string} key */
function press(key) {
  const one = all()[here()];
  if (!one) return next();
  const button = one.querySelector(`[data-key="${key}"]`);
  if (button instanceof HTMLButtonElement) button.click();
}

bind("j", next);
bind("n", next);
bind("k", previous);
for (const key of ["s", "x", "u"]) bind(key, () => press(key));
bind("e", () => {
  const note = all()[here()]?.querySelector("input[name=note]");
  if (note instanceof HTMLInputElement) note.focus();
});

// Somebody who has just settled one goes on with the next: the first of the list is in hand.
if (document.querySelector(".toast") && all().length) take(0);
