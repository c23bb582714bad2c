// Forms with data-passkey: the browser makes or uses a passkey, and the form carries the answer to the server.
// data-passkey is "create" or "get"; the question stands in the JSON element named by data-options, or is fetched from
// data-options-url. A form that is hidden needs this script and shows itself.

/** @typedef {{ publicKey: any }} Question */

/** @param {HTMLFormElement} form @returns {Promise<Question>} */
const question = async (form) => {
  const { options, optionsUrl } = form.dataset;
  if (options) return JSON.parse(document.getElementById(options)?.textContent ?? "");
  const answer = await fetch(optionsUrl ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no question: ${answer.status}`);
  return (await answer.json()).request_options;
};

/** @param {HTMLFormElement} form @param {Question} asked */
const made = async (form, asked) => {
  const wanted = structuredClone(asked.publicKey);
  const alone = form.elements.namedItem("passwordless");
  const isAlone = alone instanceof HTMLInputElement && alone.checked;
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    ...(isAlone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
};

/** @param {Question} asked */
const used = (asked) =>
  navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.publicKey) });

/** @param {HTMLFormElement} form @param {unknown} error */
const explain = (form, error) => {
  const place = form.querySelector("[data-passkey-problem]");
  if (!(place instanceof HTMLElement)) return;
  const name = error instanceof Error ? error.name : "";
  const texts = { NotAllowedError: "refused", AbortError: "refused", InvalidStateError: "known", SecurityError: "address" };
  place.textContent = place.dataset[texts[/** @type {keyof typeof texts} */ (name)] ?? "other"] ?? "";
  place.hidden = false;
};

/** @param {SubmitEvent} event */
const answer = async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  event.preventDefault();
  const problem = form.querySelector("[data-passkey-problem]");
  if (problem instanceof HTMLElement) problem.hidden = true;
  try {
    if (!window.PublicKeyCredential) throw new DOMException("not here", "SecurityError");
    const asked = await question(form);
    const credential = await (form.dataset.passkey === "create" ? made(form, asked) : used(asked));
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
    field.value = JSON.stringify(/** @type {PublicKeyCredential} */ (credential).toJSON());
    form.submit();
  } catch (error) {
    explain(form, error);
  }
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  form.hidden = false;
  form.addEventListener("submit", answer);
}
