// The guide editor: two views over one text, checked while somebody types, kept on the device until it is saved.
import { toast } from "../toasts.js";
import { startBuilding } from "./building.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";
import { showInForm, showInText } from "./findings.js";
import { box, draw, editor, formView, ignore, read } from "./form_view.js";
import { startMoving } from "./moving.js";
import { follow, keepUp } from "./underlining.js";

const WAIT = 250; // milliseconds without a key before the text is checked

const form = /** @type {HTMLFormElement} */ (editor());
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("guide-text"));
const textView = /** @type {HTMLElement} */ (document.getElementById("text-view"));
const said = /** @type {HTMLElement} */ (document.getElementById("editor-state"));
const tabs = { form: /** @type {HTMLElement} */ (document.getElementById("tab-form")), text: /** @type {HTMLElement} */ (document.getElementById("tab-text")) };
const key = form.dataset.draft ?? "";
let view = /** @type {"form" | "text"} */ ("text");
let isNewer = false; // the form holds changes that the text does not have yet
let asked = 0;
let timer = 0;
let isSending = false;
/** @type {Promise<any>} */
let latest = Promise.resolve(null);

const token = () => /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;
const version = () => /** @type {HTMLInputElement} */ (form.elements.namedItem("version"));

/**
 * Has the text or form looked through; null where that failed, with the reason said.
 * Whoever asks while a newer question is under way gets its answer.
 * @param {object} more
 */
function check(more = {}) {
  latest = ask(more);
  return latest;
}

/** @param {object} more @returns {Promise<any>} */
async function ask(more) {
  const mine = ++asked;
  const drawn = view === "form" ? read() : null;
  const body = JSON.stringify({ view, ...(drawn && isNewer ? { form: drawn.form } : { text: text.value }), ...more });
  const answer = await fetch(form.dataset.lint ?? "", { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token() } })
    .then((response) => response.json().catch(() => ({ problem: form.dataset.offline })))
    .catch(() => ({ problem: form.dataset.offline }));
  if (mine !== asked) return latest;
  if (answer.problem) {
    said.textContent = answer.problem;
    return null;
  }
  take(answer, drawn);
  return answer;
}

/** Shows what came back. @param {any} answer @param {import("./form_view.js").Drawn | null} drawn */
function take(answer, drawn) {
  if (drawn && isNewer) {
    text.value = answer.text;
    isNewer = false;
  }
  /** @type {HTMLElement} */ (document.getElementById("budget")).innerHTML = answer.budget; // made by the server, escaped there
  said.textContent = answer.count ? (answer.count === 1 ? form.dataset.one : form.dataset.many?.replace("%1", answer.count)) ?? "" : form.dataset.none ?? "";
  if (!drawn) showInText(answer.findings, text, acts);
  else if (drawn.items.length === answer.items) showInForm(answer.findings, drawn.items, drawn.sections, acts);
  form.dataset.checked = String(Number(form.dataset.checked ?? 0) + 1);
}

/** @type {import("./findings.js").Acts} */
const acts = {
  rewrite(finding, item) {
    const [begin, finish] = finding.sentence ?? [0, 0];
    const target = item ? box(item, "[data-words]") : text;
    target.setRangeText(finding.rewrite, begin, finish, "end");
    target.focus();
    target.dispatchEvent(new Event("input", { bubbles: true }));
  },
  async leave(finding, item, reason) {
    if (view === "form") {
      ignore(item, finding.fault, reason);
      (item ?? formView()).dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const answer = await check({ ignore: { fault: finding.fault, line: finding.line, reason } });
    if (!answer) return;
    text.value = answer.text;
    changed();
  },
  go(finding) {
    text.focus();
    text.setSelectionRange(finding.at?.[0] ?? 0, finding.at?.[1] ?? 0);
  },
};

/** Something was typed or moved. */
function changed() {
  if (view === "form") isNewer = true;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    keep();
    check();
  }, WAIT);
}

