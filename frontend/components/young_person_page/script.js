// Leaving at once, leaving when forgotten, and never sending twice. Everything else works without a script.
const root = document.documentElement;
const form = /** @type {HTMLFormElement} */ (document.getElementById("f"));
const exit = /** @type {HTMLButtonElement} */ (document.querySelector("[data-exit]"));
const warning = document.getElementById("idle");
const MINUTE = 60000;
let leaving = false;
let sending = false;
let touched = Date.now();

// Blank first, in the same frame. Then the typed words go to the server, which knows what to do with them.
// The second address is loaded in place of this page, so that Back does not lead here.
const leave = async () => {
  root.hidden = true;
  if (leaving) return;
  leaving = true;
  const address = exit.formAction;
  const post = (/** @type {boolean} */ keepalive) =>
    fetch(address, { method: "POST", body: new FormData(form), redirect: "manual", keepalive });
  const wait = new Promise((done) => setTimeout(done, 4000));
  // A browser refuses to keep a large body alive after the page has gone; then it is sent the plain way.
  await Promise.race([form ? post(true).catch(() => post(false)).catch(() => 0) : 0, wait]);
  location.replace(address);
};

exit.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// A second tap while the first is on its way does nothing; after ten seconds the line may have dropped.
document.addEventListener("submit", (event) => {
  if (sending) event.preventDefault();
  sending = true;
  setTimeout(() => {
    sending = false;
  }, 10000);
});

// A page kept for Back is kept blank, and asks the server again when it is shown.
addEventListener("pagehide", () => {
  root.hidden = true;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

for (const name of ["pointerdown", "keydown", "input", "scroll"]) {
  addEventListener(name, () => {
    touched = Date.now();
    if (warning) warning.hidden = true;
  }, { passive: true });
}
setInterval(() => {
  const idle = Date.now() - touched;
  if (idle > 10 * MINUTE) leave();
  else if (idle > 8 * MINUTE && warning) warning.hidden = false;
}, 5000);
