/* What happened in one run, in a place and up to a month, and why: each event opens its reasons. */
import { capitalised, called, day, element, month, number, text } from "./texts.js";

const SETTLED = 350;

export class Happenings {
  constructor(ask, follow) {
    this.ask = ask;
    this.follow = follow;
    this.heading = element("h3", { id: "happenings-heading" });
    this.count = element("p", { class: "note", role: "status" });
    this.list = element("ul", { class: "happened", "aria-labelledby": "happenings-heading" });
    this.reasons = element("div", { class: "reasons" });
    this.place = {};
    document.getElementById("happenings").replaceChildren(
      element("div", {}, this.heading, this.count, this.list), this.reasons);
  }

  start(found) {
    const known = { organ: found.organs, rank: found.ranks, province: found.provinces.map((one) => one.name) };
    this.place = Object.fromEntries(Object.entries(this.place).filter(([kind, name]) => known[kind].includes(name)));
    this.reasons.replaceChildren();
    this.started = true;
    this.#read();
  }

  choose(place) {
    this.place = place;
    this.#read();
  }

  until(to) {
    this.to = to;
    clearTimeout(this.timer);
    if (this.started) this.timer = setTimeout(() => this.#read(), SETTLED);
  }

  async #read() {
    clearTimeout(this.timer);
    const where = Object.values(this.place).map(called).join(", ") || text("happenings.everywhere");
    this.heading.textContent = text("happenings", { where: capitalised(where) });
    const until = this.to;
    let found;
    try {
      found = await this.ask("events", { ...this.place, until });
    } catch {
      return;
    }
    const { count, events } = found;
    const values = { count: number(count), shown: number(events.length), month: month(until) };
    this.count.textContent = text(count > events.length ? "happenings.some" : count ? "happenings.all" : "happenings.none", values);
    this.list.replaceChildren(...events.map((one) => element("li", {},
      element("button", { type: "button", "data-event": one.event, onclick: () => this.why(one.event) },
        element("span", { class: "date", text: day(one.date) }), element("span", { text: capitalised(one.who) }),
        element("span", { class: "what", text: one.what })))));
    document.documentElement.dataset.happened = String(count);
  }

  async why(event) {
    let found;
    try {
      found = await this.ask("why", { event });
    } catch {
      return;
    }
    const heading = element("h3", { text: found.title, tabindex: "-1" });
    const most = Math.max(...found.contributions.map(Math.abs), 0.01);
    const table = (rows, caption) => element("div", { class: "scroll" }, element("table", { class: "terms" },
      ...(caption ? [element("caption", { text: caption })] : []),
      element("thead", {}, element("tr", {}, ...heads(), element("td", {}))), element("tbody", {}, ...rows)));
    const heads = () => [found.headings[0], found.headings[1], found.headings[3]].map((said, at) =>
      element("th", { scope: "col", class: at ? "number" : "", text: said }));
    const line = ([term, value, unit, effect], at) => {
      const bar = element("span", { class: found.contributions[at] < 0 ? "bar less" : "bar", "aria-hidden": "true" });
      bar.style.setProperty("--part", effect ? Math.abs(found.contributions[at]) / most : 0);
      return element("tr", {}, element("th", { scope: "row", text: term }),
        element("td", { class: "number", text: unit === "1" ? value : `${value} ${unit}` }),
        element("td", { class: "number", text: effect }), element("td", { class: "bars" }, bar));
    };
    const lines = found.rows.map(line);
    const did = lines.filter((_, at) => found.rows[at][3]);
    const others = lines.filter((_, at) => !found.rows[at][3]);
    this.reasons.replaceChildren(heading,
      ...found.sentences.map((said) => element("p", { text: said })),
      ...(did.length ? [table(did, found.caption)] : []),
      ...(others.length ? [element("details", {}, element("summary", { text: text("why.others") }), table(others))] : []),
      ...found.notes.map((said) => element("p", { class: "note", text: said })),
      element("p", { class: "actions" }, element("button", {
        type: "button", text: text("person.this", { person: found.person }), onclick: () => this.follow(found.person),
      })));
    heading.focus();
    document.documentElement.dataset.why = String(event);
  }
}