function keep() {
  const draft = view === "form" ? { form: read().form, text: null } : { form: null, text: text.value };
  keepDraft(key, { ...draft, version: version().value, at: Date.now() });
}

/** @param {"form" | "text"} wanted */
function select(wanted) {
  view = wanted;
  formView().hidden = view !== "form";
  textView.hidden = view !== "text";
  for (const [name, tab] of Object.entries(tabs)) {
    tab.setAttribute("aria-selected", String(name === view));
    tab.tabIndex = name === view ? 0 : -1;
  }
  document.querySelector(".keys-hint")?.toggleAttribute("hidden", view !== "form");
}

/** Changes the view; both show the same guide. @param {"form" | "text"} wanted */
async function turn(wanted) {
  const answer = await check();
  if (!answer) return;
  if (wanted === "form" && !answer.form) return toast(form.dataset.tooLong ?? "");
  if (wanted === "form") draw(answer.form);
  select(wanted);
  await check();
}

/** Saves only when the server is there; else everything stays as it is. @param {SubmitEvent} event */
async function send(event) {
  event.preventDefault();
  if (isSending) return;
  clearTimeout(timer);
  keep();
  if (!(await check())) return toast(said.textContent ?? "");
  const button = event.submitter;
  if (button instanceof HTMLButtonElement && button.name) {
    const value = document.createElement("input");
    Object.assign(value, { type: "hidden", name: button.name, value: button.value });
    form.append(value);
  }
  isSending = true;
  keepDraft(key, { form: null, text: text.value, version: version().value, at: Date.now() });
  form.submit();
}

/** Offers what was typed here before and never saved. */
function offerDraft() {
  const draft = draftOf(key);
  const notice = document.getElementById("draft-notice");
  if (!draft || !notice || form.dataset.saved === "no") return;
  if (draft.text?.trim() === text.value.trim()) return dropDraft(key);
  const when = notice.querySelector("[data-when]");
  if (when) when.textContent = new Date(draft.at).toLocaleString();
  notice.hidden = false;
  notice.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    dropDraft(key);
    notice.hidden = true;
  });
  notice.querySelector("[data-draft-take]")?.addEventListener("click", () => {
    notice.hidden = true;
    bringBack(draft);
  });
}

/** @param {import("./drafts.js").Draft} draft */
async function bringBack(draft) {
  version().value = draft.version; // so that saving over somebody's newer version is noticed
  if (draft.form) {
    draw(draft.form);
    select("form");
    isNewer = true;
  } else {
    select("text");
    text.value = draft.text ?? "";
  }
  await check();
}

/** @param {Event} event */
function typed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.closest(".finding")) return;
  if (target instanceof HTMLTextAreaElement && target.closest(".inked")) keepUp(target);
  changed();
}

async function start() {
  form.noValidate = true;
  /** @type {HTMLElement} */ (document.getElementById("editor-tabs")).hidden = false;
  textView.setAttribute("role", "tabpanel");
  textView.setAttribute("aria-labelledby", "tab-text");
  document.getElementById("found-whole")?.replaceChildren();
  startBuilding(formView());
  startMoving(formView());
  follow(text);
  for (const place of [formView(), text]) place.addEventListener("input", typed);
  form.addEventListener("submit", send);
  tabs.form.addEventListener("click", () => view !== "form" && turn("form"));
  tabs.text.addEventListener("click", () => view !== "text" && turn("text"));
  for (const tab of Object.values(tabs)) tab.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.altKey) return;
    const other = tab === tabs.form ? "text" : "form";
    tabs[other].focus();
    turn(other);
  });
  document.querySelector("[data-drops-draft]")?.addEventListener("click", () => dropDraft(key));
  document.getElementById("ignored-whole")?.addEventListener("input", changed);
  offerDraft();
  await turn("form");
  form.dataset.ready = "";
}

start();
