/* The page at work: what is set becomes a question, and its answers are shown as they sharpen. */
import { Cards } from "./cards.js";
import { Drawer } from "./drawer.js";
import { Inside } from "./inside.js";
import { Lessons } from "./lessons.js";
import { Levers, logicsOf } from "./levers.js";
import { Refused, ask, read, stream } from "./server.js";
import { fragment, ofFragment, session } from "./state.js";
import { called, element, month, number, readTexts, text } from "./texts.js";
import { themed } from "./theme.js";
import { Timeline } from "./timeline.js";

const SETTLED = 250;
const SETS = {
  cadres: ["fear", "private_loyalty", "displayed_loyalty", "purges", "flights"],
  households: ["income", "hardship", "grievance", "households_fear", "households_talk", "departures"],
};
const OWN = { series: ["fear", "private_loyalty", "purges", "income"], seen: "truth" };
const of = (id) => document.getElementById(id);
const root = document.documentElement;

const catalogue = await read("catalogue");
const asked = [new URLSearchParams(location.search).get("language"), navigator.language.slice(0, 2)];
const language = asked.find((one) => catalogue.languages.includes(one)) ?? "en";
await readTexts(language);
await new Promise((loaded, failed) => {
  document.head.append(element("script", { src: "vega.js", onload: loaded, onerror: failed }));
});

const defaults = { state: { ...catalogue.defaults, scenario: catalogue.scenario }, ...OWN };
const mySession = session();
let link = ofFragment(location.hash, defaults) ?? structuredClone(defaults);
let about = null;
let answer = null;
let work = null;
let timer = 0;

/* ---- what is set ---- */

function change(part, { settled = true, of: whose = "state" } = {}) {
  link = whose === "state" ? { ...link, state: { ...link.state, ...part } } : { ...link, ...part };
  history.replaceState(null, "", `#${fragment(link, defaults)}`);
  show();
  clearTimeout(timer);
  work?.abort();
  cards.stale(true);
  timer = setTimeout(question, settled ? 0 : SETTLED);
}

const levers = new Levers(catalogue.levers, (name, value, settled) => {
  const { [name]: _, ...others } = link.state.levers;
  change({ levers: value === null ? others : { ...others, [name]: value } }, { settled });
});
const timeline = new Timeline(catalogue, (part) => change(part, { settled: false }));
const cards = new Cards(catalogue, (series) => change({ series }, { of: "link" }), picture);
const lessons = new Lessons(await read("lessons"), (state, series, seen) => begin(state, { series, seen }));
const inside = new Inside(catalogue, (error) => told(error));
new Drawer((what) => inside.ask(what, {
  session: mySession, state: link.state, runs: answer?.runs ?? 2, run: null, arm: answer?.over_pairs ? "what-if" : "baseline",
}), save);

function option(value, said) {
  return element("option", { value, text: said });
}

function choices(id, options, heard) {
  of(id).replaceChildren(...options.map(([value, said]) => option(value, said)));
  of(id).addEventListener("change", () => heard(of(id).value));
}

const itself = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);
choices("language", catalogue.languages.map((code) => [code, itself(code)]), (code) => {
  location.search = `?language=${code}`;
});
of("language").value = language;
choices("scenario", catalogue.scenarios.map((one) => [one.name, one.title]), (name) => begin({ scenario: name }));
choices("logic", [["", text("logic.scenario")], ...catalogue.logics.map((one) => [
  one.name, one.meaning ? text("logic.option", { name: called(one.name), meaning: one.meaning }) : called(one.name),
])], (name) => change({ logic: name || null }));
choices("scale", [], (value) => change({ scale: Number(value) }));
choices("precision", [1, 2, 5, 10, 20].map((one) => [one, text("precision.option", { precision: one })]),
  (value) => change({ precision: Number(value) }));
choices("runs", [4, 8, 16, 32, 64].map((one) => [one, one]), (value) => change({ runs: Number(value) }));
choices("households", [], (value) => change({ households: value === "" ? null : Number(value) }));
for (const button of document.querySelectorAll("[data-outcomes]")) {
  button.addEventListener("click", () => change({ series: SETS[button.dataset.outcomes] }, { of: "link" }));
}
choices("ensemble", [], (name) => change({ ensemble: name || null }));

function percent(value) {
  return `${number(value * 100)} %`;
}

for (const id of ["since", "until"]) of(id).addEventListener("change", () => change({ [id]: of(id).value || null }));
of("seed").addEventListener("change", () => change({ seed: of("seed").value === "" ? null : Number(of("seed").value) }));
of("reset").addEventListener("click", () => begin({
  scenario: link.state.scenario, source: link.state.source, scale: link.state.scale,
}));
of("changes").addEventListener("submit", (event) => event.preventDefault());
for (const radio of document.querySelectorAll("input[name=seen]")) {
  radio.addEventListener("change", () => change({ seen: radio.value }, { of: "link" }));
}

