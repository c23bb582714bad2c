// Filters: one speaker, one code, one coder; only questions, only quoted or corrected turns. The address keeps them, so a link does too.
import { paintCodes } from "./code_painting.js";
import { allTurns } from "./turns.js";

/**
 * @param {HTMLElement} turn
 * @param {string} speaker
 * @param {string} only
 * @param {string} code
 */
function isShown(turn, speaker, only, code) {
  const isTheirs = !speaker || turn.dataset.speaker === speaker;
  const isCoded = !code || turn.querySelector(`.code-label[data-code="${code}"]:not([hidden])`) !== null;
  return isTheirs && isCoded && (!only || turn.hasAttribute(`data-${only}`));
}

/** Shows the labels of one coder, or of all. @param {string} coder */
function showCoder(coder) {
  for (const label of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".code-label"))) {
    label.hidden = coder !== "" && !label.dataset.coders?.split(" ").includes(coder);
  }
  paintCodes();
}

/** @param {HTMLFormElement} form */
function apply(form) {
  const data = new FormData(form);
  const speaker = String(data.get("speaker") ?? "");
  const only = String(data.get("only") ?? "");
  const code = String(data.get("code") ?? "");
  const turns = allTurns();
  if (form.elements.namedItem("coder")) showCoder(String(data.get("coder") ?? ""));
  for (const turn of turns) turn.hidden = !isShown(turn, speaker, only, code);
  tell(turns, Boolean(speaker || only || code));
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
