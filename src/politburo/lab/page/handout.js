/* The page on its own: levers and events are set, and every curve is emulated at once from what the page holds. */
import { capitalised, called, day, element, month, named, number, share, text, useTexts } from "./texts.js";
import { themed } from "./theme.js";
import { Emulator } from "./emulator.js";
import { Curves } from "./curves.js";

const held = (id) => JSON.parse(document.getElementById(id).textContent);
const of = (id) => document.getElementById(id);
const html = document.documentElement;
const languages = held("texts");
const wanted = [new URLSearchParams(location.search).get("language"), navigator.language.slice(0, 2)];
const language = wanted.find((one) => Object.hasOwn(languages, one)) ?? "en";
const texts = languages[language];
useTexts(texts);
of("language").append(...Object.keys(languages).map((code) => element("option", { value: code, text: languages[code].language })));
of("language").value = language;
of("language").addEventListener("change", () => (location.search = `?language=${of("language").value}`));
const leverName = (lever) => named(`lever.name.${lever.name}`, called(lever.name));
const meaningOf = (series) => (
  series.name === "regime_lasts" ? text("handout.lasts") : named(`outcome.${series.name}`, series.meaning)
);
const bank = held("bank");
const emulator = new Emulator(bank);
document.title = `${text("name")}: ${document.querySelector("h1").textContent}`;

const names = [...bank.levers.map((one) => one.name), ...bank.events.map((one) => one.label)];
const reference = [...bank.levers.map((one) => one.reference), ...bank.events.map(() => 1)];
let values = [...reference];
let seen = "truth";
let waiting = 0;

const months = [];
for (let [year, at] = bank.first.split("-").map(Number); ; at === 12 ? ([year, at] = [year + 1, 1]) : at++) {
  months.push(`${year}-${String(at).padStart(2, "0")}`);
  if (months.at(-1) === bank.last) break;
}
const dated = bank.dated.filter((one) => one.modelled).map((one) => months.indexOf(one.date.slice(0, 7))).filter((at) => at >= 0);

/* ---- what is set ---- */

function set(at, value) {
  values[at] = value;
  history.replaceState(null, "", fragment());
  redraw();
}

/* What differs from the reference stands in the fragment of the address, so that a link opens it. */
function fragment() {
  const said = new URLSearchParams();
  values.forEach((value, at) => value !== reference[at] && said.set(names[at], String(value)));
  return `#${said}`;
}

function fromFragment() {
  const said = new URLSearchParams(location.hash.slice(1));
  names.forEach((name, at) => {
    const value = Number(said.get(name) ?? NaN);
    const lever = bank.levers[at];
    const [low, high] = lever ? lever.declared : [0, 1];
    if (Number.isFinite(value) && value >= low && value <= high) values[at] = lever ? value : Math.round(value);
  });
}

const levers = bank.levers.map((lever, at) => {
  const id = `lever-${lever.name}`;
  const [low, high] = lever.declared;
  const output = element("span", { class: "value", "aria-hidden": "true" });
  const slider = element("input", { type: "range", id, min: low, max: high, step: (high - low) / 100, "aria-describedby": `${id}-said` });
  const reset = element("button", { type: "button", text: text("handout.back"), "aria-label": text("handout.backname", { name: leverName(lever) }) });
  slider.addEventListener("input", () => set(at, Number(Number(slider.value).toPrecision(4))));
  reset.addEventListener("click", () => {
    set(at, lever.reference);
    slider.focus();
  });
  const unit = ["1", "share", "ratio"].includes(lever.unit) ? "" : text("lever.unit", { unit: lever.unit });
  const said = element("p", { class: "note", id: `${id}-said`, text: text("handout.lever", {
    meaning: capitalised(named(`lever.meaning.${lever.name}`, lever.meaning)), low: number(lever.low), high: number(lever.high), unit, reference: number(lever.reference),
  }) });
  const row = element("div", { class: "lever", title: lever.source }, element("label", { for: id, text: leverName(lever) }), output, reset, slider, said);
  of("levers").append(row);
  return { row, slider, output, reset };
});

const switches = bank.events.map((event, at) => {
  const box = element("input", { type: "checkbox", id: `event-${at}` });
  box.addEventListener("change", () => set(bank.levers.length + at, Number(box.checked)));
  const row = element("p", { class: "switch" }, box, element("label", { for: box.id, text: event.label }),
    element("small", { text: text("handout.event", { date: day(event.date), does: event.does }) }));
  of("events-there").append(row);
  return { row, box };
});
of("events-heading").parentElement.hidden = !bank.events.length;

