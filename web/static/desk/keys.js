// The keys: j k move over the tickets, o or Enter opens, x selects, r n e write, / finds, ? shows this.
const help = document.getElementById("help");
const LIST = "desk list";

const links = () => [...document.querySelectorAll("[data-open]")];
const row = () => document.activeElement.closest?.("tr")?.querySelector("[data-open]");

// On a ticket's page: the next one of the list one came from.
function onward(step) {
  const list = JSON.parse(sessionStorage.getItem(LIST) ?? "[]");
  const here = list.indexOf(location.pathname);
  const next = list[here + step];
  if (here >= 0 && next) location.assign(next);
}

function move(step) {
  const all = links();
  if (!all.length) return onward(step);
  const here = all.indexOf(row());
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next].focus();
  all[next].closest("tr").scrollIntoView({ block: "nearest" });
}

function write(form) {
  const field = document.querySelector(`[data-draft="${form}"]`);
  if (field) {
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.scrollIntoView({ block: "center" });
  } else if (row()) {
    location.assign(`${row().href}#write-${form}`);
  }
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => row()?.click(),
  x: () => row()?.closest("tr").querySelector("[data-pick]")?.click(),
  r: () => write("answer"),
  n: () => write("note"),
  e: () => write("move-closed"),
  "/": () => document.querySelector("[data-find]")?.focus(),
  "?": () => help?.showModal(),
};

const writing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (writing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

addEventListener("click", (event) => {
  if (event.target.closest("[data-open]")) sessionStorage.setItem(LIST, JSON.stringify(links().map((one) => new URL(one.href).pathname)));
});

if (location.hash.startsWith("#write-")) write(location.hash.slice("#write-".length));
