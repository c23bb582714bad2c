// Keyboard: which key does what, when single keys are on, and the help dialog behind "?".
// Single keys can be switched off in the help dialog (WCAG 2.1.4); they never fire while somebody is typing.
const KEY = "firsthand.keys";
const CHORD_SECONDS = 1.5;

/** @type {Map<string, () => void>} */
const actions = new Map();
let pending = "";
let pendingSince = 0;

/**
 * Binds one key ("j") or two in a row ("g t").
 * @param {string} keys
 * @param {() => void} action
 */
export function bind(keys, action) {
  actions.set(keys, action);
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const target = event.target;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** @returns {boolean} */
function areOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || !areOn()) return;
  if (document.querySelector("dialog[open]")) return;
  const isFresh = pending && Date.now() - pendingSince < CHORD_SECONDS * 1000;
  const action = actions.get(isFresh ? `${pending} ${event.key}` : event.key);
  const starts = !isFresh && [...actions.keys()].some((keys) => keys.startsWith(`${event.key} `));
  pending = starts ? event.key : "";
  pendingSince = Date.now();
  if (!action) return;
  event.preventDefault();
  action();
}

document.addEventListener("keydown", pressed);

/** @param {string} id */
const go = (id) => {
  const link = document.querySelector(`[data-go="${id}"]`);
  if (link instanceof HTMLAnchorElement) link.click();
};
for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-go]"))) {
  const id = link.dataset.go ?? "";
  bind(`g ${id}`, () => go(id));
}

const seek = document.querySelector("main #q") ?? document.querySelector("[data-seek]");
if (seek instanceof HTMLInputElement) {
  bind("/", () => {
    seek.focus();
    seek.select();
  });
}

const help = document.getElementById("keys-help");
if (help instanceof HTMLDialogElement) bind("?", () => help.showModal());

const box = document.getElementById("keys-on");
if (box instanceof HTMLInputElement) {
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(KEY, box.checked ? "on" : "off"));
}
