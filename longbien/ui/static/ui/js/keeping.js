// What is typed and not saved yet is kept on this device, for a connection that breaks. It is only a help: drafts live on
// the server. forms.js takes it away as soon as somebody else is signed in here, and an hour after the session ended.
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
let torn = false; // answered otherwise elsewhere: this page no longer saves itself
const hidden = (name) => form.elements[name] ?? {};
const kept = () => ({ at: Date.now(), saved, typed: typed(), page: hidden("_page").value, based: hidden("_based").value });
const keepTyped = () => store?.setItem(key, JSON.stringify(kept()));

function say(words, tone = "warn") {
  let note = form.querySelector("[data-kept]");
  if (!note) {
    note = document.createElement("p");
    note.className = "notice";
    note.dataset.kept = "";
    note.setAttribute("role", "status");
    form.prepend(note);
  }
  note.dataset.tone = tone;
  note.textContent = words;
  return note;
}

/** Until when all is safe, or that the last of it is not. */
function tellSaved(words) {
  const line = form.querySelector("[data-saved]");
  if (line) line.textContent = words;
}

/** What was sent was not kept: the page of the refusal says why, and whether anybody is signed in still. */
function tellUnsaved(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  tellSaved(form.dataset.keepUnsaved);
  if (page.body.dataset.person !== "") {
    say(`${form.dataset.keepUnsaved} ${page.querySelector("main p.prose, main p")?.textContent.trim() ?? ""}`, "bad");
    return;
  }
  const link = Object.assign(document.createElement("a"), { href: form.dataset.keepLogin, textContent: form.dataset.keepSignIn });
  say(`${form.dataset.keepSignedOut} `, "bad").append(link);
}

/** What the server answers to a page that saves itself; nothing for anything else, such as a way to sign in again. */
function saving(xhr) {
  try {
    return JSON.parse(xhr.responseText);
  } catch {
    return null;
  }
}

/** The row that a kept answer stood in is added again. */
function missingRow(name) {
  const [, group, number] = name.match(/^(.+?)-(\d+)-/) ?? [];
  const element = group && form.querySelector(`[data-group="${CSS.escape(group)}"]`);
  const button = element?.querySelector(":scope > button[name=_add]");
  for (let turn = 0; button && !button.hidden && turn <= number && !form.elements[name]; turn += 1) button.click();
}

/** Typed into a page drawn earlier: the server is told what that page had shown, and tells what has changed since. The
 * page keeps its own name, for the earlier one may still be open in another tab and write on. */
function restore() {
  const mine = JSON.parse(store?.getItem(key) ?? "null");
  if (!mine) return;
  const arrived = JSON.parse(form.dataset.pages ?? "{}")[mine.page] ?? "";
  if (arrived > mine.saved || JSON.stringify(mine.typed) === JSON.stringify(typed())) {
    store.removeItem(key);
    return;
  }
  mine.typed.forEach(([name]) => missingRow(name));
  for (const box of boxes()) {
    const values = mine.typed.filter(([name]) => name === box.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(box.type)) box.checked = values.includes(box.value);
    else if (values.length) box.value = values.shift();
  }
  if (mine.page) hidden("_based").value = mine.based;
  say(form.dataset.keepRestored);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The earlier mistake of a box is told no longer, neither beside it nor in the summary. */
function forgive(box) {
  const field = box.closest(".field");
  document.getElementById(`${box.id}-fault`)?.remove();
  field?.removeAttribute("data-state");
  box.removeAttribute("aria-invalid");
  document.querySelector(`.summary a[href="#${CSS.escape(box.id)}"]`)?.closest("li").remove();
  const summary = document.querySelector(".summary");
  if (summary && !summary.querySelector("li")) summary.remove();
}

/** A file that the server has is not sent again; one that it refused isn't either. */
function filesArrived(sent, { stored = {}, refused = {} }) {
  for (const [box, file] of sent) {
    const there = stored[box.name];
    if (box.files[0] !== file || !(there || refused[box.name])) continue;
    box.value = "";
    forgive(box);
    const note = box.parentElement.querySelector("[data-stored]") ?? document.createElement("p");
    note.className = there ? "note" : "fault";
    note.dataset.stored = "";
    note.setAttribute("role", "status");
    note.textContent = there ? form.dataset.keepStored.replace("{file}", there.name) : refused[box.name];
    box.before(note);
    const kept = form.elements[`${box.name}-kept`] ?? Object.assign(document.createElement("input"), { type: "hidden", name: `${box.name}-kept` });
    kept.value = there?.document ?? "";
    box.before(kept);
  }
}

let waiting, pressed;
let sending = []; // the files under way
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(keepTyped, 200);
});
form.addEventListener("submit", (event) => {
  keepTyped();
  if (!sending.length) return;
  event.preventDefault(); // goes on as soon as they are there
  pressed = event.submitter ?? true;
});
form.addEventListener("htmx:beforeRequest", (event) => {
  if (torn) event.preventDefault();
  else sending = [...form.querySelectorAll("input[type=file]")].filter((box) => box.files.length).map((box) => [box, box.files[0]]);
});
form.addEventListener("htmx:afterRequest", ({ detail }) => {
  const sent = sending;
  sending = [];
  const now = detail.successful || detail.xhr.status === 409 ? saving(detail.xhr) : null;
  torn = now !== null && detail.xhr.status === 409;
  if (now) {
    saved = now.at;
    filesArrived(sent, now);
    clearTimeout(waiting);
    store?.removeItem(key);
    form.querySelector("[data-kept]")?.remove();
    tellSaved(now.said);
    if (torn) say(form.dataset.keepTorn);
    else hidden("_based").value = now.based;
  } else if (detail.xhr.status) {
    keepTyped();
    tellUnsaved(detail.xhr);
  }
  if (pressed) form.requestSubmit(pressed === true ? null : pressed);
  pressed = undefined;
});
form.addEventListener("htmx:sendError", () => {
  tellSaved(form.dataset.keepUnsaved);
  say(form.dataset.keepOffline);
});
addEventListener("online", () => form.dispatchEvent(new Event("change", { bubbles: true })));
addEventListener("pageshow", ({ persisted }) => persisted && restore());
restore();
