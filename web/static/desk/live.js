// The live line: lists refresh when something moved, the bell when it rings, and colleagues see who is at a ticket.
// Without it pages ask again every minute by themselves.
const address = document.body.dataset.live;
const list = document.getElementById("list");
const talk = document.getElementById("talk");
const banner = document.getElementById("here");
const bell = document.getElementById("bell");
const BEAT_MS = 15_000, CALM_MS = 1_000, WRITES_MS = 60_000;
let line, waiting, isOpen, wrote = 0;

// Several news in a row are one look.
function refresh(part) {
  if (!part || document.hidden || waiting) return;
  waiting = setTimeout(() => {
    waiting = undefined;
    part.dispatchEvent(new Event("refresh"));
  }, CALM_MS);
}

const ring = () => bell?.dispatchEvent(new Event("refresh", { bubbles: true }));

// What moved while the line was away is looked for once it is back.
function opened(now) {
  if (now && isOpen === false) { refresh(list ?? talk); ring(); }
  isOpen = now;
  tell();
}

function tell() {
  const says = document.querySelector("[data-live-says]");
  if (says) says.textContent = isOpen ? "有变化会自己出现" : "每分钟自动刷新";
}

function show(place, says) {
  place.textContent = (says ?? []).join("，");
  place.hidden = !says;
}

function here(told) {
  if (banner) show(banner, told[banner.dataset.ticket]);
  for (const chip of document.querySelectorAll("[data-here]")) show(chip, told[chip.dataset.here]);
}

function moved(numbers) {
  refresh(list);
  if (banner && (numbers.includes(banner.dataset.ticket) || numbers.includes("many"))) refresh(talk);
}

function listen() {
  if (line || document.hidden) return;
  line = new EventSource(address);
  line.addEventListener("open", () => opened(true));
  line.addEventListener("here", (event) => here(JSON.parse(event.data)));
  line.addEventListener("moved", (event) => moved(JSON.parse(event.data)));
  line.addEventListener("bell", ring);
  line.addEventListener("error", () => opened(false));
  // The server ended it: signed out, or too many pages are open.
  line.addEventListener("bye", () => { leave(); opened(false); });
}

function leave() {
  line?.close();
  line = undefined;
}

function say(doing) {
  const body = new URLSearchParams({ csrf: banner.dataset.csrf, doing });
  navigator.sendBeacon(`${location.pathname.split("/").slice(0, 4).join("/")}/here`, body);
}

const doing = () => (Date.now() - wrote < WRITES_MS ? "writing" : "viewing");

if (address) {
  listen();
  // A page nobody sees holds no line: browsers allow six for all pages together.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return leave();
    isOpen = false;
    listen();
  });
  document.addEventListener("htmx:after:swap", tell);
  addEventListener("pagehide", leave);
}

if (banner) {
  say("viewing");
  setInterval(() => !document.hidden && say(doing()), BEAT_MS);
  document.querySelector('[data-draft="answer"]')?.addEventListener("input", (event) => {
    const fresh = doing() === "viewing";
    wrote = event.target.value.trim() ? Date.now() : 0;
    if (fresh === Boolean(wrote)) say(doing());
  });
  addEventListener("pagehide", () => say("gone"));
  addEventListener("pageshow", (event) => event.persisted && (listen(), say("viewing")));
}
