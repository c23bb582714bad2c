// Underlines words in a box: a layer behind it holds the same words, see-through, with marks under some of them.

/** @param {HTMLTextAreaElement} box */
const behind = (box) => /** @type {HTMLElement | null} */ (box.parentElement?.querySelector(".behind"));

/** @type {WeakMap<HTMLTextAreaElement, {text: string, ranges: number[][]}>} */
const painted = new WeakMap();

/**
 * Underlines these ranges (UTF-16 offsets) and nothing else.
 * @param {HTMLTextAreaElement} box
 * @param {number[][]} ranges
 */
export function underline(box, ranges) {
  const layer = behind(box);
  if (!layer) return;
  painted.set(box, { text: box.value, ranges });
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let at = 0;
  for (const [begin, finish] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (begin < at || finish > box.value.length) continue;
    const mark = document.createElement("mark");
    mark.textContent = box.value.slice(begin, finish);
    parts.push(box.value.slice(at, begin), mark);
    at = finish;
  }
  layer.replaceChildren(...parts, `${box.value.slice(at)}\n`);
  layer.scrollTop = box.scrollTop;
}

/** While somebody types, only words that stand where they stood stay underlined. @param {HTMLTextAreaElement} box */
export function keepUp(box) {
  const before = painted.get(box);
  if (!before) return;
  const same = before.ranges.filter(([begin, finish]) => before.text.slice(0, finish) === box.value.slice(0, finish));
  underline(box, same);
}

/** Keeps the layer at the box's place when it scrolls. @param {HTMLTextAreaElement} box */
export function follow(box) {
  box.addEventListener("scroll", () => {
    const layer = behind(box);
    if (layer) layer.scrollTop = box.scrollTop;
  });
}
