// A button with data-copy puts that text on the clipboard and says so for two seconds.
import { toast } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-copy]");
  if (!(button instanceof HTMLElement)) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    toast(button.dataset.copied ?? "");
  } catch {
    toast(button.dataset.uncopied ?? "");
  }
});
