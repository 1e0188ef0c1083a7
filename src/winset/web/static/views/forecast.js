// Forecast: how likely, in words and numbers, by a named model; and the log of dated forecasts with its scores.

import { el, field, section } from "../dom.js";
import { drawAround } from "../drawing.js";
import { computing, DRAWS, kept, saveBar } from "../jobs.js";
import { bars, needsNumbers } from "../numbers.js";
import { badge } from "../party.js";
import { plot } from "../plot.js";

export const style = true;

export async function show(view) {
  if (!view.about.numbers) return needsNumbers(view, "Forecast");
  const settings = {
    draws: Number(view.query.get("draws")) || DRAWS,
    seed: Number(view.query.get("seed") ?? 1),
    model: view.query.get("model") ?? "nash",
    scale: view.query.get("scale") ?? "icd203",
  };
  const first = await view.get("forecast", {
    draws: Math.min(400, settings.draws),
    seed: settings.seed,
    model: settings.model,
    scale: settings.scale,
  });
  const results = el("div", { class: "results" });
  const foot = el("footer", { class: "actions" });
  const log = el("div", {});
  const drawn = shower(view, results);
  await drawn(first);
  const asked = { kind: "forecast", ...settings };
  const progress = computing(view, asked, {
    onResult: drawn,
    onEnd: async (job) => {
      foot.replaceChildren(
        saveBar(view, job, ["forecast"]),
        (await kept(view, "forecast", (one) => open(view, one))) ?? "",
      );
      log.replaceChildren(
        el(
          "p",
          {},
          el(
            "a",
            { href: view.link("log", { draws: settings.draws, seed: settings.seed, model: settings.model }) },
            "Keep this forecast in the log",
          ),
          ", and see how earlier ones were scored.",
        ),
      );
    },
  });
  return el(
    "article",
    { class: "forecast" },
    el(
      "header",
      {},
      el("h1", {}, "Forecast"),
      el(
        "p",
        { class: "lead" },
        "How likely each way to end is, given the ranges in the case and what it leaves open.",
      ),
    ),
    controls(view, settings, first),
    progress,
    results,
    log,
    foot,
  );
}

function open(view, job) {
  view.setQuery({
    draws: job.settings.draws,
    seed: job.settings.seed,
    model: job.settings.model,
    scale: job.settings.scale,
  });
}

function controls(view, settings, first) {
  const option =
    (chosen) =>
    ([key, name]) =>
      el("option", { value: key, selected: key === chosen }, name);
  const model = el("select", {}, Object.entries(first.models).map(option(settings.model)));
  const scale = el("select", {}, Object.entries(first.scales).map(option(settings.scale)));
  const draws = el("input", { type: "number", min: "1", max: "1000000", step: "1", value: String(settings.draws) });
  const seed = el("input", { type: "number", min: "0", step: "1", value: String(settings.seed) });
  const compute = () => view.setQuery({ model: model.value, scale: scale.value, draws: draws.value, seed: seed.value });
  [model, scale].forEach((one) => one.addEventListener("change", compute));
  return el(
    "form",
    { class: "settings row", on: { submit: (event) => (event.preventDefault(), compute()) } },
    field("Model", model),
    field("Words", scale),
    field("Draws", draws),
    field("Seed", seed),
    el("button", { type: "submit", class: "button" }, "Compute"),
  );
}

/** Gives what shows a result in place, as often as there is a better one. */
function shower(view, results) {
  const headline = view.query.get("headline") ?? view.query.get("level");
  let latest = null;
  return async (result) => {
    latest = result;
    const { groups, record, plots } = result;
    const by = new Map(groups.map((one) => [one.key, one]));
    const attributes = (one) => (one.key === headline ? { class: "pointed", aria: { current: "true" } } : {});
    const issues = groups.filter((one) => view.about.issues.some((issue) => issue.key === one.key));
    const chart = plots.days
      ? await plot(plots.days, { label: "Each ending and an agreement in force by day", signal: view.signal })
      : null;
    if (latest !== result) return; // a fuller one came meanwhile
    const parts = [
      result.partial
        ? el("p", { class: "notice warn" }, `Partial: ${record.draws.toLocaleString("en")} draws so far.`)
        : null,
      section("How it may end", bars("How it may end", by.get("scenarios").bars, { attributes })),
      section(
        "What becomes of the talks",
        bars(
          "Talks",
          by.get("talks").bars.filter((one) => one.probability),
          { attributes },
        ),
      ),
      by.has("questions") ? section("Questions", bars("Questions", by.get("questions").bars, { attributes })) : null,
      section(
        "Issue by issue",
        el(
          "div",
          { class: "groups" },
          issues.map((one) => issue(view, one, attributes)),
        ),
      ),
      section("Packages most often in force at the end", bars("Packages", by.get("packages").bars)),
      chart ? section("Until the deadline", chart) : null,
      section(
        "How this was computed",
        el("p", {}, result.method),
        el(
          "p",
          { class: "soft" },
          "The interval says how well the simulation is resolved, nothing about the ranges themselves. ",
          el("a", { href: view.link("flips") }, "What would change the answer"),
          ".",
        ),
        el("p", { class: "soft" }, result.scale),
      ),
    ].filter(Boolean);
    drawAround(results, () => results.replaceChildren(...parts));
  };
}

function issue(view, group, attributes) {
  const about = view.about.issues.find((one) => one.key === group.key);
  const who = about.control.map((key) => badge(view, key));
  return el(
    "section",
    {},
    el(
      "h3",
      {},
      group.name,
      who.length
        ? el(
            "span",
            {},
            who.flatMap((one, place) => (place ? [" ", one] : [one])),
          )
        : null,
    ),
    bars(group.name, group.bars, { attributes }),
  );
}
