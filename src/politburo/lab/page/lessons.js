/* Lessons: a question, a guess first, then what is simulated, held against the guess; the words are among the texts. */
import { element, number, text } from "./texts.js";

/* A range wider than this many times what was found, and than so many percent, says little. */
const WIDE = 10;
const LEAST_WIDTH = 100;

const percent = (value) => number(Math.abs(value) < 10 ? value : Math.round(value));

const same = (one, other) => Object.keys(one).every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));

export class Lessons {
  /* `shown` sets the page: a state, the outcomes that are looked at, and as whom. */
  constructor(lessons, shown) {
    this.shown = shown;
    this.place = document.getElementById("lesson");
    this.hits = this.guesses = 0;
    const chooser = document.getElementById("lessons");
    chooser.replaceChildren(element("option", { value: "", text: text("lessons.none") }),
      ...lessons.map((one, at) => element("option", { value: one.name, text: `${at + 1} · ${text(`lesson.${one.name}`)}` })));
    chooser.addEventListener("change", () => {
      const lesson = lessons.find((one) => one.name === chooser.value);
      if (lesson) this.#begin(lesson);
      else this.leave();
    });
    this.chooser = chooser;
  }

  /* Free exploration again, from where the page is. */
  leave() {
    this.lesson = this.guess = null;
    this.chooser.value = "";
    this.place.replaceChildren();
  }

  /* An answer to a state has come: what was guessed is held against it, unless something else was set meanwhile. */
  heard(answer, state) {
    if (!this.guess || this.told || !same(this.step.state, state)) return;
    const { outcome, asks } = this.step;
    const card = answer.cards.find((one) => one.name === outcome);
    const found = asks === "share" ? card?.reported?.[0].share : card?.total?.parts;
    const percents = found?.map((part) => 100 * part);
    const said = percents ? this.#verdict(percents, answer) : [text("lesson.unknown")];
    this.verdict.replaceChildren(...said.map((one) => element("p", { text: one })));
    if (answer.done) this.#explain(percents);
  }

  #begin(lesson) {
    this.lesson = lesson;
    this.hits = this.guesses = 0;
    this.#ask(0);
  }

  #said(part) {
    return text(`lesson.${this.lesson.name}.${part}`);
  }

  #ask(at) {
    this.at = at;
    this.step = this.lesson.steps[at];
    this.guess = null;
    this.told = false;
    const { name, asks, outcome, before } = this.step;
    const [from, to] = ["from", "to"].map((end) => element("input", { type: "number", step: "any", id: `guess-${end}`, required: true }));
    this.problem = element("p", { class: "note", role: "alert" });
    this.verdict = element("div", { class: "found", "aria-live": "polite" });
    this.rest = element("div");
    const guess = element("form", {
      class: "guess",
      onsubmit: (event) => {
        event.preventDefault();
        const range = [from.valueAsNumber, to.valueAsNumber];
        const sound = range.every(Number.isFinite) && range[0] <= range[1];
        this.problem.textContent = sound ? "" : text("lesson.bad");
        if (sound) this.#guessed(range, guess);
      },
    }, element("h3", { text: text("lesson.guess") }),
      element("p", { class: "note", id: "guess-how", text: text(`lesson.ask.${asks}`) }),
      element("p", { class: "range" },
        element("label", { for: "guess-from", text: text("lesson.from") }), from,
        element("label", { for: "guess-to", text: text("lesson.to") }), to,
        element("button", { type: "submit", text: text("lesson.run") })), this.problem);
    for (const input of [from, to]) input.setAttribute("aria-describedby", "guess-how");
    const title = element("h2", { text: text(`lesson.${this.lesson.name}`), tabindex: "-1" });
    this.place.replaceChildren(title, ...(at ? [] : [element("p", { class: "lead", text: this.#said("question") })]),
      element("p", { class: "note", text: text("lesson.step", { at: at + 1, all: this.lesson.steps.length }) }),
      element("p", { class: "ask", text: this.#said(`${name}.ask`) }), guess, this.verdict, this.rest);
    title.focus();
    // What outsiders report would be seen in the picture: until there is a guess, the truth alone is shown.
    this.shown(before, [outcome], "truth");
  }

  #guessed(range, form) {
    this.guess = range;
    for (const control of form.elements) control.disabled = true;
    const [from, to] = range.map(percent);
    this.verdict.replaceChildren(element("p", { text: text("lesson.waits", { from, to }) }));
    const { state, series, seen } = this.step;
    this.shown(state, series, seen);
  }

  /* Whether the guess holds all of what was found. */
  #hit([low, high]) {
    const [from, to] = this.guess;
    return from <= low && high <= to;
  }

  #verdict([low, high], answer) {
    const [from, to] = this.guess;
    const values = { low: percent(low), high: percent(high), from: percent(from), to: percent(to), runs: answer.runs };
    const nothing = low === 0 && high === 0;
    const said = [text(nothing ? "lesson.nothing" : `lesson.${this.step.asks}.found`, values)];
    const hit = this.#hit([low, high]);
    const wide = to - from > Math.max(WIDE * (high - low), LEAST_WIDTH);
    said.push(text(hit ? "lesson.hit" : low <= to && high >= from ? "lesson.part" : "lesson.miss", values));
    if (hit && wide) said.push(text("lesson.wide"));
    if (!answer.done) said.push(text("lesson.more"));
    return said;
  }

  #explain(found) {
    this.told = true;
    const { name } = this.step;
    this.guesses += 1;
    if (found && this.#hit(found)) this.hits += 1;
    const last = this.at + 1 === this.lesson.steps.length;
    const parts = [["look", `${name}.look`], ["why", `${name}.why`]];
    this.rest.replaceChildren(
      element("p", { class: "note", text: text("lesson.score", { hits: this.hits, all: this.guesses }) }),
      ...parts.flatMap(([heading, part]) => [
        element("h3", { text: text(`lesson.${heading}`) }), element("p", { text: this.#said(part) }),
      ]),
      ...(last ? this.#end() : [element("p", { class: "actions" }, element("button", {
        type: "button", text: text("lesson.next"), onclick: () => this.#ask(this.at + 1),
      }))]),
    );
  }

  #end() {
    return [
      element("h3", { text: text("lesson.wrong") }), element("p", { text: this.#said("wrong") }),
      element("h3", { text: text("lesson.discuss") }),
      element("ol", {}, ...[1, 2].map((at) => element("li", { text: this.#said(`discuss.${at}`) }))),
      element("p", { class: "actions" }, element("button", {
        type: "button", text: text("lesson.free"), onclick: () => this.leave(),
      })),
    ];
  }
}
