// The fields of an entry: one input per kind of value, written back as the case file has it.

import { el, field } from "../dom.js";
import { quoted } from "../turn.js";
import { builder } from "./condition.js";

const SEPARATOR = /\s*;\s*|\n/;

/** Draw one field of an entry. `value` is what the file has; `set` is called with the new value, null to remove it. */
export function drawField(draft, spec, path, value, set) {
  const errors = draft.errorsAt(path).map((one) => `${one.what}. ${one.hint}`.trim());
  const input = inputFor(draft, spec, value, set);
  input.disabled = !draft.editable;
  if (input.matches("input, select, textarea")) input.dataset.path = JSON.stringify(path);
  if (spec.name === "name" && typeof path.at(-2) === "string") input.placeholder = path.at(-2); // what stands for it
  const words = spec.kind === "condition" ? draft.wordsOf(value) : "";
  const hint = words && words !== value ? words : [spec.what, hintFor(spec)].filter(Boolean).join("; ");
  if (spec.kind === "flag") return flagField(spec, input, errors);
  const drawn = field(spec.label, input, { hint, error: errors.join(" ") });
  if (path.length === 1 && spec.name === "title") drawn.classList.add("wide");
  if (spec.kind === "condition" && draft.editable) drawn.append(builder(draft, spec.label, value, set) ?? "");
  return drawn;
}

function flagField(spec, input, errors) {
  return el(
    "div",
    { class: "field" },
    el("label", { class: "flag" }, input, ` ${spec.label}`),
    spec.what ? el("p", { class: "hint" }, spec.what) : null,
    errors.length ? el("p", { class: "error" }, errors.join(" ")) : null,
  );
}

function hintFor(spec) {
  if (spec.hint !== undefined) return spec.hint;
  return (
    {
      range: spec.chance
        ? "from 0 to 1: 0.3, or lowest, most likely, highest: 0.1, 0.3, 0.5"
        : "a number, or lowest, most likely, highest: 3, 8, 16",
      lines: "several with a semicolon between",
      levels: "in order, the first as things stand; a semicolon between",
      chances: "level: chance; a semicolon between",
      outcome: "issue: level; a semicolon between",
      forced: "level: condition under which it is forced; a semicolon between",
      date: "year-month-day",
    }[spec.kind] ?? ""
  );
}

function inputFor(draft, spec, value, set) {
  const kinds = { flag, choice, party, parties, issue, condition, long };
  return (kinds[spec.kind] ?? text)(draft, spec, value, set);
}

/** Write a value as one line of text. */
export function written(spec, value) {
  if (value === null || value === undefined) return "";
  if (spec.kind === "forced")
    return (Array.isArray(value) ? value : [value])
      .map((one) => `${one?.level ?? "…"}: ${one?.when ?? "…"}`)
      .join("; ");
  if (Array.isArray(value))
    return value
      .map((one) => (Array.isArray(one) ? one.join(spec.kind === "order" ? " = " : " to ") : String(one)))
      .join(spec.kind === "range" ? ", " : "; ");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([key, one]) => `${key}: ${Array.isArray(one) ? one.join(", ") : one}`)
      .join("; ");
  return String(value);
}

/** Read a line of text as a value of the file. */
export function readBack(spec, text) {
  const trimmed = text.trim();
  if (!trimmed) return null;
  if (spec.kind === "range") return listOr(trimmed.replace(/^\[|\]$/g, "").split(/\s*,\s*/));
  if (spec.kind === "levels") return trimmed.split(SEPARATOR).filter(Boolean);
  if (spec.kind === "lines") return listOr(trimmed.split(SEPARATOR).filter(Boolean));
  if (spec.kind === "outcome") return Object.fromEntries(pairs(trimmed));
  if (spec.kind === "forced") return listOr(pairs(trimmed).map(([level, when]) => ({ when, level })));
  if (spec.kind === "chances") {
    return Object.fromEntries(
      trimmed
        .split(SEPARATOR)
        .filter(Boolean)
        .map((one) => {
          const cut = one.includes(":") ? one.lastIndexOf(":") : one.length;
          return [
            one.slice(0, cut).trim(),
            listOr(
              one
                .slice(cut + 1)
                .trim()
                .replace(/^\[|\]$/g, "")
                .split(/\s*,\s*/),
            ),
          ];
        }),
    );
  }
  return trimmed;
}

