// Documents with their claims marked: text is set as text, and what is a source, a cue or a content shows by its style.

import { button, el, field, table } from "../dom.js";
import { askJson } from "../api.js";
import { follow } from "../jobs.js";
import { say } from "../live.js";
import { mark } from "../selection.js";
import { once } from "../sending.js";
import { unfolding } from "../unfolding.js";
import { chosenCard } from "./record_card.js";
import { add, told, who } from "./record_change.js";

const PARTS = {
  source: "who says it",
  cue: "the words that attribute it",
  content: "what is said",
  condition: "on which condition",
  sentences: "a sentence that a claim cites",
};

export async function documents(view, record) {
  const all = record.tables.documents;
  const chosen = view.query.get("document") ?? (all.length === 1 ? all[0].id : null);
  const count = (key) => record.in_documents[key] ?? 0;
  const rows = all.map((one) => ({
    cells: [
      el("a", { href: view.link("record", { part: "documents", document: one.id }) }, one.id),
      el("span", { class: "document-title" }, one.title),
      one.publisher,
      one.date ? el("span", { class: "nowrap" }, one.date) : "",
      one.length
        ? `${one.length.toLocaleString("en")} characters`
        : el("span", { class: "soft" }, "cited, text not kept"),
      String(count(one.id)),
    ],
    attributes: { aria: one.id === chosen ? { current: "true" } : {} },
  }));
  return [
    all.length
      ? table(["document", "title", "publisher", "date", "text", "claims"], rows, {
          caption: "Documents of the record",
          stacked: true,
          numeric: [5],
        })
      : el("p", {}, "The record holds no documents yet."),
    record.editable ? uploader(view) : null,
    chosen ? await opened(view, record, chosen) : null,
  ];
}

async function opened(view, record, key) {
  const document = await view.get(`record/documents/${key}`);
  const card = chosenCard(
    view,
    record,
    record.tables.claims.filter((one) => one.document === key),
  );
  const facts = [document.publisher, document.date, document.obtained].filter(Boolean).join("; ");
  if (!document.text)
    return el(
      "section",
      {},
      el("h2", {}, document.title),
      facts ? el("p", { class: "soft" }, facts) : null,
      el("p", {}, "Its text is not kept in the record; claims cite its sentences."),
      record.editable ? attacher(view, key) : null,
      cited(record, key),
      card,
    );
  const text = el("div", { class: "text", lang: "en" }, marked(document, record));
  return el(
    "section",
    {},
    el("h2", {}, document.title),
    facts ? el("p", { class: "soft" }, facts) : null,
    el(
      "p",
      { class: "legend" },
      Object.entries(PARTS)
        .filter(([part]) => document.spans.some((one) => one.part === part))
        .map(([part, what]) => el("span", {}, el("span", { class: `sample ${part}` }, part), ` ${what}`)),
      el("span", {}, el("span", { class: "sample proposed" }, "dashed"), " still to be reviewed"),
    ),
    el(
      "div",
      { class: "split" },
      text,
      el("div", {}, card, record.editable ? [reader(view, record, key), fromSelection(view, record, key, text)] : null),
    ),
  );
}

function attacher(view, key) {
  const text = el("textarea", { rows: "6", required: true });
  const send = async () => {
    try {
      const found = await view.post(`record/documents/${key}/text`, { text: text.value, who: who() });
      say(`${found.claims.length} claims now point to the sentences they cite.`);
      view.reload();
      return true;
    } catch (error) {
      if (error.name !== "AbortError") say(told(error));
      return false;
    }
  };
  return unfolding(
    "Put its text in place",
    send,
    { keep: `${view.name} text ${key}` },
    field("Text", text, {
      hint: "Claims that cite sentences by number, as S8, are pointed to them. The text stays in your record.",
    }),
    el("button", { class: "button", type: "submit" }, "Put in place"),
  );
}

function cited(record, key) {
  const lines = record.tables.claims
    .filter((one) => one.document === key)
    .map((one) =>
      el(
        "li",
        mark("claim", one.id),
        el("strong", {}, one.reference ? `${one.reference} ` : ""),
        `${one.source || "unnamed"}: ${one.content}`,
      ),
    );
  return el("ul", {}, lines);
}

