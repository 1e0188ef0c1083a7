// Probabilities as bars with their words and intervals, and what a case needs for them.

import { el } from "./dom.js";

/** What a case without values is told in a view that needs them. */
export function needsNumbers(view, what) {
  return el(
    "div",
    { class: "panel narrow" },
    el("h1", {}, what),
    el(
      "p",
      {},
      "This case ranks outcomes in words only, and that already gives the brief, what holds, and the routes. This view needs numbers too: how many points each party reportedly gives to what, as ranges.",
    ),
    el(
      "p",
      {},
      "A range says how much it is worth to a party that something comes about, on its own scale: lowest, most likely, highest; today is 0. A few for each party at the table are enough; conditions, homes and delay can follow one by one.",
    ),
    el(
      "p",
      {},
      el(
        "a",
        { class: "button primary", href: view.link("case", { section: "values" }) },
        view.about.editable ? "Add the first value" : "Look at the case",
      ),
      " or look at a case that has them: ",
      el("a", { href: "/case/jeddah-2025/forecast" }, "US-Ukraine talks at Jeddah"),
      ".",
    ),
  );
}

/** A probability as a bar, with its interval as a line. */
export function bar({ probability, low, high }, { before = null } = {}) {
  return el(
    "div",
    {
      class: "bar",
      style: {
        "--p": String(probability),
        "--low": String(low ?? probability),
        "--high": String(high ?? probability),
        "--before": String(before ?? 0),
      },
      aria: { hidden: "true" },
    },
    el("i", { class: "filled" }),
    before === null ? null : el("i", { class: "before" }),
    high > low ? el("i", { class: "interval" }) : null,
  );
}

/**
 * A group of bars as a table: name, bar, word and percentage, interval. `attributes` gives those of a row.
 * @param {string} caption
 * @param {any[]} rows
 * @param {{attributes?: (one: any) => Record<string, any>}} [options]
 */
export function bars(caption, rows, { attributes = () => ({}) } = {}) {
  const cells = (one) => [
    el("th", { scope: "row" }, one.name, one.note ? el("span", { class: "note" }, ` ${one.note}`) : null),
    el("td", { class: "drawn" }, bar(one)),
    el(
      "td",
      { class: "told" },
      one.word,
      one.percent ? [" ", el("span", { class: "number nowrap" }, `(${one.percent})`)] : null,
    ),
    el(
      "td",
      { class: "number range" },
      one.high > one.low ? `${(100 * one.low).toFixed(1)} to ${(100 * one.high).toFixed(1)}` : "",
    ),
  ];
  return el(
    "table",
    { class: "bars" },
    el("caption", { class: "unseen" }, `${caption}: probability, in words and per cent, with its simulation interval`),
    el(
      "tbody",
      {},
      rows.map((one) => el("tr", attributes(one), cells(one))),
    ),
  );
}

/** Tell a level as people read it: an amount with thousands set apart and its unit. */
export function levelText(issue, level) {
  if (!issue || issue.unit === null || issue.unit === undefined) return level;
  const [, sign, whole, rest] = /^([+-]?)(\d{5,})(\.\d+)?$/.exec(level) ?? [];
  const told = whole ? `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, " ")}${rest ?? ""}` : level;
  return issue.unit ? `${told}${issue.unit === "%" ? "" : " "}${issue.unit}` : told;
}
