// What each party makes of an outcome on the map.

import { el, table } from "../dom.js";
import { badge } from "../party.js";
import { written } from "../written.js";

const AGAINST = { better: "better than now", same: "no different", worse: "worse than now" };

/** The card of an outcome; who would leave it, and what would stop them, is asked for when opened. */
export function nodeCard(view, data, number) {
  const node = data.nodes.find((one) => one.outcome.number === number);
  if (!node)
    return [
      el("h2", {}, `Outcome ${number}`),
      el(
        "p",
        {},
        "It is not drawn. ",
        el("a", { href: view.link("map", { outcome: number }) }, "Draw it, with the way there"),
      ),
    ];
  const { outcome } = node;
  const names = outcome.scenarios.map((key) => view.about.scenarios.find((one) => one.key === key)?.name ?? key);
  const now = number === data.status_quo;
  const concept = data.settings.concept;
  return [
    el(
      "h2",
      {},
      now ? "Today" : `Outcome ${number}`,
      names.length ? el("span", { class: "soft" }, `, ${names.join(", ")}`) : null,
    ),
    el("p", {}, `${data.told[number].replace(/^./, (letter) => letter.toUpperCase())}.`),
    el(
      "p",
      { class: "soft" },
      outcome.concepts[concept] ? `It holds under ${data.concept}.` : `It does not hold under ${data.concept}.`,
    ),
    table(
      ["Party", "Place", "Against now", "From here"],
      view.about.parties.map((party) => [
        badge(view, party.key),
        String(outcome.places[party.key]),
        now ? "" : (AGAINST[outcome.against[party.key]] ?? ""),
        outcome.leaves.includes(party.key) ? "would leave" : "would stay",
      ]),
      { label: "Each party's view", numeric: [1] },
    ),
    route(view, data, number),
    why(view, number),
    el(
      "p",
      {},
      el("a", { href: view.link("outcomes", { outcome: number }) }, "In the table of outcomes"),
      " · ",
      el("a", { href: view.link("map", { ...kept(view), outcome: number }) }, "Link to this"),
    ),
  ]
    .flat()
    .filter(Boolean);
}

function kept(view) {
  return { concept: view.query.get("concept"), nodes: view.query.get("nodes") };
}

function route(view, data, number) {
  const path = data.routes[number];
  if (!path) return null;
  const steps = path.slice(1).map((to, place) => {
    const at = data.moves.findIndex((one) => one.on_route && one.start === path[place] && one.step.to === to);
    return el(
      "li",
      {},
      data.told_moves[at],
      data.moves[at].step.improves ? "" : el("span", { class: "soft" }, " (not an improvement for every mover)"),
    );
  });
  return steps.length ? [el("h3", {}, "The way there"), el("ol", {}, steps)] : null;
}

function why(view, number) {
  const body = el("div", {});
  const details = el("details", {}, el("summary", {}, "Who would leave, and what would stop them"), body);
  details.addEventListener("toggle", async () => {
    if (!details.open || body.hasChildNodes()) return;
    body.append(el("p", { class: "soft" }, "…"));
    try {
      const data = await view.get(`outcomes/${number}`, {});
      const parties = { ...data.document, sections: data.document.sections.slice(1) };
      body.replaceChildren(...written(parties, { level: 3 }).flat(Infinity).filter(Boolean));
    } catch (error) {
      if (error.name !== "AbortError") body.replaceChildren(el("p", { class: "bad" }, error.message));
    }
  });
  return details;
}
