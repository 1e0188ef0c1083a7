// What the claims come to: rival hypotheses, the effect of each claim, what is missing, and every change ever made.

import { bullets, button, el, exportsBar, section, table } from "../dom.js";
import { computing, saveBar } from "../jobs.js";
import { mark } from "../selection.js";
import { written } from "../written.js";
import { add } from "./record_change.js";

export async function hypotheses(view, record) {
  const found = await view.get("record/hypotheses");
  if (!found.groups.length)
    return el(
      "p",
      {},
      "No claim is linked to a condition or hypothesis yet. Open one of the ",
      el("a", { href: view.link("record", { part: "claims" }) }, "claims"),
      " and say what it bears on; a claim that speaks for one explanation and against another is worth most.",
    );
  const said = new Map(record.tables.claims.map((one) => [one.id, one]));
  return [
    found.groups.map((group) => matrix(view, record, group, found, said)),
    found.notes.map((one) => el("p", { class: "soft" }, one)),
    el(
      "div",
      { class: "exports" },
      button("CSV of links", () => view.save("record/links.csv"), { kind: "quiet" }),
      button("JSON", () => view.save("record/hypotheses"), { kind: "quiet" }),
    ),
  ];
}

function matrix(view, record, group, found, said) {
  const rows = group.claims.map((one) => ({
    cells: [
      el("span", {}, el("strong", {}, `${one.claim} `), said.get(one.claim)?.content ?? ""),
      ...one.stands.map((stands, place) => cell(view, record, one.claim, group.hypotheses[place], stands, found.short)),
      one.diagnosticity === null ? el("span", { class: "faint" }, "too few cells") : String(one.diagnosticity),
    ],
    attributes: mark("claim", one.claim),
  }));
  const foot = [
    "against, by strength",
    ...group.inconsistency.map((sum, place) => `${sum.toFixed(2)} (${group.against[place]})`),
    "",
  ];
  const names = group.hypotheses.map((one) => el("span", { title: one }, found.told[one]));
  return table(["claim", ...names, "diagnosticity"], rows, {
    caption: "Claims against hypotheses; the one with the least against it stands first",
    label: `Claims against: ${group.hypotheses.map((one) => found.told[one]).join(", ")}`,
    foot,
    stacked: true,
  });
}

function cell(view, record, claim, about, stands, short) {
  if (!record.editable)
    return el("span", { title: stands || "nobody said" }, short[stands] || el("span", { class: "faint" }, "·"));
  const options = ["", ...record.words.stands].map((one) =>
    el(
      "option",
      { value: one, selected: one === stands, disabled: !one && Boolean(stands) },
      one ? `${short[one]} ${one}` : "",
    ),
  );
  const list = el(
    "select",
    {
      aria: { label: `${claim} on ${about}` },
      on: {
        change: async () =>
          (await add(view, "links", { claim, about, stands: list.value })) ? view.reload() : (list.value = stands),
      },
    },
    options,
  );
  return list;
}

export async function effect(view, record) {
  if (!view.about.numbers)
    return el(
      "p",
      {},
      "What a claim does to the forecast can be computed once the case gives ",
      el("a", { href: view.link("case?section=values") }, "values"),
      ", and priors for the conditions or statements that claims bear on.",
    );
  if (!record.exists) return el("p", {}, "The case has no record, so no claim moves its numbers.");
  const results = el("div", {});
  const foot = el("div", {});
  const said = new Map(record.tables.claims.map((one) => [one.id, one]));
  const progress = computing(
    view,
    { kind: "effect", draws: 1000 },
    {
      params: { set: null, without: null, swap: null },
      noun: "claims",
      onResult: ({ sections, record: found }) => {
        const rows = found.effects.map((one) => ({
          cells: [one.claim, said.get(one.claim)?.content ?? ""],
          attributes: mark("claim", one.claim),
        }));
        results.replaceChildren(
          ...written({ sections }, { level: 2 }).flat(3).filter(Boolean),
          rows.length ? table(["claim", "says"], rows, { caption: "The claims in this order" }) : "",
        );
      },
      onEnd: (job) => foot.replaceChildren(saveBar(view, job)),
    },
  );
  return [
    el("p", { class: "soft" }, "Every claim that counts is left out in turn, with the same random numbers."),
    progress,
    results,
    foot,
  ];
}

export async function missing(view) {
  const found = await view.get("record/missing");
  return [
    found.unsourced.length
      ? section(
          "Without a source",
          el("p", {}, "Say in the form what each rests on, or link a claim to it; an assumption may stay one."),
          bullets(found.unsourced.map((one) => el("a", { href: view.link(one.where) }, one.words))),
        )
      : null,
    written({ sections: found.sections }, { level: 2 }),
    exportsBar(view, [["JSON", "record/missing"]]),
  ];
}

export async function historyPart(view, record) {
  const row = view.query.get("row");
  const { changes, total, earlier } = await view.get("record/history", { row });
  if (!changes.length)
    return el("p", {}, record.exists ? "No change is recorded." : "The case has no record, so it has no history.");
  const before = new Map();
  const unseen = new Set(earlier); // changed before what is listed here
  const rows = changes.map((one) => {
    const now = one.row ? JSON.parse(one.row) : null;
    const former = before.get(one.id);
    before.set(one.id, now ?? {});
    const told = former || !unseen.has(one.id) || !now ? what(former, now) : "changed";
    return [
      String(one.number),
      one.at.replace("T", " ").slice(0, 16),
      el("a", { href: view.link("record", { part: "history", row: one.id }) }, one.id),
      one.who || el("span", { class: "faint" }, "unsigned"),
      one.why,
      told,
    ];
  });
  return [
    row
      ? el("p", {}, `Changes of ${row}. `, el("a", { href: view.link("record", { part: "history" }) }, "All changes"))
      : null,
    total > changes.length
      ? el(
          "p",
          { class: "soft" },
          `The last ${changes.length.toLocaleString("en")} of ${total.toLocaleString("en")} changes; winset record history prints the others.`,
        )
      : null,
    table(["change", "when (UTC)", "row", "by", "why", "what"], rows.reverse(), {
      caption: "Every change, the latest first; each entry is chained to the one before by its hash",
      numeric: [0],
      stacked: true,
    }),
  ];
}

function what(former, now) {
  if (!now) return "taken away";
  if (!former) return "added";
  const fields = Object.keys(now).filter((name) => now[name] !== (former[name] ?? "") && name !== "text");
  return fields
    .map((name) => `${name.replaceAll("_", " ")}: ${former[name] || "empty"} → ${now[name] || "empty"}`)
    .join("; ");
}
