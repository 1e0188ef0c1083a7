// The table of outcomes: a line each, sorted by its heads, walked with the arrow keys, opened to say why it holds.

import { el } from "../dom.js";
import { levelText } from "../numbers.js";
import { badge, shape } from "../party.js";
import { mark, onSelect, select, selected } from "../selection.js";
import { note, turn } from "../turn.js";
import { whyPanel } from "./outcome-why.js";

const SIGNS = {
  better: ["▲", "better than now"],
  same: ["=", "no different from now"],
  worse: ["▼", "worse than now"],
};

/** The outcomes of a page in option form; the one chosen has beneath it why it holds or not. */
export function rows(view, data) {
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
      el("th", { scope: "col" }, "Ending"),
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

/** What the signs in the table stand for. */
export function legend(view) {
  return el(
    "p",
    { class: "soft legend" },
    "Under each party: the place of the outcome in its reported order (1 is best; ties share a place), ▲ better, ▼ worse, = no different than today, → it has an improvement from there. ",
    "Levels that differ from today are dark. ✓ under a concept: the outcome is stable for everyone it asks about. Choose a row to see why. Parties: ",
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
