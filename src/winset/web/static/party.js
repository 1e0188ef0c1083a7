// One colour and one shape for every party, by its place in the case: the same in every view and plot.

import { el, svg } from "./dom.js";
import { mark } from "./selection.js";

export const COLOURS = ["#2f74c0", "#c95a17", "#1f8f6b", "#a8559b", "#94762a", "#3b8ea5", "#c4485c", "#76797f"];
const SHAPES = [
  ["circle", { cx: 8, cy: 8, r: 6 }],
  ["rect", { x: 2.5, y: 2.5, width: 11, height: 11 }],
  ["path", { d: "M8 1.5 15 14H1Z" }],
  ["path", { d: "M8 .5 15.5 8 8 15.5.5 8Z" }],
  ["path", { d: "M5.5 1h5v4.500h4.500v5h-4.500v4.500h-5v-4.500H1v-5h4.500Z" }],
  ["path", { d: "M8 14.500 15 2H1Z" }],
  ["path", { d: "M14.500 8 2 15V1Z" }],
  ["path", { d: "M1.500 8 14 1v14Z" }],
];

/**
 * The shape a party has: parties beyond the eighth take the shapes in another order.
 * @returns {any} its tag and attributes
 */
export function shapeOf(place) {
  return SHAPES[(place + Math.floor(place / SHAPES.length)) % SHAPES.length];
}

/** A party's colour. */
export function colourOf(place) {
  return COLOURS[place % COLOURS.length];
}

/** A party's shape in its colour, as an image by itself. */
export function shape(place) {
  const [tag, attributes] = shapeOf(place);
  return svg(
    "svg",
    { class: "shape", viewBox: "0 0 16 16", aria: { hidden: "true" } },
    svg(tag, { ...attributes, fill: colourOf(place) }),
  );
}

/** A party: its shape, its name; choosing it marks it everywhere. */
export function badge(view, key, text = "") {
  const party = view.about.parties.find((one) => one.key === key);
  if (!party) return el("span", {}, text || key);
  const [first, ...rest] = (text || party.name).split(" ");
  const start = el("span", { class: first.length > 20 ? null : "nowrap" }, shape(party.place), first);
  return el(
    "span",
    { class: "party", ...mark("party", key, { focus: false }) },
    start,
    rest.map((word) => ` ${word}`),
  );
}
