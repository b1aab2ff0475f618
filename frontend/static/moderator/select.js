// Selecting words with a mouse or finger fills the form that a keyboard can fill too.
const told = document.querySelector(".told");
const field = (/** @type {string} */ name) =>
  /** @type {HTMLInputElement | null} */ (document.querySelector(`input[name=${name}]`));
const picked = field("picked");

/** Code points of their own words before a place in the page: tags and numbers that we added do not count. */
function before(/** @type {Element} */ root, /** @type {Node} */ node, /** @type {number} */ offset) {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const tag of part.querySelectorAll("del + .tag")) tag.previousSibling?.remove(); // the space between
  for (const ours of part.querySelectorAll(".tag, .num, .away")) ours.remove();
  return [...(part.textContent ?? "")].length;
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!told || !picked || !selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!told.contains(range.commonAncestorContainer)) return;
  picked.value = selection.toString().trim();
  const start = field("picked_start");
  const end = field("picked_end");
  if (start) start.value = String(before(told, range.startContainer, range.startOffset));
  if (end) end.value = String(before(told, range.endContainer, range.endOffset));
});
// Words typed by hand are looked for by the server.
picked?.addEventListener("input", () => {
  for (const place of [field("picked_start"), field("picked_end")]) if (place) place.value = "";
});
