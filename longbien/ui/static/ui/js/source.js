// Line numbers beside every text that is written line by line, and a jump from a fault to its line. Without this file
// the links lead to the text, and the fault shows the line itself.
const count = (box) => box.value.split("\n").length;

function number(box) {
  const gutter = document.createElement("pre");
  gutter.className = "gutter";
  gutter.setAttribute("aria-hidden", "true");
  const draw = () => {
    gutter.textContent = Array.from({ length: count(box) }, (_, n) => n + 1).join("\n");
    gutter.scrollTop = box.scrollTop;
  };
  const frame = document.createElement("div");
  frame.className = "numbered";
  box.replaceWith(frame);
  frame.append(gutter, box);
  box.addEventListener("input", draw);
  box.addEventListener("scroll", () => { gutter.scrollTop = box.scrollTop; });
  box.closest("details")?.addEventListener("toggle", draw);
  draw();
}

function jump(box, line) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  box.closest("details")?.setAttribute("open", "");
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  box.scrollTop = ((line - 3) * (box.scrollHeight - 24)) / lines.length;
  box.scrollIntoView({ block: "center" });
}

document.querySelectorAll("textarea.source").forEach(number);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-line]");
  const box = link && document.querySelector(`textarea[data-file="${CSS.escape(decodeURIComponent(link.hash.slice(1)))}"]`);
  if (!box) return;
  event.preventDefault();
  jump(box, Number(link.dataset.line));
});
