// The buttons of the form: add, take out (with a way back), notes, and Enter for the next question.
import { box, editor, formView, ignore, itemElement, named, probesOf, sectionElement, termElement } from "./form_view.js";
import { step } from "./moving.js";

/** Tells the editor that something changed. @param {Element} element */
const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

/** @param {Element} list @param {HTMLElement} element @param {string} selector */
function append(list, element, selector) {
  list.append(element);
  box(element, selector).focus();
  changed(element);
}

/** Takes something out; the way back stays on the page. @param {HTMLElement} element */
function remove(element) {
  const { parentElement: parent, nextElementSibling: next } = element;
  const neighbour = next ?? element.previousElementSibling ?? parent?.closest(".ge-item, .ge-section");
  element.remove();
  const toast = document.createElement("div");
  toast.className = "toast";
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn small";
  undo.textContent = editor().dataset.undo ?? "";
  const holder = document.createElement("form"); // the shelf keeps what has a form until it is used or another comes
  holder.append(undo);
  toast.append(editor().dataset.removed ?? "", holder);
  undo.addEventListener("click", () => {
    parent?.insertBefore(element, next?.parentElement === parent ? next : null);
    toast.remove();
    changed(element);
  });
  for (const older of document.querySelectorAll("#toasts [data-removal]")) older.remove();
  toast.dataset.removal = "";
  document.getElementById("toasts")?.append(toast);
  const field = neighbour?.querySelector("textarea, input");
  if (field instanceof HTMLElement) field.focus();
  if (parent) changed(parent);
}

/** @param {string} kind */
const empty = (kind) => itemElement({ kind, text: "", is_script: true });

/** @type {Record<string, (button: HTMLElement, item: HTMLElement) => void>} */
const ACTS = {
  up: (_button, item) => step(item, -1),
  down: (_button, item) => step(item, 1),
  remove: (_button, item) => remove(item),
  probe: (_button, item) => append(probesOf(item), named(empty("question"), "probe"), "[data-words]"),
  notes: (_button, item) => {
    const notes = /** @type {HTMLTextAreaElement} */ (item.querySelector(":scope > [data-notes]"));
    notes.hidden = false;
    notes.focus();
  },
  "add-question": (_button, section) => append(listOf(section), empty("question"), "[data-words]"),
  "add-note": (_button, section) => append(listOf(section), empty("note"), "[data-words]"),
  "add-prose": (_button, section) => append(listOf(section), empty("prose"), "[data-words]"),
  "add-section": () => append(inView("[data-sections]"), sectionElement({ title: "", minutes: null, items: [] }), "[data-title]"),
  "add-term": () => append(inView("[data-terms]"), termElement({ word: "", meaning: "" }), "[data-word]"),
  "remove-term": (button) => {
    button.closest(".ge-term")?.remove();
    changed(formView());
  },
  "take-back": (button, item) => {
    ignore(item, /** @type {HTMLElement} */ (button.closest("li[data-fault]")).dataset.fault ?? "", "");
    changed(formView());
  },
};

/** @param {string} selector */
const inView = (selector) => /** @type {HTMLElement} */ (formView().querySelector(selector));

/** @param {HTMLElement} section */
const listOf = (section) => /** @type {HTMLElement} */ (section.querySelector(".ge-items"));

/** @param {MouseEvent} event */
function clicked(event) {
  const button = /** @type {Element} */ (event.target).closest("[data-do]");
  if (!(button instanceof HTMLElement)) return;
  ACTS[button.dataset.do ?? ""]?.(button, /** @type {HTMLElement} */ (button.closest(".ge-item, .ge-section")));
}

/** Enter starts the next question; with Shift it breaks the line. @param {KeyboardEvent} event */
function pressed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || target.closest(".finding")) return;
  if (target instanceof HTMLInputElement) return event.preventDefault();
  const item = target.closest(".ge-item");
  if (!target.matches("[data-words]") || !(item instanceof HTMLElement) || item.dataset.kind !== "question") return;
  event.preventDefault();
  const isProbe = item.parentElement?.matches(".ge-probes");
  const next = named(empty("question"), isProbe ? "probe" : "question");
  item.after(next);
  box(next, "[data-words]").focus();
}

/** Starts listening. @param {HTMLElement} view */
export function startBuilding(view) {
  view.addEventListener("click", clicked);
  document.getElementById("ignored-whole")?.addEventListener("click", clicked);
  view.addEventListener("keydown", pressed);
}
