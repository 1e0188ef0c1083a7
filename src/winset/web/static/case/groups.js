// Fields that hold one number for each of several things: issues, levels, conditions, kinds of claims; and groups of parties.

import { button, el } from "../dom.js";
import { focusOn } from "../drawing.js";
import { once } from "../sending.js";
import { drawField, named } from "./fields.js";

const OF = { "by issue": "issues", "by issue and level": "issues", "chances by condition": "conditions" };
const HINTS = {
  "by issue": "a number or a range; left empty, the issue has none",
  "by issue and level": "level: score; a semicolon between",
  "chances by condition": "a chance or a range; left empty, it is the condition's own",
};

/** Whether a field holds one number, or several, for each of several things. */
export function isGroup(spec) {
  return spec.kind in OF;
}

/** Draw such a field. `at` is where its keys stand in the file. */
export function drawGroup(draft, spec, path, at, held) {
  const names = Object.fromEntries(named(draft, OF[spec.kind]));
  const keys = [...new Set([...Object.keys(names), ...Object.keys(held)])];
  const kind = spec.kind === "by issue and level" ? "chances" : "range";
  return el(
    "fieldset",
    { class: "group" },
    el("legend", {}, spec.label),
    el("p", { class: "hint" }, HINTS[spec.kind]),
    keys.map((key) => {
      const label = names[key] ?? key;
      return keyed(
        draft,
        { kind, label, name: key, default: "", hint: "" },
        [...path, spec.name, key],
        [...at, key],
        held[key],
      );
    }),
  );
}

/** One number, or several, under a key; none takes the key away. */
function keyed(draft, spec, shown, path, value) {
  const set = (next) => draft.edit(next === null ? { action: "remove", path } : { action: "set", path, value: next });
  return drawField(draft, spec, shown, value, set);
}

/** Draw who can move together: any parties, or the groups that are listed. */
export function drawCoalitions(draft, spec, held) {
  const all = held === "all";
  const groups = Array.isArray(held) ? held : [];
  const path = [spec.key];
  const whole = (value) => draft.edit(value === null ? { action: "remove", path } : { action: "set", path, value });
  const box = el("input", {
    type: "checkbox",
    checked: all,
    disabled: !draft.editable,
    data: { path: JSON.stringify([spec.key, "all"]) },
    on: { change: (event) => whole(event.target.checked ? "all" : null) },
  });
  const remove = (place) =>
    button("Remove", () => draft.edit({ action: "remove", path: [spec.key, place] }), {
      kind: "small",
      title: `Remove group ${place + 1}`,
    });
  const rows = groups.map((group, place) => {
    const field = { kind: "parties", label: `Group ${place + 1}`, name: String(place), required: true, default: "" };
    const set = (value) => draft.edit({ action: "set", path: [spec.key, place], value: [value].flat() });
    return el(
      "li",
      { class: "row" },
      drawField(draft, field, [spec.key, place], group, set),
      draft.editable ? remove(place) : null,
    );
  });
  const first = named(draft, "parties")
    .slice(0, 2)
    .map(([key]) => key);
  return [
    el("label", { class: "flag" }, box, " Any parties can move together"),
    all ? null : el("ol", { class: "rows" }, rows),
    all || !draft.editable
      ? null
      : button(
          "Add",
          once(() => whole([...groups, first])),
          { kind: "small" },
        ),
  ];
}

/** Draw tables of numbers that a case may change, the usual one standing in each empty field. */
export function drawTables(draft, spec, held) {
  return Object.entries(spec.tables).map(([name, row]) =>
    el(
      "fieldset",
      { class: "group" },
      el("legend", {}, name),
      Object.entries(row).map(([key, usual]) => {
        const path = [spec.key, name, key];
        return keyed(
          draft,
          { kind: "range", label: key, name: key, default: usual, hint: "" },
          path,
          path,
          held[name]?.[key],
        );
      }),
    ),
  );
}

/** Draw a party's outcomes best first, one place a line; or that they follow from its points. */
export function drawRanking(draft, path, raw, start) {
  const follows = !Array.isArray(raw?.best_first);
  const places = follows ? [] : raw.best_first;
  const at = [...path, "best_first"];
  const choose = (event) =>
    draft.edit({ action: "set", path, value: event.target.value === "values" ? "from values" : start() });
  const choice = el(
    "select",
    { disabled: !draft.editable, data: { path: JSON.stringify([...path, "follows"]) }, on: { change: choose } },
    [
      ["list", "as listed, best first"],
      ["values", "from the party's points"],
    ].map(([key, name]) => el("option", { value: key, selected: (key === "values") === follows }, name)),
  );
  const move = once(async (place, to, name) => {
    if (!(await draft.edit({ action: "move", path: [...at, place], to }))) return;
    const field = document.querySelector(`[data-path='${CSS.escape(JSON.stringify([...at, to]))}']`);
    focusOn(field?.closest("li"), name);
  });
  const rows = places.map((one, place) => {
    const spec = { kind: "lines", label: `Place ${place + 1}`, name: String(place), default: "", hint: "" };
    const set = (value) => draft.edit(value === null ? gone(place) : { action: "set", path: [...at, place], value });
    const tools = [
      button("Up", () => move(place, place - 1, "Up"), { kind: "small", disabled: place === 0 }),
      button("Down", () => move(place, place + 1, "Down"), { kind: "small", disabled: place === places.length - 1 }),
    ];
    return el("li", { class: "row" }, drawField(draft, spec, [...at, place], one, set), draft.editable ? tools : null);
  });
  const gone = (place) => ({ action: "remove", path: [...at, place] });
  const last = () => draft.edit({ action: "insert", path: [...at, places.length], value: "…" });
  return [
    el("div", { class: "field" }, el("label", {}, "Ranked ", choice)),
    follows
      ? null
      : [
          el("p", { class: "hint" }, "Outcome numbers or conditions; several with a semicolon between tie."),
          el("ol", { class: "rows" }, rows),
          draft.editable ? button("Add place", once(last), { kind: "small" }) : null,
        ],
  ];
}
