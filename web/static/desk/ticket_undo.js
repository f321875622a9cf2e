// Counts down the seconds in which an answer can be taken back.
const form = document.querySelector("[data-undo]");
if (form) {
  const until = performance.now() + Number(form.dataset.undo) * 1000;
  const tick = setInterval(() => {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (left > 0) {
      form.querySelector("[data-undo-left]").textContent = left;
      return;
    }
    clearInterval(tick);
    form.remove();
    // It leaves within a second or two: the conversation shows when it arrived.
    for (const later of [2_000, 6_000, 15_000]) setTimeout(() => document.getElementById("talk")?.dispatchEvent(new Event("refresh")), later);
  }, 250);
  form.addEventListener("submit", () => clearInterval(tick));
}
