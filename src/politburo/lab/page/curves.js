/* Curves over the months, drawn once and then only moved: levels of both arms, and their difference below. */
const SVG = "http://www.w3.org/2000/svg";
const TALL = 170;
const SHORT = 110;
const GAP = 34;
const AXIS = 46;
const TOP = 8;

const drawn = (kind, attributes, parent) => {
  const made = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
};

/* Round numbers that span some values, with the steps between them. */
export function rounded(low, high, steps = 4) {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough);
  const first = Math.floor(low / step + 1e-9) * step;
  const last = Math.ceil(high / step - 1e-9) * step;
  const ticks = [];
  for (let at = 0; first + at * step <= last + step / 2; at++) ticks.push(Number((first + at * step).toPrecision(12)));
  return { low: first, high: last, ticks };
}

export class Curves {
  /* `months` are names such as 2000-01; `dated` events as lines; `label` says what is seen to who cannot see it. */
  constructor(place, { months, dated, headings, label, pointed }) {
    this.months = months;
    this.dated = dated;
    this.headings = headings;
    this.pointed = pointed;
    this.svg = drawn("svg", { role: "img", "aria-label": label, class: "curves" }, place);
    this.svg.setAttribute("height", TOP + 20 + TALL + GAP + SHORT + 22); // so that nothing moves when it is drawn
    this.svg.addEventListener("pointermove", (event) => this.#point(event));
    this.svg.addEventListener("pointerleave", () => this.#leave());
    this.width = 0;
  }

  #x(month) {
    return AXIS + ((month + 0.5) / this.months.length) * (this.width - AXIS - 4);
  }

  #panel(top, height) {
    const group = drawn("g", {}, this.svg);
    const axis = drawn("g", { class: "axis" }, group);
    for (const at of this.dated) drawn("line", { class: "dated", x1: this.#x(at), x2: this.#x(at), y1: top, y2: top + height }, group);
    return { group, axis, top, height };
  }

  #resize(width) {
    this.width = width;
    this.across = this.months.map((_, at) => Math.round(10 * this.#x(at)) / 10);
    this.svg.replaceChildren();
    const heights = TOP + 20 + TALL + GAP + SHORT + 22;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${heights}`);
    this.svg.setAttribute("height", heights);
    const upper = TOP + 20;
    const lower = upper + TALL + GAP;
    drawn("text", { class: "heading", x: 0, y: upper - 10 }, this.svg).textContent = this.headings[0];
    drawn("text", { class: "heading", x: 0, y: lower - 10 }, this.svg).textContent = this.headings[1];
    this.levels = this.#panel(upper, TALL);
    this.apart = this.#panel(lower, SHORT);
    const path = (name, panel) => drawn("path", { class: name }, panel.group);
    this.paths = {
      baseline: path("band baseline", this.levels), wider: path("wider whatif", this.levels),
      whatif: path("band whatif", this.levels), written: path("line written", this.levels),
      base: path("line baseline", this.levels), mean: path("line whatif", this.levels),
      error: path("wider apart", this.apart), chance: path("band apart", this.apart), difference: path("line apart", this.apart),
    };
    const years = drawn("g", { class: "axis" }, this.svg);
    const [first] = this.months[0].split("-").map(Number);
    const [last] = this.months.at(-1).split("-").map(Number);
    const every = Math.ceil((last - first + 1) / Math.max(2, Math.floor((width - AXIS) / 48)));
    this.months.forEach((month, at) => {
      const [year, of] = month.split("-").map(Number);
      if (of !== 1) return;
      const x = this.#x(at - 0.5);
      drawn("line", { class: "grid", x1: x, x2: x, y1: upper, y2: lower + SHORT }, years);
      if ((year - first) % every === 0 && x < width - 26) drawn("text", { class: "tick", x: x + 2, y: lower + SHORT + 15 }, years).textContent = year;
    });
    this.svg.prepend(years);
    this.cursor = drawn("line", { class: "cursor", y1: upper, y2: lower + SHORT, visibility: "hidden" }, this.svg);
  }

  #axis(panel, low, high, format) {
    const span = rounded(low, high, panel.height > 120 ? 4 : 3);
    if (panel.said === `${span.low} ${span.high} ${this.width}`) return panel;
    panel.said = `${span.low} ${span.high} ${this.width}`;
    panel.low = span.low;
    panel.scale = panel.height / (span.high - span.low || 1);
    panel.axis.replaceChildren();
    for (const tick of span.ticks) {
      const y = panel.top + panel.height - (tick - span.low) * panel.scale;
      drawn("line", { class: tick === 0 && panel === this.apart ? "zero" : "grid", x1: AXIS, x2: this.width, y1: y, y2: y }, panel.axis);
      drawn("text", { class: "tick", x: AXIS - 6, y: y + 4, "text-anchor": "end" }, panel.axis).textContent = format(tick);
    }
    return panel;
  }

  #line(panel, values) {
    let said = "M";
    for (let at = 0; at < this.months.length; at++) said += `${this.across[at]} ${this.#y(panel, values[at])} `;
    return said;
  }

  #y(panel, value) {
    return Math.round(10 * (panel.top + panel.height - (value - panel.low) * panel.scale)) / 10;
  }

  #band(panel, low, high) {
    let back = "";
    for (let at = this.months.length - 1; at >= 0; at--) back += `${this.across[at]} ${this.#y(panel, low[at])} `;
    return `${this.#line(panel, high)}${back}Z`;
  }

  /* Draw the reference, and what is emulated beside it where there is anything (`found`). */
  show({ reference, low, high, written }, found, { format, floor, ceiling, signed }) {
    const width = Math.max(240, Math.round(this.svg.parentElement.clientWidth));
    if (width !== this.width) this.#resize(width);
    this.last = { reference, found };
    const kept = (values) => Float64Array.from(values, (value) => Math.min(Math.max(value, floor), ceiling));
    const ends = (lists, pick) => lists.reduce((most, list) => pick(most, list.slice(0, this.months.length).reduce((a, b) => pick(a, b))), lists[0][0]);
    const wider = found && { low: kept(found.low.map((value, at) => value - found.error[at])), high: kept(found.high.map((value, at) => value + found.error[at])) };
    const lows = [low, written, reference, ...(found ? [wider.low, found.mean] : [])];
    const highs = [high, written, reference, ...(found ? [wider.high, found.mean] : [])];
    const least = ends(lows, Math.min);
    const levels = this.#axis(this.levels, least < 0 ? least : 0, Math.max(ends(highs, Math.max), 1e-9), format);
    const { paths } = this;
    paths.baseline.setAttribute("d", this.#band(levels, low, high));
    paths.base.setAttribute("d", this.#line(levels, reference));
    paths.written.setAttribute("d", this.#line(levels, written));
    this.svg.classList.toggle("alone", !found);
    if (!found) {
      const apart = this.#axis(this.apart, -1, 1, signed);
      for (const name of ["wider", "whatif", "mean", "error", "chance"]) paths[name].setAttribute("d", "");
      paths.difference.setAttribute("d", this.#line(apart, new Float64Array(this.months.length)));
      return;
    }
    paths.wider.setAttribute("d", this.#band(levels, wider.low, wider.high));
    paths.whatif.setAttribute("d", this.#band(levels, kept(found.low), kept(found.high)));
    paths.mean.setAttribute("d", this.#line(levels, found.mean));
    const { difference, chance, error } = found;
    const outer = [difference.map((value, at) => value - chance[at] - error[at]), difference.map((value, at) => value + chance[at] + error[at])];
    const apart = this.#axis(this.apart, Math.min(ends([outer[0]], Math.min), 0), Math.max(ends([outer[1]], Math.max), 0), signed);
    paths.error.setAttribute("d", this.#band(apart, ...outer));
    paths.chance.setAttribute("d", this.#band(apart, difference.map((value, at) => value - chance[at]), difference.map((value, at) => value + chance[at])));
    paths.difference.setAttribute("d", this.#line(apart, difference));
  }

  #point(event) {
    if (!this.last) return;
    const box = this.svg.getBoundingClientRect();
    const share = ((event.clientX - box.left) * (this.width / box.width) - AXIS) / (this.width - AXIS - 4);
    const at = Math.min(Math.max(Math.floor(share * this.months.length), 0), this.months.length - 1);
    for (const name of ["x1", "x2"]) this.cursor.setAttribute(name, this.#x(at));
    this.cursor.setAttribute("visibility", "visible");
    this.pointed(at);
  }

  #leave() {
    this.cursor?.setAttribute("visibility", "hidden");
    this.pointed(null);
  }
}
