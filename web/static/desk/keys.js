// j k move over the tickets, o or Enter opens, / finds, ? shows the keys.
const help = document.getElementById("help");

function move(step) {
  const links = [...document.querySelectorAll("[data-open]")];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next].focus();
  links[next].closest("tr").scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => document.activeElement.matches("[data-open]") && document.activeElement.click(),
  "/": () => document.querySelector("[data-find]")?.focus(),
  "?": () => help?.showModal(),
};

function writing(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open) return;
  if (writing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
