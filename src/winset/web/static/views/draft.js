// A draft beside its documents: each entry with the sentences it rests on, to be confirmed, changed or taken out.

import { ApiError } from "../api.js";
import { button, el, field } from "../dom.js";
import { say } from "../live.js";
import { whenLetGo } from "../drawing.js";
import { linkTo } from "../links.js";
import { sending } from "../sending.js";
import { entries } from "./draft_entries.js";
import { texts } from "./draft_text.js";
import { signature, told, who } from "./record_change.js";

export const style = true;

export async function show(view) {
  const draft = await view.get(`/drafts/${encodeURIComponent(view.name)}`);
  view.title = draft.title;
  const text = texts(draft.documents, (reference) => list.choose(reference));
  const list = entries(draft, { act, light: text.light });
  const counted = el("p", { class: "counted", role: "status" });
  const wrong = el("p", { class: "error", role: "alert" });
  let underWay = Promise.resolve(true);
  const undo = button("Undo (u)", () => act({ action: "undo" }), { kind: "quiet" });
  const answered = whenLetGo(draw);
  draw();

  /** Change the draft on the server, after what is under way; what comes back is shown. Gives whether it was changed. */
  function act(wanted) {
    const done = underWay.then(() => send(wanted));
    underWay = done.catch(() => false);
    return done;
  }

  async function send(wanted) {
    wrong.textContent = "";
    try {
      const now = await view.post(`/drafts/${encodeURIComponent(view.name)}/edits`, {
        version: draft.version,
        who: who(),
        ...wanted,
      });
      Object.assign(draft, now);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      wrong.textContent = told(error);
      say(told(error));
      if (/another window/.test(error.message))
        Object.assign(draft, await view.get(`/drafts/${encodeURIComponent(view.name)}`));
      answered();
      return false;
    }
    answered();
    return true;
  }

  function draw() {
    counted.textContent = `${draft.confirmed} of ${draft.entries} entries confirmed`;
    const last = undo === document.activeElement && !draft.undo; // nothing is left to take back: on to the list
    undo.disabled = !draft.undo;
    list.draw({ focus: last });
  }

  for (const [key, what, run] of list.keys) view.shortcut(key, what, run);
  view.shortcut("u", "take the last change back", () => act({ action: "undo" }));
  return el(
    "article",
    { class: "draft" },
    el(
      "header",
      {},
      el("h1", {}, "Draft: ", draft.title),
      el(
        "p",
        { class: "lead" },
        "Proposed by a program from what the documents say. Look at each entry with its sentences, and say what is right.",
      ),
    ),
    draft.repeats.length ? el("p", { class: "notice" }, `${draft.repeats.join("; ")}.`) : null,
    draft.passed_over.length
      ? el("p", { class: "notice warn" }, `Not all is read: ${draft.passed_over.join("; ")}.`)
      : null,
    draft.made
      ? el(
          "p",
          { class: "notice" },
          "This draft was made into ",
          el("a", { href: linkTo(draft.made, "brief") }, draft.made),
          ". Changes are made there.",
        )
      : null,
    el(
      "div",
      { class: "row bar" },
      signature(),
      counted,
      undo,
      el(
        "p",
        { class: "soft keys-line" },
        [
          "a",
          "accept",
          "n",
          "rename",
          "m",
          "merge",
          "s",
          "split",
          "v",
          "reverse",
          "x",
          "reject",
          "j k",
          "next, previous",
        ].map((word, place) => (place % 2 ? ` ${word} ` : el("kbd", {}, word))),
      ),
    ),
    wrong,
    el("div", { class: "desk" }, text.node, list.node),
    draft.made ? null : making(view, draft, () => underWay),
  );
}

function making(view, draft, changed) {
  const stem =
    draft.title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "talks";
  const file = el("input", {
    required: true,
    maxlength: "100",
    value: `${stem}.yaml`,
    autocomplete: "off",
    spellcheck: "false",
  });
  const wrong = el("p", { class: "error", role: "alert" });
  const make = async () => {
    wrong.textContent = "";
    try {
      await changed();
      const { name } = await view.post(`/drafts/${encodeURIComponent(view.name)}/case`, {
        file: file.value.trim(),
        who: who(),
      });
      say(`Made ${name}.`);
      view.go(linkTo(name, "interview"));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      wrong.textContent = told(error);
    }
  };
  return el(
    "section",
    { class: "making panel", aria: { labelledby: "making" } },
    el("h2", { id: "making" }, "Make this case"),
    el(
      "p",
      {},
      "Writes the case file, and beside it the record with the documents, their claims and the questions. What is not confirmed is marked so, in brief and report, too; it can be confirmed later.",
    ),
    sending(
      make,
      { class: "row" },
      field("File name", file),
      button("Make this case", null, { kind: "primary", type: "submit" }),
    ),
    wrong,
  );
}
