// Rows that scroll sideways on a phone begin with the place where one is.
for (const here of document.querySelectorAll(".tabs [aria-current], .nav [aria-current]")) {
  const row = here.parentElement;
  if (!row) continue;
  const [place, frame] = [here.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
}
