// Asks the browser for a passkey (or for a new one) and posts its answer with the form. Without a script, or without
// passkeys in this browser, the form stays hidden and the other ways are there.

/** @param {string} text websafe base64 @returns {Uint8Array<ArrayBuffer>} */
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

/** @param {ArrayBuffer | null} buffer @returns {string | undefined} */
const text = (buffer) =>
  buffer
    ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
    : undefined;

/** @param {any[] | undefined} list */
const described = (list) => (list || []).map((row) => ({ ...row, id: bytes(row.id) }));

/** @param {any} asked */
const forNew = async (asked) => {
  const made = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: described(asked.excludeCredentials),
      },
    })
  );
  const response = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  return {
    ...outside(made),
    response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) },
  };
};

/** @param {any} asked */
const forOne = async (asked) => {
  const found = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: described(asked.allowCredentials) },
    })
  );
  const response = /** @type {AuthenticatorAssertionResponse} */ (found.response);
  return {
    ...outside(found),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
};

/** @param {PublicKeyCredential} credential */
const outside = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: {},
});

/** @param {HTMLFormElement} form */
const ready = (form) => {
  const asked = JSON.parse(form.dataset.asked || "{}");
  const problem = /** @type {HTMLElement} */ (form.querySelector("[data-problem]"));
  form.hidden = false;
  form.addEventListener("click", async (event) => {
    if (!(/** @type {Element} */ (event.target).closest("button"))) return;
    problem.hidden = true;
    try {
      const answer = await (form.dataset.passkey === "new" ? forNew(asked) : forOne(asked));
      /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value = JSON.stringify(answer);
      form.requestSubmit();
    } catch {
      // Closed, too late, or none here: the browser does not say which.
      problem.hidden = false;
    }
  });
};

if (window.PublicKeyCredential) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
    ready(form);
  }
}
