// The knowledge room: nothing written is lost by leaving, articles go in by a click, lines are counted.
const form = document.querySelector("[data-guard]");

if (form) {
  let dirty = "dirty" in form.dataset;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}

for (const told of document.querySelectorAll("[data-count]")) {
  const field = document.getElementById(told.dataset.count);
  const count = () => {
    told.textContent = `${field.value.split("\n").filter((line) => line.trim()).length} 句`;
  };
  field.addEventListener("input", count);
  count();
}

document.addEventListener("click", (event) => {
  const cite = event.target.closest?.("[data-cite]");
  if (!cite) return;
  const field = document.getElementById("f-citations");
  const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.includes(cite.dataset.cite)) field.value = [...lines, cite.dataset.cite].join("\n");
  cite.textContent = "已引用";
  cite.disabled = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

for (const all of document.querySelectorAll("[data-all]")) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const ticks = [...document.querySelectorAll(`input[name="${all.dataset.all}"]`)];
    const on = ticks.some((tick) => !tick.checked);
    for (const tick of ticks) tick.checked = on;
  });
}