of("changes").addEventListener("submit", (event) => event.preventDefault());
of("reset").addEventListener("click", () => {
  values = [...reference];
  history.replaceState(null, "", fragment());
  redraw();
});
for (const radio of document.querySelectorAll("input[name=seen]")) {
  radio.addEventListener("change", () => {
    seen = radio.value;
    redraw();
  });
}

/* ---- what is shown of it ---- */

const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "") + number(Math.abs(value));

const forms = Array.from({ length: 7 }, (_, digits) => (
  new Intl.NumberFormat(texts.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
));

/* A number with as many decimals as two digits of what it may be off by. */
function fine(value, reach, sign = false) {
  const decimals = Math.min(Math.max(1 - Math.floor(Math.log10(Math.max(reach, 1e-6))), 0), 6);
  return (value < 0 ? "−" : sign && value > 0 ? "+" : "") + forms[decimals].format(Math.abs(value));
}

/* A difference with its two half-widths, all to the decimals of the smaller one that counts. */
function apart(series, found, at) {
  const [chance, error] = [found.chance.at(at), series.error.at(at)];
  const reach = Math.max(chance, error);
  return { difference: fine(found.difference.at(at), reach, true), chance: fine(chance, reach), error: fine(error, reach) };
}

const plain = (value) => (value < 0 ? "−" : "") + number(Math.abs(value));
const percent = (value) => share(100 * value);

function card(series) {
  const meaning = series.reported ? text("handout.reported", { meaning: meaningOf(series) }) : meaningOf(series);
  const heading = element("h3", { text: capitalised(meaning), id: `card-${series.name}-${series.reported}` });
  const words = element("p", { class: "verdict" });
  const drawing = element("div", { class: "drawing" });
  const at = element("p", { class: "at", "aria-hidden": "true" });
  const weak = series.explained === null || series.explained < 0.5;
  const trust = element("p", { class: weak ? "trust weak" : "trust", text: text(weak ? "handout.errorweak" : "handout.error", {
    error: number(series.error.at(-1)), held: bank.held, explained: percent(Math.max(series.explained ?? 0, 0)),
  }) });
  const numbers = element("details", { class: "numbers" }, element("summary", { text: text("handout.numbers") }));
  const unit = ["1", ""].includes(series.unit) ? "" : ` (${series.unit})`;
  const made = { series, words, at, numbers, drawing, inView: false, fresh: false };
  made.article = element("article", { "aria-labelledby": heading.id, "data-outcome": series.name, "data-seen": series.reported ? "outsiders" : "truth" },
    heading, words, drawing, at, trust, numbers);
  of("cards").append(made.article);
  made.curves = new Curves(drawing, {
    months, dated, label: capitalised(meaning),
    headings: [text("handout.levels", { unit }), text("handout.differences", { unit })],
    pointed: (month) => (at.textContent = month === null ? "" : row(made, month).join("  ·  ")),
  });
  numbers.addEventListener("toggle", () => table(made));
  return made;
}

/* The numbers of a month in words. */
function row({ series, found }, at) {
  const said = [month(months[at]), `${text("key.baseline")} ${plain(series.reference[at])} [${plain(series.low[at])}, ${plain(series.high[at])}]`];
  if (!found) return said;
  said.push(`${text("key.whatif")} ${plain(found.mean[at])} [${plain(found.low[at])}, ${plain(found.high[at])}]`);
  const { difference, chance, error } = apart(series, found, at);
  said.push(`${text("handout.difference")} ${difference} ± ${chance} ${text("handout.chance")} ± ${error} ${text("handout.emulator")}`);
  return said;
}

function numbersOf(series, found, at) {
  const { difference, chance, error } = apart(series, found, at);
  return [plain(found.mean[at]), difference, `± ${chance}`, `± ${error}`];
}

function table(made) {
  made.numbers.querySelector(".scroll")?.remove();
  if (!made.numbers.open) return;
  const { series, found } = made;
  const cells = (kind, said) => element("tr", {}, ...said.map((one) => element(kind, { text: one, ...(kind === "th" ? { scope: "col" } : {}) })));
  const head = ["handout.month", "key.baseline", ...(found ? ["key.whatif", "handout.difference", "handout.bychance", "handout.byemulator"] : [])].map((key) => text(key));
  const rows = months.flatMap((name, at) => (name.endsWith("-12") || at === months.length - 1 ? [
    [month(name), plain(series.reference[at]), ...(found ? numbersOf(series, found, at) : [])],
  ] : []));
  made.numbers.append(element("div", { class: "scroll" }, element("table", {}, element("thead", {}, cells("th", head)), element("tbody", {}, ...rows.map((one) => cells("td", one))))));
}

const finding = (found) => {
  const reach = found.chance.at(-1) + found.error.at(-1);
  return Math.abs(found.difference.at(-1)) > reach ? "handout.apart" : "handout.notapart";
};

function sentences(series, found) {
  if (!found) return [text("handout.same", { value: plain(series.reference.at(-1)) })];
  const said = [text("handout.total", {
    ...apart(series, found, -1), finding: text(finding(found)),
    period: series.name === "regime_lasts" ? text("handout.end") : text("handout.period"),
  })];
  said.push(text("card.levels", { base: plain(series.reference.at(-1)), changed: plain(found.mean.at(-1)) }));
  return said;
}

const cards = emulator.series.map(card);

/* The curves of a card, drawn where they are seen: a phone has one of them in view, and answers in time. */
function curves(one) {
  const { series, found } = one;
  const isShare = series.unit.startsWith("share");
  one.fresh = true;
  one.curves.show(series, found, {
    format: plain, signed, floor: series.counted || isShare ? 0 : -Infinity, ceiling: isShare ? 1 : Infinity,
  });
}

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const one = cards.find((found) => found.drawing === entry.target);
    one.inView = entry.isIntersecting;
    if (one.inView && !one.fresh) curves(one);
  }
}, { rootMargin: "200px 0px" });
for (const one of cards) watcher.observe(one.drawing);
addEventListener("beforeprint", () => cards.filter((one) => !one.fresh && !one.article.hidden).forEach(curves));

