// The review queue: proposed claims one by one, accepted, corrected, rejected or skipped with a key.

import { button, el, field } from "../dom.js";
import { drawAround, whenLetGo } from "../drawing.js";
import { once } from "../sending.js";
import { unfolding } from "../unfolding.js";
import { grading } from "./record_claims.js";
import { change } from "./record_change.js";

export async function review(view, record) {
  const waiting = record.tables.claims.filter((one) => one.status === "proposed");
  if (!waiting.length)
    return el(
      "div",
      { class: "panel" },
      el("h2", {}, "Nothing is waiting"),
      el(
        "p",
        {},
        "Claims that are read from one of the ",
        el("a", { href: view.link("record", { part: "documents" }) }, "documents"),
        " wait here until a person has looked at them. Until then they count for nothing.",
      ),
    );
  const later = record.waiting - waiting.length; // those come when the first are decided
  const stage = el("div", {});
  let at = Math.max(
    0,
    waiting.findIndex((one) => one.id === view.query.get("claim")),
  );
  let decided = 0;
  const decide = once(async (status) => {
    const one = waiting[at];
    if (!one || !record.editable || !(await change(view, one.id, { status }, one, "review"))) return;
    const place = waiting.indexOf(one);
    waiting.splice(place, 1);
    decided += 1;
    if (place < at || at === waiting.length) at = Math.max(0, at - 1); // who went on meanwhile stays there
    await draw();
  });
  const skip = (by) => waiting.length && ((at = (at + by + waiting.length) % waiting.length), draw());
  const correct = () => {
    stage.querySelector("details")?.setAttribute("open", "");
    stage.querySelector("details select")?.focus();
  };
  const texts = new Map();

  async function draw() {
    if (!waiting.length && later > 0) return view.reload();
    const one = waiting[at];
    const parts = one ? await drawn(one) : done();
    if (one === waiting[at]) whenLetGo(() => drawAround(stage, () => stage.replaceChildren(...parts)))();
  }

  function done() {
    return [
      el("p", { class: "notice" }, `${decided} decided. Nothing is waiting any more.`),
      button("Show the claims", () => view.go(view.link("record", { part: "claims" }))),
    ];
  }

  async function drawn(one) {
    return [
      el(
        "p",
        { class: "soft", role: "status" },
        `${at + 1} of ${waiting.length + later} waiting; ${decided} decided. `,
        el("kbd", {}, "a"),
        " accept ",
        el("kbd", {}, "c"),
        " correct ",
        el("kbd", {}, "r"),
        " reject ",
        el("kbd", {}, "s"),
        " skip ",
        el("kbd", {}, "z"),
        " back",
      ),
      el(
        "div",
        { class: "panel claim-card" },
        el(
          "p",
          {},
          el("strong", {}, one.source || "no source"),
          " ",
          el("em", {}, one.cue),
          one.narrator === "yes" ? el("span", { class: "chip" }, "the author's own words") : "",
        ),
        el("blockquote", {}, one.content),
        await context(one),
        el(
          "p",
          {},
          `${one.speech_act}, ${one.hedge_level}, ${one.source_kind}${one.actor ? `; by ${one.actor}` : ""}${one.target ? `; about ${one.target}` : ""} `,
          grading(view, record, one),
        ),
      ),
      record.editable
        ? el(
            "div",
            { class: "row" },
            button("Accept (a)", () => decide("accepted"), { kind: "primary" }),
            button("Correct (c)", correct),
            button("Reject (r)", () => decide("rejected")),
            button("Skip (s)", () => skip(1)),
            button("Back (z)", () => skip(-1)),
          )
        : null,
      record.editable ? corrector(one) : "",
    ].filter(Boolean);
  }

  /** The sentence around a claim in its document. */
  async function context(one) {
    if (!one.document || !one.spans) return null;
    if (!texts.has(one.document)) texts.set(one.document, (await view.get(`record/documents/${one.document}`)).text);
    const text = texts.get(one.document);
    const places = Object.values(JSON.parse(one.spans)).flat();
    if (!places.length) return null;
    const [start, end] = [Math.min(...places.map(([from]) => from)), Math.max(...places.map(([, to]) => to))];
    const points = [...text]; // spans count characters, not UTF-16 units
    return el(
      "p",
      { class: "soft" },
      "… ",
      points.slice(Math.max(0, start - 140), start).join(""),
      el("mark", {}, points.slice(start, end).join("")),
      points.slice(end, end + 140).join(""),
      " … ",
      el(
        "a",
        { href: view.link("record", { part: "documents", document: one.document, claim: one.id }) },
        one.document,
      ),
    );
  }

  function corrector(one) {
    const words = (name) =>
      el(
        "select",
        { name },
        record.words[name].map((word) => el("option", { selected: one[name] === word }, word)),
      );
    const party = (name) =>
      el(
        "select",
        { name },
        el("option", { value: "" }, "nobody"),
        view.about.parties.map((other) =>
          el("option", { value: other.key, selected: one[name] === other.key }, other.name),
        ),
      );
    const inputs = {
      speech_act: words("speech_act"),
      hedge_level: words("hedge_level"),
      source_kind: words("source_kind"),
      actor: party("actor"),
      target: party("target"),
      narrator: words("narrator"),
      anonymous: words("anonymous"),
    };
    const send = async () => {
      const fields = Object.fromEntries(
        Object.entries(inputs)
          .filter(([name, input]) => input.value !== one[name])
          .map(([name, input]) => [name, input.value]),
      );
      if (Object.keys(fields).length && !(await change(view, one.id, fields, one, "corrected in review"))) return false;
      draw();
      return false; // what was corrected stands in the form
    };
    return unfolding(
      "Correct",
      send,
      { class: "grid" },
      Object.entries(inputs).map(([name, input]) => field(name.replaceAll("_", " "), input)),
      el("div", {}, el("button", { class: "button", type: "submit" }, "Keep the correction")),
    );
  }

  if (record.editable) {
    view.shortcut("a", "accept the claim", () => decide("accepted"));
    view.shortcut("c", "correct the claim", correct);
    view.shortcut("r", "reject the claim", () => decide("rejected"));
  }
  view.shortcut("s", "skip the claim", () => skip(1));
  view.shortcut("z", "back to the claim before", () => skip(-1));
  await draw();
  return stage;
}
