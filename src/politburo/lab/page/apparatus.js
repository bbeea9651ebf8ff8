/* The apparatus and the provinces of one run, month by month: tiles with numbers, coloured by a measure. */
import { capitalised, called, element, month, text } from "./texts.js";

const STEP = 600;
const SHADES = 9;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Apparatus {
  constructor(chosen, moved) {
    this.chosen = chosen;
    this.moved = moved;
    this.place = document.getElementById("apparatus");
    this.measures = {};
  }

  show(found) {
    this.found = found;
    // The month that was shown, or the last in which the regime lasted.
    const lived = found.cadres[0].values.findLastIndex((values) => values.some((value) => value !== null));
    this.at = Math.min(this.at ?? Math.max(lived, 0), found.months - 1);
    const cadres = { title: text("apparatus"), id: "cadres", measures: found.cadres };
    const households = { title: text("provinces"), id: "households", measures: found.households };
    this.panels = [this.#panel(cadres, this.#grid()), this.#panel(households, this.#map())];
    this.place.replaceChildren(this.#player(), element("div", { class: "panels" }, ...this.panels.map((one) => one.part)));
    this.#turn(this.at);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    if (this.play) this.play.textContent = text("play");
  }

  get month() {
    return this.#name(this.at);
  }

  #name(at) {
    const months = Number(this.found.first.slice(0, 4)) * 12 + Number(this.found.first.slice(5, 7)) - 1 + at;
    return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
  }

  /* ---- the months ---- */

  #player() {
    const step = (by) => () => {
      this.pause();
      this.#turn(this.at + by);
    };
    this.slider = element("input", { type: "range", id: "month", min: 0, max: this.found.months - 1, step: 1 });
    this.slider.addEventListener("input", () => {
      this.pause();
      this.#turn(Number(this.slider.value));
    });
    this.play = element("button", { type: "button", class: "play", text: text("play"), onclick: () => this.#played() });
    this.play.hidden = still.matches;
    this.when = element("output", { for: "month" });
    this.dated = element("p", { class: "note dated" });
    return element("div", {},
      element("div", { class: "controls months" }, element("label", { for: "month", text: text("apparatus.month") }), this.slider, this.when,
        element("button", { type: "button", text: text("back"), onclick: step(-1) }), this.play,
        element("button", { type: "button", text: text("forward"), onclick: step(1) })),
      this.dated);
  }

  #played() {
    if (this.timer) {
      this.pause();
      this.moved(this.month);
      return;
    }
    if (this.at >= this.found.months - 1) this.#turn(0, true);
    this.play.textContent = text("pause");
    this.timer = setInterval(() => {
      this.#turn(this.at + 1, true);
      if (this.at < this.found.months - 1) return;
      this.pause();
      this.moved(this.month);
    }, STEP);
  }

  #turn(to, playing = false) {
    this.at = Math.min(Math.max(to, 0), this.found.months - 1);
    const name = month(this.month);
    this.slider.value = this.at;
    this.slider.setAttribute("aria-valuetext", name);
    this.when.textContent = name;
    const { dated, ended } = this.found;
    const now = dated.filter(([at]) => at === this.at).map(([, label]) => label);
    const last = dated.filter(([at]) => at < this.at).at(-1);
    this.dated.textContent = ended && ended <= this.month
      ? text("apparatus.ended", { month: month(ended) })
      : now.length
        ? text("apparatus.now", { events: now.join("; ") })
        : last ? text("apparatus.before", { event: last[1], month: month(this.#name(last[0])) }) : text("apparatus.none");
    for (const panel of this.panels) panel.turn();
    if (!playing) this.moved(this.month);
  }

  /* ---- tiles ---- */

  #panel({ title, id, measures }, { part, tiles }) {
    const choice = element("select", { id: `measure-${id}` },
      ...measures.map((one) => element("option", { value: one.name, text: capitalised(one.title) })));
    choice.value = this.measures[id] ?? measures[0].name;
    const key = element("p", { class: "scale" });
    const turn = () => {
      const measure = measures.find((one) => one.name === choice.value);
      const values = measure.values[this.at];
      for (const { tile, said, name, at } of tiles) {
        const value = values[at];
        const shade = value === null ? null : shadeOf(value, measure);
        for (let step = 0; step < SHADES; step++) tile.classList.toggle(`shade-${step}`, step === shade);
        said.textContent = written(value, measure);
        tile.setAttribute("aria-label", text("apparatus.tile", { name, value: said.textContent }));
      }
    };
    const chosen = () => {
      this.measures[id] = choice.value;
      key.replaceChildren(...scale(measures.find((one) => one.name === choice.value)));
      turn();
    };
    choice.addEventListener("change", chosen);
    const panel = element("section", { class: "panel", "aria-labelledby": `panel-${id}` },
      element("h3", { id: `panel-${id}`, text: title }),
      element("p", { class: "row" }, element("label", { for: choice.id, text: text("apparatus.measure") }), choice), part, key);
    key.replaceChildren(...scale(measures.find((one) => one.name === choice.value)));
    return { part: panel, turn };
  }

  /* Organs below one another, ranks beside one another; a heading stands for all of its row or column. */
  #grid() {
    const { organs, ranks } = this.found;
    const button = (name, place, kind) => element("button", { type: "button", class: kind, text: name.replaceAll("/", "/\u200b"), onclick: () => this.chosen(place) });
    const rows = [[button(text("apparatus.all"), {}, "name"), ...ranks.map((rank) => button(rank, { rank }, "name"))]];
    const tiles = [];
    for (const [row, organ] of organs.entries()) {
      const line = [button(organ, { organ }, "name")];
      for (const [column, rank] of ranks.entries()) {
        const tile = button("", { organ, rank }, "tile");
        tiles.push({ tile, said: tile, name: `${organ}, ${rank}`, at: row * ranks.length + column });
        line.push(tile);
      }
      rows.push(line);
    }
    const cell = (kind, attributes) => (one) => element(kind, attributes, one);
    const table = element("table", { class: "tiles", "aria-label": text("apparatus.keys") },
      element("thead", {}, element("tr", {}, ...rows[0].map(cell("th", { scope: "col" })))),
      element("tbody", {}, ...rows.slice(1).map(([head, ...cells]) =>
        element("tr", {}, element("th", { scope: "row" }, head), ...cells.map(cell("td", {}))))));
    roving(rows);
    return { part: element("div", { class: "scroll" }, table), tiles };
  }

  #map() {
    const { provinces } = this.found;
    const tiles = [];
    const part = element("ul", { class: "map" });
    const rows = [];
    for (const [at, { name, column, row }] of provinces.entries()) {
      const said = element("strong", {});
      const tile = element("button", { type: "button", class: "tile", onclick: () => this.chosen({ province: name }) },
        element("span", { text: called(name) }), said);
      const item = element("li", {}, tile);
      [item.style.gridColumn, item.style.gridRow] = [String(column + 1), String(row + 1)];
      part.append(item);
      tiles.push({ tile, said, name: called(name), at });
      (rows[row] ??= [])[column] = tile;
    }
    part.style.setProperty("--columns", 1 + Math.max(...provinces.map((one) => one.column)));
    roving(rows.filter(Boolean).map((row) => row.filter(Boolean)));
    return { part, tiles };
  }
}

