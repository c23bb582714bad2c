// Light, dark, or as the system says. A classic script in the head, so that the page never flashes.
(() => {
  const KEY = "firsthand.theme";
  const root = document.documentElement;

  /** @param {string} theme "light", "dark" or "" for the system's */
  function apply(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  /** @returns {string} */
  function remembered() {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  }

  /** @param {string} theme */
  function remember(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // a private window may refuse to remember; the choice then lasts for this page
    }
  }

  apply(remembered());
  document.addEventListener("DOMContentLoaded", () => {
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=theme]"))) {
      input.checked = input.value === remembered();
      input.addEventListener("change", () => {
        remember(input.value);
        apply(input.value);
      });
    }
  });
})();
