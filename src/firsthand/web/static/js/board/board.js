// The affinity board: dragging, the keyboard, and what others do meanwhile. Without this file every card has a form.
import { startCarrying } from "./carrying.js";
import { startDragging } from "./dragging.js";
import { board } from "./places.js";
import { onState } from "./sending.js";
import { show, startWatching } from "./watching.js";

if (board()) {
  onState((state) => void show(state));
  startCarrying();
  startDragging();
  startWatching();
  board().dataset.ready = "";
}
