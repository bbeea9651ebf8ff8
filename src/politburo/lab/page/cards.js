/* What follows, one card for each outcome: a sentence, the picture of both arms, and their paired difference. */
import { drawn } from "./picture.js";
import { capitalised, element, month, named, number, share, text } from "./texts.js";

export class Cards {
  constructor(catalogue, changed, saved) {
    this.saved = saved;
    this.catalogue = catalogue;
    this.changed = changed;
    this.place = document.getElementById("cards");
    this.cards = new Map();
    this.meaning = new Map(catalogue.outcomes.map((one) => [one.name, named(`outcome.${one.name}`, one.meaning)]));
    this.chooser = document.getElementById("series");
    this.chooser.addEventListener("change", () => {
      if (this.chooser.value) this.changed([...this.series, this.chooser.value]);
    });
  }

  /* Cards for these outcomes, in their order; those that are there stay, so that nothing flickers. */
  choose(series) {
    this.series = series;
    for (const [name, card] of this.cards) {
      if (series.includes(name)) continue;
      card.result?.finalize();
      this.cards.delete(name);
    }
    this.place.replaceChildren(...series.map((name) => this.#card(name).article));
    const groups = ["cadres", "households", "leader"].map((group) => {
      const listed = this.catalogue.outcomes.filter((one) => one.group === group && !series.includes(one.name));
      return element("optgroup", { label: text(`outcomes.${group}`) },
        ...listed.map((one) => element("option", { value: one.name, text: this.meaning.get(one.name) })));
    });
    this.chooser.replaceChildren(element("option", { value: "", text: text("outcomes.choose") }), ...groups);
  }

  #card(name) {
    if (this.cards.has(name)) return this.cards.get(name);
    const meaning = this.meaning.get(name) ?? name;
    const heading = element("h3", { text: capitalised(meaning), id: `card-${name}` });
    const remove = element("button", {
      type: "button", text: text("outcomes.remove"), "aria-label": text("outcomes.removename", { meaning }),
      onclick: () => this.changed(this.series.filter((one) => one !== name)),
    });
    const words = element("p", { class: "verdict" });
    const drawing = element("div", { class: "drawing" });
    const save = element("p", { class: "actions save" }, element("span", { text: text("take.picture") }),
      ...["svg", "png"].map((kind) => element("button", {
        type: "button", text: kind.toUpperCase(), "aria-label": text("take.picturename", { kind: kind.toUpperCase(), meaning }),
        onclick: () => this.saved(name, kind),
      })));
    const article = element("article", { "aria-labelledby": `card-${name}`, "data-outcome": name },
      element("div", { class: "head" }, heading, remove), words, drawing, save);
    const card = { article, remove, words, drawing, save, result: null, drawn: null };
    this.cards.set(name, card);
    return card;
  }

  async show(answer) {
    this.answer = answer;
    for (const card of this.cards.values()) card.remove.hidden = this.cards.size < 2;
    await Promise.all(answer.cards.map((found) => this.#show(found, answer)));
    document.documentElement.dataset.drawn = String(answer.runs);
  }

  again() {
    return this.answer ? this.show(this.answer) : undefined;
  }

  /* What is shown is of another question: it stays to be seen, but faint, until the next answer. */
  stale(is) {
    this.place.classList.toggle("stale", is);
    if (is) delete document.documentElement.dataset.drawn;
  }

  async #show(found, answer) {
    const card = this.cards.get(found.name);
    if (!card) return;
    card.words.replaceChildren(...sentences(found, answer).map((said) => element("span", { text: said })));
    const wanted = (card.wanted = {});
    card.save.hidden = !found.picture;
    if (!found.picture) {
      card.result?.finalize();
      card.result = null;
      card.drawing.replaceChildren();
      return;
    }
    const holder = element("div");
    const result = await drawn(holder, found.picture, this.catalogue);
    if (card.wanted !== wanted) {
      result.finalize();
      return;
    }
    card.result?.finalize();
    card.result = result;
    card.drawing.replaceChildren(holder);
  }
}

function sentences(found, answer) {
  const outsiders = document.querySelector("input[name=seen]:checked").value === "outsiders";
  if (outsiders && !found.picture) return [text("card.unseen")];
  if (outsiders) {
    const of = (one) => ({ truth: number(Math.round(one.truth)), reports: number(Math.round(one.reports)) });
    const [base, changed] = found.reported;
    const said = [text("card.reported", of(base))];
    if (changed) said.push(text("card.reportedboth", of(changed)));
    if (found.published) said.push(text("card.published"));
    return said;
  }
  const total = found.total;
  if (!total) return [text("card.baseline")];
  const said = [
    text("card.difference", {
      first: month(answer.since), last: month(answer.last), said: total.said, finding: text(`finding.${total.finding}`),
    }),
  ];
  if (total.mean === null || total.finding === "identical in every pair") return said;
  said.push(text("card.levels", { base: number(total.base), changed: number(total.changed) }));
  if (total.size !== null && total.finding === "distinguishable") {
    const size = Math.abs(total.size);
    const yardstick = text(`yardstick.${total.relative_to}`);
    said.push(size < 1.5 ? text("card.size", { size: share(100 * size), yardstick }) : text("card.times", { size: share(size), yardstick }));
  }
  return said;
}
