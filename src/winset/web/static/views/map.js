// Map: the status quo, what holds, the ways there, and who would rather move where. Drawn from positions of the server.

import { button, el, exportsBar, field, svg, table } from "../dom.js";
import { badge } from "../party.js";
import { mark, onSelect, selected } from "../selection.js";
import { note, refocus, turn } from "../turn.js";
import { asksForGroups, groupsShown } from "./map-groups.js";
import { panAndZoom } from "./map-pan.js";
import { nodeCard } from "./map-card.js";

export const style = true;
const SIZES = ["24", "48", "100", "200"];

export async function show(view) {
  return asksForGroups(view.query) ? groupsShown(view) : outcomesShown(view);
}

async function outcomesShown(view) {
  const asked = {
    concept: view.query.get("concept"),
    nodes: view.query.get("nodes"),
    outcome: view.query.get("outcome"),
  };
  const data = await view.get("map", asked);
  const drawing = drawn(data.drawing);
  const card = el("aside", { class: "panel card", aria: { label: "The outcome in focus", live: "polite" } });
  const pan = panAndZoom(drawing, view.signal);
  const shown = (number) =>
    card.replaceChildren(
      ...nodeCard(
        view,
        {
          ...data,
          concept: data.known_concepts.find((one) => one.key === data.settings.concept)?.name ?? data.settings.concept,
        },
        number,
      ),
    );
  behave(view, data, drawing, shown, pan);
  shown(Number(selected("outcome") ?? data.chosen ?? data.status_quo ?? data.nodes[0].outcome.number));
  refocus(view);
  return el(
    "div",
    { class: "map" },
    el("h1", {}, "Map"),
    el("p", { class: "lead" }, lead(data)),
    el("p", {}, el("a", { href: view.link("map") }, "The whole map in groups")),
    controls(view, data, asked, pan),
    data.notes.map((one) => el("p", { class: "notice warn" }, one)),
    el("div", { class: "mapped" }, el("div", { class: "sheet" }, drawing), card),
    el(
      "details",
      { class: "reading", open: true },
      el("summary", {}, "How to read it"),
      el(
        "p",
        {},
        "Parties: ",
        view.about.parties.map((party, place) => [place ? ", " : "", badge(view, party.key)]),
        ".",
      ),
      el(
        "ul",
        {},
        data.reading.filter((one) => !data.notes.includes(one)).map((one) => el("li", {}, one)),
      ),
    ),
    el(
      "details",
      { class: "as-table" },
      el("summary", {}, "The same as tables"),
      outcomesTable(view, data),
      movesTable(view, data),
    ),
  );
}

function lead(data) {
  const left = data.outcomes_left_out
    ? ` ${data.nodes.length} of ${data.outcomes.toLocaleString("en")} outcomes are drawn: the nearest that hold in every ending, the ways to them, and what each party would rather do there.`
    : " All outcomes are drawn.";
  const holding = data.holding_left_out ? ` ${data.holding_left_out.toLocaleString("en")} that hold are left out.` : "";
  return `From today on the left to what can hold.${left}${holding}`;
}

function controls(view, data, asked, pan) {
  const choice = (label, name, value, options) => {
    const list = el(
      "select",
      { id: `map-${name}` },
      options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)),
    );
    list.addEventListener("change", () => turn(view, { [name]: list.value }));
    return field(label, list, { inline: true });
  };
  view.shortcut("+", "larger", () => pan.zoom(1.25));
  view.shortcut("-", "smaller", () => pan.zoom(0.8));
  view.shortcut("0", "the whole map", () => pan.fit());
  return el(
    "div",
    { class: "controls" },
    choice(
      "Holds under",
      "concept",
      data.settings.concept,
      data.known_concepts.map((one) => [one.key, one.name]),
    ),
    choice(
      "Outcomes drawn, at most",
      "nodes",
      String(data.settings.limit),
      [...new Set([...SIZES, String(data.settings.limit)])].map((one) => [one, one]),
    ),
    el(
      "div",
      { class: "row", role: "group", aria: { label: "Zoom" } },
      button("−", () => pan.zoom(0.8), { kind: "small", title: "Smaller (-)" }),
      button("+", () => pan.zoom(1.25), { kind: "small", title: "Larger (+)" }),
      button("Whole map", () => pan.fit(), { kind: "small", title: "The whole map (0)" }),
    ),
    exportsBar(
      view,
      [
        ["SVG", "map.svg"],
        ["CSV", "map.csv"],
        ["JSON", "map.json"],
      ],
      asked,
    ),
  );
}

function drawn(shape) {
  return svg(shape.tag, shape.attributes, shape.text || null, shape.children.map(drawn));
}

