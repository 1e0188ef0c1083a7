// What people call things of an issue: a clause for each level, or one for all; names for amounts that people speak of.

import { button, el } from "../dom.js";
import { say } from "../live.js";
import { once } from "../sending.js";
import { quoted } from "../turn.js";
import { drawField } from "./fields.js";

const KINDS = { "words for levels": drawSaid, "names of amounts": drawMarks };
const unfolded = new Set();

/** Whether a field holds words for levels, or names for amounts. */
export function isNaming(spec) {
  return spec.kind in KINDS;
}

/** Draw such a field, folded while it is empty. */
export function drawNaming(draft, spec, path, entry) {
  const at = [...path, spec.name];
  const held = entry[spec.name];
  const inner = KINDS[spec.kind](draft, at, held, entry);
  if (!inner) return null;
  const id = JSON.stringify(at);
  const open = unfolded.has(id) || draft.errorsAt(at).length > 0;
  return el(
    "details",
    { class: "further", open, on: { toggle: (event) => unfolded[event.target.open ? "add" : "delete"](id) } },
    el("summary", {}, { say: "Words for levels", marks: "Names for amounts" }[spec.name] ?? spec.label),
    inner,
  );
}

function isNumeric(entry) {
  return ["from", "to", "step"].some((one) => entry[one] !== undefined && entry[one] !== null);
}

/** A clause for each level, the one that would be formed standing in its place; and one for all. */
function drawSaid(draft, at, held, entry) {
  const each = held !== null && typeof held === "object" ? held : {};
  const one = typeof held === "string" ? held : null;
  const levels = isNumeric(entry) || !Array.isArray(entry.levels) ? [] : entry.levels;
  const keys = [...new Set([...levels, ...Object.keys(each)])];
  const whole = {
    kind: "text",
    label: "one for all levels",
    name: "all",
    default: "",
    hint: "{} stands for the level",
  };
  const setWhole = (value) => draft.edit(value === null ? { action: "remove", path: at } : given(at, value));
  const setEach = (key) => (value) => {
    const others = Object.keys(each).filter((other) => other !== key);
    if (value === null) return draft.edit({ action: "remove", path: others.length ? [...at, key] : at });
    return draft.edit(Object.keys(each).length ? given([...at, key], value) : given(at, { [key]: value }));
  };
  return el(
    "div",
    { class: "group" },
    el(
      "p",
      { class: "hint" },
      "A clause that sentences tell a level by, such as “aid resumes”. What stands pale is formed from the names.",
    ),
    one === null
      ? keys.map((key) => {
          const formed = draft.wordsOf(`${quoted(at.at(-2))} = ${quoted(key)}`);
          const spec = { kind: "text", label: key, name: key, default: formed, hint: "" };
          return drawField(draft, spec, [...at, key], each[key], setEach(key));
        })
      : null,
    Object.keys(each).length ? null : drawField(draft, whole, at, one, setWhole),
  );
}

function given(path, value) {
  return { action: "set", path, value };
}

/** Names for amounts, a line each; only of issues that come to amounts. */
function drawMarks(draft, at, held, entry) {
  const marks = held !== null && typeof held === "object" ? held : {};
  if (!isNumeric(entry) && !Object.keys(marks).length) return null;
  const pairs = Object.entries(marks);
  const called = Object.fromEntries(pairs.map(([name]) => [name, name])); // by the name that stands in what is drawn
  const whole = (pairs) =>
    draft.edit(() => {
      const all = pairs.map(([name, amount]) => [called[name] ?? name, amount]);
      return all.length ? given(at, Object.fromEntries(all)) : { action: "remove", path: at };
    });
  const rows = pairs.map(([name, amount], place) => {
    const other = (pair) => whole(pairs.map((one, turn) => (turn === place ? pair : one)));
    const named = { kind: "text", label: `Name ${place + 1}`, name: "name", default: "", hint: "" };
    const counted = { kind: "text", label: `Amount ${place + 1}`, name: "amount", default: "", hint: "" };
    const rename = async (next) => {
      if (next === null || next in marks) return draft.read();
      try {
        await draft.rename(`${at.at(-2)}=${name}`, next); // with all that names the amount so
        called[name] = next; // what was typed into the next field meanwhile goes there
        say(`'${name}' is now called '${next}' wherever the case refers to it.`);
      } catch {
        await other([next, amount]); // a name that cannot be one is marked in its field
      }
    };
    return el(
      "li",
      { class: "row" },
      drawField(draft, named, [...at, place, "name"], name, rename),
      drawField(draft, counted, [...at, name], amount, (next) =>
        draft.edit(() => given([...at, called[name]], next ?? "")),
      ),
      draft.editable
        ? button("Remove", () => whole(pairs.filter((_, turn) => turn !== place)), {
            kind: "small",
            aria: { label: `Remove ${name}` },
          })
        : null,
    );
  });
  const fresh = () => {
    const name = ["mark", ...pairs.map((_, place) => `mark ${place + 2}`)].find((one) => !(one in marks));
    return draft.edit(pairs.length ? given([...at, name], entry.from) : given(at, { [name]: entry.from }));
  };
  return [
    el("p", { class: "hint" }, "Amounts that people speak of; conditions and pictures can name them."),
    el("ol", { class: "rows" }, rows),
    draft.editable ? button("Add a name", once(fresh), { kind: "small" }) : null,
  ];
}
