// Notes in threads: on claims, statements and forecast questions; replies stay, nothing is overwritten.

import { button, el, field, section } from "../dom.js";
import { isHalfTyped } from "../half_typed.js";
import { sending } from "../sending.js";
import { add, who } from "./record_change.js";

/** Notes that are being replied to: their forms stay open when the page is drawn anew. */
const replying = new Set();

export async function notes(view, record) {
  const about = view.query.get("about");
  const abouts = [...new Set([...(about ? [about] : []), ...record.threads.map((one) => one.about)])];
  return [
    about
      ? null
      : el(
          "p",
          { class: "soft" },
          "Notes are written on a claim, a statement of the case, or a forecast question. They are answered, never changed.",
        ),
    abouts.map((one) => section(one, threadOf(view, record, one, { heading: false }))),
    record.editable && !about ? starter(view) : null,
    abouts.length || record.editable ? null : el("p", {}, "There are no notes."),
  ];
}

/** The thread about something, with a place to write. */
export function threadOf(view, record, about, { heading = true } = {}) {
  const mine = record.threads.filter((one) => one.about === about);
  return [
    heading ? el("h4", {}, "Notes") : null,
    mine.length
      ? el(
          "ul",
          { class: "thread" },
          mine.map((one) => note(view, record, one)),
        )
      : el("p", { class: "soft" }, "No notes yet."),
    record.editable ? writer(view, about) : null,
  ];
}

function note(view, record, one) {
  const reply = () => (replying.add(one.id), writer(view, one.about, one.id));
  const begun = replying.has(one.id) || isHalfTyped(keptAs(view, one.about, one.id));
  const place = el("div", {}, begun && record.editable ? reply() : null);
  return el(
    "li",
    {},
    el(
      "p",
      {},
      one.text,
      el("span", { class: "soft" }, ` ${[one.author, one.date].filter(Boolean).join(", ")} (${one.id})`),
      record.editable
        ? button("Reply", () => (place.replaceChildren(reply()), place.querySelector("textarea").focus()), {
            kind: "quiet small",
          })
        : null,
    ),
    place,
    one.replies.length
      ? el(
          "ul",
          { class: "replies" },
          one.replies.map((reply) => note(view, record, reply)),
        )
      : null,
  );
}

/** The name that a half-typed note or reply is kept under. */
function keptAs(view, about, reply) {
  return [view.name, "note", about, reply].join(" ");
}

function writer(view, about, reply = "") {
  const text = el("textarea", { rows: "2", required: true, maxlength: "20000" });
  const send = async () => {
    const fields = {
      about,
      text: text.value.trim(),
      reply_to: reply,
      author: who(),
      date: new Date().toISOString().slice(0, 10),
    };
    const id = await add(view, "notes", fields);
    if (id) (replying.delete(reply), view.reload());
    return id;
  };
  return sending(
    send,
    { keep: keptAs(view, about, reply) },
    field(reply ? `Reply to ${reply}` : `A note on ${about}`, text),
    el("button", { class: "button small", type: "submit" }, "Write"),
  );
}

function starter(view) {
  const about = el("input", { type: "text", required: true });
  return el(
    "form",
    {
      class: "row",
      on: { submit: (event) => (event.preventDefault(), view.setQuery({ part: "notes", about: about.value.trim() })) },
    },
    field("Write about", about, { hint: "c3, preferences.US.3, questions.KEY" }),
    el("button", { class: "button", type: "submit" }, "Begin"),
  );
}
