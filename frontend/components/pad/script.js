// A pad to draw on with a finger, a pen or a mouse; a tap makes a dot. Who can't draw here picks a picture instead.
const pad = /** @type {HTMLElement | null} */ (document.querySelector(".pad"));
const canvas = /** @type {HTMLCanvasElement | null} */ (pad && pad.querySelector("canvas"));
const pen = canvas && canvas.getContext("2d");

if (pad && canvas && pen) {
  /** @type {{ colour: string, points: number[][] }[]} */
  let lines = [];
  let colour = "#0f2e2e";
  let drawing = false;
  let later = 0;
  pad.hidden = false;
  for (const file of document.querySelectorAll(".keep details")) file.removeAttribute("open");

  const draw = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 8;
    pen.lineCap = pen.lineJoin = "round";
    for (const { colour: ink, points } of lines) {
      pen.strokeStyle = ink;
      pen.beginPath();
      pen.moveTo(points[0][0], points[0][1]);
      for (const [x, y] of points) pen.lineTo(x + 0.1, y);
      pen.stroke();
    }
  };
  const at = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };
  const keep = (/** @type {boolean} */ quiet) => {
    clearTimeout(later);
    if (!lines.length) return;
    canvas.toBlob((blob) => document.dispatchEvent(new CustomEvent("keep", { detail: { blob, quiet } })));
  };
  // What is drawn is kept as it grows: leaving does with it what they chose.
  const soon = () => {
    clearTimeout(later);
    later = setTimeout(keep, 3000, true);
  };

  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    lines.push({ colour, points: [at(event)] });
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    lines[lines.length - 1].points.push(at(event));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      drawing = false;
      soon();
    });
  }
  pad.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!button) return;
    if (button.dataset.pen) {
      colour = button.dataset.pen;
      for (const one of pad.querySelectorAll("[data-pen]")) one.setAttribute("aria-pressed", String(one === button));
    } else if ("back" in button.dataset) {
      lines.pop();
      draw();
      soon();
    } else keep(false);
  });
  draw();
}
