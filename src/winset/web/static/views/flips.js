// Flips: move an input and see the bottom line and the forecast change at once; which input would change the answer most.

import { el, table } from "../dom.js";
import { drawAround } from "../drawing.js";
import { computing, saveBar } from "../jobs.js";
import { needsNumbers } from "../numbers.js";
import { plot } from "../plot.js";
import { written } from "../written.js";
import { playground } from "./flips_play.js";

export const style = true;

export async function show(view) {
  if (!view.about.numbers) return needsNumbers(view, "What would change it");
  const { inputs } = await view.get("inputs", { set: null, without: null, swap: null });
  const play = playground(view, inputs);
  const found = el("div", {});
  const foot = el("footer", { class: "actions" });
  const asked = {
    kind: "flips",
    draws: Number(view.query.get("draws")) || 300,
    seed: 1,
    model: view.query.get("model") ?? "nash",
  };
  let latest = null;
  const progress = computing(view, asked, {
    params: { set: null },
    noun: "versions of the case",
    onResult: async (result) => {
      latest = result;
      const parts = await tornado(view, result, asked);
      if (latest !== result) return; // a fuller one came meanwhile
      drawAround(found, () => found.replaceChildren(...parts));
      play.suggest(result.rows.filter((one) => one.movable && one.beyond_noise).map((one) => one.address));
    },
    onEnd: (job) => foot.replaceChildren(saveBar(view, job, ["tornado"])),
  });
  return el(
    "article",
    { class: "flips" },
    el(
      "header",
      {},
      el("h1", {}, "What would change it"),
      el(
        "p",
        { class: "lead" },
        "Move an input within its range and see at once what becomes of the answer; below, which input would change it most.",
      ),
    ),
    play.node,
    el("h2", {}, "Which input would change it most"),
    progress,
    found,
    foot,
  );
}

async function tornado(view, { record, rows, sections, plots, partial }, asked) {
  const caption = `Every input moved to the low and the high end of its range for certain, all others drawn as before with the same random numbers; ${asked.draws.toLocaleString("en")} draws each, seed ${asked.seed}. The line marks where the headline stands.`;
  const chart = await plot(plots.tornado, {
    label: `Tornado: how far each input moves its headline. ${caption}`,
    signal: view.signal,
  });
  const percent = (p) => (p === null ? "" : `${Math.round(100 * p)}%`);
  const lines = record.flips.map((one, place) => [
    el("span", { title: one.address }, rows[place].words),
    rows[place].headline,
    one.low ? `${percent(one.at_low)} at ${one.low}` : "",
    percent(one.base),
    one.low ? `${percent(one.at_high)} at ${one.high}` : `${percent(one.at_high)} without`,
    rows[place].beyond_noise ? "" : "within noise",
    percent(one.share),
  ]);
  const headers = ["input", "moves", "low", "as it stands", "high", "", "share of variance"];
  const first = lines.slice(0, 15);
  return [
    partial ? el("p", { class: "notice warn" }, "Partial: only these inputs were moved so far.") : null,
    chart,
    el("p", { class: "soft" }, caption),
    table(headers, first, { caption: "The inputs that move a headline most", numeric: [2, 3, 4, 6], stacked: true }),
    lines.length > 15
      ? el(
          "details",
          {},
          el("summary", {}, `${lines.length - 15} more inputs`),
          table(headers, lines.slice(15), { caption: "The other inputs", numeric: [2, 3, 4, 6], stacked: true }),
        )
      : null,
    ...written({ sections }, { level: 2 }).flat(3),
  ].filter(Boolean);
}
