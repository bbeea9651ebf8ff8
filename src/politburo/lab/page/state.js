/* What is set on the page, and the fragment of the address that says it. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const isDefault = (value, usual) => JSON.stringify(value) === JSON.stringify(usual);

/* What differs from the defaults, as JSON in the letters of base64. */
export function fragment(link, defaults) {
  const state = Object.entries(link.state).filter(([name, value]) => !isDefault(value, defaults.state[name]));
  const said = { state: Object.fromEntries(state), series: link.series, seen: link.seen };
  if (!state.length) delete said.state;
  if (link.seen === "truth") delete said.seen;
  let bytes = "";
  for (const byte of encoder.encode(JSON.stringify(said))) bytes += String.fromCharCode(byte);
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* The link that a fragment says; null where it says none. */
export function ofFragment(hash, defaults) {
  try {
    const bytes = atob(hash.replace(/^#/, "").replaceAll("-", "+").replaceAll("_", "/"));
    const said = JSON.parse(decoder.decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0))));
    const state = { ...defaults.state };
    for (const name of Object.keys(state)) if (said.state && name in said.state) state[name] = said.state[name];
    const series = Array.isArray(said.series) && said.series.length ? said.series.map(String) : defaults.series;
    return { state, series, seen: said.seen === "outsiders" ? "outsiders" : "truth" };
  } catch {
    return null;
  }
}

/* The session of this page: its runs are found again when the page is loaded anew in the same tab. */
export function session() {
  const KEPT = "politburo-lab-session";
  const made = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  try {
    // Copied with the tab, it would be shared with another page: it is taken out while this one is open.
    const kept = sessionStorage.getItem(KEPT) ?? made;
    sessionStorage.removeItem(KEPT);
    addEventListener("pagehide", () => sessionStorage.setItem(KEPT, kept));
    return kept;
  } catch {
    return made;
  }
}
