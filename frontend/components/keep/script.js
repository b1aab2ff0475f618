// Sends what was recorded or drawn to the server at once: nothing of it stays on the phone, and nothing is lost.
// Other scripts of the page ask for it with a "keep" event; what became of it stands in the page's own line.
const carrier = /** @type {HTMLFormElement | null} */ (document.getElementById("u"));
const line = document.querySelector("[data-keep]");
const again = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-again]"));
const chosen = /** @type {HTMLInputElement | null} */ (document.querySelector("input[type=file]"));
/** @type {{ blob: Blob, quiet: boolean } | null} */
let last = null;
let turn = 0;

const tell = (/** @type {string} */ name) => {
  if (line instanceof HTMLElement) line.textContent = line.dataset[name] || "";
};

const send = async () => {
  if (!carrier || !last) return;
  const mine = ++turn;
  const { blob, quiet } = last;
  const body = new FormData(carrier);
  body.set("file", blob, "r");
  body.set("go", quiet ? "quiet" : "keep");
  if (again) again.hidden = true;
  tell("saving");
  for (let tries = 0; tries < 6; tries += 1) {
    if (tries) await new Promise((done) => setTimeout(done, 3000));
    if (mine !== turn) return;
    try {
      const answer = await fetch(carrier.action, { method: "POST", body, redirect: "manual" });
      if (answer.status >= 500) throw new Error();
      if (mine !== turn) return;
      if (quiet && answer.type === "opaqueredirect") tell("saved");
      else location.replace(location.pathname);
      return;
    } catch {
      tell("waiting");
    }
  }
  tell("failed");
  if (again) again.hidden = false;
};

document.addEventListener("keep", (event) => {
  last = /** @type {CustomEvent} */ (event).detail;
  send();
});
if (again) again.addEventListener("click", send);
if (chosen) chosen.addEventListener("change", () => {
  const file = chosen.files && chosen.files[0];
  if (!file || file.size <= Number(chosen.dataset.most)) return tell("none");
  chosen.value = "";
  tell("big");
});
