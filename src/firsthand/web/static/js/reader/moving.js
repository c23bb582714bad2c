// Moving through the turns: j and k, deep links (#t-214), "g t" to a turn or a moment, and the tools of the turn in hand.
import { bind } from "../keys.js";
import { indexOf, shownTurns, turnAt, turnOf } from "./turns.js";

/** @type {HTMLElement | null} */
let current = null;

/** @returns {HTMLElement | null} */
export const currentTurn = () => (current?.isConnected ? current : null);

/**
 * Makes a turn the one that q, e and y act on.
 * @param {HTMLElement} turn
 */
export function take(turn) {
  current?.removeAttribute("data-current");
  current = turn;
  turn.setAttribute("data-current", "");
  const tools = document.getElementById("turn-tools");
  if (tools) {
    turn.append(tools);
    tools.hidden = false;
  }
}

/** @param {HTMLElement} turn */
export function goTo(turn) {
  take(turn);
  turn.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "center", behavior: "instant" });
}

/** @param {"nextElementSibling" | "previousElementSibling"} way */
function move(way) {
  let turn = currentTurn()?.[way] ?? (current ? null : shownTurns()[0]);
  while (turn instanceof HTMLElement && turn.hidden) turn = turn[way];
  if (turn instanceof HTMLElement) goTo(turn);
}

/** Seconds of "12:40" or "1:02:03", or null where the text is no time. @param {string} text */
function seconds(text) {
  if (!/^\d+(:\d{1,2}){1,2}$/.test(text)) return null;
  return text.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

/**
 * The turn with that number, or the last one that began by that time.
 * @param {string} text
 */
function sought(text) {
  const time = seconds(text);
  if (time === null) return turnAt(text.replace(/^#?(t-)?/, ""));
  const begun = shownTurns().filter((turn) => turn.dataset.at && Number(turn.dataset.at) <= time);
  return begun.at(-1) ?? null;
}

function openGoTo() {
  const dialog = document.getElementById("go-to");
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

function goToAnswer() {
  const dialog = document.getElementById("go-to");
  const input = dialog?.querySelector("input");
  if (!(dialog instanceof HTMLDialogElement) || !input || dialog.returnValue !== "go") return;
  const turn = sought(input.value.trim());
  if (turn) goTo(turn);
}

function followHash() {
  const turn = turnAt(location.hash.replace(/^#t-/, ""));
  if (turn) goTo(turn);
}

/** Starts listening. */
export function startMoving() {
  bind("j", () => move("nextElementSibling"));
  bind("k", () => move("previousElementSibling"));
  bind("g t", openGoTo);
  document.getElementById("go-to")?.addEventListener("close", goToAnswer);
  addEventListener("hashchange", followHash);
  document.getElementById("turns")?.addEventListener("focusin", (event) => takeFrom(event.target));
  document.getElementById("turns")?.addEventListener("click", (event) => takeFrom(event.target));
  document.getElementById("turns")?.addEventListener("pointermove", (event) => {
    const hasMoved = event.movementX !== 0 || event.movementY !== 0; // text scrolling under a resting mouse is no move
    const isMouse = event.pointerType === "mouse" && hasMoved;
    if (isMouse && !document.querySelector("#turn-tools:focus-within")) takeFrom(event.target);
  });
  followHash();
  addEventListener("load", () => requestAnimationFrame(followHash)); // the browser has scrolled to its own idea by then
}

/** @param {EventTarget | null} target */
function takeFrom(target) {
  const turn = target instanceof Node ? turnOf(target) : null;
  if (turn && turn !== current) take(turn);
}

/** @param {HTMLElement} turn */
export const linkTo = (turn) => `${location.origin}${location.pathname}#t-${indexOf(turn)}`;
