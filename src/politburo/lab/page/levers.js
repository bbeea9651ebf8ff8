/* Levers as sliders: each with its range, unit and one line of meaning; one that is not touched is as the scenario says. */
import { called, capitalised, element, month, named, number, text } from "./texts.js";

const FIRST = ["purge_intensity", "surveillance", "market_tolerance", "campaign", "warning"];

const calledLever = (name) => named(`lever.name.${name}`, called(name));

/* The value of a course of steps in a month. */
const valueAt = (course, when) => course.reduce((found, [from, value]) => (from <= when ? value : found), course[0][1]);

export class Levers {
  constructor(declared, changed) {
    this.rows = declared.map((lever) => ({ lever, ...this.#row(lever, changed) }));
    const place = (id, rows) => document.getElementById(id).replaceChildren(...rows.map((one) => one.row));
    const first = FIRST.map((name) => this.rows.find((one) => one.lever.name === name));
    place("levers-leader", first);
    place("levers-more", this.rows.filter((one) => one.lever.group === "leader" && !first.includes(one)));
    place("levers-world", this.rows.filter((one) => one.lever.group === "world"));
  }

  #row(lever, changed) {
    const id = `lever-${lever.name}`;
    // Hidden from screen readers, which are told the same by the slider.
    const output = element("span", { class: "value", "aria-hidden": "true" });
    const said = element("p", { class: "note", id: `${id}-said` });
    const step = (lever.high - lever.low) / 100;
    const slider = element("input", {
      type: "range", id, min: lever.low, max: lever.high, step, "aria-describedby": `${id}-said`,
    });
    const reset = element("button", {
      type: "button", text: text("lever.reset"), "aria-label": text("lever.resetname", { name: calledLever(lever.name) }),
    });
    const hold = (value, settled) => changed(lever.name, value, settled);
    slider.addEventListener("input", () => hold(Number(Number(slider.value).toPrecision(4)), false));
    slider.addEventListener("change", () => hold(Number(Number(slider.value).toPrecision(4)), true));
    reset.addEventListener("click", () => {
      hold(null, true);
      slider.focus();
    });
    const label = element("label", { for: id, text: calledLever(lever.name) });
    const row = element("div", { class: "lever" }, label, output, reset, slider, said);
    return { row, slider, output, said, reset };
  }

  /* Show what is held, and beside it what the scenario says in the month from which changes hold. */
  show(state, about) {
    const when = state.since ?? about.first;
    const chosen = valueAt(about.chosen, when);
    for (const { lever, row, slider, output, said, reset } of this.rows) {
      const course = about.levers[lever.name];
      const usual = valueAt(course, when);
      const held = lever.name in state.levers;
      const value = held ? state.levers[lever.name] : usual;
      slider.value = value;
      row.classList.toggle("held", held);
      reset.hidden = !held;
      const values = course.map((step) => step[1]);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const scenario = chosen.includes(lever.name)
        ? text("lever.chosen")
        : low === high
          ? text("lever.scenario", { value: number(usual) })
          : text("lever.varies", { low: number(low), high: number(high), value: number(usual), month: month(when) });
      output.textContent = held || !chosen.includes(lever.name) ? number(value) : "–";
      const unit = ["1", "share"].includes(lever.unit) ? "" : text("lever.unit", { unit: lever.unit });
      const range = text("lever.range", { low: number(lever.low), high: number(lever.high), unit });
      said.textContent = text("lever.said", {
        meaning: capitalised(named(`lever.meaning.${lever.name}`, lever.meaning)), range, scenario: capitalised(scenario),
      });
      slider.setAttribute("aria-valuetext", held ? text("lever.held", { value: number(value) }) : scenario);
      row.title = lever.source;
    }
  }
}

/* Which logic rules when, in words. */
export const logicsOf = (about) =>
  about.logics.map(([from, name]) => text("logic.from", { name: called(name), month: month(from) })).join(", ");
