// Outcomes: everything that can happen as a table, filtered and sorted on the server, and why each one holds or not.

import { ApiError } from "../api.js";
import { button, el, exportsBar, field } from "../dom.js";
import { say } from "../live.js";
import { quoted, refocus, turn } from "../turn.js";
import { facetsPanel } from "./outcome-facets.js";
import { legend, rows } from "./outcome-rows.js";

export const style = true;
const FILTERS = [
  "where",
  "holding",
  "level",
  "scenario",
  "holds",
  "fails",
  "better",
  "same",
  "worse",
  "leaves",
  "stays",
];
const SIZE = 50;

export async function show(view) {
  const asked = question(view);
  const wanted = view.query.get("outcome");
  const turned = wanted && !view.query.has("offset") ? { around: wanted } : {};
  let data = null;
  let fault = null;
  try {
    data = await view.get("outcomes", {
      ...asked,
      ...turned,
      offset: view.query.get("offset"),
      limit: SIZE,
      facets: true,
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
    fault = error.errors.map((one) => [one.what, one.where, one.hint].filter(Boolean).join(". ")).join(" ");
  }
  view.shortcut("f", "filter by a condition", () => document.getElementById("where").focus());
  if (data) {
    view.shortcut("n", "next page", () => page(view, data, 1));
    view.shortcut("p", "page before", () => page(view, data, -1));
  }
  if (wanted && !view.remember("focus"))
    requestAnimationFrame(() =>
      document.querySelector(".option-form tr.is-selected")?.scrollIntoView({ block: "center" }),
    );
  refocus(view);
  return el(
    "div",
    { class: "outcomes" },
    el("h1", {}, "Outcomes"),
    data ? el("p", { class: "lead" }, lead(data)) : null,
    condition(view, fault),
    data
      ? el(
          "div",
          { class: "faceted" },
          facetsPanel(view, data),
          el(
            "div",
            { class: "found" },
            pager(view, data, asked),
            data.outcomes.length ? rows(view, data) : el("p", {}, "No outcome satisfies all of this."),
            data.outcomes.length ? legend(view) : null,
          ),
        )
      : el(
          "p",
          {},
          button("Show all outcomes", () =>
            turn(view, Object.fromEntries(FILTERS.map((one) => [one, null])), { focus: "where" }),
          ),
        ),
  );
}

function question(view) {
  const many = Object.fromEntries(FILTERS.map((one) => [one, view.query.getAll(one)]));
  // "outside every scenario" is an empty name: the query builder drops empty values, so it is sent as a blank
  many.scenario = many.scenario.map((one) => (one === "" ? " " : one));
  return {
    ...many,
    sort: view.query.get("sort"),
    descending: view.query.get("descending"),
    concepts: view.query.get("concepts"),
    sanctions: view.query.get("sanctions"),
  };
}

function lead(data) {
  const nash = data.facets.find((one) => one.kind === "concept" && one.of === "nash");
  const all = data.count === data.possible;
  const count = `${data.possible.toLocaleString("en")} outcomes are possible`;
  const held =
    nash && !nash.chosen.length
      ? ` ${nash.counts.holds.toLocaleString("en")} of ${all ? "them" : "these"} hold against every party acting alone.`
      : "";
  return all
    ? `${count}.${held}`
    : `${count}; ${data.count.toLocaleString("en")} satisfy what is asked for here.${held}`;
}

function condition(view, fault) {
  const [issue] = view.about.issues;
  const input = el("input", {
    id: "where",
    type: "text",
    value: view.query.get("where") ?? "",
    autocomplete: "off",
    spellcheck: "false",
    size: "48",
  });
  const apply = () =>
    turn(view, { where: input.value.trim() || null, offset: null, outcome: null }, { focus: "where" });
  input.addEventListener("keydown", (event) => event.key === "Enter" && apply());
  const example = `such as ${quoted(issue.key)} = ${quoted(issue.levels.at(-1))}; with and, or, not, if … then …, iff, <, >=, in (…)`;
  return el(
    "div",
    { class: "row asked" },
    field("Only outcomes in which", input, { hint: example, error: fault ?? "" }),
    button("Filter", apply, { kind: "primary", title: "Filter (f)" }),
  );
}

function pager(view, data, asked) {
  const last = Math.min(data.offset + data.outcomes.length, data.count);
  const told = data.count
    ? `${(data.offset + 1).toLocaleString("en")} to ${last.toLocaleString("en")} of ${data.count.toLocaleString("en")}`
    : "none";
  const params = { ...asked };
  return el(
    "div",
    { class: "pager" },
    el(
      "div",
      { class: "row" },
      el("span", { class: "number", aria: { live: "polite" } }, told),
      button("Previous", () => page(view, data, -1), {
        kind: "small",
        id: "page-before",
        title: "Page before (p)",
        disabled: data.offset === 0,
      }),
      button("Next", () => page(view, data, 1), {
        kind: "small",
        id: "page-next",
        title: "Next page (n)",
        disabled: last >= data.count,
      }),
    ),
    exportsBar(
      view,
      [
        ["CSV", "outcomes.csv"],
        ["JSON", "outcomes.json"],
      ],
      params,
    ),
  );
}

function page(view, data, step) {
  const to = data.offset + step * SIZE;
  if (to < 0 || to >= data.count) return say(step > 0 ? "This is the last page." : "This is the first page.");
  turn(view, { offset: to || null, outcome: null });
}
