// The reader: plugs its behaviours together, and paints the quotes again whenever the server sends a new list.
import { toCodePoints } from "./codepoints.js";
import { startCoding } from "./coding.js";
import { startCorrecting } from "./correcting.js";
import { startFiltering } from "./filtering.js";
import { startFinding } from "./finding.js";
import { paint, quoteAt } from "./highlights.js";
import { startMoving } from "./moving.js";
import { startSelecting } from "./selecting.js";
import { indexOf, turnOf } from "./turns.js";

/** A click on painted words shows their quote in the list. @param {MouseEvent} event */
function showQuote(event) {
  const selection = getSelection();
  const turn = turnOf(/** @type {Node} */ (event.target));
  if (!turn || !selection?.isCollapsed || !(selection.anchorNode instanceof Text)) return;
  const id = quoteAt(indexOf(turn), toCodePoints(selection.anchorNode.data, selection.anchorOffset));
  const item = id && document.getElementById(`q-${id}`);
  if (!item) return;
  item.scrollIntoView({ block: "nearest" });
  for (const other of document.querySelectorAll(".quote-item[data-current]")) other.removeAttribute("data-current");
  item.setAttribute("data-current", "");
}

/** Puts the cursor where the new form wants it. */
function settle() {
  paint();
  const field = document.querySelector("#composer [data-focus], .turn form [data-focus]");
  if (field instanceof HTMLElement && !field.dataset.focused) {
    field.dataset.focused = "";
    field.focus();
  }
}

startMoving();
startFiltering();
startFinding();
startSelecting();
startCorrecting();
startCoding();
paint();
document.addEventListener("htmx:after:swap", () => requestAnimationFrame(settle));
document.getElementById("turns")?.addEventListener("click", showQuote);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const cancel = document.querySelector(".turn form [data-cancel], #composer [data-cancel]");
  if (cancel instanceof HTMLElement) cancel.click();
});
document.getElementById("reader")?.setAttribute("data-ready", "");
