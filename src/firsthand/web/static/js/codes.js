// Codes are moved with Alt and the arrow keys, or dragged: onto the upper half of another code to stand before it, onto
// the lower half to stand under it. Both send the same form that the menu beside each code sends.

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("moving"));
const list = document.querySelector(".codebook");
let dragged = /** @type {HTMLElement | null} */ (null);

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const codeAt = (target) => (target instanceof Element ? target.closest("[data-code]") : null);

/** @param {HTMLElement} code @param {Record<string, string>} fields */
function send(code, fields) {
  if (!form) return;
  form.action = code.dataset.move ?? "";
  for (const [name, value] of Object.entries({ step: "", parent: "", before: "", ...fields })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.requestSubmit();
}

/** @param {DragEvent} event @param {HTMLElement} code */
function isUpperHalf(event, code) {
  const box = code.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
}

function forget() {
  for (const one of document.querySelectorAll(".code.over, .code.into")) one.classList.remove("over", "into");
}

list?.addEventListener("keydown", (event) => {
  const key = /** @type {KeyboardEvent} */ (event);
  const code = codeAt(key.target);
  if (!code || !key.altKey || !(key.key in STEPS)) return;
  key.preventDefault();
  send(code, { step: STEPS[/** @type {keyof typeof STEPS} */ (key.key)] });
});

list?.addEventListener("dragstart", (event) => {
  dragged = codeAt(event.target);
});

list?.addEventListener("dragover", (event) => {
  const drag = /** @type {DragEvent} */ (event);
  const code = codeAt(drag.target);
  if (!dragged || !code || code === dragged) return;
  drag.preventDefault();
  forget();
  code.classList.add(isUpperHalf(drag, code) ? "over" : "into");
});

list?.addEventListener("drop", (event) => {
  const drag = /** @type {DragEvent} */ (event);
  const code = codeAt(drag.target);
  if (!dragged || !code || code === dragged) return;
  drag.preventDefault();
  const place = code.dataset.code ?? "";
  if (isUpperHalf(drag, code)) send(dragged, { parent: code.dataset.parent ?? "", before: place });
  else send(dragged, { parent: place });
});

list?.addEventListener("dragend", () => {
  dragged = null;
  forget();
});

// After a move the page comes back to the code that was moved, and the keys go on from there: once the browser itself has
// gone to the place that the address names, for that takes the focus away.
const moved = location.hash && document.getElementById(location.hash.slice(1));
const name = moved && /** @type {HTMLElement | null} */ (moved.querySelector("a.code-name"));
if (name) addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => name.focus())));
