/* One simulated run from inside: which one, and its views, each of which asks the server for what it shows. */
import { Apparatus } from "./apparatus.js";
import { Happenings } from "./happenings.js";
import { Person } from "./person.js";
import { finished } from "./server.js";
import { element, text } from "./texts.js";

const of = (id) => document.getElementById(id);

export class Inside {
  constructor(catalogue, failed) {
    this.failed = failed;
    this.work = {};
    this.apparatus = new Apparatus((place) => this.happenings.choose(place), (month) => this.happenings.until(month));
    this.happenings = new Happenings((what, more) => this.ask(what, more), (person) => this.person.follow(person));
    this.person = new Person(catalogue, (what, more) => this.ask(what, more), (event) => this.happenings.why(event));
    of("inside-open").addEventListener("click", () => this.#open(of("inside-view").hidden));
    for (const id of ["inside-arm", "inside-run"]) of(id).addEventListener("change", () => this.#load());
  }

  /* Runs are there to be looked into; where something else is simulated now, what is shown is of the past. */
  answered(question, both) {
    const key = JSON.stringify({ ...question.state, runs: 0, precision: 0 });
    const arm = both ? of("inside-arm").value || "what-if" : "baseline";
    const arms = both ? ["what-if", "baseline"] : ["baseline"];
    of("inside-arm").replaceChildren(...arms.map((one) => element("option", { value: one, text: text(`key.${one.replace("-", "")}`) })));
    of("inside-arm").value = this.key === key ? arm : arms[0];
    const listed = Array.from({ length: question.runs }, (_, at) => element("option", { value: at, text: String(at) }));
    of("inside-run").replaceChildren(element("option", { value: "", text: text("inside.usual") }), ...listed);
    of("inside-run").value = this.key === key && this.run !== undefined ? this.run : "";
    const same = this.key === key;
    [this.key, this.question] = [key, question];
    if (same) return;
    this.run = undefined;
    if (!of("inside-view").hidden) this.#load();
  }

  again() {
    return this.person.again();
  }

  /* What the server finds of the run that is shown. What was asked of the same kind before is given up. */
  async ask(what, more = {}) {
    this.work[what]?.abort();
    const mine = (this.work[what] = new AbortController());
    const run = of("inside-run").value;
    const asked = { ...this.question, what, arm: of("inside-arm").value, run: run === "" ? null : Number(run), ...more };
    try {
      return await finished("inside", asked, mine.signal, () => {}, text("problem.failed"));
    } catch (error) {
      if (mine === this.work[what]) this.failed(error);
      throw error;
    }
  }

  #open(is) {
    of("inside-view").hidden = !is;
    of("inside-choice").hidden = !is;
    of("inside-open").setAttribute("aria-expanded", String(is));
    of("inside-open").textContent = text(is ? "inside.close" : "inside.open");
    if (is && this.question) this.#load();
    if (!is) this.apparatus.pause();
  }

  async #load() {
    this.apparatus.pause();
    of("inside-said").textContent = text("status.asked");
    delete document.documentElement.dataset.inside;
    try {
      const found = await this.ask("apparatus");
      this.run = found.run;
      of("inside-run").value = found.run;
      of("inside-provenance").textContent = [...found.notes, found.provenance].join(" ");
      of("inside-said").textContent = text("inside.shown", { run: found.run, title: found.title });
      this.apparatus.show(found);
      this.happenings.start(found);
      this.person.start();
      document.documentElement.dataset.inside = String(found.run);
    } catch (error) {
      if (error.name !== "AbortError") of("inside-said").textContent = "";
    }
  }
}
