// The drop zone: files dropped on it (or anywhere on the page) land in its file input, and the form is sent at once.

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
function send(form, input) {
  if (!input.files?.length) return;
  form.setAttribute("data-busy", "");
  form.requestSubmit();
}

for (const zone of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-drop]"))) {
  const input = zone.querySelector("input[type=file]");
  const form = zone.closest("form");
  if (!(input instanceof HTMLInputElement) || !form) continue;
  input.addEventListener("change", () => send(form, input));
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete zone.dataset.over;
  });
  document.addEventListener("drop", (event) => {
    delete zone.dataset.over;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    send(form, input);
  });
}
