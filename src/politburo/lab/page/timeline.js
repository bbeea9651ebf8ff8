/* Dated events on a line of time: added, dragged, moved by keys, left out and put back. */
import { Order, ordered } from "./order.js";
import { day, element, month, number, text } from "./texts.js";

/* Where the panels of the pictures begin and end, within their cards. */
const LEFT = () => (innerWidth <= 900 ? 55 : 61);
const RIGHT = (width) => (width < 600 ? 20 : 147);
const ROW = 15;
const NEAR = 13;

const months = (said) => Number(said.slice(0, 4)) * 12 + Number(said.slice(5, 7)) - 1;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/* The same day so many months on, or the last that there is in every month. */
function shifted(date, by) {
  const month = months(date) + by;
  const day = Math.min(Number(date.slice(8, 10)), 28);
  const pad = (value, length = 2) => String(value).padStart(length, "0");
  return `${pad(Math.floor(month / 12), 4)}-${pad((month % 12) + 1)}-${pad(by ? day : Number(date.slice(8, 10)))}`;
}

export class Timeline {
  constructor({ kinds, orders }, changed) {
    this.order = new Order(orders);
    this.kinds = new Map(kinds.map((kind) => [kind.name, kind]));
    this.changed = changed;
    this.place = document.getElementById("timeline");
    this.said = document.getElementById("event");
    this.editor = document.getElementById("editor");
    this.kind = document.getElementById("event-kind");
    this.kind.replaceChildren(...kinds.map((kind) => element("option", { value: kind.name, text: kind.name })));
    this.kind.addEventListener("change", () => this.#fit(true));
    this.editor.addEventListener("close", () => this.#closed());
    document.getElementById("add").addEventListener("click", () => this.#add());
  }

  /* All events as they are in the what-if: those of the scenario, moved or left out, and those added. */
  events() {
    const { moved, without, added } = this.state;
    const own = this.about.events.map((event) => ({
      ...event,
      own: true,
      was: event.date,
      date: moved[event.label] ?? event.date,
      out: without.includes(event.label),
    }));
    return [...own, ...added.map((event, place) => ({ ...event, place, modelled: event.kind !== "mark" }))];
  }

  show(state, about) {
    this.state = state;
    this.about = about;
    const focused = document.activeElement?.dataset?.event;
    const [first, last] = [months(about.first), months(state.until ?? about.last) + 1];
    this.span = [first, last];
    const left = (this.left = LEFT());
    const width = this.place.clientWidth - left - RIGHT(this.place.clientWidth);
    this.width = width;
    const events = this.events()
      .map((event) => ({ ...event, x: this.#x(event.date) }))
      .filter((event) => event.x >= 0 && event.x <= width)
      .sort((one, other) => one.x - other.x);
    const ends = [];
    for (const event of events) {
      event.row = ends.findIndex((end) => event.x - end >= NEAR);
      if (event.row < 0) event.row = ends.length;
      ends[event.row] = event.x;
    }
    const track = element("div", { class: "track", role: "group" });
    track.setAttribute("aria-label", text("timeline.name", { first: month(about.first), last: month(about.last) }));
    track.style.height = `${ROW * Math.max(ends.length, 2) + 26}px`;
    for (let year = Math.ceil(first / 12); year * 12 < last; year++) {
      const tick = element("span", { class: "year", text: String(year), "aria-hidden": "true" });
      tick.style.left = `${left + ((year * 12 - first) / (last - first)) * width}px`;
      tick.classList.toggle("unnamed", width / (last - first) < 2.8 && year % 2 === 1);
      track.append(tick);
    }
    if (state.since) {
      const mark = element("span", { class: "since", "aria-hidden": "true" });
      mark.style.left = `${left + clamp((months(state.since) - first) / (last - first), 0, 1) * width}px`;
      track.append(mark);
    }
    track.append(...events.map((event) => this.#mark(event)));
    track.addEventListener("dblclick", (click) => {
      if (click.target === track) this.#add(this.#date(click.clientX - track.getBoundingClientRect().left - this.left));
    });
    this.place.replaceChildren(track);
    if (focused) this.place.querySelector(`[data-event="${CSS.escape(focused)}"]`)?.focus();
    if (!this.said.textContent) this.said.textContent = text("timeline.hint");
    document.getElementById("events").replaceChildren(...this.events().sort((a, b) => (a.date < b.date ? -1 : 1)).map((event) => this.#item(event)));
  }

  #x(date) {
    const [first, last] = this.span;
    return ((months(date) + (Number(date.slice(8, 10)) - 1) / 31 - first) / (last - first)) * this.width;
  }

  #date(x) {
    const [first, last] = this.span;
    const at = clamp(first + (x / this.width) * (last - first), first, last - 0.01);
    return shifted("0000-01-01", Math.floor(at));
  }

  #words(event) {
    const how = event.out
      ? text("event.out")
      : event.own
        ? event.date === event.was ? "" : text("event.moved", { date: day(event.was) })
        : text("event.added");
    const value = event.value === undefined || event.value === null ? "" : ` ${number(event.value)}`;
    const does = event.own ? event.does : [`${event.kind}${value}`, ordered(event.order)].filter(Boolean).join(": ");
    return text("event.said", { date: day(event.date), label: event.label, does: [does, how].filter(Boolean).join("; ") });
  }

  #mark(event) {
    const mark = element("button", {
      type: "button", class: "mark", "data-event": event.label, "aria-label": this.#words(event),
    });
    mark.classList.toggle("changed", !event.own || event.date !== event.was);
    mark.classList.toggle("out", Boolean(event.out));
    mark.classList.toggle("reference", !event.modelled);
    mark.classList.toggle("succession", event.kind === "succession");
    mark.style.left = `${this.left + event.x}px`;
    mark.style.top = `${event.row * ROW + 4}px`;
    const say = () => (this.said.textContent = this.#words(event));
    mark.addEventListener("focus", say);
    mark.addEventListener("pointerenter", say);
    mark.addEventListener("keydown", (key) => this.#key(key, event));
    this.#dragged(mark, event);
    return mark;
  }

  #key(key, event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key.key];
    if (by && !event.out) {
      key.preventDefault();
      this.#move(event, shifted(event.date, by * (key.shiftKey ? 12 : 1)));
    } else if (key.key === "Delete" || key.key === "Backspace") {
      key.preventDefault();
      this.#leaveOut(event, !event.out);
    }
  }

  #dragged(mark, event) {
    let from = null;
    let far = false;
    mark.addEventListener("pointerdown", (press) => {
      from = press.clientX;
      far = false;
      mark.setPointerCapture(press.pointerId);
    });
    mark.addEventListener("pointermove", (move) => {
      if (from === null || event.out) return;
      far ||= Math.abs(move.clientX - from) > 4;
      if (!far) return;
      const x = clamp(event.x + move.clientX - from, 0, this.width);
      mark.style.left = `${this.left + x}px`;
      this.said.textContent = this.#words({ ...event, date: this.#date(x) });
    });
    const end = (release) => {
      if (from !== null && far && release.type === "pointerup") {
        this.#move(event, this.#date(event.x + release.clientX - from));
      }
      from = null;
    };
    mark.addEventListener("pointerup", end);
    mark.addEventListener("pointercancel", end);
    mark.addEventListener("click", (click) => {
      if (far) click.preventDefault();
      else this.#edit(event);
      far = false;
    });
  }

  #move(event, date) {
    const [first, last] = this.span;
    if (months(date) < first || months(date) >= last) return;
    if (event.own) {
      const { [event.label]: _, ...moved } = this.state.moved;
      this.changed({ moved: date === event.was ? moved : { ...moved, [event.label]: date } });
    } else {
      this.changed({ added: this.state.added.map((one, at) => (at === event.place ? { ...one, date } : one)) });
    }
    this.said.textContent = this.#words({ ...event, date });
  }

  #leaveOut(event, out) {
    const { without, added, moved } = this.state;
    if (event.own) {
      const { [event.label]: _, ...others } = moved;
      this.changed({ moved: others, without: out ? [...without, event.label] : without.filter((one) => one !== event.label) });
      this.said.textContent = this.#words({ ...event, date: event.was, out });
    } else {
      this.changed({ added: added.filter((_, at) => at !== event.place) });
      this.said.textContent = text("timeline.hint");
    }
  }

  #item(event) {
    const button = element("button", {
      type: "button", text: text(event.out ? "event.restore" : "event.remove"),
      "aria-label": `${text(event.out ? "event.restore" : "event.remove")}: ${event.label}`,
      onclick: () => this.#leaveOut(event, !event.out),
    });
    return element("li", {}, element("span", { text: this.#words(event) }), " ", button);
  }

  /* ---- the editor ---- */

  #add(date) {
    const middle = Math.floor((this.span[0] + this.span[1]) / 2);
    this.#edit({ kind: "sanctions", label: "", date: date ?? shifted("0000-01-01", middle), value: null, months: 3 });
  }

  #edit(event) {
    this.edited = event;
    const of = (id) => document.getElementById(id);
    const isNew = !event.own && event.place === undefined;
    if (event.own && !this.kinds.has(event.kind)) this.kind.append(element("option", { value: event.kind, text: event.kind }));
    this.kind.value = event.kind;
    of("event-label").value = event.label;
    of("event-date").value = event.date;
    of("event-value").value = event.value ?? "";
    of("event-months").value = event.months ?? 3;
    for (const id of ["event-kind", "event-label", "event-value", "event-months"]) of(id).disabled = Boolean(event.own);
    of("event-date").disabled = Boolean(event.out);
    of("event-remove").hidden = isNew;
    of("event-remove").textContent = text(event.out ? "event.restore" : "event.remove");
    this.#fit(isNew, event.order);
    this.editor.returnValue = "";
    this.editor.showModal();
  }

  /* Value and months only where the kind has them. */
  #fit(isNew, order) {
    const kind = this.kinds.get(this.kind.value);
    const of = (id) => document.getElementById(id);
    of("event-meaning").textContent = this.edited?.own ? this.edited.does : (kind?.meaning ?? "");
    const value = this.edited?.own ? null : kind?.value;
    of("event-value-row").hidden = !value;
    of("event-months-row").hidden = Boolean(this.edited?.own) || !kind?.months;
    this.order.show(!this.edited?.own && kind?.orders, this.about, order);
    of("event-value").required = Boolean(value) && !kind.optional;
    if (value) {
      const unit = ["1", "share"].includes(value.unit) ? "" : ` ${value.unit}`;
      of("event-value-label").textContent = text("event.value", { low: number(value.low), high: number(value.high), unit });
      of("event-value").min = value.low;
      of("event-value").max = value.high;
      if (isNew) of("event-value").value = value.default ?? (value.low + value.high) / 2;
    }
    if (isNew && !of("event-label").value) of("event-label").placeholder = kind?.name ?? "";
  }

  #closed() {
    const event = this.edited;
    this.edited = null;
    if (this.editor.returnValue === "remove") this.#leaveOut(event, !event.out);
    if (this.editor.returnValue !== "save") return;
    const of = (id) => document.getElementById(id).value;
    if (event.own) {
      if (of("event-date") && !event.out) this.#move(event, of("event-date"));
      return;
    }
    const kind = this.kinds.get(this.kind.value);
    const made = { date: of("event-date"), kind: kind.name, label: this.#unused(of("event-label").trim() || kind.name, event.place) };
    if (kind.value && of("event-value") !== "") made.value = Number(of("event-value"));
    if (kind.orders) made.order = this.order.value;
    if (kind.months) made.months = Number(of("event-months"));
    const added = [...this.state.added];
    if (event.place === undefined) added.push(made);
    else added[event.place] = made;
    this.changed({ added });
    this.said.textContent = this.#words(made);
  }

  #unused(label, place) {
    const taken = new Set(this.events().filter((one) => one.place === undefined || one.place !== place).map((one) => one.label));
    let found = label;
    for (let times = 2; taken.has(found); times++) found = `${label} (${times})`;
    return found;
  }
}
