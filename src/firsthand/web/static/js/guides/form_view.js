// The form: draws a guide's fields as boxes to type in, and reads them back. The page itself is the only state.

/** @typedef {{fault: string, reason: string}} Ignore */
/** @typedef {{kind: string, text: string, probes?: Item[], notes?: string[], ignores?: Ignore[], is_script?: boolean}} Item */
/** @typedef {{title: string, minutes: number|string|null, level?: number, items: Item[]}} Section */
/** @typedef {Record<string, any> & {sections: Section[], preface: Item[]}} Form */
/** @typedef {{form: Form, items: HTMLElement[], sections: HTMLElement[]}} Drawn */

const FIELDS = ["title", "minutes", "product", "feature", "task"];
/** @type {Form} What the form doesn't show is kept here and goes back as it came. */
let kept = { sections: [], preface: [] };

/** @returns {HTMLElement} */
export const editor = () => /** @type {HTMLElement} */ (document.getElementById("guide-editor"));

/** @returns {HTMLElement} */
export const formView = () => /** @type {HTMLElement} */ (document.getElementById("form-view"));

/**
 * A new copy of what a template holds.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

/** @param {Element} inside @param {string} selector @returns {HTMLTextAreaElement} */
export const box = (inside, selector) => /** @type {HTMLTextAreaElement} */ (inside.querySelector(selector));

/** The list of probes of a question, of its own and of nothing beneath. @param {Element} item */
export const probesOf = (item) => /** @type {HTMLElement} */ (item.querySelector(":scope > .ge-probes"));

/** Draws the whole guide anew. @param {Form} form */
export function draw(form) {
  kept = form;
  const page = copyOf("t-form");
  for (const name of FIELDS) box(page, `[data-of="${name}"]`).value = String(form[name] ?? "");
  if (form.product || form.feature || form.task || /\[(product|feature|task)\]/.test(JSON.stringify(form))) page.querySelector("details")?.setAttribute("open", "");
  page.querySelector("[data-preface]")?.append(...form.preface.map(itemElement));
  page.querySelector("[data-sections]")?.append(...form.sections.map(sectionElement));
  page.querySelector("[data-terms]")?.append(...form.glossary.map(termElement));
  formView().replaceChildren(page);
  drawWholeIgnores();
}

/** @param {Section} section */
export function sectionElement(section) {
  const element = copyOf("t-section");
  box(element, "[data-title]").value = section.title;
  box(element, "[data-minutes]").value = String(section.minutes ?? "");
  element.dataset.level = String(section.level ?? 2);
  element.querySelector(".ge-items")?.append(...section.items.map(itemElement));
  return element;
}

/** @param {Item} item */
export function itemElement(item) {
  const element = copyOf("t-item");
  element.dataset.kind = item.kind;
  element.dataset.script = item.is_script === false ? "no" : "yes";
  element.dataset.ignores = JSON.stringify(item.ignores ?? []);
  const words = box(element, "[data-words]");
  words.value = item.text;
  words.setAttribute("aria-label", labelOf(item.kind));
  const notes = box(element, "[data-notes]");
  notes.value = (item.notes ?? []).join("\n\n");
  notes.hidden = !notes.value;
  probesOf(element).append(...(item.probes ?? []).map((probe) => named(itemElement(probe), "probe")));
  drawIgnores(element);
  return element;
}

/** @param {HTMLElement} element @param {string} kind */
export function named(element, kind) {
  box(element, "[data-words]").setAttribute("aria-label", labelOf(kind));
  return element;
}

/** @param {string} kind */
function labelOf(kind) {
  return editor().dataset[`label${kind[0].toUpperCase()}${kind.slice(1)}`] ?? kind;
}

/** @param {{word: string, meaning: string}} term */
export function termElement(term) {
  const element = copyOf("t-term");
  box(element, "[data-word]").value = term.word;
  box(element, "[data-meaning]").value = term.meaning;
  return element;
}

/** @param {Element} element @returns {Ignore[]} */
export const ignoresOf = (element) => JSON.parse(/** @type {HTMLElement} */ (element).dataset.ignores || "[]");

