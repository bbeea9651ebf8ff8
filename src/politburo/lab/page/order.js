/* Of whom a purge is ordered, and in which form: all that is named taken together, and anyone where nothing is. */
import { called, element, text } from "./texts.js";

const NAMED = ["organ", "rank", "province", "generation", "form"];
const AGES = ["age_from", "age_to"];

const ANY = (name) => {
  if (name === "form") return text("order.anyform");
  return text("order.any");
};

export class Order {
  constructor({ generations, forms, ages: [low, high] }) {
    this.fixed = { generation: generations, form: forms };
    this.place = document.getElementById("event-order");
    this.fields = new Map();
    const row = (name, field) => {
      field.id = `order-${name}`;
      this.fields.set(name, field);
      return element("p", { class: "row" }, element("label", { for: field.id, text: text(`order.${name}`) }), field);
    };
    this.place.replaceChildren(
      ...NAMED.map((name) => row(name, element("select"))),
      ...AGES.map((name) => row(name, element("input", { type: "number", min: low, max: high, step: 1 }))),
    );
  }

  /* Show an order, or none yet, for the country of a scenario; without `there` there is nothing to be ordered. */
  show(there, about, order) {
    this.place.hidden = !there;
    const known = { organ: about.organs, rank: about.ranks, province: about.provinces, ...this.fixed };
    for (const name of NAMED) {
      this.fields.get(name).replaceChildren(
        element("option", { value: "", text: ANY(name) }),
        ...known[name].map((one) => element("option", { value: one, text: name === "generation" ? text(`order.by.${one}`) : called(one) })));
    }
    for (const [name, field] of this.fields) field.value = order?.[name] ?? "";
  }

  get value() {
    const said = [...this.fields].filter(([, field]) => field.value !== "");
    return Object.fromEntries(said.map(([name, field]) => [name, AGES.includes(name) ? Number(field.value) : field.value]));
  }
}

/* An order in few words; nothing where there is none. */
export const ordered = (order) =>
  Object.entries(order ?? {}).map(([name, value]) => text("order.said", { name: text(`order.${name}`), value: called(String(value)) })).join(", ");
