/* One synthetic cadre or household of a run, followed through the months: invented, and no testimony. */
import { drawn } from "./picture.js";
import { capitalised, element, month, text } from "./texts.js";

export class Person {
  constructor(catalogue, ask, why) {
    this.catalogue = catalogue;
    this.ask = ask;
    this.why = why;
    this.draw = 0;
    this.choice = element("select", { id: "person-pick" },
      ...["any", "fled", "purged", "household", "left"].map((pick) => element("option", { value: pick, text: text(`person.${pick}`) })));
    this.choice.addEventListener("change", () => (this.draw = 0));
    const go = element("button", { type: "button", text: text("person.go"), onclick: () => this.follow(null) });
    this.said = element("p", { class: "note", role: "status" });
    this.place = element("div", { class: "life" });
    document.getElementById("person").replaceChildren(element("h3", { text: text("person") }),
      element("p", { class: "note", text: text("person.note") }),
      element("div", { class: "controls" }, element("label", { for: "person-pick", text: text("person.pick") }), this.choice, go),
      this.said, this.place);
  }

  start() {
    this.draw = 0;
    this.found = null;
    this.place.replaceChildren();
    this.said.textContent = "";
  }

  /* The life of a person, or of the next one of those who are meant. */
  async follow(person) {
    this.said.textContent = text("person.asked");
    const width = Math.round(Math.min(Math.max(this.place.clientWidth, 240), 1200));
    const who = person === null ? { pick: this.choice.value, draw: this.draw++ } : { person };
    try {
      this.found = await this.ask("life", { ...who, width });
    } catch {
      this.said.textContent = "";
      return;
    }
    this.said.textContent = "";
    const { title, sentences, events } = this.found;
    const heading = element("h4", { text: title, tabindex: "-1" });
    this.picture = element("div", { class: "drawing" });
    const turns = events.map(({ month: when, what, event }) => element("li", {},
      element("span", { text: text("person.turn", { month: month(when), what: capitalised(what) }) }),
      ...(event === null ? [] : [" ", element("button", {
        type: "button", text: text("person.why"), "aria-label": text("person.whyname", { what }), onclick: () => this.why(event),
      })])));
    this.place.replaceChildren(heading, element("p", { class: "invented", text: text("person.invented") }),
      ...sentences.map((said) => element("p", { text: said })), this.picture,
      ...(turns.length ? [element("h5", { text: text("person.turns") }), element("ul", { class: "turns" }, ...turns)] : []));
    await this.again();
    heading.focus();
    document.documentElement.dataset.life = String(this.found.person);
  }

  async again() {
    if (!this.found) return;
    this.result?.finalize();
    this.result = await drawn(this.picture, this.found.picture, this.catalogue);
  }
}
