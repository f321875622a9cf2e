// The pictures of a ticket, full screen: turned, enlarged, one after the other by keys, buttons and swipes.
const viewer = document.getElementById("viewer");
const MOST = 4;

if (viewer) {
  const picture = document.getElementById("viewer-picture");
  const name = document.getElementById("viewer-name");
  const stage = viewer.querySelector("[data-viewer-stage]");
  const links = () => [...document.querySelectorAll("[data-view]")];
  let at = 0, turn = 0, zoom = 1, touched = null;

  const draw = () => {
    picture.className = turn ? `turn-${turn}` : "";
    stage.className = `viewer-stage${zoom > 1 ? ` is-large zoom-${zoom}` : ""}`;
    const sideways = turn % 2 && picture.offsetWidth;
    const fit = sideways ? Math.min(1, stage.clientHeight / picture.offsetWidth, stage.clientWidth / picture.offsetHeight) : 1;
    picture.style.setProperty("--fit", zoom > 1 ? 1 : fit);
  };
  const show = (index) => {
    const all = links();
    if (!all[index]) return;
    [at, turn, zoom] = [index, 0, 1];
    picture.src = all[index].href;
    picture.alt = all[index].dataset.name;
    name.textContent = `${all[index].dataset.name}（${index + 1}/${all.length}）`;
    viewer.querySelector('[data-viewer="before"]').disabled = index === 0;
    viewer.querySelector('[data-viewer="after"]').disabled = index === all.length - 1;
    draw();
  };
  const acts = {
    left: () => { turn = (turn + 3) % 4; draw(); },
    right: () => { turn = (turn + 1) % 4; draw(); },
    in: () => { zoom = Math.min(MOST, zoom + 1); draw(); },
    out: () => { zoom = Math.max(1, zoom - 1); draw(); },
    fit: () => { [turn, zoom] = [0, 1]; draw(); },
    before: () => show(at - 1),
    after: () => show(at + 1),
    close: () => viewer.close(),
  };
  const keys = { ArrowLeft: "before", ArrowRight: "after", r: "right", R: "right", "+": "in", "=": "in", "-": "out", 0: "fit" };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-view], [data-view-piece]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = links().findIndex((one) => one.href === link.href);
    if (index < 0) return;
    event.preventDefault();
    viewer.showModal();
    show(index);
  });
  viewer.addEventListener("click", (event) => {
    const act = event.target.closest("[data-viewer]")?.dataset.viewer;
    if (act) acts[act]();
  });
  viewer.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[keys[event.key]]();
  });
  stage.addEventListener("touchstart", (event) => { touched = event.touches.length === 1 ? event.touches[0].clientX : null; }, { passive: true });
  stage.addEventListener("touchend", (event) => {
    if (touched === null || zoom > 1) return;
    const moved = event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 60) acts[moved > 0 ? "before" : "after"]();
  });
  picture.addEventListener("load", draw);
}
