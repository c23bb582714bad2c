// The opportunity tree: arrows go from node to node, and a branch is hung elsewhere by dragging or with the keyboard.
// Without this file a node is chosen by its link and moved by the form below the picture.
const SLACK = 8; // pixels before a press becomes a drag

/** What each kind may hang below; the server has the last word. @type {Record<string, string[]>} */
const BELOW = { outcome: [], opportunity: ["outcome", "opportunity"], solution: ["opportunity"], test: ["solution"] };

const frame = /** @type {HTMLElement} */ (document.getElementById("tree"));
/** @type {SVGAElement[]} */
const nodes = [...frame.querySelectorAll("a")];
/** @type {{node: SVGAElement, places: SVGAElement[], at: number} | null} */
let held = null;
/** @type {{node: SVGAElement, x: number, y: number, isMoving: boolean, pointer: number} | null} */
let drag = null;

/** @param {string} words */
function announce(words) {
  const place = document.getElementById("tree-said");
  if (place) place.textContent = words;
}

/** @param {SVGAElement} node @returns {Set<SVGAElement>} the node with all that hangs below it */
function branch(node) {
  const found = new Set([node]);
  for (const one of nodes) if ([...found].some((above) => above.dataset.node === one.dataset.parent)) found.add(one);
  return found;
}

/** @param {SVGAElement} node */
function placesFor(node) {
  const own = branch(node);
  const kinds = BELOW[node.dataset.kind ?? ""] ?? [];
  return nodes.filter((one) => !own.has(one) && kinds.includes(one.dataset.kind ?? ""));
}

/** @param {SVGAElement | undefined} target */
function aim(target) {
  for (const one of nodes) one.toggleAttribute("data-target", one === target);
  if (target) announce((frame.dataset.over ?? "").replace("{node}", target.getAttribute("aria-label") ?? ""));
}

/** @param {SVGAElement} node @param {boolean} isHeld */
function mark(node, isHeld) {
  for (const one of branch(node)) one.toggleAttribute("data-away", isHeld && one !== node);
  node.toggleAttribute("data-held", isHeld);
}

/** @param {SVGAElement} node @param {SVGAElement} target */
function hang(node, target) {
  if (node.dataset.parent === target.dataset.node) return;
  const form = document.createElement("form");
  form.method = "post";
  form.action = (frame.dataset.move ?? "").replace("NODE", node.dataset.node ?? "");
  const token = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";
  const sent = { csrfmiddlewaretoken: token, below: target.dataset.node ?? "" };
  for (const [name, value] of Object.entries(sent)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.requestSubmit();
}

/** @param {SVGAElement} node */
function pick(node) {
  const places = placesFor(node);
  if (!places.length) return announce(frame.dataset.nowhere ?? "");
  const at = Math.max(0, places.findIndex((one) => one.dataset.node === node.dataset.parent));
  held = { node, places, at };
  mark(node, true);
  aim(places[at]);
  announce(frame.dataset.held ?? "");
}

/** @param {boolean} isHung */
function drop(isHung) {
  if (!held) return;
  const { node, places, at } = held;
  held = null;
  mark(node, false);
  aim(undefined);
  const target = places[at];
  if (isHung && target) hang(node, target);
  else announce(frame.dataset.back ?? "");
}

/**
 * The next node in a direction: left is the parent, right the first child, up and down the same column.
 * @param {SVGAElement} from
 * @param {string} key
 */
function neighbour(from, key) {
  const box = from.getBoundingClientRect();
  if (key === "ArrowLeft") return nodes.find((one) => one.dataset.node === from.dataset.parent);
  if (key === "ArrowRight") return nodes.find((one) => one.dataset.parent === from.dataset.node);
  const step = key === "ArrowUp" ? -1 : 1;
  const column = nodes.filter((one) => Math.abs(one.getBoundingClientRect().left - box.left) < 4);
  column.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  return column[column.indexOf(from) + step];
}

frame.addEventListener("keydown", (event) => {
  const node = event.target instanceof Element ? event.target.closest("a") : null;
  if (!(node instanceof SVGAElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (held && event.key.startsWith("Arrow")) {
    const step = event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1;
    held.at = (held.at + step + held.places.length) % held.places.length;
    aim(held.places[held.at]);
    held.places[held.at]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (event.key.startsWith("Arrow")) {
    const next = neighbour(node, event.key);
    next?.focus();
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (event.key === " ") {
    if (held) drop(true);
    else pick(node);
  } else if (held && event.key === "Enter") drop(true);
  else if (held && event.key === "Escape") drop(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
});

frame.addEventListener("focusout", () => setTimeout(() => held && !frame.contains(document.activeElement) && drop(false)));

frame.addEventListener("pointerdown", (event) => {
  const node = event.target instanceof Element ? event.target.closest("a") : null;
  if (!(node instanceof SVGAElement) || event.button !== 0 || event.pointerType !== "mouse") return; // a finger scrolls
  drag = { node, x: event.clientX, y: event.clientY, isMoving: false, pointer: event.pointerId };
});

addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.pointer) return;
  if (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLACK) return;
  if (!drag.isMoving) {
    drag.isMoving = true;
    frame.dataset.dragging = "";
    mark(drag.node, true);
  }
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("#tree a");
  aim(placesFor(drag.node).find((one) => one === under));
});

/** @param {boolean} isHung */
function release(isHung) {
  const done = drag;
  drag = null;
  if (!done?.isMoving) return;
  delete frame.dataset.dragging;
  const target = nodes.find((one) => one.hasAttribute("data-target"));
  mark(done.node, false);
  aim(undefined);
  /** @param {Event} event */
  const ignore = (event) => event.preventDefault(); // the click that ends a drag chooses nothing
  addEventListener("click", ignore, { capture: true, once: true });
  setTimeout(() => {
    removeEventListener("click", ignore, { capture: true });
    if (isHung && target) hang(done.node, target);
  });
}

addEventListener("pointerup", (event) => event.pointerId === drag?.pointer && release(true));
addEventListener("pointercancel", () => release(false));
addEventListener("keydown", (event) => event.key === "Escape" && release(false));
frame.addEventListener("dragstart", (event) => event.preventDefault());

// The page comes back with the chosen node in the middle of the frame.
const chosen = nodes.find((one) => one.getAttribute("aria-current") === "true");
if (chosen) {
  const [outer, inner] = [frame.getBoundingClientRect(), chosen.getBoundingClientRect()];
  frame.scrollBy(inner.left - outer.left - (outer.width - inner.width) / 2, inner.top - outer.top - (outer.height - inner.height) / 2);
}
frame.dataset.ready = "";
