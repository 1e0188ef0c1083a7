// Light or dark: as the system has it, unless the reader chose.

const KEY = "winset-theme";
const media = matchMedia("(prefers-color-scheme: dark)");

/** Take up the reader's choice. */
export function beginTheme() {
  apply(localStorage.getItem(KEY));
  media.addEventListener("change", () => document.dispatchEvent(new Event("themechange")));
}

/** Whether the page is dark now. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : media.matches;
}

/** Change from light to dark or back. */
export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  localStorage.setItem(KEY, next);
  apply(next);
  document.dispatchEvent(new Event("themechange"));
}

function apply(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
