// What is being written is kept in this tab until it was sent; a form is sent once; the room left is counted.
const place = (field) => `draft ${location.pathname.split("/").slice(0, 4).join("/")} ${field.dataset.draft}`;
const sent = "sent";

function count(field) {
  const told = document.querySelector(`[data-left="${field.id}"]`);
  const left = Number(field.dataset.most) - [...field.value.trim()].length;
  told.textContent = left < 0 ? `超出 ${-left} 字` : left < 100 ? `还能写 ${left} 字` : "";
  told.classList.toggle("is-over", left < 0);
}

// A page that says it was done: what was sent needs no keeping any more.
if (document.querySelector("[data-done]")) {
  sessionStorage.removeItem(sessionStorage.getItem(sent));
  sessionStorage.removeItem(sent);
}

for (const field of document.querySelectorAll("[data-draft]")) {
  if (!field.value) field.value = sessionStorage.getItem(place(field)) ?? "";
  if (field.value) field.closest("details")?.setAttribute("open", "");
  count(field);
  field.addEventListener("input", () => {
    sessionStorage.setItem(place(field), field.value);
    count(field);
  });
}

for (const form of document.querySelectorAll("[data-once]")) {
  form.addEventListener("submit", () => {
    const field = form.querySelector("[data-draft]");
    if (field) sessionStorage.setItem(sent, place(field));
    const button = form.querySelector("[type=submit]");
    // After this event, or the browser would not send the form.
    setTimeout(() => { button.disabled = true; });
  });
}

// Back from the browser's own cache: the buttons live again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("[data-once] [type=submit]").forEach((one) => { one.disabled = false; });
});

document.querySelector("[data-leave]")?.addEventListener("submit", () => sessionStorage.clear());