/** Cut "issue: level; issue: level" into its pairs, each at its first colon. */
function pairs(text) {
  return text
    .split(SEPARATOR)
    .filter(Boolean)
    .map((one) => {
      const cut = one.indexOf(":");
      return cut < 0 ? [one.trim(), ""] : [one.slice(0, cut).trim(), one.slice(cut + 1).trim()];
    });
}

function listOr(items) {
  return items.length === 1 ? items[0] : items;
}

function commit(spec, value, set) {
  return (event) => {
    const next = readBack(spec, event.target.value);
    if (JSON.stringify(next) !== JSON.stringify(value ?? null)) set(next);
  };
}

function text(draft, spec, value, set) {
  return el("input", {
    value: written(spec, value),
    autocomplete: "off",
    spellcheck: spec.kind === "text" ? "true" : "false",
    placeholder: spec.default,
    class: spec.kind === "range" ? "number" : null,
    on: { change: commit(spec, value, set) },
  });
}

function long(draft, spec, value, set) {
  const rows = Math.min(8, Math.max(1, Math.ceil((value?.length ?? 0) / 70)));
  return el("textarea", { value: written(spec, value), rows: String(rows), on: { change: commit(spec, value, set) } });
}

function condition(draft, spec, value, set) {
  return el("input", {
    value: written(spec, value),
    class: "condition",
    list: "conditions",
    autocomplete: "off",
    spellcheck: "false",
    on: { change: commit(spec, value, set) },
  });
}

function flag(draft, spec, value, set) {
  const on = ["true", "yes", "on", "y", "t", "1"].includes(String(value ?? spec.default).toLowerCase());
  return el("input", {
    type: "checkbox",
    checked: on,
    on: {
      change: (event) =>
        set((event.target.checked ? "yes" : "no") === spec.default ? null : event.target.checked ? "yes" : "no"),
    },
  });
}

function choice(draft, spec, value, set) {
  if (Array.isArray(value)) return text(draft, spec, value, () => {});
  return select(
    [
      ...(spec.default && spec.choices.includes(spec.default) ? [] : [["", "not said"]]),
      ...spec.choices.map((one) => [one, one]),
    ],
    value ?? spec.default,
    (next) => set(next === spec.default ? null : next || null),
  );
}

function party(draft, spec, value, set) {
  return select([["", "choose"], ...named(draft, "parties")], value ?? "", (next) => set(next || null));
}

function issue(draft, spec, value, set) {
  return select([["", "choose"], ...named(draft, "issues")], value ?? "", (next) => set(next || null));
}

function parties(draft, spec, value, set) {
  const chosen = Array.isArray(value) ? value : value ? [value] : [];
  const boxes = named(draft, "parties").map(([key, name]) =>
    el(
      "label",
      { class: "flag" },
      el("input", {
        type: "checkbox",
        checked: chosen.includes(key),
        disabled: !draft.editable,
        on: {
          change: (event) => {
            const next = event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key);
            set(next.length ? listOr(next) : spec.required ? [] : null);
          },
        },
      }),
      ` ${name}`,
    ),
  );
  return el("div", { class: "boxes", role: "group", aria: { label: spec.label } }, boxes);
}

function select(options, value, set) {
  const known = options.some(([key]) => key === value) ? options : [...options, [value, value]];
  return el(
    "select",
    { on: { change: (event) => set(event.target.value) } },
    known.map(([key, name]) => el("option", { value: key, selected: key === value }, name)),
  );
}

/** Keys and names of the parties or issues of a draft. */
export function named(draft, section) {
  const entries = draft.state?.data?.[section];
  if (!entries || typeof entries !== "object" || Array.isArray(entries)) return [];
  return Object.entries(entries).map(([key, entry]) => [key, entry?.name || key]);
}

/** Conditions to choose from: every issue at every level. */
export function conditionList(draft) {
  const issues = draft.state?.data?.issues ?? {};
  const all = Object.entries(issues).flatMap(([key, one]) =>
    Array.isArray(one?.levels) ? one.levels.map((level) => `${quoted(key)} = ${quoted(level)}`) : [],
  );
  return el(
    "datalist",
    { id: "conditions" },
    all.slice(0, 400).map((one) => el("option", { value: one })),
  );
}
