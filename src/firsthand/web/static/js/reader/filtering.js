// Filters: one speaker, only questions, only quoted or corrected turns. The address keeps them, so a link does too.
import { allTurns } from "./turns.js";

/**
 * @param {HTMLElement} turn
 * @param {string} speaker
 * @param {string} only
 */
function isShown(turn, speaker, only) {
  const isTheirs = !speaker || turn.dataset.speaker === speaker;
  return isTheirs && (!only || turn.hasAttribute(`data-${only}`));
}

/** @param {HTMLFormElement} form */
function apply(form) {
  const data = new FormData(form);
  const speaker = String(data.get("speaker") ?? "");
  const only = String(data.get("only") ?? "");
  const turns = allTurns();
  for (const turn of turns) turn.hidden = !isShown(turn, speaker, only);
  tell(turns, Boolean(speaker || only));
  const query = new URLSearchParams([...data].filter(([, value]) => value).map(([key, value]) => [key, String(value)]));
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

/**
 * @param {HTMLElement[]} turns
 * @param {boolean} isFiltered
 */
function tell(turns, isFiltered) {
  const shown = turns.filter((turn) => !turn.hidden).length;
  const output = document.getElementById("filter-count");
  const template = output?.dataset.some ?? "";
  if (output) output.textContent = isFiltered ? template.replace("{shown}", String(shown)).replace("{total}", String(turns.length)) : "";
  const nothing = document.getElementById("nothing-shown");
  if (nothing) nothing.hidden = shown > 0;
}

/** @param {HTMLFormElement} form */
function restore(form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList || field instanceof HTMLSelectElement) field.value = value;
  }
}

/** Starts listening. */
export function startFiltering() {
  const form = document.getElementById("filters");
  if (!(form instanceof HTMLFormElement)) return;
  restore(form);
  form.addEventListener("change", () => apply(form));
  form.addEventListener("reset", () => setTimeout(() => apply(form)));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (location.search) apply(form);
}
