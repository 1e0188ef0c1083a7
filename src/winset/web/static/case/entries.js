// The entries of a section: cards that open to their fields; lists whose order counts move by drag or keys.

import { button, el } from "../dom.js";
import { focusOn } from "../drawing.js";
import { say } from "../live.js";
import { badge, shape } from "../party.js";
import { mark } from "../selection.js";
import { once, sending } from "../sending.js";
import { anyOrder, blank, keyOf, owning } from "./beginning.js";
import { drawFields } from "./further.js";
import { drawField, named, written } from "./fields.js";
import { drawCoalitions, drawGroup, drawRanking, drawTables, isGroup } from "./groups.js";
import { dropping, grip } from "./moving.js";
import { drawNaming, isNaming } from "./naming.js";
import { renameButton } from "./rename.js";

/** Draw a section of the form. */
export function drawSection(draft, spec, open) {
  const data = draft.state.data;
  if (spec.shape === "fields") return fieldsOf(draft, spec, [], data);
  if (spec.shape === "one") return fieldsOf(draft, spec, [spec.key], asEntry(spec, data[spec.key]));
  if (spec.shape === "list") return list(draft, spec, [spec.key], data[spec.key] ?? [], open);
  if (spec.shape === "named") return keyed(draft, spec, [spec.key], data[spec.key] ?? {}, open);
  if (spec.shape === "groups") return drawCoalitions(draft, spec, data[spec.key]);
  if (spec.shape === "tables") return drawTables(draft, spec, data[spec.key] ?? {});
  return owners(draft, spec, data[spec.key] ?? {}, open, spec.shape === "profiles" ? keyed : list);
}

/** An entry may stand as bare text or a bare range: give it as a mapping. */
export function asEntry(spec, entry) {
  if (entry === null || entry === undefined) return {};
  if (typeof entry === "object" && !Array.isArray(entry))
    return spec.implied === "of" ? { of: {}, ...byIssue(entry) } : entry;
  return spec.implied ? { [spec.implied]: entry } : {};
}

/** Weights and scores may stand by issue in place of the entry: give them under their field. */
function byIssue(entry) {
  const { of, normalise, basis, note, ...issues } = entry;
  if (of && typeof of === "object") return entry;
  return Object.fromEntries(
    Object.entries({ of: issues, normalise, basis, note }).filter(([, one]) => one !== undefined),
  );
}

function fieldsOf(draft, spec, path, entry, raw = entry, open = new Set()) {
  const bare = raw !== null && raw !== undefined && (typeof raw !== "object" || Array.isArray(raw));
  const set = (name) => async (value) => {
    const whole = { ...asEntry(spec, raw), [name]: value };
    const edits =
      bare && name !== spec.implied
        ? [{ action: "set", path, value: whole }]
        : bare
          ? [{ action: "set", path, value }]
          : [
              value === null
                ? { action: "remove", path: [...path, name] }
                : { action: "set", path: [...path, name], value },
            ];
    await draft.edit(...edits);
  };
  const apart = spec.fields.filter((one) => one.kind === "nested" || one.kind === "order" || isGroup(one));
  const naming = spec.fields.filter(isNaming);
  const rest = spec.fields.filter(
    (one) => !apart.includes(one) && !isNaming(one) && !(spec.key === "ranking" && (bare || one.name === "follows")),
  );
  const draw = (one) => drawField(draft, one, [...path, one.name], entry[one.name], set(one.name));
  const parts = [
    drawFields(draft, path, rest, entry, draw),
    naming.map((one) => drawNaming(draft, one, path, entry)),
    apart.map((one) => drawApart(draft, one, path, entry, raw, open)),
  ];
  return apart.length && apart[0] === spec.fields[0] ? parts.reverse() : parts;
}

/** Draw a field that takes more than a line: entries within the entry, numbers by issue, an order. */
function drawApart(draft, one, path, entry, raw, open) {
  const at = [...path, one.name];
  if (one.kind === "order") return drawRanking(draft, path, raw, () => anyOrder(draft));
  if (isGroup(one)) {
    const within = one.name !== "of" || raw?.of === entry.of;
    return drawGroup(draft, one, path, within ? at : path, entry[one.name] ?? {});
  }
  const inner = { key: one.name, shape: "list", implied: "", owner: "", fields: one.fields };
  return el(
    "section",
    { class: "nested" },
    el("h4", {}, one.label),
    list(draft, inner, at, entry[one.name] ?? [], open),
  );
}

