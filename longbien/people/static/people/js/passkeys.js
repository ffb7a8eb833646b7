// Passkeys: asks the browser for one and sends the form with what it says.
// Forms with data-passkey ("add", "use", "login") stay hidden where the browser can't do it.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const readable = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function written(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type, authenticatorAttachment } = credential;
  return { id, rawId: text(credential.rawId), type, authenticatorAttachment, response,
           clientExtensionResults: credential.getClientExtensionResults() };
}

async function create(form, { publicKey }) {
  const alone = form.elements.passwordless?.checked ?? true;
  return navigator.credentials.create({ publicKey: {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: readable(publicKey.excludeCredentials),
    authenticatorSelection: { ...publicKey.authenticatorSelection, userVerification: "required",
                              requireResidentKey: alone, residentKey: alone ? "required" : "discouraged" },
  } });
}

async function get({ publicKey }) {
  return navigator.credentials.get({ publicKey: {
    ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: readable(publicKey.allowCredentials),
  } });
}

async function options(form) {
  const given = document.getElementById(form.dataset.options || "");
  if (given) return JSON.parse(given.textContent);
  return (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
}

async function ask(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const { creation_options, request_options } = await options(form);
    const credential = creation_options ? await create(form, creation_options) : await get(request_options);
    form.elements.credential.value = JSON.stringify(written(credential));
    form.submit();
  } catch {
    failed.hidden = false;
    failed.focus?.();
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.querySelector("button[type=button]").addEventListener("click", () => ask(form));
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(form); });
  }
  for (const note of document.querySelectorAll("[data-passkey-absent]")) note.hidden = true;
}
