// The head of every page: which case, which view, which what-if changes; the theme.

import { el, rove } from "./dom.js";
import { drawAround } from "./drawing.js";
import { showKeys } from "./keys.js";
import { linkTo } from "./links.js";
import { tourLine } from "./tour.js";
import { isDark, toggleTheme } from "./theme.js";
import { GROUPS, NEED_NUMBERS, placeOf } from "./views.js";

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
  drawAround(head, () =>
    head.replaceChildren(top, ...(about ? [...path(view), changes(view), tourLine(view)] : []).filter(Boolean)),
  );
  for (const current of head.querySelectorAll("[aria-current]"))
    current.scrollIntoView({ block: "nearest", inline: "center" });
  document.documentElement.style.setProperty("--head", `${head.offsetHeight}px`);
}

/** What one is doing, and below it the views of that. */
function path(view) {
  const { group, entry } = placeOf(view.key, view.query);
  const steps = GROUPS.map((one, place) =>
    el(
      "li",
      {},
      el(
        "a",
        {
          href: linkTo(view.name, one.views[0][0], view.changed),
          title: `${one.what} (${place + 1})`,
          aria: one === group ? { current: one.views.length === 1 || one.views[0] === entry ? "page" : "true" } : {},
        },
        one.name,
      ),
    ),
  );
  const groups = el("nav", { class: "groups", aria: { label: "What you are doing" } }, el("ul", {}, steps));
  rove(groups, "a");
  if (!group) return [groups];
  const views = el(
    "nav",
    { class: "views", aria: { label: `Views: ${group.name}` } },
    el(
      "ul",
      {},
      group.views.map((one) => el("li", {}, viewLink(view, one, one === entry))),
    ),
  );
  rove(views, "a");
  return [groups, views];
}

function viewLink(view, [to, name, what], current) {
  const lacks = NEED_NUMBERS.has(to) && view.about.valid && !view.about.numbers;
  return el(
    "a",
    {
      href: linkTo(view.name, to, view.changed),
      class: lacks ? "lacks" : null,
      title: lacks ? `${what}; needs values` : what,
      aria: current ? { current: "page" } : {},
    },
    name,
    lacks ? el("span", { class: "unseen" }, " (needs values)") : null,
  );
}

/** What is left out, by its name; what is swapped, as it is written. */
function nameIn({ parties, issues }, key) {
  return [...parties, ...issues].find((one) => one.key === key)?.name ?? key;
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
      const text = kind === "set" ? value.replace("=", " = ") : `${kind} ${nameIn(view.about, value)}`;
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
