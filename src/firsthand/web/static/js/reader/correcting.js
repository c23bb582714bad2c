// Correcting a turn in place: "e" or the pencil asks the server for the form, which takes the place of the words.
import { bind } from "../keys.js";
import { toast } from "../toasts.js";
import { currentTurn, linkTo } from "./moving.js";
import { indexOf } from "./turns.js";

function correct() {
  const turn = currentTurn();
  const list = document.getElementById("turns");
  const pattern = list?.dataset.correct;
  if (!turn || !list || !pattern || turn.querySelector("form")) return;
  document.getElementById("reader")?.append(/** @type {Node} */ (document.getElementById("turn-tools")));
  htmx.ajax("GET", pattern.replace("/0/", `/${indexOf(turn)}/`), { source: list, target: `#${turn.id}`, swap: "innerHTML" });
}

async function copyLink() {
  const turn = currentTurn();
  const tools = document.getElementById("turn-tools");
  if (!turn || !tools) return;
  await navigator.clipboard.writeText(linkTo(turn));
  toast(tools.dataset.copied ?? "");
}

/** Starts listening. */
export function startCorrecting() {
  bind("e", correct);
  bind("y", copyLink);
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-correct-turn]")) correct();
    if (target.closest("[data-copy-link]")) copyLink();
  });
}
