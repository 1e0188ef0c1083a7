// The table of claims: sorted, filtered, grouped by party, grade and status; graded in place, the two grades apart.

import { button, el, field, table } from "../dom.js";
import { badge } from "../party.js";
import { mark, select, selected } from "../selection.js";
import { unfolding } from "../unfolding.js";
import { chosenCard } from "./record_card.js";
import { add, change } from "./record_change.js";

/** @type {[string, string, (one: any) => any][]} */
const COLUMNS = [
  ["id", "claim", (one) => Number(one.id.slice(1))],
  ["source", "source", (one) => one.source.toLowerCase()],
  ["content", "says", (one) => one.content.toLowerCase()],
  ["speech_act", "act, hedge", (one) => one.speech_act],
  ["known", "known from", (one) => one.known || "9999"],
  ["grade", "grades", (one) => one.source_grade + one.information_grade],
  ["status", "status", (one) => one.status],
];

export async function claims(view, record) {
  const all = record.tables.claims;
  if (!all.length) return [empty(view, record), record.editable ? adder(view, record) : null];
  const state = (key) => view.query.get(key) ?? "";
  const put = (changes) => view.setQuery({ part: "claims", ...changes }, { push: false });
  const found = new Set(
    state("words") ? (await view.get("record/search", { words: state("words") })).rows : all.map((one) => one.id),
  );
  const kept = all.filter(
    (one) =>
      found.has(one.id) &&
      (!state("party") || one.parties.includes(state("party"))) &&
      (!state("status") || one.status === state("status")) &&
      (!state("grade") || one.source_grade === state("grade")) &&
      (!state("act") || one.speech_act === state("act")),
  );
  const [sort, down] = [state("sort").replace("-", "") || "id", state("sort").startsWith("-")];
  const by = (COLUMNS.find(([key]) => key === sort) ?? COLUMNS[0])[2];
  const order = (a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0);
  kept.sort((a, b) => (down ? -order(a, b) : order(a, b)));
  const heads = COLUMNS.map(([key, name]) =>
    button(
      name + (key === sort ? (down ? " ↓" : " ↑") : ""),
      () => put({ sort: key === sort && !down ? `-${key}` : key === "id" ? null : key }),
      { kind: "quiet", title: `Sort by ${name}` },
    ),
  );
  const card = chosenCard(view, record, all);
  const diagonal = all.filter((one) => one.diagonal).length;
  const graded = all.filter((one) => one.source_grade !== "F" || one.information_grade !== "6").length;
  return [
    facets(view, all, state, put),
    diagonal > 3 && diagonal > graded / 2
      ? el(
          "p",
          { class: "notice warn" },
          `${diagonal} of ${graded} graded claims have the same rank for source and information. Judge the two apart: a reliable source can be wrong, and an unreliable one right.`,
        )
      : null,
    el(
      "p",
      { class: "soft", role: "status" },
      `${kept.length} of ${all.length} claims.`,
      record.claims > all.length
        ? ` ${(record.claims - all.length).toLocaleString("en")} more wait for review and are listed as the first are decided, and with their documents.`
        : "",
    ),
    table(
      heads,
      kept.map((one) => row(view, record, one)),
      { caption: "Claims of the record", stacked: true },
    ),
    card,
    record.editable ? adder(view, record) : null,
    el("footer", { class: "actions" }, exports(view)),
  ];
}

function facets(view, all, state, put) {
  const choose = (label, key, values, name = (one) => one) => {
    const count = (value) =>
      all.filter(
        (one) =>
          ({
            party: one.parties.includes(value),
            status: one.status === value,
            grade: one.source_grade === value,
            act: one.speech_act === value,
          })[key],
      ).length;
    const options = values
      .filter(count)
      .map((value) => el("option", { value, selected: state(key) === value }, `${name(value)} (${count(value)})`));
    return field(
      label,
      el(
        "select",
        { on: { change: (event) => put({ [key]: event.target.value }) } },
        el("option", { value: "" }, "all"),
        options,
      ),
    );
  };
  const words = el("input", {
    type: "search",
    value: state("words"),
    maxlength: "200",
    on: { change: () => put({ words: words.value }) },
  });
  view.shortcut("f", "find claims", () => words.focus());
  const names = Object.fromEntries(view.about.parties.map((one) => [one.key, one.name]));
  return el(
    "div",
    { class: "facets" },
    field("Find words", words),
    choose("Party", "party", Object.keys(names), (key) => names[key]),
    choose("Source grade", "grade", [..."ABCDEF"]),
    choose("Act", "act", [...new Set(all.map((one) => one.speech_act))]),
    choose("Status", "status", ["proposed", "accepted", "rejected"]),
  );
}

