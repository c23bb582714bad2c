// What the linter finds, beside the question it is about, with the words underlined and one click to change them.
import { box, copyOf, editor, formView } from "./form_view.js";
import { underline } from "./underlining.js";

/** @typedef {{kind: string, number: number, line: number | null, fault: string, label: string, words: string, reason: string, rewrite: string, at: number[] | null, sentence: number[] | null}} Finding */
/** @typedef {{rewrite: (finding: Finding, host: HTMLElement | null) => void, leave: (finding: Finding, host: HTMLElement | null, reason: string) => void, go: (finding: Finding) => void}} Acts */

const FIXED_BY_HAND = ["ignore_without_reason", "unknown_ignore"];

/**
 * One finding as a card.
 * @param {Finding} finding @param {HTMLElement | null} item @param {Acts} acts @param {boolean} hasPlace
 */
function card(finding, item, acts, hasPlace) {
  const element = copyOf("t-finding");
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (element.querySelector(`[data-${name}]`));
  part("label").textContent = finding.label;
  part("reason").textContent = `${finding.words && !hasPlace ? `“${finding.words}”. ` : ""}${finding.reason}`;
  part("rewrite").textContent = finding.rewrite;
  part("rather").hidden = !finding.rewrite;
  if (hasPlace) {
    part("go").hidden = false;
    part("go").textContent = `“${finding.words}”`;
    part("go").after(" ");
    part("go").addEventListener("click", () => acts.go(finding));
  }
  part("take").hidden = !finding.rewrite || !finding.sentence;
  part("take").addEventListener("click", () => acts.rewrite(finding, item));
  part("ignore").hidden = FIXED_BY_HAND.includes(finding.fault);
  const why = box(element, "[data-why]");
  const leave = () => (why.value.trim() ? acts.leave(finding, item, why.value.trim()) : why.focus());
  part("leave").addEventListener("click", leave);
  why.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    leave();
  });
  part("ignore").addEventListener("toggle", () => why.focus());
  return element;
}

/** Fills a place with cards; the same findings stay untouched, so that a reason being typed is not lost.
 * @param {Element | null} host @param {Finding[]} findings @param {(finding: Finding) => HTMLElement} make */
function fill(host, findings, make) {
  if (!(host instanceof HTMLElement)) return;
  const key = JSON.stringify(findings.map(({ line, ...rest }) => rest));
  if (host.dataset.key === key && host.childElementCount === findings.length) return;
  host.dataset.key = key;
  host.replaceChildren(...findings.map(make));
}

/**
 * Puts every finding beside its question or section, the rest at the side.
 * @param {Finding[]} findings @param {HTMLElement[]} items @param {HTMLElement[]} sections @param {Acts} acts
 */
export function showInForm(findings, items, sections, acts) {
  const shown = new Set([...items, ...sections]);
  for (const [kind, hosts] of /** @type {[string, HTMLElement[]][]} */ ([["item", items], ["section", sections]])) {
    hosts.forEach((host, number) => {
      const own = findings.filter((finding) => finding.kind === kind && finding.number === number);
      fill(host.querySelector(":scope > .ge-found"), own, (finding) => card(finding, kind === "item" ? host : null, acts, false));
      if (kind === "item") underline(box(host, "[data-words]"), own.flatMap((finding) => (finding.at ? [finding.at] : [])));
    });
  }
  for (const host of formView().querySelectorAll(".ge-item")) {
    if (!shown.has(/** @type {HTMLElement} */ (host))) host.querySelector(":scope > .ge-found")?.replaceChildren();
  }
  showAside(findings.filter((finding) => !finding.kind), (finding) => card(finding, null, acts, false));
}

/**
 * Underlines in the text, and lists everything at the side.
 * @param {Finding[]} findings @param {HTMLTextAreaElement} text @param {Acts} acts
 */
export function showInText(findings, text, acts) {
  underline(text, findings.flatMap((finding) => (finding.at ? [finding.at] : [])));
  showAside(findings, (finding) => card(finding, null, acts, finding.at !== null));
}

/** @param {Finding[]} findings @param {(finding: Finding) => HTMLElement} make */
function showAside(findings, make) {
  const host = document.getElementById("found-whole");
  fill(host, findings, make);
  if (host && !findings.length) {
    const none = document.createElement("p");
    none.className = "small soft";
    none.textContent = editor().dataset.none ?? "";
    host.replaceChildren(none);
  }
}