/** Shows what is left as it is, each with its reason. @param {HTMLElement} element */
function drawIgnores(element) {
  const list = /** @type {HTMLElement} */ (element.querySelector(":scope > .ge-ignored"));
  list.replaceChildren(...ignoresOf(element).map(ignoredLine));
}

/** @param {Ignore} ignore */
function ignoredLine(ignore) {
  const line = copyOf("t-ignored");
  line.dataset.fault = ignore.fault;
  const said = /** @type {HTMLElement} */ (line.querySelector("[data-what]"));
  said.textContent = `${editor().dataset.ignored} (${ignore.fault.replaceAll("_", " ")}): ${ignore.reason}`;
  const button = /** @type {HTMLElement} */ (line.querySelector("button"));
  button.textContent = editor().dataset.takeBack ?? "";
  return line;
}

function drawWholeIgnores() {
  document.getElementById("ignored-whole")?.replaceChildren(...(kept.ignores ?? []).map(ignoredLine));
}

/**
 * Leaves a finding as it is (with a reason), or looks at it again (without one).
 * @param {HTMLElement | null} item null for the whole guide
 * @param {string} fault
 * @param {string} reason
 */
export function ignore(item, fault, reason) {
  const others = (item ? ignoresOf(item) : kept.ignores ?? []).filter((/** @type {Ignore} */ one) => one.fault !== fault);
  const now = reason ? [...others, { fault, reason }] : others;
  if (item) {
    item.dataset.ignores = JSON.stringify(now);
    drawIgnores(item);
  } else {
    kept = { ...kept, ignores: now };
    drawWholeIgnores();
  }
}

/** Reads everything back; boxes without words are left out. @returns {Drawn} */
export function read() {
  /** @type {HTMLElement[]} */
  const items = [];
  const view = formView();
  const preface = itemsIn(view.querySelector("[data-preface]"), items);
  const elements = /** @type {HTMLElement[]} */ ([...view.querySelectorAll(".ge-section")]);
  const sections = elements.map((element) => readSection(element, items));
  const glossary = [...view.querySelectorAll(".ge-term")].map((term) => ({ word: box(term, "[data-word]").value, meaning: box(term, "[data-meaning]").value }));
  /** @type {Form} */
  const form = { ...kept, preface, sections, glossary: glossary.filter((term) => term.word.trim()) };
  for (const name of FIELDS) form[name] = box(view, `[data-of="${name}"]`).value.trim();
  return { form, items, sections: elements };
}

/** @param {HTMLElement} element @param {HTMLElement[]} items @returns {Section} */
function readSection(element, items) {
  return {
    title: box(element, "[data-title]").value.trim() || (editor().dataset.untitled ?? ""),
    minutes: box(element, "[data-minutes]").value.trim(),
    level: Number(element.dataset.level),
    items: itemsIn(element.querySelector(".ge-items"), items),
  };
}

/** @param {Element | null} list @param {HTMLElement[]} items @returns {Item[]} */
function itemsIn(list, items) {
  return [...(list?.children ?? [])].flatMap((child) => readItem(/** @type {HTMLElement} */ (child), items));
}

/** @param {HTMLElement} element @param {HTMLElement[]} items @returns {Item[]} */
function readItem(element, items) {
  const text = box(element, "[data-words]").value;
  const kind = element.dataset.kind ?? "question";
  const hasProbes = [...probesOf(element).querySelectorAll("[data-words]")].some((one) => /** @type {HTMLTextAreaElement} */ (one).value.trim());
  if (!text.trim() && !hasProbes) return [];
  items.push(element);
  if (kind !== "question") return [{ kind, text, is_script: element.dataset.script !== "no" }];
  const notes = box(element, "[data-notes]").value.split(/\n\s*\n/).filter((note) => note.trim());
  return [{ kind, text: text.trim() ? text : "…", probes: itemsIn(probesOf(element), items), notes, ignores: ignoresOf(element) }];
}
