// Coding: c opens the palette for the selected words or the turn in hand; Enter marks them, several codes in a row.
// What is marked is underlined in the colour of its code; the labels in the margin say which and whose.
import { bind } from "../keys.js";
import { isNamed, matching } from "./code_matching.js";
import { paintCodes } from "./code_painting.js";
import { currentTurn, goTo } from "./moving.js";
import { placeInHand, placeOf } from "./selecting.js";
import { indexOf, saidIn, turnAt } from "./turns.js";
import { startPicking } from "./words.js";

/** @typedef {import("./code_matching.js").Code} Code */
/** @typedef {import("./selecting.js").Place} Place */

const MOST = 60; // codes listed at once

/** @type {Place | null} */
let place = null;
let chosen = 0;
let furthest = -1;

/** @returns {HTMLFormElement | null} */
const palette = () => /** @type {HTMLFormElement | null} */ (document.getElementById("palette"));
/** @returns {HTMLInputElement} */
const finder = () => /** @type {HTMLInputElement} */ (document.getElementById("palette-find"));

/** @returns {Code[]} */
const codes = () => JSON.parse(document.getElementById("codes-data")?.textContent ?? "[]");

/** @param {Place} at */
const asSpan = (at) => `${at.first}:${at.start}-${at.last}:${at.end}`;

/**
 * One's own coding of this very place with a code, or "".
 * @param {string} code
 */
function markedHere(code) {
  const turn = place && turnAt(place.first);
  const label = /** @type {HTMLElement | null} */ (turn?.querySelector(`.code-label[data-code="${code}"]`));
  const wanted = place ? `${asSpan(place)}=` : "";
  return label?.dataset.spans?.split(" ").find((span) => span.startsWith(wanted))?.slice(wanted.length) ?? "";
}

function open() {
  const form = palette();
  const at = placeInHand();
  if (!form || !at) return;
  place = at;
  const words = document.getElementById("palette-words");
  if (words) words.textContent = wordsAt(at);
  form.hidden = false;
  finder().value = "";
  list();
  put(form);
  finder().focus({ preventScroll: true });
  paintCodes(at);
}

/** @param {Place} at */
function wordsAt(at) {
  const from = turnAt(at.first);
  const text = [...((from && saidIn(from)?.textContent) ?? "")];
  return at.first === at.last ? text.slice(at.start, at.end).join("") : `${text.slice(at.start).join("")} …`;
}

/** Puts the palette below the words, or above where there is no room. @param {HTMLElement} form */
function put(form) {
  const turn = place && turnAt(place.last);
  if (!turn) return;
  const selection = getSelection();
  const range = selection && !selection.isCollapsed && selection.rangeCount ? selection.getRangeAt(0) : null;
  const box = range && placeOf(range) ? range.getBoundingClientRect() : (saidIn(turn) ?? turn).getBoundingClientRect();
  const below = box.bottom + 8 + form.offsetHeight < innerHeight;
  const top = below ? box.bottom + 8 : Math.max(8, box.top - form.offsetHeight - 8);
  form.style.setProperty("--x", `${Math.max(8, Math.min(box.left, innerWidth - form.offsetWidth - 8))}px`);
  form.style.setProperty("--y", `${Math.min(top, Math.max(8, innerHeight - form.offsetHeight - 8))}px`);
}

function close() {
  const form = palette();
  if (!form || form.hidden) return;
  form.hidden = true;
  paintCodes();
  const turn = place && turnAt(place.first);
  if (turn instanceof HTMLElement) turn.focus({ preventScroll: true });
}

/** Lists what fits, and at the end the way to a new code. */
function list() {
  const box = document.getElementById("palette-list");
  const form = palette();
  if (!box || !form) return;
  const all = codes();
  const typed = finder().value;
  const found = matching(all, typed).slice(0, MOST);
  const items = found.map((code, number) => option(code, number));
  if (typed.trim() && !isNamed(all, typed)) items.push(newOption(typed.trim(), items.length, form.dataset.new ?? ""));
  box.replaceChildren(...items);
  choose(Math.min(chosen, items.length - 1));
}

/** @param {Code} code @param {number} number */
function option(code, number) {
  const item = bare(number);
  item.dataset.code = code.id;
  const name = document.createElement("span");
  name.className = `code-name colour-${code.colour}`;
  name.textContent = code.name;
  const above = document.createElement("small");
  above.textContent = code.path === code.name ? code.about : code.path.slice(0, -code.name.length).replace(/ › $/, "");
  item.append(name, above);
  if (markedHere(code.id)) item.append(tick());
  return item;
}

function tick() {
  const mark = document.createElement("span");
  mark.className = "tick";
  mark.textContent = `✓ ${palette()?.dataset.marked ?? ""}`;
  return mark;
}

/** @param {string} typed @param {number} number @param {string} pattern */
function newOption(typed, number, pattern) {
  const item = bare(number);
  item.dataset.new = typed;
  item.textContent = pattern.replace("{name}", typed);
  return item;
}

