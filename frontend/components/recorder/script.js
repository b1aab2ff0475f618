// Records a sound, in this page alone: the microphone is let go at once when it stops, or when the page goes.
const recorder = /** @type {HTMLElement | null} */ (document.querySelector(".recorder"));
const LONGEST = 180000;

if (recorder && navigator.mediaDevices && "MediaRecorder" in window) {
  const start = /** @type {HTMLButtonElement} */ (recorder.querySelector("[data-start]"));
  const stop = /** @type {HTMLButtonElement} */ (recorder.querySelector("[data-stop]"));
  const time = /** @type {HTMLElement} */ (recorder.querySelector("[data-time]"));
  const refused = /** @type {HTMLElement} */ (recorder.querySelector("[data-refused]"));
  /** @type {MediaRecorder | null} */
  let machine = null;
  recorder.hidden = false;
  for (const file of document.querySelectorAll(".keep details")) file.removeAttribute("open");

  const minutes = (/** @type {number} */ ms) =>
    `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  const quiet = () => machine && machine.stream.getTracks().forEach((track) => track.stop());

  const run = (/** @type {MediaStream} */ stream) => {
    const type = ["audio/webm", "audio/mp4", "audio/ogg"].find((one) => MediaRecorder.isTypeSupported(one));
    const made = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 });
    /** @type {Blob[]} */
    const parts = [];
    const began = Date.now();
    const tick = setInterval(() => {
      const past = Date.now() - began;
      time.textContent = `${minutes(past)} / ${minutes(LONGEST)}`;
      if (past >= LONGEST && made.state === "recording") made.stop();
    }, 250);
    machine = made;
    made.ondataavailable = (event) => parts.push(event.data);
    made.onstop = () => {
      clearInterval(tick);
      quiet();
      stop.hidden = true;
      start.hidden = false;
      start.focus();
      document.dispatchEvent(new CustomEvent("keep", { detail: { blob: new Blob(parts), quiet: false } }));
    };
    made.start();
    start.hidden = refused.hidden = true;
    stop.hidden = time.hidden = false;
    stop.focus();
  };

  start.addEventListener("click", () => {
    navigator.mediaDevices.getUserMedia({ audio: true }).then(run).catch(() => {
      refused.hidden = false;
    });
  });
  stop.addEventListener("click", () => machine && machine.state === "recording" && machine.stop());
  addEventListener("pagehide", () => quiet());
}
