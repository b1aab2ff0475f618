// Records a sentence into the form's own file field: without a script, or a microphone, a file does the same.
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-record]"));
const LONGEST = 60000;

if (form && navigator.mediaDevices && "MediaRecorder" in window) {
  const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (form.querySelector(name));
  const [box, start, stop, said] = ["[data-recorder]", "[data-start]", "[data-stop]", "[data-said]"].map(find);
  const file = /** @type {HTMLInputElement} */ (find("[type=file]"));
  /** @type {MediaRecorder | null} */
  let machine = null;
  box.hidden = false;
  const show = (/** @type {boolean} */ running, /** @type {string} */ text) => {
    start.hidden = running;
    stop.hidden = !running;
    said.textContent = text;
    (running ? stop : start).focus();
  };

  const run = (/** @type {MediaStream} */ stream) => {
    const type = ["audio/webm", "audio/mp4", "audio/ogg"].find((one) => MediaRecorder.isTypeSupported(one));
    const made = new MediaRecorder(stream, { mimeType: type });
    /** @type {Blob[]} */
    const parts = [];
    made.ondataavailable = (event) => parts.push(event.data);
    made.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      const files = new DataTransfer();
      files.items.add(new File(parts, "sound", { type }));
      file.files = files.files;
      show(false, "Recorded. Keep it to listen to it.");
    };
    machine = made;
    made.start();
    setTimeout(() => made.state === "recording" && made.stop(), LONGEST);
    show(true, "Recording…");
  };

  start.addEventListener("click", () => {
    navigator.mediaDevices.getUserMedia({ audio: true }).then(run).catch(() => show(false, "There is no microphone."));
  });
  stop.addEventListener("click", () => machine && machine.state === "recording" && machine.stop());
}
