// The likeliest deals, with what each requirement says to them.

import { el, exportsBar, section, table } from "../dom.js";
import { badge } from "../party.js";
import { asText } from "../turn.js";

const SHOWN = 12;
const NARROW = 5; // where each is a block of its own

/** A row a package: how likely a deal, who gains, who refuses it, how the absent parties answer. */
export function packagesTable(view, data) {
  const wanted = Object.keys(data.told.requirements).filter((name) =>
    data.listed.some((one) => one.fails.some(([which]) => which === name)),
  );
  const answered = data.absent.length > 0 && data.listed.some((one) => one.answers.length);
  const heads = () => [
    "Package",
    "A deal in",
    ...data.signatories.map((party) => [badge(view, party), " gain"]),
    ...wanted.map((name) => {
      const what = data.told.requirements[name];
      return [badge(view, what.party), ": ", el("span", { class: "means" }, what.text)];
    }),
    ...(answered ? ["Likeliest answer"] : []),
    "Marks",
  ];
  const line = (one, place) => {
    const fails = Object.fromEntries(one.fails);
    const answer = one.answers[0];
    return [
      el("a", { href: view.link("deals", { package: asText(one.levels) }) }, data.told.packages[place]),
      percent(one.share),
      ...data.signatories.map((party) => signed(one.gains[party])),
      ...wanted.map((name) => refusal(fails[name] ?? 0)),
      ...(answered
        ? [
            answer
              ? `${Object.entries(answer[0])
                  .map(([issue, level]) => `${view.about.issues.find((item) => item.key === issue).name}: ${level}`)
                  .join("; ")} (${percent(answer[1])})`
              : "",
          ]
        : []),
      [...one.solutions, ...(one.efficient ? ["efficient"] : [])].join(", "),
    ];
  };
  const shown = matchMedia("(max-width: 40rem)").matches ? NARROW : SHOWN;
  const numeric = Array.from({ length: 1 + data.signatories.length + wanted.length }, (_, place) => place + 1);
  const rows = data.listed.map(line);
  const defined = Object.entries(data.definitions).filter(([name]) =>
    data.listed.some((one) => one.solutions.includes(name)),
  );
  return section(
    "Packages, and who refuses which",
    el(
      "p",
      { class: "soft" },
      "Gains are at the most likely values, on each party's own scale. Under a requirement: in which share of the draws it fails the package.",
    ),
    table(heads(), rows.slice(0, shown), { label: "The likeliest deals", numeric, stacked: true }),
    rows.length > shown
      ? el(
          "details",
          {},
          el("summary", {}, `${rows.length - shown} more`),
          table(heads(), rows.slice(shown), { label: "More deals", numeric, stacked: true }),
        )
      : null,
    defined.length
      ? el(
          "details",
          {},
          el("summary", {}, "What the solution points are"),
          el(
            "ul",
            {},
            defined.map(([name, text]) => el("li", {}, el("strong", {}, name), `: ${text}`)),
          ),
        )
      : null,
    exportsBar(view, [
      ["CSV", "deals.csv"],
      ["JSON", "deals.json"],
    ]),
  );
}

function refusal(share) {
  return el(
    "span",
    { class: share ? "refusal" : "refusal nothing", style: { "--share": `${Math.round(100 * share)}%` } },
    share ? percent(share) : "·",
  );
}

function percent(share) {
  if (share > 0 && share < 0.01) return "under 1%";
  if (share > 0.99 && share < 1) return "over 99%";
  return `${Math.round(100 * share)}%`;
}

/** A gain with its sign. */
export function signed(gain) {
  const size = Math.abs(gain).toFixed(1);
  return size === "0.0" ? size : `${gain > 0 ? "+" : "−"}${size}`;
}
