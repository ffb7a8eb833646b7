// Makes forms smoother. Without it every button still works: the server adds and removes rows itself.

/** Number the names, ids and references of a copied row; in groups inside it, their own `__row__` stays. */
function numbered(row, number) {
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      const words = attribute.value.split(" ").map((word) => word.replace("__row__", number));
      if (attribute.value.includes("__row__")) element.setAttribute(attribute.name, words.join(" "));
    }
  }
  for (const inner of row.querySelectorAll("template")) numbered(inner.content.firstElementChild, number);
  return row;
}

/** The next number that no row of the group has: gaps are fine, the server only reads their order. */
function nextNumber(group) {
  const start = `${group.dataset.group}-`;
  const names = [...group.querySelectorAll(`[name^="${CSS.escape(start)}"]`)].map((input) => input.name);
  const taken = names.map((name) => parseInt(name.slice(start.length), 10)).filter((number) => number >= 0);
  return Math.max(-1, ...taken) + 1;
}

const childrenOf = (group, selector) => [...group.children].filter((child) => child.matches(selector));

function addRow(group, button) {
  const [template] = childrenOf(group, "template");
  const row = numbered(template.content.firstElementChild.cloneNode(true), nextNumber(group));
  button.before(row);
  row.querySelector("input, select, textarea")?.focus();
  button.hidden = childrenOf(group, "[data-row]").length >= Number(group.dataset.max);
}

function removeRow(group, button) {
  const [add] = childrenOf(group, "button[name=_add]");
  button.closest("[data-row]").remove();
  add.hidden = false;
  add.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=_add], button[name=_remove]");
  const group = button?.closest("[data-group]");
  if (!group) return;
  event.preventDefault();
  (button.name === "_add" ? addRow : removeRow)(group, button);
});

// A refusal of something sent by HTMX is shown in place of the page. A poll that fails just tries again, and a draft
// that could not be saved in passing must not take the form away.
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.requestConfig.verb === "get" || detail.elt.getAttribute("hx-swap") === "none") return;
  const said = new DOMParser().parseFromString(detail.xhr.response, "text/html").querySelector("main");
  if (said) document.querySelector("main").replaceWith(said);
});

// A bar that does something to the ticked rows of its form says how many they are.
function countTicked() {
  for (const bar of document.querySelectorAll("[data-ticked]")) {
    const n = bar.closest("form").querySelectorAll(`[name="${CSS.escape(bar.dataset.ticked)}"]:checked`).length;
    for (const part of bar.querySelectorAll("[data-count], [data-counted]")) part.hidden = !n;
    bar.querySelector("[data-count]").textContent = n;
    bar.dataset.state = n ? "some" : "none";
  }
}
for (const moment of ["change", "htmx:afterSettle"]) document.addEventListener(moment, countTicked);
addEventListener("pageshow", countTicked);

// A click beside an open account menu closes it.
document.addEventListener("click", (event) => {
  const open = document.querySelector(".account[open]");
  if (open && !open.contains(event.target)) open.open = false;
});

// What is typed on this device and not saved yet (keeping.js) belongs to who typed it: it goes when they sign out, and
// when a page is drawn for anybody else. Whose session ended by itself has an hour to sign in again.
const KEPT = "longbien:typed:";
const PATIENCE_MS = 3_600_000;

/** The device's own store; none where the browser forbids it. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function isFresh(key) {
  try {
    return Date.now() - JSON.parse(storage().getItem(key)).at < PATIENCE_MS;
  } catch {
    return false;
  }
}

function forget(all) {
  const person = document.body.dataset.person;
  const stays = (key) => (person ? key.startsWith(`${KEPT}${person}:`) : isFresh(key));
  for (const key of Object.keys(storage() ?? {})) {
    if (key.startsWith(KEPT) && (all || !stays(key))) storage().removeItem(key);
  }
}

if (document.body.dataset.person !== undefined) forget(false);
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) forget(true);
  if (!navigator.onLine && event.target.dataset.keepOffline) {
    event.preventDefault();
    const note = document.createElement("p");
    note.className = "notice";
    note.dataset.tone = "warn";
    note.dataset.kept = ""; // keeping.js writes into the same one
    note.setAttribute("role", "alert");
    note.textContent = event.target.dataset.keepOffline;
    for (const before of event.target.querySelectorAll("[data-kept]")) before.remove();
    event.target.prepend(note);
  }
});

// A page that keeps what is typed does so by itself too, once more on leaving, and no more once a button is pressed.
const beacon = document.querySelector("form[data-beacon]");
if (beacon) {
  let changed = false, pressed = false;
  // The page of a refusal answers a POST: reloaded, it is asked for again and not sent again, over what was typed since.
  history.replaceState(history.state, "", location.href);
  beacon.addEventListener("input", () => { changed = true; });
  beacon.addEventListener("submit", () => { pressed = true; });
  beacon.addEventListener("htmx:beforeRequest", (event) => {
    if (pressed) event.preventDefault();
    else changed = false;
  });
  beacon.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) changed = true;
    else for (const mark of beacon.querySelectorAll("[name^=_drawn-]")) mark.remove();
  });
  addEventListener("pagehide", () => changed && !pressed && navigator.sendBeacon(beacon.action, new FormData(beacon)));
}

// The summary of what is wrong is read out and reached first.
document.querySelector(".summary")?.focus();
