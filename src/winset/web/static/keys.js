// The keys: those that work everywhere, and those of the view that is shown.

import { el } from "./dom.js";
import { toggleTheme } from "./theme.js";

const shortcuts = new Map();

/** Let a key do something as long as this view is shown. */
export function shortcut(key, what, run) {
  shortcuts.set(key, { what, run });
}

/** Forget the keys of the view before. */
export function forgetShortcuts() {
  shortcuts.clear();
}

/** Show the keys that work here. */
export function showKeys() {
  document.querySelector("dialog.keys")?.remove();
  const rows = [
    ["1 to 5", "understand, case, explore, evidence, hand on; the same key again goes to the next view there"],
    ["n", "to the next useful step"],
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
    if (/** @type {Element} */ (event.target).closest("input, textarea, select, dialog[open], [contenteditable]"))
      return;
    const own = shortcuts.get(event.key);
    if (own) {
      event.preventDefault();
      own.run(event);
    } else if (event.key === "?") showKeys();
    else if (event.key === "t")
      (toggleTheme(), /** @type {HTMLElement} */ (document.querySelector(".tools .icon"))?.focus());
    else if (event.key === "h") /** @type {HTMLElement} */ (document.querySelector(".brand"))?.click();
    else if (event.key === "n") /** @type {HTMLElement} */ (document.querySelector("#next a"))?.focus();
    else if (/^[1-9]$/.test(event.key)) step(Number(event.key) - 1);
  });
}

/** Go to a group of views; where one is there already, to the next of its views. */
function step(place) {
  const link = /** @type {HTMLElement} */ (document.querySelectorAll(".groups a")[place]);
  if (!link?.hasAttribute("aria-current")) return link?.click();
  const views = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".views a"))];
  const at = views.findIndex((one) => one.hasAttribute("aria-current"));
  views[(at + 1) % views.length]?.click();
}
