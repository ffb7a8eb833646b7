// Whoever chose no time zone yet finds that of their device chosen; it counts once they save. Without this file, and where
// the device tells none that is in the list, they choose it themselves.
const form = document.querySelector("form[data-zones]");
const box = form.elements.timezone;
const told = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zone = JSON.parse(form.dataset.zones)[told] ?? told;

if (!box.value && zone !== form.dataset.home && [...box.options].some((one) => one.value === zone)) {
  box.value = zone;
  const note = document.createElement("p");
  note.className = "hint";
  note.setAttribute("role", "status");
  note.textContent = form.dataset.said;
  box.after(note);
}