function behave(view, data, drawing, shown, pan) {
  const nodes = [...drawing.querySelectorAll(".node")];
  drawing.setAttribute("role", "group");
  drawing.setAttribute(
    "aria-label",
    "Outcomes and moves. Arrow keys go from one outcome to the next; Enter chooses one and marks the way there.",
  );
  const settle = (chosen) => nodes.forEach((one) => one.setAttribute("tabindex", one === chosen ? "0" : "-1"));
  const of = (number) => nodes.find((one) => one.dataset.id === String(number));
  const start = of(selected("outcome") ?? data.status_quo) ?? nodes[0];
  settle(start);
  requestAnimationFrame(() => pan.begin(start));
  trace(data, drawing, selected("outcome") ?? data.chosen);
  for (const node of nodes) {
    node.addEventListener("pointerenter", () => near(drawing, node.dataset.id));
    node.addEventListener("pointerleave", () => near(drawing, null));
    node.addEventListener(
      "focus",
      () => (settle(node), near(drawing, node.dataset.id), shown(Number(node.dataset.id)), pan.reveal(node)),
    );
    node.addEventListener("blur", () => near(drawing, null));
  }
  let waiting = 0;
  drawing.addEventListener("pointerover", (event) => {
    const node = event.target.closest(".node");
    clearTimeout(waiting);
    if (node) waiting = setTimeout(() => shown(Number(node.dataset.id)), 120);
  });
  drawing.addEventListener("keydown", (event) => {
    const to = next(nodes, event.target.closest(".node"), event.key);
    if (!to || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    to.focus({ preventScroll: true });
  });
  onSelect((kind, number) => {
    if (kind !== "outcome") return;
    note({ outcome: number });
    trace(data, drawing, number);
    if (number !== null && of(number)) shown(Number(number));
  }, view.signal);
}

/** The nearest node in the direction of a key: left and right to the next column, up and down within one. */
function next(nodes, from, key) {
  if (!from) return null;
  if (key === "Home") return nodes[0];
  if (key === "End") return nodes.at(-1);
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  if (!way) return null;
  const at = (node) => node.transform.baseVal.consolidate().matrix;
  const here = at(from);
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const { e, f } = at(node);
    const [along, aside] = way[0]
      ? [(e - here.e) * way[0], Math.abs(f - here.f)]
      : [(f - here.f) * way[1], Math.abs(e - here.e)];
    const cost = way[0] ? 1000 * along + aside : along + (aside > 5 ? Infinity : 0);
    if (node !== from && along > 5 && cost < least) [best, least] = [node, cost];
  }
  return best;
}

/** Mark the way to an outcome. */
function trace(data, drawing, number) {
  const path = data.routes[number] ?? [];
  const steps = new Set(path.slice(1).map((to, place) => `${path[place]}>${to}`));
  for (const move of drawing.querySelectorAll(".move"))
    move.classList.toggle("marked", steps.has(`${move.dataset.from}>${move.dataset.to}`));
}

/** Bring out the moves from and to an outcome. */
function near(drawing, number) {
  drawing.classList.toggle("looking", number !== null);
  for (const move of drawing.querySelectorAll(".move"))
    move.classList.toggle("near", number !== null && (move.dataset.from === number || move.dataset.to === number));
}

function outcomesTable(view, data) {
  const name = (key) => view.about.scenarios.find((one) => one.key === key)?.name ?? key;
  const rows = data.nodes.map((node) => ({
    cells: [
      String(node.outcome.number),
      node.reached ? String(node.layer) : "none",
      node.role,
      node.outcome.scenarios.map(name).join(", "),
      data.told[node.outcome.number],
      ...view.about.parties.map(
        (party) => `${node.outcome.places[party.key]}${node.outcome.leaves.includes(party.key) ? ", would leave" : ""}`,
      ),
    ],
    attributes: mark("outcome", node.outcome.number, { focus: false }),
  }));
  return table(
    [
      "No.",
      "Moves from now",
      "What it is",
      "Ending",
      "What differs from now",
      ...view.about.parties.map((party) => `${party.name}: place`),
    ],
    rows,
    { caption: "Outcomes drawn", numeric: [0, 1], stacked: true },
  );
}

function movesTable(view, data) {
  const rows = data.moves.map((move, place) => [
    String(move.start),
    String(move.step.to),
    data.told_moves[place],
    move.step.units.length > 1 ? "together" : "alone",
    move.step.improves ? "yes" : "no",
    move.on_route ? "yes" : "",
  ]);
  return table(["From", "To", "Move", "How", "Improves every mover", "On a route"], rows, {
    caption: "Moves drawn",
    stacked: true,
    numeric: [0, 1],
  });
}
