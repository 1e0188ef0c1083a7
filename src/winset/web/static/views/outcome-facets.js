// The groups outcomes fall into, each with its size: tick some to keep only those.

import { el } from "../dom.js";
import { levelText } from "../numbers.js";
import { shape } from "../party.js";
import { quoted, turn } from "../turn.js";

const OPEN = 4;
const VALUES = {
  holds: "holds",
  fails: "does not hold",
  better: "better than now",
  same: "no different",
  worse: "worse than now",
  yes: "would leave",
  no: "would stay",
};
const PARAMETERS = {
  concept: { holds: "holds", fails: "fails" },
  leaves: { yes: "leaves", no: "stays" },
  against: { better: "better", same: "same", worse: "worse" },
};

/** The groups of a page of outcomes. */
export function facetsPanel(view, data) {
  const levels = data.facets.filter((one) => one.kind === "level");
  const others = data.facets.filter((one) => one.kind !== "level");
  const chosen = data.facets.flatMap((facet) => facet.chosen.map((value) => [facet, value]));
  const wide = matchMedia("(min-width: 60rem)").matches;
  const clear = () => turn(view, nothing(), { focus: "where" });
  return el(
    "div",
    { class: "facets" },
    chosen.length
      ? el(
          "p",
          { class: "chosen" },
          chosen.map(([facet, value]) => chip(view, data, facet, value)),
          el("button", { type: "button", class: "button quiet small", on: { click: clear } }, "Clear all"),
        )
      : null,
    el(
      "details",
      {
        id: "facets",
        open: view.remember("facets") ?? wide,
        on: { toggle: (event) => view.remember("facets", event.target.open) },
      },
      el("summary", {}, "Filter by groups"),
      others
        .filter((one) => one.kind === "scenario" || one.kind === "concept")
        .map((facet) => group(view, data, facet, facet.kind === "scenario" || facet.of === "nash")),
      concepts(view, data),
      levels.map((facet, place) => group(view, data, facet, place < OPEN)),
      others
        .filter((one) => one.kind === "against" || one.kind === "leaves")
        .map((facet) => group(view, data, facet, false)),
    ),
  );
}

function group(view, data, facet, open) {
  const id = `facet-${facet.kind}-${facet.of}`;
  return el(
    "details",
    { class: "facet", open: open || facet.chosen.length > 0 },
    el("summary", { id: `${id}-name` }, title(view, data, facet)),
    el(
      "div",
      { role: "group", aria: { labelledby: `${id}-name` } },
      el(
        "ul",
        {},
        Object.entries(facet.counts).map(([value, count]) =>
          el("li", {}, option(view, data, facet, value, count, `${id}-${value}`)),
        ),
      ),
    ),
  );
}

function option(view, data, facet, value, count, id) {
  const on = facet.chosen.includes(value);
  const input = el("input", {
    type: "checkbox",
    id,
    checked: on,
    on: { change: () => toggle(view, data, facet, value) },
  });
  return el(
    "label",
    { class: count ? null : "empty" },
    input,
    " ",
    told(view, facet, value),
    " ",
    el("span", { class: "count number" }, count.toLocaleString("en")),
  );
}

function title(view, data, facet) {
  if (facet.kind === "level") return view.about.issues.find((one) => one.key === facet.of)?.name ?? facet.of;
  if (facet.kind === "scenario") return "Ending";
  if (facet.kind === "concept")
    return (
      data.known_concepts.find((one) => one.key === facet.of)?.name.replace(/^./, (letter) => letter.toUpperCase()) ??
      facet.of
    );
  const party = view.about.parties.find((one) => one.key === facet.of);
  return [
    shape(party.place),
    ` ${party.name}: ${facet.kind === "leaves" ? "improvement from there" : "against today"}`,
  ];
}

function told(view, facet, value) {
  if (facet.kind === "level")
    return levelText(
      view.about.issues.find((one) => one.key === facet.of),
      value,
    );
  if (facet.kind === "scenario")
    return value === ""
      ? "outside all of them"
      : (view.about.scenarios.find((one) => one.key === value)?.name ?? value);
  return VALUES[value];
}

function chip(view, data, facet, value) {
  const text = [title(view, data, facet), ": ", told(view, facet, value)];
  return el(
    "button",
    {
      type: "button",
      class: "chip remove",
      title: "No longer ask for this",
      on: { click: () => toggle(view, data, facet, value) },
    },
    text,
    " ×",
  );
}

/** Everything chosen, as parameters of the address, after one more or one less. */
function toggle(view, data, facet, value) {
  const parameters = nothing();
  for (const one of data.facets) {
    const same = one === facet;
    const values =
      same && one.chosen.includes(value)
        ? one.chosen.filter((item) => item !== value)
        : same
          ? [...one.chosen, value]
          : one.chosen;
    for (const item of values) parameters[parameter(one, item)].push(written(one, item));
  }
  turn(view, parameters);
}

function nothing() {
  const names = ["level", "scenario", ...Object.values(PARAMETERS).flatMap((one) => Object.values(one))];
  return { ...Object.fromEntries(names.map((name) => [name, []])), holding: null, offset: null, outcome: null };
}

function parameter(facet, value) {
  return PARAMETERS[facet.kind]?.[value] ?? facet.kind;
}

function written(facet, value) {
  return facet.kind === "level"
    ? `${quoted(facet.of)} = ${quoted(value)}`
    : facet.kind === "scenario"
      ? value
      : facet.of;
}

function concepts(view, data) {
  const toggled = (key) =>
    data.concepts.includes(key)
      ? data.concepts.filter((one) => one !== key)
      : data.known_concepts.map((one) => one.key).filter((one) => one === key || data.concepts.includes(one));
  return el(
    "details",
    { class: "facet" },
    el("summary", {}, "Concepts shown"),
    el(
      "ul",
      {},
      data.known_concepts.map(({ key, name }) => {
        const input = el("input", {
          type: "checkbox",
          id: `concept-${key}`,
          checked: data.concepts.includes(key),
          on: { change: () => turn(view, { concepts: toggled(key).join(",") || "nash" }) },
        });
        return el("li", {}, el("label", {}, input, ` ${name} (${key})`));
      }),
    ),
  );
}