for (const one of catalogue.mechanisms) {
  const box = element("input", { type: "checkbox", id: `mechanism-${one.name}`, checked: true });
  box.addEventListener("change", () => {
    const others = link.state.off.filter((name) => name !== one.name);
    change({ off: box.checked ? others : [...others, one.name] });
  });
  of("mechanisms").append(element("p", { class: "mechanism" }, box,
    element("label", { for: box.id, text: one.meaning }),
    element("small", { text: text("mechanisms.phase", { phase: one.phase, source: one.source }) })));
}

of("file").addEventListener("change", async () => {
  const [file] = of("file").files;
  if (!file) return;
  if (file.size > catalogue.bounds.source) {
    problem(text("scenario.toolong", { most: number(catalogue.bounds.source) }));
    return;
  }
  const name = file.name.replace(/\.toml$/, "").replace(/[^\w() .,-]/gu, "-").slice(0, 100) || "scenario";
  begin({ scenario: name, source: await file.text() });
});

/* ---- what is shown of it ---- */

function show() {
  const { state } = link;
  levers.show(state, about);
  timeline.show(state, about);
  if (!catalogue.scenarios.some((one) => one.name === state.scenario) && !of("scenario").querySelector(`[value="${CSS.escape(state.scenario)}"]`)) {
    of("scenario").append(option(state.scenario, about.title));
  }
  of("scale").replaceChildren(...about.scales.map((one) => option(one, text("scale.option", { scale: percent(one) }))));
  for (const id of ["scenario", "scale", "precision", "runs"]) of(id).value = state[id];
  for (const id of ["since", "until", "seed", "logic"]) of(id).value = state[id] ?? "";
  for (const id of ["since", "until"]) [of(id).min, of(id).max] = [about.first, about.last];
  const logic = catalogue.logics.find((one) => one.name === state.logic);
  of("logic-note").textContent = logic
    ? text("logic.note", { levers: logic.chooses.map(called).join(", ") || text("logic.none"), source: logic.source })
    : text("logic.scenarionote", { list: logicsOf(about) });
  for (const one of catalogue.mechanisms) {
    const box = of(`mechanism-${one.name}`);
    box.disabled = about.off.includes(one.name);
    box.checked = !box.disabled && !state.off.includes(one.name);
  }
  of("ensemble").replaceChildren(option("", text("ensemble.none")), ...about.ensembles.map((name) => option(name, name)));
  const [fewest, most] = catalogue.bounds.households;
  const counts = [...new Set([500, 1000, 2000, 5000, 10000, most, state.households ?? fewest])].filter((one) => one >= fewest && one <= most);
  of("households").replaceChildren(option("", text("households.scenario")),
    ...counts.sort((one, other) => one - other).map((one) => option(one, number(one))));
  of("households").value = state.households ?? "";
  of("ensemble").value = state.ensemble ?? "";
  document.querySelector(`input[name=seen][value=${link.seen}]`).checked = true;
  of("title").textContent = about.title;
  of("description").textContent = about.description;
  cards.choose(link.series);
}

function problem(said) {
  of("problem").hidden = !said;
  of("problem").textContent = said;
}

/* Another base scenario: what was changed in the one before is undone, how many runs and households there are stays. */
async function begin(part, view = {}) {
  const { households, precision, runs } = link.state;
  const state = { ...defaults.state, households, precision, runs, source: null, ...part };
  try {
    about = await read("scenario", { ...state, levers: {}, off: [], added: [], moved: {}, without: [], since: null });
  } catch (error) {
    told(error);
    return;
  }
  link = { ...link, ...view, state };
  change({});
}

/* ---- questions and answers ---- */

function told(error) {
  if (error.name === "AbortError") return;
  problem(error instanceof Refused ? error.message : text("problem.gone"));
  say("");
}

function say(words, { part = null, busy = false } = {}) {
  of("status").textContent = words;
  of("progress").hidden = part === null;
  of("progress").value = part ?? 0;
  of("stop").textContent = text(busy || !answer || answer.done ? "stop" : "continue");
  of("stop").hidden = !busy && (!answer || answer.done);
  root.dataset.busy = busy ? "yes" : "no";
}

const plan = () => ({
  session: mySession,
  state: link.state,
  view: { series: link.series, seen: link.seen, width: Math.round(Math.min(Math.max(of("cards").clientWidth - 34, 240), 1200)) },
});

async function question() {
  work?.abort();
  const mine = (work = new AbortController());
  problem("");
  answer = null;
  say(text("status.asked"), { part: 0, busy: true });
  try {
    await stream("answers", plan(), mine.signal, (name, data) => mine === work && HEARD[name](data));
  } catch (error) {
    if (mine === work) told(error);
  }
}

