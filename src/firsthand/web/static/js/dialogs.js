// A button with data-opens="#id" opens that dialog; the browser does the rest (focus, Escape, inert page behind).

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-opens]");
  if (!(button instanceof HTMLElement)) return;
  const dialog = document.querySelector(button.dataset.opens ?? "");
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
});
