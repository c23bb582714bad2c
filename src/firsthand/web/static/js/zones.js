// An empty time zone is filled with the one that this computer is set to.
for (const input of document.querySelectorAll("[data-guess-zone]")) {
  if (!input.value) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
