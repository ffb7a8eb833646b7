// What is typed and not saved yet is kept on this device, for a connection that breaks. It is only a help: drafts live on
// the server. forms.js takes it away as soon as somebody else, or nobody, is signed in here.
const form = document.querySelector("form[data-keep]");
const key = `longbien:typed:${form.dataset.keep}`;
const boxes = () => [...form.elements].filter((box) => box.name && !box.name.startsWith("_") && !["hidden", "file", "submit"].includes(box.type));
const isOn = (box) => !["radio", "checkbox"].includes(box.type) || box.checked;
const typed = () => boxes().filter(isOn).map((box) => [box.name, box.value]);
const store = (() => {
  try {
    return localStorage;
  } catch {
    return null; // the browser forbids it
  }
})();
let saved = form.dataset.drawn; // the last instant at which the server had what stands here

function say(words) {
  let note = form.querySelector("[data-kept]");
  if (!note) {
    note = document.createElement("p");
    note.className = "notice";
    note.dataset.tone = "warn";
    note.dataset.kept = "";
    note.setAttribute("role", "status");
    form.prepend(note);
  }
  note.textContent = words;
}

/** The row that a kept answer stood in is added again. */
function missingRow(name) {
  const [, group, number] = name.match(/^(.+?)-(\d+)-/) ?? [];
  const element = group && form.querySelector(`[data-group="${CSS.escape(group)}"]`);
  const button = element?.querySelector(":scope > button[name=_add]");
  for (let turn = 0; button && !button.hidden && turn <= number && !form.elements[name]; turn += 1) button.click();
}

function restore() {
  const kept = JSON.parse(store?.getItem(key) ?? "null");
  if (!kept) return;
  if ((form.dataset.saved ?? "") > kept.saved || JSON.stringify(kept.typed) === JSON.stringify(typed())) {
    store.removeItem(key);
    return;
  }
  kept.typed.forEach(([name]) => missingRow(name));
  for (const box of boxes()) {
    const values = kept.typed.filter(([name]) => name === box.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(box.type)) box.checked = values.includes(box.value);
    else if (values.length) box.value = values.shift();
  }
  say(form.dataset.keepRestored);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => store?.setItem(key, JSON.stringify({ saved, typed: typed() })), 200);
});
form.addEventListener("submit", () => store?.setItem(key, JSON.stringify({ saved, typed: typed() })));
form.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) return;
  saved = detail.xhr.getResponseHeader("X-Saved-At") ?? saved;
  clearTimeout(waiting);
  store?.removeItem(key);
  form.querySelector("[data-kept]")?.remove();
});
form.addEventListener("htmx:sendError", () => say(form.dataset.keepOffline));
addEventListener("online", () => form.dispatchEvent(new Event("change", { bubbles: true })));
addEventListener("pageshow", ({ persisted }) => persisted && restore());
restore();
