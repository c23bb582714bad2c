// Short messages at the foot of the page. Those with an undo stay until they are used or closed.
const PLAIN_SECONDS = 6;

/** @returns {HTMLElement | null} */
const shelf = () => document.getElementById("toasts");

/**
 * Says something short, politely.
 * @param {string} message
 */
export function toast(message) {
  if (!message) return;
  const element = document.createElement("div");
  element.className = "toast";
  element.textContent = message;
  shelf()?.append(element);
}

/** @param {Element} element */
const canBeUndone = (element) => element.querySelector("form, a") !== null;

/** A plain message goes after a while, and at once when another one comes. @param {Element} element */
function expire(element) {
  for (const older of shelf()?.children ?? []) if (older !== element && !canBeUndone(older)) older.remove();
  if (canBeUndone(element)) return;
  setTimeout(() => element.remove(), PLAIN_SECONDS * 1000);
}

/** @param {MutationRecord[]} changes */
function watch(changes) {
  for (const node of changes.flatMap((change) => [...change.addedNodes])) if (node instanceof Element) expire(node);
}

const place = shelf();
if (place) {
  for (const element of place.children) expire(element);
  new MutationObserver(watch).observe(place, { childList: true });
}

document.addEventListener("htmx:error", () => toast(shelf()?.dataset.offline ?? ""));

document.addEventListener("click", (event) => {
  /** @type {Element} */ (event.target).closest("[data-closes-toast]")?.closest(".toast")?.remove();
});
