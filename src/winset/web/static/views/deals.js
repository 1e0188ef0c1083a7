// Deals: win-sets and their overlap, packages by two parties' gains, and a package built level by level.

import { el, exportsBar, field, section, table } from "../dom.js";
import { needsNumbers } from "../numbers.js";
import { badge } from "../party.js";
import { plot } from "../plot.js";
import { asText, refocus, turn } from "../turn.js";
import { builder } from "./deals-builder.js";
import { packagesTable, signed } from "./deals-packages.js";

export const style = true;

export async function show(view) {
  if (!view.about.numbers) return needsNumbers(view, "Deals");
  const data = await view.get("deals");
  if (!data.packages) return nothingToSign(view, data.told.lead);
  const first = view.query.get("package") ?? asText(data.listed[0]?.levels ?? {});
  const asked = {
    first: view.query.get("first"),
    second: view.query.get("second"),
    package: view.query.get("package"),
  };
  const [built, points] = await Promise.all([
    data.too_many ? null : builder(view, data, first),
    data.too_many ? null : view.get("frontier", asked),
  ]);
  refocus(view);
  return el(
    "div",
    { class: "deals" },
    el("h1", {}, "Deals"),
    el("p", { class: "lead" }, data.told.lead),
    el(
      "p",
      { class: "soft" },
      `A deal is a package that those whose signature is needed find no worse than no deal, that no real red line forbids, and that the homes accept. From ${data.settings.draws.toLocaleString("en")} draws of the ranges in the case (seed ${data.seed ?? "none"}).`,
    ),
    data.notes.map((one) => el("p", { class: "notice" }, one)),
    data.told.conflict.length
      ? el(
          "p",
          { class: "notice warn" },
          `With everything as most likely no package is a deal. The smallest set of requirements in conflict: ${data.told.conflict.join("; ")}.`,
        )
      : null,
    data.too_many
      ? el(
          "p",
          { class: "notice" },
          "There are too many packages to lay out one by one: they are counted here, and a package cannot be looked at closely.",
        )
      : built,
    data.told.win_sets.length ? await winSets(view, data) : null,
    points ? await frontier(view, data, points, asked) : null,
    data.listed.length ? packagesTable(view, data) : null,
    obstacles(view, data),
  );
}

/** What there is to say where nothing that can happen is an agreement. */
function nothingToSign(view, lead) {
  return el(
    "div",
    { class: "panel narrow" },
    el("h1", {}, "Deals"),
    el("p", {}, lead),
    el(
      "p",
      {},
      el("a", { class: "button primary", href: view.link("case?section=issues") }, "See who moves what"),
      " or ",
      el("a", { href: view.link("case?section=agreement") }, "say what counts as an agreement"),
      ".",
    ),
  );
}

async function winSets(view, data) {
  const rows = data.told.win_sets.map((one) => [
    [badge(view, one.party), one.profile ? ` (${one.profile})` : ""],
    one.size,
    one.deals,
  ]);
  const counts = (data.overlap ?? []).map((row) => [
    row.group,
    row.mean.toLocaleString("en", { maximumFractionDigits: 1 }),
    `${row.low.toLocaleString("en")} to ${row.high.toLocaleString("en")}`,
    row.central.toLocaleString("en"),
  ]);
  const label = `Packages acceptable to whom: ${(data.overlap ?? []).map((row) => `${row.group}, ${row.mean}`).join("; ")}`;
  return section(
    "Win-sets and their overlap",
    el(
      "p",
      { class: "soft" },
      "A win-set holds the packages that a party and its homes would accept and that cross no red line of its own.",
    ),
    table(["Party", "Packages in its win-set", "Of these, deals"], rows, { label: "Win-sets", stacked: true }),
    data.plot ? [el("h3", {}, "Acceptable to"), await plot(data.plot, { label, signal: view.signal })] : null,
    data.plot
      ? el(
          "p",
          { class: "soft" },
          "Bar: mean over the draws. Line: nine draws of ten. Tick: everything as most likely.",
        )
      : null,
    counts.length
      ? el(
          "details",
          {},
          el("summary", {}, "The same as a table"),
          table(["Acceptable to", "Mean", "Nine draws of ten", "Most likely values"], counts, {
            label: "Overlap of the win-sets",
            numeric: [1, 2, 3],
          }),
        )
      : null,
    exportsBar(view, [
      ["SVG", "overlap.svg"],
      ["JSON", "overlap.json"],
    ]),
  );
}

async function frontier(view, data, points, asked) {
  const name = (key) => view.about.parties.find((one) => one.key === key)?.name ?? key;
  const choice = (label, parameter, value) => {
    const list = el(
      "select",
      { id: `frontier-${parameter}` },
      data.valued.map((key) => el("option", { value: key, selected: key === value }, name(key))),
    );
    const other = parameter === "first" ? 1 : 0;
    list.addEventListener("change", () => {
      const pair = [...points.parties];
      if (list.value === pair[other]) pair[other] = value;
      pair[1 - other] = list.value;
      turn(view, { first: pair[0], second: pair[1] });
    });
    return field(label, list, { inline: true });
  };
  const thinned =
    points.drawn < points.packages
      ? ` ${points.drawn.toLocaleString("en")} of ${points.packages.toLocaleString("en")} packages are drawn.`
      : "";
  const rows = points.front.map((one) => [
    el("a", { href: view.link("deals", { package: asText(one.levels) }) }, one.told),
    ...points.parties.map((party) => signed(one.gains[party])),
    `${Math.round(100 * one.share)}%`,
  ]);
  return section(
    "Packages by expected gains",
    el(
      "div",
      { class: "controls" },
      choice("Across", "first", points.parties[0]),
      choice("Up", "second", points.parties[1]),
    ),
    await plot(points.plot, {
      label: `Packages by the expected gains of ${points.parties.map(name).join(" and ")}; ${points.front.length} on the Pareto front, listed below`,
      signal: view.signal,
    }),
    el(
      "p",
      { class: "soft" },
      `A point is a package: the fuller, the likelier a deal. The line joins the Pareto front, the likely deals (in at least half of the draws) that no other likely deal beats for one of the two without loss to the other. Dashed: no gain. The ring: the package of this address.${thinned}`,
    ),
    rows.length
      ? table(["On the front", ...points.parties.map((party) => `${name(party)}: gain`), "A deal in"], rows, {
          label: "Pareto front",
          stacked: true,
          numeric: [1, 2, 3],
        })
      : el("p", {}, "No package is a deal in half of the draws, so there is no front."),
    exportsBar(
      view,
      [
        ["SVG", "frontier.svg"],
        ["CSV", "frontier.csv"],
        ["JSON", "frontier"],
      ],
      { first: asked.first, second: asked.second },
    ),
  );
}

function obstacles(view, data) {
  const { told } = data;
  if (!told.obstacles.length) return null;
  const rows = told.obstacles.map((one) => {
    const what = told.requirements[one.name];
    return [[badge(view, what.party), `: ${what.text}`], one.fails, one.opens];
  });
  return section(
    "What stands in the way",
    table(["Requirement", "Packages that fail it", "Deals more without it"], rows, {
      label: "Requirements and what they cost",
      stacked: true,
      numeric: [1, 2],
    }),
    told.blocked.length ? el("p", {}, `No deal contains: ${told.blocked.join("; ")}.`) : null,
  );
}
