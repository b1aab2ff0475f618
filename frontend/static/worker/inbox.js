// Keeps an open inbox fresh. A socket says only "changed"; the lines are fetched again. Where sockets are blocked the
// page asks every half minute. Without any script it is a page like any other.
const box = /** @type {HTMLElement | null} */ (document.getElementById("thread"));
const SIGNED_OUT = 4401;
const ASK_EVERY = 30_000;
const REDRAW_EVERY = 60_000; // dials and "24 min left" stay right
const LONGEST_PAUSE = 60_000;

/** @param {HTMLElement} thread */
function keepFresh(thread) {
  let open = false;
  let pause = 1_000;
  let asked = 0;

  /** @param {string} clock */
  const say = (clock) => {
    const words = open ? `${thread.dataset.saidLive} · ${clock}` : `${thread.dataset.saidAsked} ${clock}`;
    document.dispatchEvent(new CustomEvent("live", { detail: { on: open, text: words } }));
  };

  const fetchLines = async () => {
    const mine = ++asked;
    const answer = await fetch(thread.dataset.from ?? "", { redirect: "manual", headers: { Accept: "text/html" } });
    if (answer.type === "opaqueredirect") return location.reload(); // signed out
    if (!answer.ok || mine !== asked) return;
    const text = await answer.text();
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("#thread li"))?.id;
    thread.innerHTML = text;
    const lines = /** @type {HTMLElement} */ (thread.firstElementChild);
    show("finding", lines.dataset.finding);
    show("finding-more", lines.dataset.findingMore);
    const count = document.querySelector("[aria-current] .count");
    if (count) count.textContent = lines.dataset.count ?? "";
    if (focused) /** @type {HTMLElement | null} */ (document.querySelector(`#${CSS.escape(focused)} a`))?.focus();
    say(lines.dataset.clock ?? "");
  };

  const refresh = () => {
    if (!document.hidden) fetchLines().catch(() => { open = false; });
  };

  const connect = () => {
    const address = new URL(thread.dataset.socket ?? "", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.onopen = () => { open = true; pause = 1_000; refresh(); };
    socket.onmessage = refresh;
    socket.onclose = (event) => {
      open = false;
      if (event.code === SIGNED_OUT) return location.reload();
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  };

  connect();
  setInterval(() => { if (!open) refresh(); }, ASK_EVERY);
  setInterval(refresh, REDRAW_EVERY);
  document.addEventListener("visibilitychange", refresh);
}

/** @param {string} id @param {string | undefined} text */
function show(id, text) {
  const place = document.getElementById(id);
  if (place && text !== undefined && place.textContent !== text) place.textContent = text;
}

if (box) keepFresh(box);
