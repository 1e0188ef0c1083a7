// Record: documents and the claims in them, when, how well they are known, and what they do to the numbers.

import { askJson } from "../api.js";
import { el } from "../dom.js";
import { sending } from "../sending.js";
import { partOf, placeOf } from "../views.js";
import { documents } from "./record_documents.js";
import { claims } from "./record_claims.js";
import { review } from "./record_review.js";
import { notes } from "./record_notes.js";
import { effect, historyPart, hypotheses, missing } from "./record_assess.js";
import { timelinePart } from "./record_timeline.js";
import { signature } from "./record_change.js";

export const style = true;

/** @type {[string, string, string, (view: any, record: any) => any][]} */
const PARTS = [
  ["claims", "Claims", "Who said what, according to whom, and how well each is known.", claims],
  ["documents", "Documents", "The texts that claims are taken from, with what is said in them marked.", documents],
  ["timeline", "Timeline", "What happened and what was said, with a lane for every party.", timelinePart],
  ["hypotheses", "Hypotheses", "Rival explanations, and which claims speak for and against which.", hypotheses],
  ["review", "Review", "Claims that were proposed: they count for nothing until somebody accepts them.", review],
  ["notes", "Notes", "What people who work on the case tell one another, beside what it is about.", notes],
  ["effect", "Effect", "What becomes of the numbers without each of the claims.", effect],
  [
    "missing",
    "Missing",
    "What has no source, who is quoted by nobody, and what the texts speak of that the case lacks.",
    missing,
  ],
  ["history", "History", "Every change, with who made it, when and why.", historyPart],
];

export async function show(view) {
  const asked = partOf(view.query);
  const [key, heading, lead, draw] = PARTS.find(([one]) => one === asked) ?? PARTS[0];
  const named = { document: view.query.get("document"), claim: view.query.get("claim") };
  const record = await view.get("record", Object.fromEntries(Object.entries(named).filter(([, value]) => value)));
  const count = {
    claims: record.claims,
    documents: record.tables.documents.length,
    review: record.waiting,
    notes: record.tables.notes.length,
  };
  const tab = (one, name) =>
    el(
      "li",
      {},
      el(
        "a",
        { href: view.link("record", { part: one }), aria: one === key ? { current: "page" } : {} },
        name,
        one in count ? ` (${count[one]})` : "",
      ),
    );
  return el(
    "article",
    { class: "record" },
    el("header", {}, el("h1", {}, heading), el("p", { class: "lead" }, lead)),
    el(
      "nav",
      { class: "also", aria: { label: "More of the record" } },
      el(
        "ul",
        { class: "parts" },
        PARTS.filter(([one]) => !placed(one)).map(([one, name]) => tab(one, name)),
      ),
    ),
    record.editable ? signature() : readOnly(view, record),
    await draw(view, record),
  );
}

/** Whether the navigation leads to a part by itself. */
function placed(part) {
  return placeOf("record", new URLSearchParams({ part })).entry;
}

function readOnly(view, record) {
  const file = el("input", {
    type: "text",
    value: `${view.name}.yaml`.replace(/\.(gmcr|ya?ml)\.yaml$/, "-copy.yaml"),
    aria: { label: "File name" },
  });
  const copy = async () => {
    try {
      await askJson("/api/cases", { method: "POST", body: { file: file.value, source: view.name } });
    } catch (error) {
      return message.replaceChildren((error.errors ?? [{ what: error.message }]).map((one) => one.what).join("; "));
    }
    view.go(`/case/${encodeURIComponent(file.value)}/record${location.search}`);
  };
  const message = el("span", { class: "error", role: "alert" });
  return el(
    "div",
    { class: "notice row" },
    el(
      "span",
      {},
      record.exists ? "This record came with the case and is read only." : "This case has no record, and is read only.",
    ),
    sending(copy, { class: "row" }, file, el("button", { class: "button", type: "submit" }, "Copy to edit"), message),
  );
}