const HEARD = {
  starts: ({ cold }) => say(text(cold ? "status.cold" : "status.starts"), { part: 0, busy: true }),
  progress({ runs, towards, part: [done, total] }) {
    const most = answer?.most ?? link.state.runs;
    const share = total ? (done / total) * (towards - runs) : 0;
    say(answer ? counted() : text("status.asked"), { part: (runs + Math.min(share, towards - runs)) / most, busy: true });
  },
  problem({ said, failed }) {
    problem(failed ? text("problem.failed") : said);
    say("");
  },
  answer(found) {
    answer = found;
    cards.stale(false);
    cards.show(found);
    showBasis(found);
    inside.answered({ session: mySession, state: link.state, runs: found.runs }, Boolean(found.over_pairs));
    problem(found.notice);
    lessons.heard(found, link.state);
    say(found.done ? ended() : counted(), { part: found.done ? null : found.runs / found.most, busy: !found.done });
  },
};

const alone = () => !answer.over_pairs;
const counted = () => text(alone() ? "status.runs" : "status.pairs", answer);
const ended = () => text(alone() ? "status.doneruns" : answer.reached ? "status.reached" : "status.done", answer);

function showBasis(found) {
  const said = [text("basis.levels", { over: found.over_runs })];
  if (found.over_pairs) said.push(text("basis.difference", { over: found.over_pairs }));
  const [base, changed] = found.fell;
  if (base || changed) said.push(text(found.over_pairs ? "fell" : "fell.alone", { base, changed, runs: found.runs }));
  of("basis").textContent = said.join(" ");
  of("warnings").replaceChildren(...found.warnings.map((one) => element("li", { text: one })));
  of("provenance").textContent = found.provenance;
  of("fingerprint").textContent = text(found.over_pairs ? "fingerprint" : "fingerprint.alone", {
    runs: found.runs, print: found.fingerprints.at(-1),
  });
  of("key").replaceChildren(element("span", { class: "baseline", text: text("key.baseline") }),
    ...(found.over_pairs ? [element("span", { class: "whatif", text: text("key.whatif") })] : []));
}

of("stop").addEventListener("click", () => {
  if (root.dataset.busy !== "yes") {
    question();
    return;
  }
  work.abort();
  say(answer ? text("status.stopped", { runs: answer.runs }) : "");
  if (!answer) [of("stop").textContent, of("stop").hidden, answer] = [text("continue"), false, { done: false }];
});

/* ---- to take away ---- */

function save(name, content, command) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: "text/plain" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  of("taken").textContent = text("take.saved", { name, command: command ? text("take.command", { command }) : "" });
}

async function take(path, name, command) {
  try {
    const response = await ask(`${path}?runs=${answer?.runs ?? 2}`, plan());
    save(name, await response.text(), command);
  } catch (error) {
    told(error);
  }
}

/* The picture of one outcome as a file, with its title and where it comes from; always as wide as on a page. */
async function picture(outcome, kind) {
  try {
    const asked = { ...plan(), view: { ...plan().view, series: [outcome], width: 860 } };
    const response = await ask(`figure.${kind}?runs=${answer?.runs ?? 2}`, asked);
    save(`${outcome}.${kind}`, await response.blob(), "");
  } catch (error) {
    told(error);
  }
}

of("toml").addEventListener("click", () => {
  const ensemble = link.state.ensemble ? ` --ensemble ${link.state.ensemble}` : "";
  take("scenario.toml", "what-if.toml", `politburo run what-if.toml${ensemble}`);
});
of("csv").addEventListener("click", () => take("data.csv", "what-if.csv", ""));
of("share").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    of("taken").textContent = text("share.done");
  } catch {
    of("taken").textContent = text("share.manual");
  }
});

/* ---- the start ---- */

themed(of("dark"), () => Promise.all([cards.again(), inside.again()]));

/* Another width: the timeline at once, the pictures when it has settled. */
let wide = 0;
new ResizeObserver(() => {
  const width = of("cards").clientWidth;
  if (!about || width === wide) return;
  timeline.show(link.state, about);
  if (wide && Math.abs(width - wide) > 20 && answer) {
    clearTimeout(timer);
    timer = setTimeout(question, SETTLED);
  }
  wide = width;
}).observe(of("cards"));

addEventListener("hashchange", () => {
  const found = ofFragment(location.hash, defaults);
  if (found && JSON.stringify(found) !== JSON.stringify(link)) location.reload();
});

try {
  about = await read("scenario", { ...link.state, levers: {}, off: [], added: [], moved: {}, without: [], since: null });
} catch (error) {
  told(error);
  about = await read("scenario", { scenario: catalogue.scenario });
  link = structuredClone(defaults);
}
show();
root.dataset.usable = "yes";
question();
