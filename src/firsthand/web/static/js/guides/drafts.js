// What was typed and not saved is kept on this device, for a lost connection or a closed tab.

/** @typedef {{text: string | null, form: any, version: string, at: number}} Draft */

/** @param {string} key @returns {Draft | null} */
export function draftOf(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    return draft && (typeof draft.text === "string" || draft.form) ? draft : null;
  } catch {
    return null;
  }
}

/** @param {string} key @param {Draft} draft */
export function keepDraft(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the page itself still holds the words.
  }
}

/** @param {string} key */
export function dropDraft(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