function summary(draft, spec, entry) {
  const found = spec.fields
    .filter(
      (one) =>
        !["basis", "note", "name"].includes(one.name) &&
        !["nested", "by issue and level"].includes(one.kind) &&
        !isNaming(one) &&
        entry[one.name] !== undefined &&
        entry[one.name] !== null,
    )
    .slice(0, 3);
  return found.map((one) => inWords(draft, one, entry[one.name])).join(" · ");
}

/** A value as one reads it: conditions in words, parties and issues by their names. */
function inWords(draft, spec, value) {
  if (spec.kind === "flag") return `${spec.label}: ${value}`;
  if (spec.kind === "condition") return draft.wordsOf(value) || value;
  const section = { party: "parties", parties: "parties", issue: "issues" }[spec.kind];
  if (!section) return written(spec, value);
  const names = named(draft, section);
  const name = (key) => names.find(([one]) => one === key)?.[1] ?? key;
  return (Array.isArray(value) ? value : [value]).map(name).join(", ");
}

function card(draft, spec, path, raw, { title, open, tools = [], lead = null, marks = {} }) {
  const entry = asEntry(spec, raw);
  const errors = draft.errorsAt(path);
  const id = JSON.stringify(path);
  const basis = written({ kind: "lines" }, entry.basis);
  return el(
    "details",
    {
      class: errors.length ? "entry wrong" : "entry",
      open: open.has(id) || errors.length > 0,
      data: { entry: id },
      on: { toggle: (event) => open[event.target.open ? "add" : "delete"](id) },
    },
    el(
      "summary",
      marks,
      el("span", { class: "entry-title" }, lead, title),
      el("span", { class: "entry-summary" }, summary(draft, spec, entry)),
      el(
        "span",
        { class: "entry-basis" },
        basis || el("span", { class: "warn" }, spec.fields.some((one) => one.name === "basis") ? "no basis" : ""),
      ),
      errors.length ? el("span", { class: "chip bad" }, `${errors.length} to mend`) : null,
    ),
    el(
      "div",
      { class: "entry-body" },
      fieldsOf(draft, spec, path, entry, raw, open),
      draft.editable ? el("div", { class: "row entry-tools" }, tools) : null,
    ),
  );
}

function remove(draft, path, what) {
  return button(
    "Remove",
    () => draft.edit({ action: "remove", path }).then(() => say(`Removed ${what}. Undo brings it back.`)),
    { kind: "small" },
  );
}

function keyed(draft, spec, base, entries, open) {
  const owned = spec.owner && base.length === 1;
  const keys = Object.keys(entries);
  const place = (key) => keys.indexOf(key);
  const cards = keys.map((key) => {
    const path = [...base, key];
    const name = entries[key]?.name;
    const owner = owned ? ownerName(draft, spec, key) : null;
    const marks = spec.key === "parties" ? mark("party", key, { focus: false }) : {};
    const lead = spec.key === "parties" ? shape(place(key)) : null;
    const move = (by) => () => draft.edit({ action: "move", path, to: place(key) + by });
    return card(draft, spec, path, entries[key], {
      title: name && name !== key ? [name, el("code", {}, ` ${key}`)] : (owner ?? key),
      open,
      lead,
      marks,
      tools: [
        button("Up", move(-1), { kind: "small", disabled: place(key) === 0 }),
        button("Down", move(1), { kind: "small", disabled: place(key) === keys.length - 1 }),
        owned ? null : renameButton(draft, path, entries[key], open),
        remove(draft, path, `'${key}'`),
      ],
    });
  });
  return [cards, draft.editable ? adder(draft, spec, base, keys, open) : null];
}

const SUCH_AS = { parties: "Port authority", issues: "Pay rise", scenarios: "Settlement" };

