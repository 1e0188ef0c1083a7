// The package builder: choose a level for every issue, and see at once who could not accept it and who would gain.

import { bullets, el, exportsBar, field, section, svg } from "../dom.js";
import { drawAround, whenLetGo } from "../drawing.js";
import { levelText } from "../numbers.js";
import { badge, colourOf, shapeOf } from "../party.js";
import { mark } from "../selection.js";
import { asText, note } from "../turn.js";

/** Levels up to this many stand side by side; more are chosen from a list. */
const LISTED = 12;

/** The builder with a package to begin with, written as the address has it. */
export async function builder(view, data, first) {
  let current = await view.get("package", { levels: first });
  const result = el("div", { class: "verdicts", aria: { live: "polite" } });
  const choices = el("div", { class: "choices" });
  let asked = 0;
  let wanted = current.levels; // what is chosen, of which the answer may be on its way
  const draw = whenLetGo(() => {
    result.replaceChildren(...verdicts(view, current));
    for (const one of choices.querySelectorAll("[data-chance]"))
      one.replaceWith(chance(current, one.dataset.issue, one.dataset.level));
  });
  const choose = async (levels) => {
    const mine = ++asked;
    wanted = levels;
    const text = asText(levels);
    note({ package: text });
    result.setAttribute("aria-busy", "true");
    try {
      const found = await view.get("package", { levels: text });
      if (mine !== asked) return;
      current = found;
      draw();
    } catch (error) {
      if (error.name !== "AbortError" && mine === asked)
        result.replaceChildren(el("p", { class: "bad" }, error.message));
    }
    if (mine === asked) result.removeAttribute("aria-busy");
  };
  const fill = () => {
    const all = data.issues.map((key) =>
      issueChoice(view, current, key, (level) => choose({ ...wanted, [key]: level })),
    );
    drawAround(choices, () => choices.replaceChildren(...all));
  };
  fill();
  draw();
  const start = startFrom(view, data, async (levels) => {
    await choose(levels);
    fill();
  });
  return section(
    "Build a package",
    el(
      "p",
      { class: "soft" },
      "Beside each level: in how many of the draws the package would be a deal if only that were changed.",
    ),
    start,
    el("div", { class: "build" }, choices, result),
    exportsBar(
      view,
      [
        ["CSV", "package.csv"],
        ["JSON", "package"],
      ],
      {
        get levels() {
          return asText(current.levels);
        },
      },
    ),
  );
}

function startFrom(view, data, begin) {
  const packages = data.listed.slice(0, 15);
  const list = el(
    "select",
    { id: "start-from" },
    el("option", { value: "" }, "choose…"),
    el("option", { value: "now" }, "today: nothing changes"),
    packages.map((one, place) =>
      el(
        "option",
        { value: String(place) },
        `${data.told.packages[place]} (a deal in ${Math.round(100 * one.share)}%)`,
      ),
    ),
  );
  list.addEventListener("change", () => {
    if (list.value === "") return;
    const now = Object.fromEntries(
      data.issues.map((key) => [key, view.about.issues.find((one) => one.key === key).now]),
    );
    begin(list.value === "now" ? now : packages[Number(list.value)].levels);
    list.value = "";
  });
  return field("Begin with", list, { inline: true });
}

function issueChoice(view, current, key, choose) {
  const issue = view.about.issues.find((one) => one.key === key);
  return el(
    "fieldset",
    { class: "issue" },
    el("legend", {}, issue.name),
    issue.levels.length > LISTED
      ? amounts(current, issue, choose)
      : el(
          "div",
          { class: "levels" },
          issue.levels.map((level, place) => {
            const id = `level-${key}-${place}`;
            const input = el("input", {
              type: "radio",
              name: `level-${key}`,
              id,
              value: level,
              checked: current.levels[key] === level,
              on: { change: () => choose(level) },
            });
            return el(
              "label",
              { for: id, class: "level" },
              input,
              el(
                "span",
                { class: "name" },
                levelText(issue, level),
                level === issue.now ? el("span", { class: "soft" }, " (now)") : null,
              ),
              chance(current, key, level),
            );
          }),
        ),
  );
}

/** Many amounts are chosen from a list, each with the share of draws in which the package would suit all. */
function amounts(current, issue, choose) {
  const shares = Object.fromEntries(
    current.alternatives.filter((one) => one.issue === issue.key).map((one) => [one.level, one.share]),
  );
  const option = (level) => {
    const share = current.levels[issue.key] === level ? current.share : shares[level];
    const now = level === issue.now ? " (now)" : "";
    return el(
      "option",
      { value: level, selected: current.levels[issue.key] === level },
      `${levelText(issue, level)}${now}: ${current.possible ? told(share ?? null) : "no package"}`,
    );
  };
  const list = el(
    "select",
    { id: `level-${issue.key}`, aria: { label: issue.name }, on: { change: () => choose(list.value) } },
    issue.levels.map(option),
  );
  return list;
}

