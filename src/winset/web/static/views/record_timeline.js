// The timeline: a lane for every party; a date that is only known roughly is drawn as long as it may be.

import { button, el, table } from "../dom.js";
import { badge } from "../party.js";
import { mark } from "../selection.js";

const DAY = 86_400_000;
const HEIGHT = 1.35;

export async function timelinePart(view) {
  const { moments, undated } = await view.get("record/timeline");
  if (!moments.length)
    return el(
      "p",
      {},
      "Nothing in the record has a date yet. ",
      el("a", { href: view.link("record", { part: "documents" }) }, "Documents"),
      " and ",
      el("a", { href: view.link("record", { part: "claims" }) }, "claims"),
      " take dates such as 2025-03-09, 2025-03 or early March 2025.",
    );
  const days = moments.flatMap((one) => [Date.parse(one.first), Date.parse(one.last)]);
  const [from, to] = [Math.min(...days), Math.max(...days) + DAY];
  const at = (day) => (Date.parse(day) - from) / (to - from);
  const lanes = [...view.about.parties.map((one) => [one.key, badge(view, one.key)]), ["", "others"]];
  const list = moments.map((one) => ({
    cells: [one.date, one.lanes.map((key) => badge(view, key)), one.kind, one.words, one.id],
    attributes: one.kind === "claim" ? mark("claim", one.id) : {},
  }));
  const drawn = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", aria: { label: "Timeline" } },
    el(
      "div",
      { class: "lanes" },
      axis(from, to),
      lanes.map(([key, name]) => lane(key, name, moments, at, from, to)),
    ),
  );
  openAtTheEnd(drawn, view.signal);
  return [
    el(
      "p",
      { class: "soft" },
      "A solid box is a known day; a dashed one is as long as the date may be. Claims are light, events dark, positions declared have a double border. Choose one to mark it everywhere.",
    ),
    drawn,
    undated.length ? el("p", { class: "soft" }, `Without a date that can be read: ${undated.join(", ")}.`) : null,
    el("h2", {}, "In order"),
    table(["when", "who", "kind", "what", "row"], list, { caption: "Everything that has a date", stacked: true }),
    el(
      "div",
      { class: "exports" },
      button("CSV of events", () => view.save("record/events.csv"), { kind: "quiet" }),
      button("JSON", () => view.save("record/timeline"), { kind: "quiet" }),
    ),
  ];
}

/** Where the lanes are wider than the window, begin with what is newest, as soon as they are on the page. */
function openAtTheEnd(node, signal) {
  if (node.isConnected) node.scrollLeft = node.scrollWidth;
  else if (!signal?.aborted) requestAnimationFrame(() => openAtTheEnd(node, signal));
}

function lane(key, name, moments, at, from, to) {
  const mine = moments.filter((one) => (key ? one.lanes.includes(key) : !one.lanes.length));
  const ends = [];
  const drawn = mine.map((one) => {
    const [start, end] = [at(one.first), at(one.last) + DAY / (to - from)];
    let row = ends.findIndex((last) => last <= start - 0.004);
    if (row < 0) row = ends.length;
    ends[row] = Math.max(end, start + 0.05);
    const words = `${one.date}: ${one.words}`;
    return el(
      "button",
      {
        type: "button",
        class: `moment ${one.kind} ${one.exact ? "" : "imprecise"}`.trim(),
        title: words,
        aria: { label: words },
        style: { "--from": String(start), "--to": String(end), "--row": String(row) },
        ...mark(one.kind === "claim" ? "claim" : "row", one.id, { focus: false }),
      },
      one.id,
    );
  });
  const track = el("div", { class: "track" }, drawn);
  track.style.setProperty("min-height", `${Math.max(1, ends.length) * HEIGHT + 0.5}rem`);
  return mine.length ? el("section", { class: "lane" }, el("h2", {}, name), track) : null;
}

function axis(from, to) {
  const span = (to - from) / DAY;
  const count = Math.min(6, Math.max(1, Math.round(span)));
  const ticks = Array.from({ length: count }, (_, place) => place / count);
  const told = (at) => new Date(from + at * (to - from)).toISOString().slice(0, span > 900 ? 7 : 10);
  return el(
    "div",
    { class: "axis", aria: { hidden: "true" } },
    ticks.map((at) => el("span", { style: { "--at": String(at) } }, told(at))),
  );
}
