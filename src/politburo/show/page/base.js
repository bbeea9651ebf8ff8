"use strict";
/* Dark and light, and printing with everything open, for every page; `changed` is told when the look is another. */
function themed(changed, printing) {
  const KEPT = "politburo-report-theme";
  const root = document.documentElement;
  const switchButton = document.getElementById("dark");

  function kept(value) {
    try {
      if (value !== undefined) localStorage.setItem(KEPT, value);
      return localStorage.getItem(KEPT);
    } catch {
      return null; // files opened from disk may be denied storage
    }
  }

  function dress(theme) {
    root.dataset.theme = theme;
    switchButton.setAttribute("aria-pressed", String(theme === "dark"));
  }

  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  dress(kept() ?? (systemDark.matches ? "dark" : "light"));
  systemDark.addEventListener("change", () => {
    if (kept() === null) dress(systemDark.matches ? "dark" : "light");
    changed();
  });
  switchButton.addEventListener("click", () => {
    dress(root.dataset.theme === "dark" ? "light" : "dark");
    kept(root.dataset.theme);
    changed();
  });

  const opened = [];

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not(.data):not([open])")) {
      details.open = true;
      opened.push(details);
    }
    printing(true);
  });
  addEventListener("afterprint", () => {
    for (const details of opened.splice(0)) details.open = false;
    printing(false);
  });
}
