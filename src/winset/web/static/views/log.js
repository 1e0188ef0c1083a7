// The log: dated forecasts as a line for every question, answers, scores, calibration.

import { button, el, field, section, table } from "../dom.js";
import { drawAround, whenLetGo } from "../drawing.js";
import { computing, describe, DRAWS } from "../jobs.js";
import { say } from "../live.js";
import { keeping } from "../half_typed.js";
import { once } from "../sending.js";
import { plot } from "../plot.js";
import { unfolding } from "../unfolding.js";

export const style = true;

export async function show(view) {
  const log = await view.get("log", { set: null, without: null, swap: null });
  const head = el(
    "header",
    {},
    el("h1", {}, "Log"),
    el("p", { class: "lead" }, "Forecasts as they were made, dated; what came of them; and how good they were."),
  );
  if (!log.questions.length) {
    const ask = el(
      "a",
      { href: view.link("case?section=questions") },
      view.about.editable ? "Ask one in the form" : "Look at the form",
    );
    return el(
      "article",
      { class: "log" },
      head,
      el(
        "p",
        {},
        "The case asks no dated questions yet. Forecasts of such questions can be kept, resolved and scored. ",
        ask,
        ".",
      ),
    );
  }
  const kept = el("div", {}, el("p", { class: "soft" }, "Reading the log …"));
  let latest = null;
  const draw = async (job) => {
    latest = job ?? latest; // the forecast may be there before what was drawn without it
    const parts = (await drawn(view, log, latest)).flat(Infinity).filter(Boolean);
    whenLetGo(() => drawAround(kept, () => kept.replaceChildren(...parts), { all: true }))();
  };
  const { query, about } = view;
  const asked = {
    kind: "forecast",
    draws: Number(query.get("draws")) || DRAWS,
    seed: Number(query.get("seed") ?? 1),
    model: query.get("model") ?? "nash",
    scale: "icd203",
  };
  const progress =
    log.editable && about.numbers
      ? section(
          "The forecast as of now",
          computing(view, asked, { onResult: () => {}, onEnd: draw }),
          el("p", {}, el("a", { href: view.link("forecast") }, "Look at it")),
        )
      : null;
  await draw(null);
  return el("article", { class: "log" }, head, progress, kept);
}

/** What the log holds; `job` is the forecast that can be kept in it. */
async function drawn(view, log, job) {
  const charts = await Promise.all(
    [
      ["log", "Forecasts by date, a line for every question"],
      ["calibration", "Calibration: how often what was forecast came true"],
    ]
      .filter(([key]) => log.plots[key])
      .map(([key, label]) => plot(log.plots[key], { label, signal: view.signal })),
  );
  const resolved = log.resolved.length;
  return [
    el(
      "p",
      { class: "soft" },
      log.editable
        ? `Dated forecasts, kept in ${log.file} beside the case: lines are only ever added.`
        : "A catalogue case has no log. Copy it to a file of your own to keep, resolve and score forecasts.",
    ),
    log.torn.length
      ? el("p", { class: "notice warn" }, `Passed over: line ${log.torn.join(", ")}, cut short or not an entry.`)
      : null,
    log.editable && job ? keep(view, job) : null,
    charts,
    questions(view, log),
    resolved ? scores(log) : null,
    log.not_scored.length ? late(log) : null,
    log.editable ? forms(view, log) : null,
    el(
      "div",
      { class: "exports" },
      button("Save the log as CSV", () => view.save("log.csv"), { kind: "quiet" }),
    ),
  ];
}

function keep(view, job) {
  const changed = Object.values(view.changed).some((one) => one.length);
  const why = changed
    ? "What-if changes are in force: take them back to keep a forecast of the case."
    : job.state !== "done"
      ? "Only a finished forecast is kept."
      : "";
  const note = el("input", { type: "text", maxlength: "2000" });
  const day = el("input", { type: "date" });
  const add = once(async () => {
    const { added, left_out } = await view.post("log", { computation: job.id, note: note.value, date: day.value });
    const late = Object.keys(left_out).length;
    say(
      `Kept ${added} forecasts, dated ${day.value || "today"}.${late ? ` Left out ${late}, whose questions are closed, answered or not forecast.` : ""}`,
    );
    for (const one of [note, day]) one.value = "";
    kept();
    view.reload();
  });
  const row = el(
    "div",
    { class: "row" },
    field("Remark", note, { hint: why }),
    field("Made on", day, { hint: "today where it is empty" }),
    button(`Keep this forecast (${describe(job)})`, add, {
      disabled: Boolean(why),
    }),
  );
  const kept = keeping(`${view.name} forecast`, row);
  return row;
}