function outside() {
  return bank.levers.filter((lever, at) => values[at] < lever.low || values[at] > lever.high);
}

function draw() {
  const began = performance.now();
  waiting = 0;
  const changed = values.some((value, at) => value !== reference[at]);
  const beyond = outside();
  levers.forEach(({ row, slider, output, reset }, at) => {
    const moved = values[at] !== reference[at];
    slider.value = values[at];
    slider.setAttribute("aria-valuetext", number(values[at]));
    output.textContent = number(values[at]);
    reset.hidden = !moved;
    row.classList.toggle("held", moved);
  });
  switches.forEach(({ row, box }, at) => {
    box.checked = values[levers.length + at] === 1;
    row.classList.toggle("changed", !box.checked);
  });
  of("outside").hidden = !beyond.length;
  of("outside").textContent = beyond.map((lever) => text("handout.outside", {
    name: leverName(lever), low: number(lever.low), high: number(lever.high),
  })).join(" ");
  const parts = [];
  for (const one of cards) {
    const { series, article } = one;
    one.found = changed && !beyond.length ? emulator.at(series, values) : null;
    article.hidden = seen === "outsiders" ? !series.reported && isReported(series) : series.reported;
    if (article.hidden) continue;
    // Whether a regime lasts, everybody sees.
    const unseen = seen === "outsiders" && !series.reported && series.name !== "regime_lasts";
    article.classList.toggle("unseen", unseen);
    for (const part of article.querySelectorAll(".drawing, .at, .trust, .numbers")) part.hidden = unseen;
    const said = unseen ? [text("card.unseen")] : beyond.length ? [text("handout.nothing")] : sentences(series, one.found);
    one.words.replaceChildren(...said.map((sentence) => element("span", { text: sentence })));
    if (unseen) continue;
    one.fresh = false;
    if (one.inView) curves(one);
    table(one);
    if (one.found) {
      const reach = one.found.chance.at(-1) + series.error.at(-1);
      const difference = one.found.difference.at(-1);
      parts.push([Math.abs(difference) / (reach || 1), `${language === "en" ? called(series.name) : meaningOf(series)} ${fine(difference, reach, true)} ± ${fine(reach, reach)}`]);
    }
  }
  parts.sort((one, other) => other[0] - one[0]);
  of("summary").textContent = parts.length
    ? text("handout.summary", { list: parts.slice(0, 3).map((one) => one[1]).join(", ") })
    : text(beyond.length ? "handout.nothing" : "handout.nochange");
  html.dataset.drawn = String(Number(html.dataset.drawn ?? 0) + 1);
  html.dataset.took = String(performance.now() - began);
}

/* Whether outsiders count something of an outcome: then the card of what they count takes the place of the truth. */
const isReported = (series) => cards.some((one) => one.series.name === series.name && one.series.reported);

/* Once for each frame, however often a slider speaks meanwhile. */
function redraw() {
  if (!waiting) waiting = requestAnimationFrame(draw);
}

of("held").textContent = bank.since ? text("handout.heldfrom", { month: month(bank.since) }) : text("handout.held");
of("status").textContent = text("handout.status", bank);
of("basis").textContent = text("handout.basis", { ...bank, level: percent(bank.level) });
themed(of("dark"), () => {});
addEventListener("resize", redraw);
addEventListener("hashchange", () => {
  values = [...reference];
  fromFragment();
  redraw();
});
fromFragment();
draw();
html.dataset.usable = "yes";
