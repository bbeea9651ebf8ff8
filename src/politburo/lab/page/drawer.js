/* What the answers rest on, a click away: assumptions, claims, limits, and how to cite. All but the limits is asked for. */
import { element, number, text } from "./texts.js";

const of = (id) => document.getElementById(id);

export class Drawer {
  constructor(ask, save) {
    this.ask = ask;
    this.save = save;
    this.place = of("drawer-content");
    of("drawer-close").addEventListener("click", () => of("drawer").close());
    for (const button of document.querySelectorAll("[data-grounds]")) {
      button.addEventListener("click", () => this.#open(button.dataset.grounds));
    }
  }

  async #open(what) {
    const mine = (this.opened = {});
    of("drawer-heading").textContent = text(`grounds.${what}`);
    this.place.replaceChildren(element("p", { class: "note", text: text("drawer.asked") }));
    delete of("drawer").dataset.shown;
    of("drawer").showModal();
    of("drawer-heading").focus();
    try {
      const found = await this.ask(what === "limits" ? "assumptions" : what);
      if (mine !== this.opened) return;
      this.place.replaceChildren(...this[what](found));
      of("drawer").dataset.shown = what;
    } catch (error) {
      if (mine === this.opened && error.name !== "AbortError") of("drawer").close();
    }
  }

  assumptions({ title, sentences, ensemble, rows, changed }) {
    const order = [...rows.keys()].sort((one, other) => changed[other] - changed[one]);
    const heads = ["name", "value", "default", "range", "meaning", "source"].map((name) => text(`assumptions.${name}`));
    const { table, lines } = tabled(heads, order.map((at) => rows[at]), order.map((at) => changed[at]));
    const count = element("span", { class: "note", role: "status" });
    const find = element("input", { type: "search", id: "find" });
    const found = () => {
      const words = find.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      for (const line of lines) line.hidden = !words.every((word) => line.textContent.toLocaleLowerCase().includes(word));
      const there = lines.filter((line) => !line.hidden).length;
      count.textContent = text("assumptions.found", { count: number(there), all: number(lines.length) });
    };
    find.addEventListener("input", found);
    found();
    const said = [text("assumptions.of", { title }), ...sentences];
    if (ensemble) said.push(text("assumptions.ensemble", { ensemble }));
    if (changed.some(Boolean)) said.push(text("assumptions.changed"));
    return [...paragraphs(said), element("p", { class: "search" }, element("label", { for: "find", text: text("assumptions.find") }), find, count), table];
  }

  claims({ rows }) {
    const heads = ["id", "says", "source", "provenance"].map((name) => text(`claims.${name}`));
    const lines = rows.map(([id, says, source, how, missing]) =>
      [id, missing ? text("claims.untested", { says, missing }) : says, source, how]);
    return [...paragraphs([text("claims.of", { count: rows.length }), text("claims.how")]), tabled(heads, lines).table];
  }

  limits({ sentences }) {
    const said = ["persons", "evidence", "forecast", "parameters", "chance", "sizes", "sample", "outsiders", "use"];
    const line = (name) => element("li", { text: text(`limits.${name}`, { sources: sentences.join(" ") }) });
    return [element("ul", { class: "limits" }, ...said.map(line))];
  }

  cite({ bibtex, provenance }) {
    const said = element("p", { class: "note", role: "status" });
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(bibtex);
        said.textContent = text("cite.copied");
      } catch {
        said.textContent = text("cite.manual");
      }
    };
    return [...paragraphs([text("cite.of"), text("cite.state", { provenance })]),
      element("p", { class: "actions" }, element("button", { type: "button", text: text("cite.copy"), onclick: copy }),
        element("button", { type: "button", text: text("cite.save"), onclick: () => this.save("politburo.bib", bibtex, "") })),
      said, element("pre", { text: bibtex, tabindex: "0" })];
  }
}

const paragraphs = (said) => said.map((one) => element("p", { text: one }));

/* A table that is stacked where there is no room beside one another. */
function tabled(heads, rows, marked = []) {
  const lines = rows.map((row, at) => element("tr", { class: marked[at] ? "changed" : "" },
    element("th", { scope: "row", text: row[0] }),
    ...row.slice(1).map((cell, place) => element("td", { text: cell, "data-column": heads[place + 1] }))));
  const head = element("tr", {}, ...heads.map((one) => element("th", { scope: "col", text: one })));
  const table = element("table", { class: "stacked" }, element("thead", {}, head), element("tbody", {}, ...lines));
  return { table, lines };
}