/** @param {number} number */
function bare(number) {
  const item = document.createElement("li");
  item.id = `palette-${number}`;
  item.setAttribute("role", "option");
  return item;
}

/** @param {number} number */
function choose(number) {
  const items = [...document.querySelectorAll("#palette-list > li")];
  chosen = Math.max(0, Math.min(number, items.length - 1));
  items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  items[chosen]?.scrollIntoView({ block: "nearest" });
  finder().setAttribute("aria-activedescendant", items[chosen]?.id ?? "");
}

/** Marks the words with the chosen code, or takes that mark away where it is there. */
function apply() {
  const item = document.querySelectorAll("#palette-list > li")[chosen];
  const form = palette();
  if (!(item instanceof HTMLElement) || !form || !place) return;
  const there = item.dataset.code && markedHere(item.dataset.code);
  if (there) takeAway(there);
  else send(form, { ...place, code: item.dataset.code ?? "", new: item.dataset.new ?? "" });
  finder().value = "";
  chosen = 0;
}

/** @param {HTMLFormElement} form @param {Record<string, string | number>} values */
function send(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = String(value);
  }
  form.requestSubmit();
}

/** @param {string} ids */
function takeAway(ids) {
  const form = document.getElementById("unmark-form");
  const field = form?.querySelector("[name=codings]");
  if (!(form instanceof HTMLFormElement) || !(field instanceof HTMLInputElement)) return;
  field.disabled = false;
  field.value = ids;
  form.requestSubmit();
  field.disabled = true;
}

/** x takes away the last of one's own marks on the turn in hand, or those of the label in focus. */
function takeLast() {
  const label = document.activeElement?.closest(".code-label[data-mine]");
  const mine = label ? [label] : [...(currentTurn()?.querySelectorAll(".code-label[data-mine]") ?? [])];
  const button = mine.at(-1)?.querySelector(".gone");
  if (button instanceof HTMLButtonElement) takeAway(button.value);
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
  if (step) choose(chosen + step);
  else if (event.key === "Enter") apply();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The next turn with a code, after the turn in hand. @param {string} code */
function nextWith(code) {
  const turns = [...document.querySelectorAll(`.code-label[data-code="${code}"]:not([data-goes-on])`)].map((label) => label.closest(".turn"));
  const at = Number(indexOf(currentTurn() ?? document.createElement("p")) || -1);
  const next = turns.find((turn) => turn && Number(indexOf(turn)) > at) ?? turns[0];
  if (next instanceof HTMLElement) goTo(next);
}

/** How far the coder has come is told once, when they leave or look away. */
function tellReached() {
  const form = palette();
  if (!form || form.dataset.reached === undefined || furthest < Number(form.dataset.reached)) return;
  const data = new FormData();
  data.set("turn", String(furthest));
  data.set("csrfmiddlewaretoken", String(new FormData(form).get("csrfmiddlewaretoken") ?? ""));
  navigator.sendBeacon(form.dataset.reach ?? "", data);
  form.dataset.reached = String(furthest + 1);
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {Element} */ (event.target);
  const shown = target.closest("[data-show-code]");
  const next = target.closest("[data-next-code]");
  if (target.closest("[data-code-words]")) open();
  else if (target.closest("[data-close-palette]")) close();
  else if (shown) paintCodes(null, shown.closest(".code-label"));
  else if (next instanceof HTMLElement) {
    event.preventDefault();
    nextWith(next.dataset.nextCode ?? "");
  } else {
    const item = target.closest("#palette-list > li");
    if (item) {
      choose([...document.querySelectorAll("#palette-list > li")].indexOf(item));
      apply();
    } else if (!target.closest("#palette")) close();
  }
}

function settle() {
  const form = palette();
  paintCodes(form && !form.hidden ? place : null);
  if (!form || form.hidden) return;
  list();
  finder().focus({ preventScroll: true });
}

/** Starts listening. */
export function startCoding() {
  paintCodes();
  document.addEventListener("click", clicked);
  document.addEventListener("htmx:after:swap", () => requestAnimationFrame(settle));
  document.addEventListener("htmx:after:settle", () => requestAnimationFrame(settle));
  if (!palette()) return;
  startPicking();
  bind("c", open);
  bind("x", takeLast);
  finder().addEventListener("keydown", keys);
  finder().addEventListener("input", () => {
    chosen = 0;
    list();
  });
  palette()?.addEventListener("pointerdown", (event) => {
    if (event.target !== finder()) event.preventDefault(); // a press must not lose the selection or the field
  });
  document.getElementById("turns")?.addEventListener("focusin", (event) => {
    const turn = /** @type {Element} */ (event.target).closest(".turn");
    if (turn) furthest = Math.max(furthest, Number(indexOf(turn)));
  });
  document.addEventListener("visibilitychange", () => document.hidden && tellReached());
  addEventListener("pagehide", tellReached);
}
