/* desk_page/script.js */
// What every desk page needs: no form sent twice, print buttons, and a live dot that others switch.
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  // The line may have dropped: after ten seconds it may be tried again.
  setTimeout(() => delete form.dataset.sent, 10000);
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-print]")) window.print();
});
// A page with a socket says so: document.dispatchEvent(new CustomEvent("live", { detail: { on: true, text: "Live · 10:16" } }))
document.addEventListener("live", (event) => {
  const { on, text } = /** @type {CustomEvent<{on: boolean, text: string}>} */ (event).detail;
  for (const dot of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".live"))) {
    dot.dataset.live = on ? "on" : "off";
    dot.textContent = text;
  }
});
