// Draws a picture above each table of a report, out of the table itself. Without this the tables stand alone.
const COLOURS = ["#0b5cad", "#b35c00", "#6b7785"]; // blue, amber, grey: 4.5:1 on white, told apart without red and green
const INK = "#1d2733";
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
const ROW_PX = 34;

/** What stands in a table: labels, and for each column marked data-series its name, values and links. */
function read(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("is-total"));
  const series = heads
    .map((head, place) => ({ head, place }))
    .filter(({ head }) => "series" in head.dataset)
    .map(({ head, place }) => ({
      name: head.textContent.trim(),
      values: rows.map((row) => Number(row.cells[place].dataset.v)),
      links: rows.map((row) => row.cells[place].querySelector("a")?.href),
    }));
  return { labels: rows.map((row) => row.cells[0].firstChild.textContent.trim()), series };
}

function option(kind, { labels, series }) {
  const flat = kind === "stack" || kind === "flat";
  const words = { type: "category", data: labels, inverse: flat, axisLabel: { color: INK, width: flat ? 110 : undefined, overflow: "truncate" } };
  const numbers = { type: "value", minInterval: 1, splitNumber: 3, axisLabel: { color: INK, hideOverlap: true } };
  return {
    animation: !STILL.matches,
    aria: { enabled: true, decal: { show: series.length > 1 } },
    color: COLOURS,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: INK },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
    legend: series.length > 1 ? { top: 0, textStyle: { color: INK } } : undefined,
    grid: { left: 8, right: 32, top: series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
    xAxis: flat ? numbers : words,
    yAxis: flat ? words : numbers,
    series: series.map(({ name, values }) => ({
      name,
      type: kind === "lines" ? "line" : "bar",
      stack: kind === "stack" ? "all" : undefined,
      data: values,
      barMaxWidth: 28,
      symbolSize: 8,
      label: series.length === 1 ? { show: true, position: flat ? "right" : "top", color: INK } : undefined,
    })),
  };
}

function draw(place) {
  const table = document.getElementById(place.dataset.for);
  if (!table) return;
  const found = read(table);
  if (!found.series.some(({ values }) => values.some(Boolean))) return;
  const kind = table.dataset.picture;
  if (kind === "stack" || kind === "flat") place.style.height = `${found.labels.length * ROW_PX + 72}px`;
  place.append(document.createElement("span"));
  const chart = window.echarts.init(place);
  chart.setOption(option(kind, found));
  chart.on("click", ({ seriesIndex, dataIndex }) => {
    const link = found.series[seriesIndex]?.links[dataIndex];
    if (link) window.location.assign(link);
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

if (window.echarts) document.querySelectorAll(".picture").forEach(draw);
