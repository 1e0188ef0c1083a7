// A curve of values as a small line, in the cell of the grid where it begins.

import { svg } from "../dom.js";

/** The curve that a row's point begins, as a line from low to high amounts with its range. */
export function spark(rows, row, owner) {
  const points = row.curve ? rows.filter((one) => one.curve === row.curve && one.cells[owner]) : [];
  if (points.length < 2 || points[0] !== row) return null;
  const ranges = points
    .map((one) => one.cells[owner].map(Number))
    .map(([low, most, high], place) => (points[place].cells[owner][0] ? [low, most, high] : [most, most, most]));
  const [left, right] = [points[0].at, points.at(-1).at];
  const all = ranges.flat();
  const [bottom, top] = [Math.min(...all), Math.max(...all)];
  const x = (place) => 2 + (76 * (points[place].at - left)) / (right - left || 1);
  const y = (value) => 20 - (16 * (value - bottom)) / (top - bottom || 1);
  const along = (which) => ranges.map((range, place) => `${x(place).toFixed(1)},${y(range[which]).toFixed(1)}`);
  return svg(
    "svg",
    { class: "spark", viewBox: "0 0 80 24", width: "80", height: "24", aria: { hidden: "true" } },
    svg("polygon", { points: [...along(0), ...along(2).reverse()].join(" ") }),
    svg("polyline", { points: along(1).join(" ") }),
  );
}