/** The text in pieces, each inside the parts it belongs to; overlapping parts are split, never lost. */
function marked(document, record) {
  const points = [...document.text]; // places count characters as Python does, not UTF-16 units
  const status = new Map(record.tables.claims.map((one) => [one.id, one.status]));
  const cuts = [...new Set([0, points.length, ...document.spans.flatMap((one) => [one.start, one.end])])].sort(
    (a, b) => a - b,
  );
  const begun = new Set();
  return cuts.slice(0, -1).map((start, place) => {
    const end = cuts[place + 1];
    const around = document.spans.filter((one) => one.start <= start && end <= one.end);
    return around.reduceRight((inner, one) => {
      const first = !begun.has(one);
      begun.add(one);
      const whole = ["content", "sentences"].includes(one.part);
      const title = `${one.claim}: ${PARTS[one.part]}`;
      const classes = ["part", one.part, status.get(one.claim) === "proposed" ? "proposed" : ""].join(" ").trim();
      return el(
        "span",
        {
          class: classes,
          title,
          ...mark("claim", one.claim, { focus: first && whole }),
          ...(first && whole ? { role: "button", aria: { label: title } } : {}),
        },
        inner,
      );
    }, points.slice(start, end).join(""));
  });
}

function uploader(view) {
  const file = el("input", { type: "file", accept: ".txt,.md,text/plain" });
  const inputs = Object.fromEntries(
    ["title", "publisher", "date", "url", "obtained"].map((name) => [name, el("input", { type: "text" })]),
  );
  const handling = el(
    "select",
    {},
    ["public", "names hidden", "restricted"].map((one) => el("option", {}, one)),
  );
  const text = el("textarea", { rows: "6", required: true });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > 1_900_000) return say("The file is larger than 1.9 MB; read it with: winset read");
    const decoded = await chosen
      .arrayBuffer()
      .then((data) => new TextDecoder("utf-8", { fatal: true }).decode(data))
      .catch(() => null);
    if (decoded === null) return say("The file is not UTF-8 text. PDF files and web pages are read with: winset read");
    text.value = decoded;
    inputs.title.value ||= chosen.name;
  });
  const send = async () => {
    /** @type {Record<string, string>} */
    const fields = {
      ...Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, one.value.trim()])),
      handling: handling.value,
      text: text.value,
    };
    const id = await add(view, "documents", { ...fields, title: fields.title || "untitled" });
    if (id) view.go(view.link("record", { part: "documents", document: id }));
    return id;
  };
  return unfolding(
    "Add a document",
    send,
    { class: "panel", keep: `${view.name} document` },
    el(
      "div",
      { class: "grid" },
      field("A text file", file, { hint: "or paste the text below; at most 1.9 MB" }),
      Object.entries(inputs).map(([name, one]) => field(name === "obtained" ? "how it was obtained" : name, one)),
      field("who may see it", handling),
    ),
    field("Text", text),
    el("button", { class: "button primary", type: "submit" }, "Add the document"),
  );
}

function reader(view, record, key) {
  if (record.tables.claims.some((one) => one.document === key && one.spans)) return null;
  const state = el("span", { class: "soft", role: "status" });
  const go = button("Read it into proposed claims", once(run));
  async function run() {
    try {
      const job = await askJson(view.url("record/readings", { set: null, without: null, swap: null }), {
        method: "POST",
        body: { document: key, who: who() },
      });
      await follow(
        job.id,
        (one) => {
          state.textContent = one.total
            ? (["Loading the language model", "Reading", "Adding"][one.done] ?? "Adding")
            : "Waiting";
          if (one.state === "failed")
            state.textContent = one.errors.map((fault) => `${fault.what}. ${fault.hint}`).join(" ");
          if (one.state === "done")
            (say(`${one.result.added.length} claims are proposed.`), view.go(view.link("record", { part: "review" })));
        },
        view.signal,
      );
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = told(error);
    }
  }
  return el(
    "div",
    { class: "panel" },
    el(
      "p",
      {},
      "English text can be read by rules: who says what, with its place. A person then accepts, corrects or rejects each.",
    ),
    el("div", { class: "row" }, go, state),
  );
}

function fromSelection(view, record, key, text) {
  const words = el("p", { class: "soft" }, "Select words in the text.");
  let place = null;
  document.addEventListener(
    "selectionchange",
    () => {
      const chosen = getSelection();
      if (
        !chosen.rangeCount ||
        chosen.isCollapsed ||
        !text.contains(chosen.anchorNode) ||
        !text.contains(chosen.focusNode)
      )
        return;
      const range = chosen.getRangeAt(0);
      const before = range.cloneRange();
      before.selectNodeContents(text);
      before.setEnd(range.startContainer, range.startOffset);
      const start = [...before.toString()].length;
      place = [start, start + [...range.toString()].length];
      words.textContent = `“${range.toString()}”`;
    },
    { signal: view.signal },
  );
  const send = async () => {
    if (!place) return say("Select the words that are said first.");
    const content = [...text.textContent].slice(...place).join("");
    const id = await add(view, "claims", { document: key, content, spans: JSON.stringify({ content: [place] }) });
    if (id) view.reload();
    return id;
  };
  const go = el("button", { class: "button", type: "submit" }, "Make it a claim");
  return unfolding("Make a claim of selected words", send, {}, words, go);
}
