/* A picture that the server made, drawn by Vega in the colours of the look that is shown. */
import { dark } from "./theme.js";

/* A copy of a specification in the colours of the dark look; data and texts stay what they are. */
function coloured(part, colours, words) {
  if (typeof part === "string") return colours[part] ?? part;
  if (Array.isArray(part)) return part.map((entry) => coloured(entry, colours, words));
  if (part === null || typeof part !== "object") return part;
  const entries = Object.entries(part);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, words.includes(key) ? value : coloured(value, colours, words)]),
  );
}

/* One image for who cannot see it, with the words of its description; its parts have no names to be read out. */
export async function drawn(holder, picture, { dark: colours, words }) {
  const result = await vegaEmbed(holder, dark() ? coloured(picture, colours, words) : picture, {
    mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, logLevel: 1,
    tooltip: { theme: dark() ? "dark" : "light", disableDefaultStyle: true },
  });
  for (const svg of holder.querySelectorAll("svg")) {
    svg.setAttribute("role", "img");
    if (picture.description) svg.setAttribute("aria-label", picture.description);
    for (const part of svg.querySelectorAll("[role]")) {
      for (const name of ["role", "aria-roledescription", "aria-label"]) part.removeAttribute(name);
    }
  }
  return result;
}
