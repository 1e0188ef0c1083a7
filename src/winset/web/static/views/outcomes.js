// Outcomes: everything that can happen as a table, filtered and sorted on the server, and why each one holds or not.

import { ApiError } from "../api.js";
import { button, el, exportsBar, field } from "../dom.js";
import { say } from "../live.js";
import { levelText } from "../numbers.js";
import { badge, shape } from "../party.js";
import { mark, onSelect, select, selected } from "../selection.js";
import { note, quoted, refocus, turn } from "../turn.js";
import { facetsPanel } from "./outcome-facets.js";
import { whyPanel } from "./outcome-why.js";

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
const SIGNS = {
  better: ["▲", "better than now"],
  same: ["=", "no different from now"],
  worse: ["▼", "worse than now"],
};

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

function rows(view, data) {
  const columns = data.concepts;
  const issues = view.about.issues;
  const width = 1 + issues.length + view.about.parties.length + 1 + columns.length;
  const body = el(
    "tbody",
    {},
    data.outcomes.map((row) => line(view, data, row)),
  );
  const open = (number) => {
    body.querySelector(".why-row")?.remove();
    const at = number === null ? null : body.querySelector(`tr[data-id="${CSS.escape(String(number))}"]`);
    if (!at) return;
    const close = () => (select("outcome", null), at.focus());
    at.after(el("tr", { class: "why-row" }, el("td", { colspan: width }, whyPanel(view, number, { close }))));
  };
  onSelect((kind, number) => {
    if (kind !== "outcome") return;
    note({ outcome: number });
    open(number);
  }, view.signal);
  open(selected("outcome"));
  arrows(body);
  return el(
    "div",
    { class: "scroll", role: "region", aria: { label: "Outcomes" } },
    el(
      "table",
      { class: "option-form" },
      el("caption", { class: "unseen" }, "Outcomes in option form"),
      head(view, data),
      body,
    ),
  );
}

function head(view, data) {
  const sorted = (key, content, more = {}) => {
    const now = (view.query.get("sort") ?? "number") === key;
    const down = view.query.get("descending") === "true";
    const flip = () =>
      turn(view, {
        sort: key === "number" ? null : key,
        descending: now && !down ? "true" : null,
        offset: null,
        outcome: null,
      });
    return el(
      "th",
      { scope: "col", aria: now ? { sort: down ? "descending" : "ascending" } : {}, ...more },
      el(
        "button",
        { type: "button", class: "sort", id: `sort-${key}`, title: "Sort", on: { click: flip } },
        content,
        now ? el("span", { aria: { hidden: "true" } }, down ? " ↓" : " ↑") : null,
      ),
    );
  };
  return el(
    "thead",
    {},
    el(
      "tr",
      {},
      sorted("number", "No.", { class: "number" }),
      view.about.issues.map((issue) =>
        sorted(
          issue.key,
          [
            issue.name,
            issue.levels.length === 2
              ? el("span", { class: "means" }, `Y: ${levelText(issue, issue.levels[1])}`)
              : null,
          ],
          { class: issue.levels.length === 2 ? "mark" : "" },
        ),
      ),
      view.about.parties.map((party) => sorted(party.key, [shape(party.place), ` ${party.name}`], { class: "place" })),
      el("th", { scope: "col" }, "Scenario"),
      data.concepts.map((key) =>
        el(
          "th",
          { scope: "col", class: "mark", title: data.known_concepts.find((one) => one.key === key)?.name },
          key.toUpperCase(),
        ),
      ),
    ),
  );
}

function line(view, data, row) {
  const now = row.number === data.status_quo;
  const names = row.scenarios.map((key) => view.about.scenarios.find((one) => one.key === key)?.name ?? key);
  return el(
    "tr",
    { ...mark("outcome", row.number), class: now ? "now" : null },
    el("td", { class: "number" }, now ? el("span", { class: "chip" }, "now") : null, String(row.number)),
    view.about.issues.map((issue) => level(issue, row.levels[issue.key], row.absent.includes(issue.key))),
    view.about.parties.map((party) => place(party, row)),
    el("td", {}, names.join(", ")),
    data.concepts.map((key) => el("td", { class: "mark" }, verdict(row.concepts[key]))),
  );
}

function level(issue, name, absent) {
  if (absent) return el("td", { class: "as-now", title: "does not exist here" }, "–");
  const same = name === issue.now;
  if (issue.levels.length > 2) return el("td", { class: same ? "as-now" : "changed" }, levelText(issue, name));
  return el(
    "td",
    { class: `mark ${same ? "as-now" : "changed"}`, title: levelText(issue, name) },
    el("span", { aria: { hidden: "true" } }, issue.levels.indexOf(name) ? "Y" : "N"),
    el("span", { class: "unseen" }, levelText(issue, name)),
  );
}

function place(party, row) {
  const [sign, told] = SIGNS[row.against[party.key]] ?? ["", ""];
  const leaves = row.leaves.includes(party.key);
  return el(
    "td",
    { class: "place" },
    el("span", { class: "number" }, String(row.places[party.key])),
    el("span", { class: `sign ${row.against[party.key]}`, title: told, aria: { hidden: "true" } }, sign),
    el("span", { class: "unseen" }, told),
    leaves
      ? el(
          "span",
          { class: "leaves", title: `${party.name} has an improvement from here` },
          el("span", { aria: { hidden: "true" } }, "→"),
          el("span", { class: "unseen" }, "would leave"),
        )
      : null,
  );
}

function verdict(holds) {
  return [
    el("span", { class: holds ? "holds" : "faint", aria: { hidden: "true" } }, holds ? "✓" : "·"),
    el("span", { class: "unseen" }, holds ? "holds" : "does not hold"),
  ];
}

function legend(view) {
  return el(
    "p",
    { class: "soft legend" },
    "Under each party: the place of the outcome in its reported order (1 is best; ties share a place), ▲ better, ▼ worse, = no different than the status quo, → it has an improvement from there. ",
    "Levels that differ from the status quo are dark. ✓ under a concept: the outcome is stable for everyone it asks about. Choose a row to see why. Parties: ",
    view.about.parties.map((party, place) => [place ? ", " : "", badge(view, party.key)]),
    ".",
  );
}

function arrows(body) {
  const lines = () => [...body.querySelectorAll("tr[data-kind]")];
  const settle = (one) => lines().forEach((row) => row.setAttribute("tabindex", row === one ? "0" : "-1"));
  settle(lines().find((row) => row.dataset.id === selected("outcome")) ?? lines()[0]);
  body.addEventListener("keydown", (event) => {
    const all = lines();
    const at = all.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, PageDown: at + 10, PageUp: at - 10 }[
      event.key
    ];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all[Math.max(0, Math.min(all.length - 1, to))];
    settle(next);
    next.focus();
  });
  body.addEventListener("focusin", (event) => event.target.matches("tr[data-kind]") && settle(event.target));
}
