// Words for the answer box: canned replies by "/", suggestions by a click; colleagues' names by "@" in a note.
const talk = document.getElementById("talk");
if (talk) talk.scrollTop = talk.scrollHeight;

const answer = document.getElementById("text-answer");
const note = document.getElementById("text-note");

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Puts words in place of what stands between two places, and the caret behind them.
function put(field, from, to, words) {
  field.focus();
  field.setRangeText(words, from, to, "end");
  changed(field);
}

// A list below a field: arrows move, Enter takes, Escape shuts. `find` gives the options for what was typed after `mark`.
function choosing(field, list, mark, fits, find, take) {
  let from = -1, at = 0, found = [];
  const shut = () => { list.hidden = true; from = -1; field.removeAttribute("aria-activedescendant"); };
  const draw = () => {
    list.replaceChildren(...found.map((one, index) => {
      const option = document.createElement("button");
      option.type = "button";
      option.tabIndex = -1;
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", index === at);
      option.append(one.title);
      if (one.text) option.append(Object.assign(document.createElement("small"), { textContent: one.text }));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); pick(index); });
      return option;
    }));
    if (!found.length) list.append(Object.assign(document.createElement("p"), { className: "hint", textContent: list.dataset.empty ?? "没有合适的。" }));
    field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const pick = (index) => {
    const one = found[index];
    const start = from;
    shut();
    if (one) put(field, start, field.selectionStart, take(one));
  };
  const look = async () => {
    const before = field.value.slice(0, field.selectionStart);
    const place = before.lastIndexOf(mark);
    if (place < 0 || !fits(before, place)) return shut();
    found = await find(before.slice(place + 1));
    if (!found.length && before.length - place > 1) return shut();
    [from, at] = [place, 0];
    list.hidden = false;
    draw();
    list.scrollIntoView({ block: "nearest" });
  };
  field.addEventListener("input", look);
  if (document.activeElement === field) look();  // typed before this was loaded
  field.addEventListener("blur", () => setTimeout(shut, 150));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) at = (at + moves[event.key] + found.length) % Math.max(found.length, 1);
    else if (event.key === "Enter" || event.key === "Tab") pick(at);
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (!list.hidden) draw();
  });
}

if (answer) {
  let all = null;
  const replies = async () => {
    all ??= fetch(answer.dataset.replies, { headers: { Accept: "application/json" } }).then((got) => (got.ok ? got.json() : []));
    return all;
  };
  const list = document.getElementById("replies");
  list.dataset.empty = "还没有常用语，到「管理常用语」里存一条。";
  const atStart = (before, place) => (place === 0 || before[place - 1] === "\n") && !before.slice(place).includes("\n");
  const find = async (asked) => (await replies()).filter((one) => (one.title + one.text).includes(asked)).slice(0, 12);
  choosing(answer, list, "/", atStart, find, (one) => one.text);
  const open = document.querySelector("[data-replies-open]");
  open.hidden = false;
  open.addEventListener("click", () => {
    const lead = answer.value && !answer.value.endsWith("\n") ? "\n/" : "/";
    put(answer, answer.value.length, answer.value.length, lead);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-insert]");
    if (!link) return;
    event.preventDefault();
    const words = link.closest(".suggestion").querySelector(".suggestion-text").textContent;
    put(answer, answer.value.length, answer.value.length, answer.value.trim() ? `\n${words}` : words);
    answer.scrollIntoView({ block: "center" });
  });
}

if (note) {
  const list = document.getElementById("mentions");
  const names = list.dataset.names.split("、").filter(Boolean).map((title) => ({ title }));
  const near = (before, place) => before.length - place < 12 && !/\s/.test(before.slice(place));
  choosing(note, list, "@", near, async (asked) => names.filter((one) => one.title.includes(asked)).slice(0, 8), (one) => `@${one.title} `);
}

for (const button of document.querySelectorAll("[data-variable]")) {
  const field = document.getElementById("text-reply");
  button.addEventListener("click", () => put(field, field.selectionStart, field.selectionEnd, button.dataset.variable));
}
