// Sheets: one page for one purpose each, and the roles of a role-play; made here and saved as files.

import { el } from "../dom.js";
import { documents } from "./report.js";

/** @type {[string, string, string][]} */
const SHEETS = [
  ["iceberg", "Position, reason, motive", "What each party says it wants, why, and what may lie below."],
  ["common-space", "Common shared space", "What everybody could live with, issue by issue."],
  ["stakeholders", "Stakeholder map", "Who takes part, who answers from outside, who must agree at home."],
  ["red-lines", "Red lines", "What a party reportedly does not do without something else, and how sure that is."],
  ["scenarios", "Endings and bottom lines", "How it may end, and what each party has without a deal."],
  ["roles", "Role sheets for a role-play", "A sheet for every party, without what the record restricts."],
];

export const style = true;

export async function show(view) {
  return el(
    "article",
    { class: "sheets" },
    el(
      "header",
      {},
      el("h1", {}, "Sheets"),
      el(
        "p",
        { class: "lead" },
        "One page for one purpose, filled from the case as it stands here, what-if changes included.",
      ),
    ),
    documents(view, SHEETS),
  );
}
