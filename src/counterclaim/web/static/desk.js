// Keys, spans by selection, and the fields of the claim under the cursor. All of it works without this, by links and forms.
"use strict";

const typing = (element) => element.matches("input, select, textarea, [contenteditable]");

// Elements with data-key are pressed by that key, or lead to the field they need while it is empty; Escape leaves a field.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  const needed = target.dataset.needs && target.form.elements.namedItem(target.dataset.needs);
  if (target.matches("input")) target.focus();
  else if (needed && !needed.value.trim()) needed.focus();
  else target.click();
});

// Offsets count code points, as in the ledger; strings of this language count UTF-16 units.
const points = (text) => Array.from(text).length;

// Where a text is cut by the end of a selection, which may lie beyond its last letter.
function cut(text, node, at) {
  if (!text.contains(node)) return points(text.textContent);
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, at);
  return points(range.toString());
}

function judging(form) {
  const text = document.querySelector("[data-text]");
  const field = (name) => form.elements.namedItem(name);
  const first = Number(text.querySelector("[data-at]").dataset.at);
  const letters = Array.from(text.textContent);
  const shown = form.querySelector("[data-span=number]");

  // The text anew, with the figure and the sentence where the form has them.
  function show() {
    const cut = ["evidence_start", "number_start", "number_end", "evidence_end"].map((name) =>
      field(name) ? Number(field(name).value) : Number(field("evidence_end").value));
    const fits = cut.every((at, i) => at >= (i ? cut[i - 1] : first)) && cut[3] <= first + letters.length;
    shown.textContent = fits ? letters.slice(cut[1] - first, cut[2] - first).join("") : "does not lie within the sentence";
    if (!fits) return;
    const ends = [first, ...cut, first + letters.length];
    text.replaceChildren(...ends.slice(1).map((end, i) => {
      const piece = document.createElement(i === 2 ? "mark" : "span");
      piece.className = ["context", "", "marked", "", "context"][i];
      piece.dataset.at = ends[i];
      piece.textContent = letters.slice(ends[i] - first, end - first).join("");
      return piece;
    }));
  }

  function take(name) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !field(`${name}_start`)) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer)) return;
    let start = cut(text, range.startContainer, range.startOffset);
    let end = cut(text, range.endContainer, range.endOffset);
    while (start < end && !letters[start].trim()) start += 1;
    while (start < end && !letters[end - 1].trim()) end -= 1;
    if (start === end) return;
    field(`${name}_start`).value = first + start;
    field(`${name}_end`).value = first + end;
    selection.removeAllRanges();
    show();
  }

  for (const name of ["number_start", "number_end", "evidence_start", "evidence_end"]) {
    if (field(name)) field(name).addEventListener("input", show);
  }
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "f") take("number");
    if (event.key === "s") take("evidence");
  });
}

// The claim whose figure is under the cursor, or has the focus, is shown beside the text.
function panel(aside) {
  let last = null;
  function show(event) {
    const mark = event.target.closest("[data-show]");
    if (!mark) return;
    const section = document.getElementById(`f-${mark.dataset.show.split(" ")[0]}`);
    if (!section || section === last) return;
    if (last) last.classList.remove("here");
    section.classList.add("here");
    if (getComputedStyle(aside).position === "sticky") aside.scrollTop = section.offsetTop;
    last = section;
  }
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", show);
}

document.querySelectorAll("[data-judge]").forEach(judging);
document.querySelectorAll("[data-panel]").forEach(panel);
