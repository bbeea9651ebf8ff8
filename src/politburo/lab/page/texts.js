/* The words of the page, from one file for each language, and numbers and days as that language writes them. */
let words = {};
let numbers = new Intl.NumberFormat();

export async function readTexts(language) {
  useTexts(await (await fetch(`texts/${language}.json`)).json());
}

export function useTexts(said) {
  words = said;
  numbers = new Intl.NumberFormat(words.locale, { maximumSignificantDigits: 3 });
  document.documentElement.lang = words.locale;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  document.title = text("name");
}

/* A text with values put in; a key that there is not is an error of ours and stands there to be seen. */
export function text(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const has = (key) => key in words;

/* What the model calls something, in the language of the page where that has words for it. */
export const named = (key, usual) => words[key] ?? usual;

export const number = (value) => (value === null || value === undefined ? "–" : numbers.format(value));

export const share = (value) =>
  new Intl.NumberFormat(words.locale, { maximumSignificantDigits: 2 }).format(value);

export const capitalised = (said) => said.slice(0, 1).toLocaleUpperCase() + said.slice(1);

export const called = (name) => name.replaceAll("_", " ");

export function month(said) {
  const [year, at] = said.split("-").map(Number);
  const form = new Intl.DateTimeFormat(words.locale, { year: "numeric", month: "short", timeZone: "UTC" });
  return form.format(new Date(Date.UTC(year, at - 1, 1)));
}

export function day(said) {
  const form = new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeZone: "UTC" });
  return form.format(new Date(`${said}T00:00:00Z`));
}

/* An element with text and attributes; whatever comes from a scenario is only ever set as text. */
export function element(kind, { text: said, ...attributes } = {}, ...children) {
  const made = document.createElement(kind);
  if (said !== undefined) made.textContent = said;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
