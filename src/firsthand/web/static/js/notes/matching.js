// Noted words beside the transcript's: j and k go from one to the next, a accepts, n says that it is not there.
import { bind } from "../keys.js";

const list = document.querySelector("[data-matches]");
const lines = list ? [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.match"))] : [];

/** @returns {number} */
const current = () => lines.findIndex((line) => line.contains(document.activeElement));

/** @param {number} step */
const go = (step) => {
  const next = Math.min(Math.max(current() + step, 0), lines.length - 1);
  lines[next]?.focus();
  lines[next]?.scrollIntoView({ block: "nearest" });
};

/** @param {string} key */
const press = (key) => {
  const line = lines[Math.max(current(), 0)];
  const button = line?.querySelector(`[data-match-key="${key}"]`);
  if (button instanceof HTMLButtonElement) button.click();
};

if (lines.length) {
  bind("j", () => go(1));
  bind("k", () => go(-1));
  bind("a", () => press("a"));
  bind("n", () => press("n"));
  lines[0]?.focus({ preventScroll: true });
}
