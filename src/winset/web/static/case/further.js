// The fields of an entry: those that most entries need, and, behind their names, those that few do.

import { el } from "../dom.js";

const unfolded = new Set();

/** Draw fields; those that are empty and that few entries need wait behind "More". */
export function drawFields(draft, path, fields, entry, draw) {
  const wanted = (one) => one.first || isFilled(entry[one.name]) || draft.errorsAt([...path, one.name]).length;
  const rest = fields.filter((one) => !wanted(one));
  if (rest.length < 2) return el("div", { class: "fields" }, fields.map(draw));
  return [el("div", { class: "fields" }, fields.filter(wanted).map(draw)), further(path, rest, draw)];
}

function isFilled(value) {
  return value !== undefined && value !== null && value !== "";
}

function further(path, fields, draw) {
  const id = JSON.stringify(path);
  const names = el("span", { class: "soft" }, ` ${fields.map((one) => one.label).join(", ")}`);
  const note = (event) => unfolded[event.target.open ? "add" : "delete"](id);
  return el(
    "details",
    { class: "further", open: unfolded.has(id), on: { toggle: note } },
    el("summary", {}, "More:", names),
    el("div", { class: "fields" }, fields.map(draw)),
  );
}
