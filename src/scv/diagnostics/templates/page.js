"use strict";
/* Draws the charts of the page: every `.chart` names its chart, its rows, and which of them it wants. */
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("page-data");
const charts = read("page-charts");
const parameters = read("page-parameters");
const page = { views: {}, errors: [], ready: null };
window.page = page;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function values(node, rows) {
  const width = node.clientWidth;
  const names = ["text", "muted", "line", "soft", "for", "against", "home", "blue", "card", "heat-low"];
  const weights = data.parameters ? data.parameters.map((row) => row.match_weight) : [0];
  return {
    ...Object.fromEntries(names.map((name) => [name.replace("-", "_"), colour(name)])),
    ...parameters,
    series: ["blue", "for", "against", "home", "muted"].map(colour).concat(["#d6a419", "#d1488b", "#5aa02c", "#2aa3c7", "#8d6e63"]),
    weight_domain: [Math.min(...weights), Math.max(...weights)],
    label_width: width < 480 ? 128 : 260,
    level_width: width < 360 ? 140 : 220,
    legend_columns: width < 480 ? 3 : 9,
    cell_font: width < 480 ? 8.5 : 12,
    ...(node.dataset.chart === "history" ? historyOf(rows) : {}),
    waterfall_labels: `{${rows.map((row) => `${row.order}: ${JSON.stringify(row.name + (width < 480 || !row.level ? "" : ", " + row.level))}`).join(", ")}}[datum.value]`,
  };
}

/* How a figure over builds is shown: never so close that a change of a hundredth looks like a fall. */
function historyOf(rows) {
  const figures = rows.map((row) => row.value);
  const share = rows.length > 0 && String(rows[0].figure_name).startsWith("Share");
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const room = Math.max(high - low, 0.2 * Math.abs(high), share ? 0.02 : 0) * 0.6;
  const middle = (low + high) / 2;
  const top = share ? Math.min(1, middle + room) : middle + room;
  const items = new Set(rows.map((row) => row.item));
  return {
    history_domain: [Math.max(0, middle - room), top],
    history_format: share ? ".3~p" : ".3~s",
    history_legend: items.size < 2 ? null : { orient: "bottom", columns: 2, title: null, labelLimit: 130, labelFontSize: 11, symbolType: "circle", symbolSize: 50 },
  };
}

/* A chart with `$name` replaced by the page's colours and thresholds. */
function filled(part, given) {
  if (typeof part === "string") {
    if (part.startsWith("$") && part.slice(1) in given) return given[part.slice(1)];
    return part.replace(/\$([a-z_]+)/g, (whole, name) => (name in given ? given[name] : whole));
  }
  if (Array.isArray(part)) return part.map((item) => filled(item, given));
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, filled(item, given)]));
  }
  return part;
}

function look() {
  const font = getComputedStyle(document.body).fontFamily;
  const [text, muted, line] = ["text", "muted", "line"].map(colour);
  return {
    background: null,
    font,
    view: { stroke: null },
    axis: {
      labelColor: muted, titleColor: muted, gridColor: line, domainColor: line, tickColor: line,
      labelFontSize: 11.5, titleFontSize: 12, titleFontWeight: 500, titlePadding: 9, labelPadding: 5,
    },
    legend: { labelColor: text, titleColor: muted, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500, symbolType: "square", offset: 8 },
  };
}

function rowsOf(node) {
  const found = node.rows || data[node.dataset.rows] || [];
  if (!node.dataset.where) return found;
  const [column, wanted] = node.dataset.where.split("=");
  return found.filter((row) => String(row[column]) === wanted);
}

async function draw(node) {
  const rows = rowsOf(node);
  const given = values(node, rows);
  const spec = filled(charts[node.dataset.chart], given);
  if (node.view) node.view.finalize();
  const whole = { ...spec, datasets: { rows }, config: look(), autosize: { type: "fit-x", contains: "padding" } };
  const drawn = vegaLite.compile(whole, { logger: vega.logger(vega.Error) }).spec;
  const result = await vegaEmbed(node, drawn, { mode: "vega", renderer: "svg", actions: false, tooltip: { theme: "custom" } });
  node.view = result.view;
  node.setAttribute("role", "img");
  page.views[node.id || node.dataset.chart + (node.dataset.where || "")] = result.view;
}

async function drawAll() {
  for (const node of document.querySelectorAll(".chart")) {
    if (!node.closest("[hidden]")) {
      try { await draw(node); } catch (error) { page.errors.push(`${node.dataset.chart}: ${error}`); console.error(error); }
    }
  }
}

/* The waterfalls: one chart, and a list to choose the pair from. */
function waterfalls() {
  for (const box of document.querySelectorAll(".waterfall")) {
    const pairs = data.waterfalls;
    const select = box.querySelector("select");
    const chart = box.querySelector(".chart");
    const show = (place) => {
      const pair = pairs[place];
      chart.rows = pair.rows;
      box.querySelector(".one").textContent = pair.left;
      box.querySelector(".other").textContent = pair.right;
      box.querySelector(".missing").textContent = pair.missing.length ? `Missing on one side or both: ${pair.missing.join(", ")}.` : "";
      if (select) select.value = place;
    };
    show(select ? Number(select.value) : 0);
    if (!select) continue;
    const go = (place) => { show((place + pairs.length) % pairs.length); return draw(chart); };
    select.addEventListener("change", () => go(Number(select.value)));
    box.querySelector(".before").addEventListener("click", () => go(Number(select.value) - 1));
    box.querySelector(".after").addEventListener("click", () => go(Number(select.value) + 1));
  }
}

function themes() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector(".theme");
  const set = (name) => {
    document.documentElement.dataset.theme = name;
    button.textContent = name === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Change to ${name === "dark" ? "light" : "dark"} colours`);
  };
  set(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => { set(dark.matches ? "dark" : "light"); page.ready = drawAll(); });
  button.addEventListener("click", () => {
    set(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    page.ready = drawAll();
  });
}

function places() {
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      links.forEach((link) => link.classList.remove("here"));
      const link = links.get(entry.target.id);
      if (link) link.classList.add("here");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("section[id]").forEach((section) => seen.observe(section));
}

function widths() {
  let width = window.innerWidth;
  let waiting = 0;
  addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => { page.ready = drawAll(); }, 150);
  });
}

themes();
waterfalls();
places();
widths();
page.ready = drawAll();
