// While an answer is typed: which sentences are long. A hint, never a block; the server says the same without a script.
for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("textarea[data-plain]"))) {
  const most = Number(area.dataset.plain);
  const hint = document.createElement("p");
  hint.className = "soft small";
  hint.setAttribute("role", "status");
  area.after(hint);
  const look = () => {
    const long = area.value.split(/(?<=[.!?…])\s+|\n+/).filter((part) => part.split(/\s+/).filter(Boolean).length > most);
    hint.textContent = long.length ? `Hard to read: “${long[0].trim().slice(0, 60)}…”` : "";
  };
  area.addEventListener("input", look);
  look();
}
