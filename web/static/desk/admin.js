// The menu editor: bytes are counted while one writes, and the phone beside shows it at once. Works without it too.
const form = document.getElementById("menu-form");
const menus = document.querySelector("#preview [data-menus]");
const bytes = (text) => new TextEncoder().encode(text).length;
const value = (name) => form.elements[name]?.value.trim() ?? "";

function count(field) {
  const told = field.closest(".form-label").querySelector("[data-bytes]");
  const most = Number(told.dataset.bytes);
  const used = bytes(field.value.trim());
  told.textContent = used ? `${used}/${most} 字节` : "";
  told.classList.toggle("is-over", used > most);
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

function draw() {
  menus.replaceChildren();
  for (let top = 0; form.elements[`name-${top}`]; top += 1) {
    const subs = [];
    for (let sub = 0; form.elements[`name-${top}-${sub}`]; sub += 1) {
      const name = value(`name-${top}-${sub}`);
      if (name) subs.push(name);
    }
    const name = value(`name-${top}`);
    if (!name && !subs.length) continue;
    const menu = element("div", "phone-menu");
    if (subs.length) {
      const list = element("ul", "phone-subs");
      for (const each of subs) list.append(element("li", "", each));
      menu.append(list);
    }
    menu.append(element("span", "phone-name", (subs.length ? "☰ " : "") + name));
    menus.append(menu);
  }
}

if (form && menus) {
  form.querySelectorAll("[data-shown]").forEach(count);
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-shown]")) count(event.target);
    draw();
  });
}
