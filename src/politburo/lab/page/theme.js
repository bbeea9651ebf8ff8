/* Dark and light: as the system is, unless the reader chooses; printing is always light. */
const KEPT = "politburo-report-theme";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
let printing = false;

function kept(value) {
  try {
    if (value !== undefined) localStorage.setItem(KEPT, value);
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export const dark = () => !printing && root.dataset.theme === "dark";

export function themed(button, changed) {
  const dress = (theme) => {
    root.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
  };
  dress(kept() ?? (system.matches ? "dark" : "light"));
  system.addEventListener("change", () => {
    if (kept() === null) dress(system.matches ? "dark" : "light");
    changed();
  });
  button.addEventListener("click", () => {
    dress(dark() ? "light" : "dark");
    kept(root.dataset.theme);
    changed();
  });
  for (const [event, begins] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(event, () => {
      printing = begins;
      changed();
    });
  }
}
