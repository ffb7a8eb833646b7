// Questions that hang on others are asked as soon as those are answered, and values that follow are shown. The server alone
// knows the rules: the page saves itself and is told which questions are not asked now. Those lie ready, each in a
// <template> in its place. Without this script they come after “Continue”.
const form = document.querySelector("form[data-reads]");
const read = new Set(form.dataset.reads.split(" "));
const status = form.querySelector("[data-appeared]");
const shown = form.elements._shown;

/** The question that a box belongs to: of `rows-0-kind` it is kind, of `place-ward` place. */
function questionOf(name) {
  const [first, number, inner] = name.split("-");
  return /^\d+$/.test(number) ? inner : first;
}

/** The page says which of its questions stand there, so that others keep what was written into them. */
function note(name, there) {
  if (name.includes("-")) return; // in a row: its own input says so
  const names = new Set(shown.value.split(" ").filter(Boolean));
  if (there) names.add(name);
  else names.delete(name);
  shown.value = [...names].join(" ");
}

function ask(template) {
  const field = template.content.firstElementChild;
  template.replaceWith(field);
  note(template.dataset.asks, true);
  return field;
}

/** What was typed stays in the boxes, for a change of mind. */
function layAside(field) {
  const template = document.createElement("template");
  template.dataset.asks = field.dataset.asked;
  field.replaceWith(template);
  template.content.append(field);
  note(field.dataset.asked, false);
}

function tell(words, fields) {
  const called = fields.map((field) => field.querySelector("legend, label, strong")?.textContent.trim().replace(/\s+/g, " "));
  if (called.length) status.textContent = `${words}: ${called.join("; ")}`;
}

function show(computed) {
  for (const [id, drawn] of Object.entries(computed)) {
    const field = document.getElementById(id)?.closest(".field");
    if (!field) continue;
    const template = document.createElement("template");
    template.innerHTML = drawn;
    field.replaceWith(template.content.querySelector(".field"));
  }
}

function settle(unasked, computed) {
  const off = new Set(unasked);
  const going = [...form.querySelectorAll("[data-asked]")].filter((field) => off.has(field.dataset.asked));
  const coming = [...form.querySelectorAll("template[data-asks]")].filter((one) => !off.has(one.dataset.asks));
  tell(status.dataset.gone, going);
  going.forEach(layAside);
  tell(status.dataset.appeared, coming.map(ask));
  show(computed);
}

form.addEventListener("change", ({ target }) => {
  if (!target.name || read.has(questionOf(target.name))) form.dispatchEvent(new Event("asking"));
});
form.addEventListener("htmx:afterRequest", ({ detail }) => {
  try {
    const { unasked, computed } = JSON.parse(detail.xhr.responseText);
    if (unasked) settle(unasked, computed);
  } catch {
    // no answer of a page that saves itself, such as one about a lost connection: what stands there stays
  }
});
