// The map at a distance: at most twelve groups of outcomes; a group opens to its own groups, or to its outcomes.

import { el, exportsBar, rove, svg, table } from "../dom.js";

/** Whether the address asks for the groups, and not for outcomes one by one. */
export function asksForGroups(query) {
  return !["outcome", "nodes", "concept", "show"].some((one) => query.has(one));
}

export async function groupsShown(view) {
  const asked = {
    ending: view.query.getAll("ending"),
    outside: view.query.get("outside"),
    where: view.query.get("where"),
  };
  const data = await view.get("map/groups", asked);
  const drawing = drawn(data.drawing);
  behave(view, data, drawing);
  return el(
    "div",
    { class: "map" },
    el("h1", {}, "Map"),
    data.opened
      ? el(
          "nav",
          { class: "crumbs", aria: { label: "Where in the map" } },
          el("a", { href: view.link("map") }, "The whole map"),
          " › ",
          el("span", { aria: { current: "page" } }, data.opened),
        )
      : null,
    el("p", { class: "lead" }, lead(data)),
    el(
      "div",
      { class: "controls" },
      el("a", { href: view.link("map", { show: "outcomes" }) }, "Outcomes one by one, with routes"),
      data.opened
        ? null
        : exportsBar(view, [
            ["SVG", "pictures/map.svg"],
            ["PNG", "pictures/map.png"],
          ]),
    ),
    el("div", { class: "sheet scroll", tabindex: "0", role: "region", aria: { label: "The groups" } }, drawing),
    el(
      "details",
      { class: "reading", open: true },
      el("summary", {}, "How to read it"),
      el(
        "ul",
        {},
        data.reading.map((one) => el("li", {}, one)),
      ),
    ),
    el(
      "details",
      { class: "as-table" },
      el("summary", {}, "The same as tables"),
      groupsTable(view, data),
      data.told_moves.length
        ? table(
            ["Who would move where"],
            data.told_moves.map((one) => [one]),
            { label: "Moves drawn" },
          )
        : null,
    ),
  );
}

function lead(data) {
  const single = data.groups.every((one) => one.outcome);
  const many = `${data.outcomes.toLocaleString("en")} ${data.outcomes === 1 ? "outcome" : "outcomes"}`;
  if (single) return `${many}, each by itself. Choose one to see the way there.`;
  return `${many} in ${data.groups.length} groups. Choose a group to open it.`;
}

/** Where a group leads: to what it holds, or, of one outcome, to the outcome with the way there. */
function address(view, one) {
  if (one.outcome) return view.link("map", { outcome: one.outcome.number });
  return view.link("map", {
    ending: one.scenarios,
    outside: one.scenarios.length || !view.about.scenarios.length ? null : "true",
    where: one.where,
  });
}

function behave(view, data, drawing) {
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-label", "Groups of outcomes. Arrow keys go from one to the next; Enter opens it.");
  for (const node of drawing.querySelectorAll(".group")) {
    const place = Number(node.dataset.place);
    const one = data.groups[place];
    const open = () => view.go(address(view, one));
    node.setAttribute("role", "link");
    node.setAttribute("aria-label", data.told[place].whole);
    node.addEventListener("click", open);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      open();
    });
    for (const event of ["pointerenter", "focus"]) node.addEventListener(event, () => near(drawing, place));
    for (const event of ["pointerleave", "blur"]) node.addEventListener(event, () => near(drawing, null));
  }
  rove(drawing, ".group");
}

/** Bring out the moves from and to a group. */
function near(drawing, place) {
  drawing.classList.toggle("looking", place !== null);
  for (const move of drawing.querySelectorAll(".move"))
    move.classList.toggle("near", [move.dataset.from, move.dataset.to].includes(String(place)));
}

function groupsTable(view, data) {
  const rows = data.groups.map((one, place) => [
    el("a", { href: address(view, one) }, data.told[place].name),
    data.told[place].shared,
    data.told[place].counts,
    ...view.about.parties.map((party) => (one.today ? "" : (one.against[party.key] ?? ""))),
  ]);
  return table(
    ["Group", "What they share", "Outcomes", ...view.about.parties.map((party) => `${party.name}, against now`)],
    rows,
    { caption: "Groups drawn", stacked: true },
  );
}

function drawn(shape) {
  return svg(shape.tag, shape.attributes, shape.text || null, shape.children.map(drawn));
}
