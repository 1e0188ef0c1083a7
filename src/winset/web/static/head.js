// The head of every page: which case, which view, which what-if changes; the theme; the keys.

import { el, rove } from "./dom.js";
import { go, linkTo, shortcuts } from "./router.js";
import { tourLine } from "./tour.js";
import { isDark, toggleTheme } from "./theme.js";
import { VIEWS } from "./views.js";

/** Draw the head for a view; null where there is none. */
export function drawHead(view) {
  const about = view?.about;
  const tools = el(
    "div",
    { class: "tools" },
    el(
      "button",
      {
        type: "button",
        class: "icon",
        aria: { label: isDark() ? "Light" : "Dark" },
        title: "Light or dark (t)",
        on: { click: () => (toggleTheme(), drawHead(view)) },
      },
      isDark() ? "☀" : "☾",
    ),
    el(
      "button",
      { type: "button", class: "icon", aria: { label: "Keys" }, title: "Keys (?)", on: { click: showKeys } },
      "?",
    ),
  );
  const name = about
    ? el(
        "p",
        { class: "which" },
        el("a", { href: linkTo(about.name, "brief") }, about.title || about.name),
        about.editable ? null : el("span", { class: "chip" }, "read only"),
      )
    : null;
  const top = el(
    "div",
    { class: "top" },
    el(
      "a",
      { class: "brand", href: "/", aria: { label: "winset: all cases" } },
      el("img", { src: "/static/icon.svg", alt: "", width: "22", height: "22" }),
      "winset",
    ),
    name,
    tools,
  );
  const head = document.getElementById("head");
  head.replaceChildren(top, ...(about ? [views(view), changes(view), tourLine(view)] : []).filter(Boolean));
  head.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function views(view) {
  const links = VIEWS.map(([key, name, what], place) =>
    el(
      "li",
      {},
      el(
        "a",
        {
          href: linkTo(view.name, key, view.changed),
          title: `${what} (${(place + 1) % 10})`,
          aria: key === view.key ? { current: "page" } : {},
        },
        name,
      ),
    ),
  );
  const nav = el("nav", { class: "views", aria: { label: "Views" } }, el("ul", {}, links));
  rove(nav, "a");
  return nav;
}

function changes(view) {
  const all = Object.entries(view.changed).flatMap(([kind, values]) => values.map((value) => [kind, value]));
  if (!all.length) return null;
  const without = (kind, value) => ({ ...view.changed, [kind]: view.changed[kind].filter((one) => one !== value) });
  return el(
    "div",
    { class: "what-if", role: "status" },
    el("strong", {}, "What if: "),
    all.map(([kind, value]) => {
      const text = kind === "set" ? value.replace("=", " = ") : `${kind} ${value}`;
      return el(
        "span",
        { class: "chip" },
        text,
        el("a", { href: linkTo(view.name, view.key, without(kind, value)), aria: { label: `Undo ${text}` } }, "×"),
      );
    }),
    el("a", { href: linkTo(view.name, view.key) }, "back to the case as it is"),
  );
}

/** Show the keys that work here. */
export function showKeys() {
  document.querySelector("dialog.keys")?.remove();
  const rows = [
    ["1 to 9, 0", "go to a view"],
    ["t", "light or dark"],
    ["h", "all cases"],
    ["Tab, Shift Tab", "next, previous"],
    ["Enter, Space", "choose; a chosen outcome, party, statement or claim is marked in every view"],
    ["?", "this list"],
    ...[...shortcuts].map(([key, { what }]) => [key, what]),
  ];
  const dialog = el(
    "dialog",
    { class: "keys", aria: { labelledby: "keys" } },
    el("h2", { id: "keys" }, "Keys"),
    el(
      "dl",
      {},
      rows.map(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]),
    ),
    el("form", { method: "dialog" }, el("button", { class: "button primary" }, "Close")),
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** Listen for the keys. */
export function beginKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/** @type {Element} */ (event.target).closest("input, textarea, select, dialog, [contenteditable]")) return;
    const own = shortcuts.get(event.key);
    if (own) {
      event.preventDefault();
      own.run(event);
    } else if (event.key === "?") showKeys();
    else if (event.key === "t")
      (toggleTheme(), /** @type {HTMLElement} */ (document.querySelector(".tools .icon"))?.focus());
    else if (event.key === "h") go("/");
    else if (/^[0-9]$/.test(event.key))
      /** @type {HTMLElement} */ (document.querySelectorAll(".views a")[(Number(event.key) + 9) % 10])?.click();
  });
}
