"use strict";
/* The report at work: figures drawn when they come into view, months played, tables searched, files saved.
   Whatever came from a scenario is only ever set as text or handed to Vega as data, never as markup. */
(() => {
  const root = document.documentElement;
  const figures = [...document.querySelectorAll("[data-figure]")];
  const report = read("report");
  const states = new Map(figures.map((figure) => [figure, { wanted: null, result: null, data: null }]));
  const narrow = matchMedia("screen and (max-width: 820px)");
  const visible = new Set();
  let printing = false;

  function read(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  /* ---- drawing ---- */

  const dark = () => !printing && root.dataset.theme === "dark";
  const layout = () => (narrow.matches && !printing ? "narrow" : "wide");

  function dataOf(figure) {
    const state = states.get(figure);
    state.data ??= read(`data-${figure.dataset.figure}`);
    return state.data;
  }

  /* A copy of a part of a specification, with shared rows put in and colours of the dark look where it is asked for. */
  function filled(part, shared, colours) {
    if (typeof part === "string") return colours?.[part] ?? part;
    if (Array.isArray(part)) return part.map((entry) => filled(entry, shared, colours));
    if (part === null || typeof part !== "object") return part;
    if (Object.hasOwn(part, "shared")) return filled(shared[part.shared], shared, colours);
    const entries = Object.entries(part);
    return Object.fromEntries(
      entries.map(([key, value]) => [key, filled(value, shared, report.words.includes(key) ? null : colours)]),
    );
  }

  /* The page has the figure's title as a heading: what stands below it in the figure moves up. Files keep both. */
  function specification(figure, inDark) {
    const data = dataOf(figure);
    const whole = filled(data[layout()], data.shared, inDark ? report.dark : null);
    const { subtitle, subtitleFontSize, subtitlePadding, ...title } = whole.title;
    const color = whole.config.title.subtitleColor;
    return { ...whole, title: { ...title, text: subtitle, fontSize: subtitleFontSize, fontWeight: "normal", color } };
  }

  async function draw(figure) {
    const state = states.get(figure);
    const wanted = `${layout()} ${dark() ? "dark" : "light"}`;
    if (state.wanted === wanted || !window.vegaEmbed) return;
    state.wanted = wanted;
    const target = figure.querySelector(".drawing");
    const result = await vegaEmbed(target, specification(figure, dark()), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      ast: true,
      tooltip: { theme: dark() ? "dark" : "light" },
      logLevel: 1,
    });
    if (state.wanted !== wanted) {
      result.finalize();
      return;
    }
    state.result?.finalize();
    state.result = result;
    target.classList.add("drawn");
    for (const control of figure.querySelectorAll("[data-signal]")) send(control);
    await result.view.runAsync();
  }

  async function drawVisible() {
    await Promise.all([...visible].map(draw));
    root.dataset.drawn = "yes";
  }

  /* What is not in view is drawn while nothing else is to be done, so that printing finds it drawn. */
  async function drawRest() {
    for (const figure of figures) {
      await idle();
      await draw(figure);
    }
    root.dataset.complete = "yes";
  }

  const idle = () => new Promise((done) => (window.requestIdleCallback ?? setTimeout)(done));

  function redraw() {
    delete root.dataset.drawn;
    delete root.dataset.complete;
    return drawVisible().then(drawRest);
  }

  /* ---- controls of figures ---- */

  function send(control) {
    const figure = control.closest("[data-figure]");
    const said = dataOf(figure).controls[control.dataset.signal];
    const value = said.options ? said.options[Number(control.value)] : Number(control.value);
    const name = said.names?.[Number(control.value) - Number(control.min)];
    if (name !== undefined) {
      control.setAttribute("aria-valuetext", name);
      figure.querySelector(`output[for="${control.id}"]`).textContent = name;
    }
    states.get(figure).result?.view.signal(control.dataset.signal, value);
  }

  for (const control of document.querySelectorAll("[data-signal]")) {
    send(control);
    control.addEventListener("input", () => {
      send(control);
      states.get(control.closest("[data-figure]")).result?.view.runAsync();
    });
  }

  const STEP = 120;
  const timers = new Map();

  function call(button, sign, name) {
    button.children[0].textContent = sign;
    button.children[1].textContent = name;
  }

  function stop(button) {
    clearInterval(timers.get(button));
    timers.delete(button);
    call(button, "▶", "Play");
  }

  function play(button) {
    const slider = document.getElementById(button.dataset.plays);
    if (Number(slider.value) >= Number(slider.max)) slider.value = slider.min;
    call(button, "❚❚", "Pause");
    const advance = () => {
      slider.stepUp();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      if (Number(slider.value) >= Number(slider.max)) stop(button);
    };
    timers.set(button, setInterval(advance, STEP));
  }

  for (const button of document.querySelectorAll("[data-plays]")) {
    button.addEventListener("click", () => (timers.has(button) ? stop(button) : play(button)));
  }

  /* ---- search ---- */

  for (const input of document.querySelectorAll("[data-searches]")) {
    const table = document.getElementById(input.dataset.searches);
    const rows = [...table.tBodies[0].rows].map((row) => [row, row.textContent.toLowerCase()]);
    const status = document.getElementById(`${input.dataset.searches}-found`);
    const search = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        found += row.hidden ? 0 : 1;
      }
      status.textContent = words.length ? `${found} of ${rows.length} found` : `${rows.length} in all`;
    };
    input.addEventListener("input", search);
    search();
  }

  /* ---- data as a table ---- */

  const MOST_ROWS = 500;

  function cellsOf(csv) {
    const rows = [[]];
    for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
      rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (end !== ",") rows.push([]);
    }
    return rows.filter((row) => row.length > 1 || row[0]);
  }

  function element(name, text, parent) {
    const made = document.createElement(name);
    if (text !== null) made.textContent = text;
    parent.append(made);
    return made;
  }

  function showData(details) {
    const figure = details.closest("[data-figure]");
    const place = details.querySelector(".scroll");
    const [heads, ...rows] = cellsOf(dataOf(figure).csv);
    if (place.firstChild || !heads) return;
    const shown = heads.map((head, at) => at).filter((at) => heads[at] !== "provenance");
    if (rows.length > MOST_ROWS) element("p", `The first ${MOST_ROWS} of ${rows.length} rows; the CSV has all.`, place);
    const table = element("table", null, place);
    const head = element("tr", null, element("thead", null, table));
    for (const at of shown) element("th", heads[at].replaceAll("_", " "), head).scope = "col";
    const body = element("tbody", null, table);
    for (const row of rows.slice(0, MOST_ROWS)) {
      const line = element("tr", null, body);
      for (const at of shown) element("td", row[at] ?? "", line);
    }
  }

  for (const details of document.querySelectorAll("details.data")) {
    details.addEventListener("toggle", () => details.open && showData(details));
  }

  /* ---- files ---- */

  function save(name, address) {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  }

  function saveText(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    save(name, address);
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /* Files are drawn in the light look at the months that are shown, whatever the page looks like. */
  async function imageOf(figure, use) {
    const holder = document.createElement("div");
    const data = dataOf(figure);
    const result = await vegaEmbed(holder, filled(data.wide, data.shared, null), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      ast: true,
      logLevel: 1,
    });
    const live = states.get(figure).result?.view;
    for (const control of figure.querySelectorAll("[data-signal]")) {
      if (live) result.view.signal(control.dataset.signal, live.signal(control.dataset.signal));
    }
    await result.view.runAsync();
    try {
      return await use(result.view);
    } finally {
      result.finalize();
    }
  }

  function withProvenance(svg) {
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
    const metadata = drawing.createElementNS("http://www.w3.org/2000/svg", "metadata");
    metadata.textContent = report.provenance;
    drawing.documentElement.prepend(metadata);
    return new XMLSerializer().serializeToString(drawing);
  }

  const SAVING = {
    csv: async (figure, name) => saveText(`${name}.csv`, dataOf(figure).csv, "text/csv"),
    svg: async (figure, name) => {
      const svg = await imageOf(figure, (view) => view.toSVG());
      saveText(`${name}.svg`, withProvenance(svg), "image/svg+xml");
    },
    png: async (figure, name) => save(`${name}.png`, await imageOf(figure, (view) => view.toImageURL("png", 2))),
  };

  for (const button of document.querySelectorAll("[data-saves]")) {
    button.addEventListener("click", () => {
      const figure = button.closest("[data-figure]");
      return SAVING[button.dataset.saves](figure, `${report.file}-${figure.dataset.figure}`);
    });
  }

  for (const button of document.querySelectorAll("[data-saves-text]")) {
    button.addEventListener("click", () => {
      saveText(button.dataset.file, read(button.dataset.savesText), "text/plain");
    });
  }

  /* ---- dark and light, and printing: all drawn, in the light look ---- */

  themed(redraw, (begins) => {
    printing = begins;
    if (begins) figures.forEach(draw);
    else redraw();
  });
  narrow.addEventListener("change", redraw);

  /* ---- the start ---- */

  function start() {
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) visible.add(entry.target);
        else visible.delete(entry.target);
      }
      drawVisible().then(() => {
        if (!root.dataset.usable) {
          root.dataset.usable = "yes";
          performance.mark("usable");
          drawRest();
        }
      });
    }, { rootMargin: "300px 0px" });
    for (const figure of figures) observer.observe(figure);
  }

  document.addEventListener("DOMContentLoaded", start);
})();