/* One stop of the Tab key for many buttons; the arrow keys go from one to the next. */
function roving(rows) {
  const all = rows.flat();
  const choose = (to) => {
    for (const one of all) one.tabIndex = one === to ? 0 : -1;
  };
  for (const [row, line] of rows.entries()) {
    for (const [column, one] of line.entries()) {
      one.addEventListener("focus", () => choose(one));
      one.addEventListener("keydown", (key) => {
        const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key.key] ?? [0, 0];
        if (!down && !right) return;
        key.preventDefault();
        const to = rows[row + down];
        (to?.[Math.min(column + right, to.length - (right ? 0 : 1))] ?? one).focus();
      });
    }
  }
  choose(all[0]);
}

const written = (value, { decimals }) =>
  value === null ? "–" : new Intl.NumberFormat(document.documentElement.lang, {
    minimumFractionDigits: value >= 10 ? 0 : decimals, maximumFractionDigits: value >= 10 ? 0 : decimals,
  }).format(value);

function shadeOf(value, { low, high, root }) {
  const part = Math.min(Math.max((value - low) / (high - low), 0), 1);
  return Math.round((root ? Math.sqrt(part) : part) * (SHADES - 1));
}

function scale(measure) {
  const steps = Array.from({ length: SHADES }, (_, step) => element("span", { class: `swatch shade-${step}`, "aria-hidden": "true" }));
  const note = measure.root ? [element("span", { text: text("apparatus.root") })] : [];
  return [element("span", { text: written(measure.low, measure) }), element("span", { class: "swatches" }, ...steps),
    element("span", { text: written(measure.high, measure) }), ...note];
}