function chance(current, issue, level) {
  const data = { chance: "", issue, level };
  if (current.levels[issue] === level) {
    const share = current.possible ? current.share : null;
    return el("span", { class: "chance chosen number", data }, told(share));
  }
  const other = current.alternatives.find((one) => one.issue === issue && one.level === level);
  return el(
    "span",
    { class: "chance number", data, style: { "--share": `${Math.round(100 * (other?.share ?? 0))}%` } },
    current.possible ? told(other?.share ?? null) : "",
  );
}

function told(share) {
  if (share === null) return "no package";
  return share > 0 && share < 0.01
    ? "under 1%"
    : share > 0.99 && share < 1
      ? "over 99%"
      : `${Math.round(100 * share)}%`;
}

function verdicts(view, current) {
  const { told } = current;
  if (!current.possible) return [el("p", { class: "verdict" }, told.verdict), bullets(told.reasons)];
  const failing = told.requirements.filter((one) => one.share > 0);
  const met = told.requirements.filter((one) => one.share === 0);
  return [
    el("p", { class: "verdict" }, told.verdict),
    meter(current.share),
    el("h3", {}, "Who could not accept it"),
    failing.length
      ? el(
          "ul",
          { class: "fails" },
          failing.map((one) => fails(view, one)),
        )
      : el("p", {}, "No requirement fails it in any draw."),
    met.length && failing.length
      ? el(
          "p",
          { class: "soft" },
          "Met in every draw: ",
          met.map((one, place) => [place ? "; " : "", badge(view, one.party), ` ${one.text}`]),
          ".",
        )
      : null,
    told.mandates.map((one) => el("p", { class: "notice" }, one)),
    el("h3", {}, "Who gains, who loses"),
    gains(view, told.gains),
    told.answers.length ? [el("h3", {}, "How the absent parties would answer"), answers(view, told.answers)] : null,
    told.scenarios.length
      ? el("p", {}, "Once in force: ", told.scenarios.map((one) => one.text).join("; "), ".")
      : null,
  ]
    .flat(Infinity)
    .filter(Boolean);
}

function meter(share) {
  return el("div", { class: "meter", style: { "--share": `${(100 * share).toFixed(1)}%` }, aria: { hidden: "true" } });
}

function fails(view, one) {
  return el(
    "li",
    {},
    el("span", { class: "refusal number", style: { "--share": `${Math.round(100 * one.share)}%` } }, one.fails),
    " ",
    badge(view, one.party),
    `: ${one.kind === "home" ? one.text.replace("accepted by", "refused by") : one.kind === "party" ? "worse than no deal" : one.text}`,
    one.central ? "" : el("span", { class: "soft" }, " (also at the most likely values)"),
    one.says ? el("details", {}, el("summary", {}, "what it says"), el("p", { class: "soft" }, `${one.says}.`)) : null,
  );
}

function gains(view, all) {
  return el(
    "div",
    { class: "gains" },
    all.map((one) => {
      const place = view.about.parties.findIndex((party) => party.key === one.party);
      return el(
        "div",
        { class: "gain" },
        el("div", {}, badge(view, one.party), one.signatory ? "" : el("span", { class: "soft" }, " (absent)")),
        range(one, place),
        el("div", { class: "number" }, one.text, el("span", { class: "soft" }, `; ${one.no_worse}`)),
      );
    }),
  );
}

/** A range on a party's own scale, with 0 marked. */
function range(one, place) {
  const reach = Math.max(Math.abs(one.low), Math.abs(one.high), 1) * 1.12;
  const at = (value) => 100 + (value / reach) * 96;
  const [tag, attributes] = shapeOf(place);
  return svg(
    "svg",
    { class: "range", viewBox: "0 0 200 22", role: "img", aria: { label: one.text } },
    svg("line", { x1: 4, x2: 196, y1: 11, y2: 11, class: "scale" }),
    svg("line", { x1: 100, x2: 100, y1: 1, y2: 21, class: "zero" }),
    svg("line", { x1: at(one.low), x2: at(one.high), y1: 11, y2: 11, stroke: colourOf(place), "stroke-width": 5 }),
    svg(
      "g",
      { transform: `translate(${at(one.mean) - 8} 3)` },
      svg(tag, { ...attributes, fill: colourOf(place), class: "dot" }),
    ),
  );
}

function answers(view, all) {
  const outcome = (one) =>
    el(
      "a",
      {
        href: view.link("map", { outcome: one.outcome }),
        title: "Show this outcome on the map",
        ...mark("outcome", one.outcome, { focus: false }),
      },
      `outcome ${one.outcome}`,
    );
  const line = (one) =>
    el(
      "li",
      {},
      el("span", {}, one.text, " (", outcome(one), ")"),
      el("span", { class: "answer", style: { "--share": `${(100 * one.mean).toFixed(1)}%` } }),
      el("span", { class: "nowrap number" }, one.chance),
    );
  return [
    el("p", { class: "soft" }, "Chance, and its range in nine draws of ten."),
    el("ul", { class: "answers" }, all.map(line)),
  ];
}
