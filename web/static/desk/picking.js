// Lines that are selected stay selected when the list is refreshed; what can be done with them stands below.
const bar = document.querySelector("[data-bulk]");
const picked = new Set();

function show() {
  for (const box of document.querySelectorAll("[data-pick]")) {
    box.checked = picked.has(box.value);
    box.closest("tr").classList.toggle("is-picked", box.checked);
  }
  bar.hidden = picked.size === 0;
  bar.querySelector("[data-bulk-count]").textContent = `选了 ${picked.size} 件`;
}

if (bar) {
  document.querySelectorAll("[data-pick]:checked").forEach((box) => picked.add(box.value));
  show();
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-pick]")) return;
    picked[event.target.checked ? "add" : "delete"](event.target.value);
    show();
  });
  document.addEventListener("htmx:after:swap", () => {
    const there = new Set([...document.querySelectorAll("[data-pick]")].map((box) => box.value));
    for (const number of [...picked]) if (!there.has(number)) picked.delete(number);
    show();
  });
}