function row(view, record, one) {
  const parties = one.parties.map((key) => badge(view, key));
  const cells = [
    one.id,
    el(
      "span",
      {},
      parties.length ? [parties, el("br")] : null,
      one.source || "unnamed",
      one.via ? el("span", { class: "soft" }, ` via ${one.via}`) : "",
    ),
    el("span", {}, one.content, one.reference ? el("span", { class: "soft" }, ` (${one.reference})`) : ""),
    `${one.speech_act}, ${one.hedge_level}`,
    one.known ? el("span", { class: "nowrap" }, one.known) : el("span", { class: "faint" }, "not dated"),
    grading(view, record, one),
    el("span", {}, one.status, one.excluded ? el("span", { class: "soft" }, `; ${one.excluded}`) : ""),
  ];
  return { cells, attributes: { class: one.excluded ? "excluded" : null, ...mark("claim", one.id) } };
}

/** Both grades of a claim, each by itself; they warn when they fall on the diagonal. */
export function grading(view, record, one) {
  const box = el("span", {
    class: one.diagonal ? "grading diagonal" : "grading",
    title: one.diagonal ? "Source and information have the same rank: make sure they were judged apart" : null,
  });
  if (!record.editable) return (box.append(one.source_grade, one.information_grade), box);
  const choose = (name, words, grades) => {
    const options = Object.entries(grades).map(([grade, meaning]) =>
      el("option", { value: grade, selected: one[name] === grade, title: meaning }, `${grade}\u2003\u2003${meaning}`),
    );
    const list = el(
      "select",
      { aria: { label: `${words} of ${one.id}` }, on: { change: () => set(name, list) } },
      options,
    );
    return el("span", { class: "grade" }, list);
  };
  const set = async (name, list) => {
    const wanted = list.value;
    const now = await change(view, one.id, { [name]: wanted }, one);
    if (!now) return list.value === wanted && (list.value = one[name]);
    const same = "ABCDE".indexOf(now.source_grade) + 1 === Number(now.information_grade);
    box.classList.toggle("diagonal", same);
    box.title = same ? "Source and information have the same rank: make sure they were judged apart" : "";
  };
  box.append(
    choose("source_grade", "Source reliability", record.grades.source),
    " ",
    choose("information_grade", "Information credibility", record.grades.information),
  );
  return box;
}

function exports(view) {
  const one = (name, path) =>
    button(name, () => view.save(path, { set: null, without: null, swap: null }), { kind: "quiet" });
  return el(
    "div",
    { class: "exports" },
    el("span", { class: "soft" }, "Save as"),
    one("CSV", "record/claims.csv"),
    one("JSON", "record"),
    one("JSON lines", "record/record.jsonl"),
  );
}

function empty(view, record) {
  return el(
    "div",
    { class: "panel" },
    el("h2", {}, "No claims yet"),
    el(
      "p",
      {},
      record.editable
        ? [
            el("a", { href: view.link("record", { part: "documents" }) }, "Add a document"),
            " and let it be read into proposed claims, or write a claim yourself: what is said, by whom, where.",
          ]
        : "The record of a case holds what its numbers and statements rest on. Copy the case to begin one.",
    ),
  );
}

function adder(view, record) {
  const inputs = Object.fromEntries(
    ["content", "source", "via", "reference", "date"].map((name) => [
      name,
      el("input", { type: "text", required: name === "content" }),
    ]),
  );
  const act = el(
    "select",
    {},
    record.words.speech_act.map((one) => el("option", {}, one)),
  );
  const hedge = el(
    "select",
    {},
    record.words.hedge_level.map((one) => el("option", {}, one)),
  );
  const send = async () => {
    const fields = {
      ...Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, one.value.trim()])),
      speech_act: act.value,
      hedge_level: hedge.value,
    };
    const id = await add(view, "claims", fields);
    if (id) (selected("claim") !== id && select("claim", id), view.reload());
    return id;
  };
  return unfolding(
    "Write a claim",
    send,
    { class: "grid", keep: `${view.name} claim` },
    field("What is said", inputs.content),
    field("Who says it", inputs.source),
    field("Through whom", inputs.via),
    field("Where it stands", inputs.reference),
    field("When", inputs.date, { hint: "2025-03-09, 2025-03, early March 2025" }),
    field("Act", act),
    field("Hedge", hedge),
    el("div", {}, el("button", { class: "button", type: "submit" }, "Add")),
  );
}
