// The tour: five steps through one case, told in a line above each view.

import { el } from "./dom.js";
import { linkTo } from "./links.js";

const CASE = "jeddah-2025";

/** View, title, and what there is to see. */
export const TOUR = [
  [
    "brief",
    "Read the brief",
    "One page on talks of March 2025: what can hold, for whom, how likely. Every number leads to what it rests on.",
  ],
  [
    "outcomes",
    "See what holds",
    "All that can happen, as a table. Choose an outcome to see who would move away from it, and why.",
  ],
  ["map", "Find the way", "How one outcome leads to another, and which steps the parties can only take together."],
  ["flips", "Move a slider", "Change one assumption, and watch brief and forecast answer at once."],
  [
    "case",
    "Change the case",
    "Copy it to a file of your own, reorder what a party reportedly prefers, and read the brief again.",
  ],
];

/** The address of a step. */
export function stepLink(place) {
  return linkTo(CASE, TOUR[place][0], { tour: place + 1 });
}

/** The line of the step the reader is at; null outside the tour. */
export function tourLine(view) {
  const place = Number(view.query.get("tour")) - 1;
  const step = TOUR[place];
  if (!step || step[0] !== view.key) return null;
  const next =
    place + 1 < TOUR.length
      ? el("a", { class: "button primary", href: stepLink(place + 1) }, `Next: ${TOUR[place + 1][1].toLowerCase()}`)
      : el("a", { class: "button primary", href: "/" }, "All cases");
  return el(
    "div",
    { class: "tour-line", role: "status" },
    el("span", {}, el("strong", {}, `Step ${place + 1} of ${TOUR.length}: ${step[1]}. `), step[2]),
    next,
    el("a", { href: linkTo(view.name, view.key) }, "end the tour"),
  );
}