function questions(view, log) {
  const last = (one) => one.forecasts.at(-1);
  const rows = log.questions.map((one) => [
    el("span", {}, one.text, one.by ? el("span", { class: "soft" }, ` by ${one.by}`) : ""),
    one.forecasts.length
      ? el(
          "span",
          {},
          el(
            "span",
            { class: "number" },
            one.forecasts
              .map((made) => made.percent)
              .slice(-4)
              .join(" → "),
          ),
          el("br"),
          el("span", { class: "soft" }, `last ${last(one).date}, ${last(one).method || "stated"}`),
        )
      : el("span", { class: "soft" }, "none"),
    one.answer
      ? el("span", { class: `answer-${one.answer}` }, one.answer, el("span", { class: "soft" }, ` on ${one.answered}`))
      : one.stated
        ? el("span", {}, `${one.stated}`, el("span", { class: "soft" }, " (in the case)"))
        : el("span", { class: "soft" }, "open"),
    el("a", { href: view.link("record", { about: `questions.${one.key}` }) }, "notes"),
  ]);
  return el(
    "div",
    { class: "logged" },
    table(["question", "forecasts", "answer", ""], rows, {
      caption: "Questions with their forecasts and answers",
      stacked: true,
    }),
  );
}

function late(log) {
  const rows = log.not_scored.map((one) => [
    one.date,
    one.question,
    `${Math.round(100 * one.probability)}%`,
    one.reason,
  ]);
  return [
    el("h3", {}, "Not scored: made in hindsight"),
    table(["made", "question", "chance of yes", "reason"], rows, {
      caption: "Forecasts made when the answer could be known",
      stacked: true,
    }),
  ];
}

function scores(log) {
  const rows = log.scores.map((one) => [
    one.name,
    String(one.questions),
    String(one.forecasts),
    ...[one.brier, one.logged_brier, one.log_loss, one.logged_log_loss].map((score) => score.toFixed(3)),
  ]);
  const few = log.questions_resolved < log.enough;
  const percent = (p) => `${Math.round(100 * p)}%`;
  const bins = log.calibration.map((one) => [
    `${percent(one.low)} to ${percent(one.high)}`,
    String(one.questions),
    String(one.forecasts),
    percent(one.mean),
    percent(one.came),
    `${percent(one.came_low)} to ${percent(one.came_high)}`,
  ]);
  return [
    el("h3", {}, "Scores"),
    table(["forecast", "questions", "forecasts", "Brier", "logged Brier", "log", "logged log"], rows, {
      caption: "Scores of the resolved forecasts",
      numeric: [1, 2, 3, 4, 5, 6],
    }),
    el("p", { class: "soft" }, log.reading),
    el("h3", {}, "Calibration"),
    table(["forecast between", "questions", "forecasts", "mean forecast", "came true", "95% interval"], bins, {
      caption: "How often what was forecast came true",
      numeric: [1, 2, 3, 4, 5],
    }),
    few
      ? el(
          "p",
          { class: "soft" },
          `${log.questions_resolved} resolved questions are too few to judge calibration by; it is drawn from ${log.enough} on.`,
        )
      : null,
  ];
}

function forms(view, log) {
  const choose = () =>
    el(
      "select",
      {},
      log.questions.filter((one) => one.by).map((one) => el("option", { value: one.key }, one.text)),
    );
  const send = async (path, body) => {
    await view.post(path, body);
    say("Kept.");
    view.reload();
    return true;
  };
  const [which, other] = [choose(), choose()];
  const chance = el("input", { type: "number", min: "0", max: "100", step: "0.1", required: true });
  const note = el("input", { type: "text", maxlength: "2000" });
  const made = el("input", { type: "date" });
  const answer = el(
    "select",
    {},
    ["yes", "no"].map((one) => el("option", {}, one)),
  );
  const day = el("input", { type: "date" });
  const from = el("input", { type: "text", maxlength: "2000" });
  return el(
    "div",
    { class: "grid" },
    unfolding(
      "State a probability of your own",
      () =>
        send("log", {
          question: which.value,
          probability: Number(chance.value) / 100,
          note: note.value,
          date: made.value,
        }),
      { keep: `${view.name} log` },
      field("Question", which),
      field("Chance of a yes, %", chance),
      field("Made on", made, { hint: "today where it is empty" }),
      field("Why", note),
      el("button", { class: "button", type: "submit" }, "Keep"),
    ),
    unfolding(
      "Resolve a question",
      () => send("log/answers", { question: other.value, answer: answer.value, date: day.value, note: from.value }),
      { keep: `${view.name} answer` },
      field("Question", other),
      field("Answer", answer),
      field("On", day, { hint: "today where it is empty" }),
      field("By which source", from),
      el("button", { class: "button", type: "submit" }, "Resolve"),
    ),
  );
}
