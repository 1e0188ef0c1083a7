// One claim close up: what it says, what it bears on, and what was written about it.

import { button, el, field } from "../dom.js";
import { sending } from "../sending.js";
import { onSelect, selected } from "../selection.js";
import { threadOf } from "./record_notes.js";
import { add } from "./record_change.js";

/** The claim that is chosen, if it is among some; drawn anew when another is chosen. */
export function chosenCard(view, record, among) {
  const card = el("div", {});
  const draw = () =>
    card.replaceChildren(
      claimCard(
        view,
        record,
        among.find((one) => one.id === selected("claim")),
      ) ?? "",
    );
  onSelect((kind) => kind === "claim" && draw(), view.signal);
  draw();
  return card;
}

/** A claim with its fields, links, notes; null where there is none. */
function claimCard(view, record, one) {
  if (!one) return null;
  const shown = [
    "source",
    "via",
    "source_kind",
    "speech_act",
    "hedge_level",
    "condition",
    "actor",
    "target",
    "date",
    "published",
    "cost",
    "anonymous",
    "handling",
  ];
  const facts = shown
    .filter((name) => one[name])
    .map((name) => [el("dt", {}, name.replaceAll("_", " ")), el("dd", {}, one[name])]);
  const where = one.document
    ? el(
        "a",
        { href: view.link("record", { part: "documents", document: one.document, claim: one.id }) },
        `${one.document}${one.reference ? `, ${one.reference}` : ""}`,
      )
    : one.reference;
  const bears = one.bears.map((link) => el("li", {}, `${link.stands} `, el("code", {}, link.about)));
  return el(
    "section",
    { class: "claim-card", aria: { label: `Claim ${one.id}` } },
    el("h3", {}, `Claim ${one.id}`, one.parent ? el("span", { class: "soft" }, ` inside ${one.parent}`) : ""),
    el("blockquote", {}, one.content),
    el(
      "dl",
      {},
      facts,
      where ? [el("dt", {}, "in"), el("dd", {}, where)] : null,
      one.excluded ? [el("dt", {}, "counts for nothing"), el("dd", {}, one.excluded)] : null,
    ),
    el(
      "p",
      {},
      button("Changes", () => view.go(view.link("record", { part: "history", row: one.id })), { kind: "quiet" }),
    ),
    el("h4", {}, "Bears on"),
    bears.length
      ? el("ul", {}, bears)
      : el("p", { class: "soft" }, "Linked to nothing beyond the entries of the case that name it as their basis."),
    record.editable ? linker(view, record, one) : null,
    threadOf(view, record, one.id),
  );
}

function linker(view, record, one) {
  const about = el("input", { type: "text", required: true, list: "abouts" });
  const known = [...new Set(record.tables.links.map((link) => link.about))];
  const stands = el(
    "select",
    {},
    record.words.stands.map((word) => el("option", {}, word)),
  );
  const send = async () => {
    const id = await add(view, "links", { claim: one.id, about: about.value.trim(), stands: stands.value });
    if (id) view.reload();
    return id;
  };
  return sending(
    send,
    { class: "row" },
    field("A condition, statement or hypothesis", about, {
      hint: "conditions.strict, preferences.US.3, or words of your own",
    }),
    el(
      "datalist",
      { id: "abouts" },
      known.map((text) => el("option", { value: text })),
    ),
    field("Stands", stands),
    el("button", { class: "button", type: "submit" }, "Link"),
  );
}