/** A form that adds a named entry. */
function adder(draft, spec, base, keys, open) {
  const known = spec.owner && base.length === 1 ? owning(draft, spec).filter((key) => !keys.includes(key)) : null;
  const input = known
    ? el(
        "select",
        { aria: { label: "whose" } },
        known.map((key) => el("option", { value: key }, ownerName(draft, spec, key))),
      )
    : el("input", {
        maxlength: "60",
        size: "30",
        autocomplete: "off",
        placeholder: SUCH_AS[spec.key] ? `name, such as ${SUCH_AS[spec.key]}` : "name",
        aria: { label: `Name of a new entry of ${spec.title}` },
      });
  if (known && !known.length) return null;
  const add = async () => {
    const name = input.value.trim();
    const key = known ? name : keyOf(name);
    if (!key || keys.includes(key)) {
      say(key ? `'${key}' is there already.` : "Give it a name first.");
      return false;
    }
    open.add(JSON.stringify([...base, key]));
    const value = blank(draft, spec, key, key === name ? "" : name);
    return draft.edit({ action: "set", path: [...base, key], value });
  };
  return sending(add, { class: "row adder" }, input, button("Add", null, { type: "submit" }));
}

function ownerName(draft, spec, key) {
  return named(draft, spec.owner === "issue" ? "issues" : "parties").find(([one]) => one === key)?.[1] ?? key;
}

function owners(draft, spec, groups, open, body) {
  const keys = Object.keys(groups);
  const rest = owning(draft, spec).filter((key) => !keys.includes(key));
  const parties = Object.keys(draft.state.data.parties ?? {});
  const name = (key) => named(draft, "parties").find(([one]) => one === key)?.[1] ?? key;
  return [
    [...keys, ...rest].map((key) =>
      el(
        "section",
        { class: "owner" },
        el(
          "h3",
          {},
          parties.includes(key)
            ? badge({ about: { parties: parties.map((one, place) => ({ key: one, name: name(one), place })) } }, key)
            : key,
        ),
        body(draft, spec, [spec.key, key], groups[key] ?? [], open),
      ),
    ),
  ];
}

/** Have what is unfolded in an entry, and in those it passes, go with it to another place of its list. */
function carry(open, path, from, to) {
  const at = path.length;
  const moved = (place) => {
    if (place === from) return to;
    return place + (from < place && place <= to ? -1 : to <= place && place < from ? 1 : 0);
  };
  const all = [...open].map((id) => JSON.parse(id));
  open.clear();
  for (const one of all) {
    const within = one.length > at && path.every((step, place) => one[place] === step);
    open.add(JSON.stringify(within ? one.with(at, moved(one[at])) : one));
  }
}

function list(draft, spec, path, entries, open) {
  const items = Array.isArray(entries) ? entries : [];
  const ranked = spec.key === "preferences";
  const move = once(async (from, to, name = "") => {
    if (to < 0 || to >= items.length || from === to) return;
    const edit = { action: "move", path: [...path, from], to };
    if (!(await draft.edit(() => (carry(open, path, from, to), edit)))) return carry(open, path, to, from);
    say(`Moved to place ${to + 1} of ${items.length}.`);
    if (name) focusOn(document.querySelector(`[data-row='${CSS.escape(JSON.stringify([...path, to]))}']`), name);
  });
  const rows = items.map((raw, place) => {
    const at = [...path, place];
    const entry = asEntry(spec, raw);
    const main = spec.fields.find((one) => ["prefer", "when", "what", "replaces"].includes(one.name));
    const words = main ? draft.wordsOf(entry[main.name]) || entry[main.name] : "";
    return el(
      "li",
      { class: "row-entry", data: { row: JSON.stringify(at) }, on: draft.editable ? dropping(path, place, move) : {} },
      draft.editable ? grip(path, place, items.length, (to) => move(place, to, "⠿")) : null,
      card(draft, spec, at, raw, {
        title: [
          ranked ? el("span", { class: "rank number" }, `${place + 1}`) : null,
          words || entry.on || entry.of || entry.concept || entry.start || summary(draft, spec, entry) || "…",
        ],
        open,
        marks: ranked ? mark("statement", `${path[1]}:${place + 1}`, { focus: false }) : {},
        tools: [
          button("Up", () => move(place, place - 1, "Up"), { kind: "small", disabled: place === 0 }),
          button("Down", () => move(place, place + 1, "Down"), { kind: "small", disabled: place === items.length - 1 }),
          remove(draft, at, "the entry"),
        ],
      }),
    );
  });
  const add = once(() => {
    open.add(JSON.stringify([...path, items.length]));
    const value = blank(draft, spec);
    return draft.edit(
      items.length
        ? { action: "insert", path: [...path, items.length], value }
        : { action: "set", path, value: [value] },
    );
  });
  return el(
    "div",
    {},
    el("ol", { class: "rows" }, rows),
    draft.editable ? button("Add", add, { kind: "small" }) : null,
  );
}
