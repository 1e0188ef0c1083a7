// Compare: two versions of a case, or two cases: what differs, what holds in one and not the other, both forecasts.

import { askJson } from "../api.js";
import { button, el, exportsBar, field, section, table } from "../dom.js";
import { computing, DRAWS, saveBar } from "../jobs.js";
import { say } from "../live.js";
import { bar } from "../numbers.js";
import { written } from "../written.js";

export const style = true;

export async function show(view) {
  const asked = {
    other: view.query.get("other") ?? "",
    first: view.query.getAll("first"),
    concept: view.query.get("concept") ?? "nash",
  };
  const chosen = Object.values(view.changed).some((one) => one.length) || asked.first.length || asked.other;
  const [cases, data] = await Promise.all([askJson("/api/cases", { signal: view.signal }), view.get("compare", asked)]);
  return el(
    "article",
    { class: "compare" },
    el(
      "header",
      {},
      el("h1", {}, "Compare"),
      el(
        "p",
        { class: "lead" },
        `Two versions of a case, ${view.about.numbers ? "two what-ifs, " : ""}or two cases: what differs, and what holds in one and not in the other${view.about.numbers ? "; and both forecasts" : ""}.`,
      ),
    ),
    choose(view, asked, cases, data),
    chosen
      ? compared(view, asked, data)
      : el(
          "p",
          { class: "notice" },
          "Nothing is changed yet, so both sides are the case as it is. Leave something out of the second version, or choose another case",
          view.about.numbers
            ? [", or move inputs in ", el("a", { href: view.link("flips") }, "What would change it"), " and keep them."]
            : ".",
        ),
  );
}

function compared(view, asked, data) {
  const forecast = data.numbers[0] && data.numbers[1];
  const missing =
    data.numbers[0] || data.numbers[1]
      ? "Only one of the two gives values, so there is no forecast to set beside the other."
      : "Neither gives values, so there is no forecast: what holds is compared by preferences alone.";
  return [
    data.same ? el("p", { class: "notice" }, "Both sides say exactly the same.") : null,
    section("Bottom lines", bottomLines(data)),
    forecast ? forecasts(view, asked) : section("Forecasts", el("p", { class: "soft" }, missing)),
    section(
      "What holds",
      data.why_not ? el("p", { class: "notice warn" }, data.why_not) : written({ sections: data.sections }),
    ),
    section("What differs between them", differences(data)),
    el(
      "footer",
      { class: "actions" },
      exportsBar(
        view,
        [
          ["CSV", "compare.csv"],
          ["JSON", "compare"],
        ],
        asked,
      ),
      button(
        "Copy the link",
        () =>
          navigator.clipboard.writeText(location.href).then(
            () => say("Copied."),
            () => say("The browser does not allow it; the address says it all."),
          ),
        { kind: "quiet" },
      ),
    ),
  ];
}

function choose(view, asked, cases, data) {
  const lines = (list, example = "") =>
    el(
      "textarea",
      {
        rows: String(Math.max(2, list.length + 1)),
        spellcheck: "false",
        placeholder: example,
      },
      list.join("\n"),
    );
  const first = lines(asked.first);
  const second = lines(
    [
      ...view.changed.set,
      ...view.changed.without.map((one) => `without ${one}`),
      ...view.changed.swap.map((one) => `swap ${one}`),
    ],
    `without ${view.about.parties.at(-1)?.key ?? "PARTY"}`,
  );
  const option = (one) => el("option", { value: one.name, selected: one.name === asked.other }, one.title || one.name);
  const other = el(
    "select",
    {},
    el("option", { value: "" }, "the same case"),
    cases.files.length
      ? el("optgroup", { label: "Your files" }, cases.files.filter((one) => one.valid).map(option))
      : null,
    el("optgroup", { label: "Catalogue" }, cases.catalogue.map(option)),
  );
  const concept = el(
    "select",
    {},
    data.concepts.map((one) => el("option", { value: one.key, selected: one.key === asked.concept }, one.name)),
  );
  const go = (event) => {
    event?.preventDefault();
    const all = split(second.value);
    view.setQuery({
      first: split(first.value).set,
      set: all.set,
      without: all.without,
      swap: all.swap,
      other: other.value,
      concept: concept.value === "nash" ? null : concept.value,
    });
  };
  const kept = view.remember("what-ifs") ?? [];
  return el(
    "form",
    { class: "panel", on: { submit: go } },
    el(
      "div",
      { class: "choose" },
      el(
        "div",
        {},
        el("h2", {}, "First"),
        el("p", {}, view.about.title),
        field("Changes, one a line", first, { hint: "an input's address = a value; empty: the case as it is" }),
      ),
      el(
        "div",
        {},
        el("h2", {}, "Second"),
        field("Case", other),
        field("Leave out", leaveOut(view, second)),
        field("Changes, one a line", second, {
          hint: "also swap PARTY:1,2 for two of its statements, and an input's address = a value",
        }),
      ),
    ),
    el(
      "div",
      { class: "row" },
      field("What holds by", concept),
      el("button", { class: "button primary", type: "submit" }, "Compare"),
      button("Exchange the sides", () =>
        !split(second.value).without.length && !split(second.value).swap.length && !other.value
          ? (([first.value, second.value] = [second.value, first.value]), go())
          : say("Only versions that set inputs of one case can be exchanged."),
      ),
    ),
    kept.length
      ? el(
          "details",
          {},
          el(
            "summary",
            {},
            kept.length === 1 ? "One what-if kept in this tab" : `${kept.length} what-ifs kept in this tab`,
          ),
          el(
            "ul",
            {},
            kept.map((query) =>
              el(
                "li",
                {},
                [...new URLSearchParams(query)].map(([, one]) => one).join(", "),
                " ",
                button("as first", () => ((first.value = listed(query)), go()), { kind: "quiet small" }),
                button("as second", () => ((second.value = listed(query)), go()), { kind: "quiet small" }),
              ),
            ),
          ),
        )
      : null,
  );
}

/** A list of what a version can be without; choosing writes it among the changes. */
function leaveOut(view, changes) {
  const option = ({ key, name }) => el("option", { value: key }, name);
  const group = (label, all) => el("optgroup", { label }, all.map(option));
  const parts = [group("Parties", view.about.parties), group("Issues", view.about.issues)];
  const list = el("select", {}, el("option", { value: "" }, "choose …"), parts);
  list.addEventListener("change", () => {
    changes.value = [...changes.value.split("\n").filter(Boolean), `without ${list.value}`].join("\n");
    list.value = "";
    say("Added to the changes.");
  });
  return list;
}

function listed(query) {
  return new URLSearchParams(query).getAll("set").join("\n");
}

function split(text) {
  const found = { set: [], without: [], swap: [] };
  for (const line of text
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, kind, rest] = /^(without|swap)\s+(.*)$/.exec(line) ?? [null, "set", line];
    found[kind].push(rest);
  }
  return found;
}

function bottomLines(data) {
  const rows = data.bottom_lines.map(([one, two]) => ({
    cells: [one, two],
    attributes: { class: one === two ? "same" : "differs" },
  }));
  const made = table(["first", "second"], rows, { caption: "Bottom lines side by side; what differs comes first" });
  made.querySelector("table").classList.add("lines");
  return made;
}

function forecasts(view, asked) {
  const results = el("div", {});
  const foot = el("div", {});
  const body = {
    kind: "what-if",
    draws: Number(view.query.get("draws")) || DRAWS,
    seed: Number(view.query.get("seed") ?? 1),
    other: { name: asked.other || view.name, ...view.changed },
  };
  const progress = computing(view, body, {
    params: { set: asked.first, without: null, swap: null },
    onResult: (result) => results.replaceChildren(...drawn(result)),
    onEnd: (job) => foot.replaceChildren(saveBar(view, job, ["what-if"])),
  });
  return section("Forecasts", progress, results, foot);
}

function drawn({ rows, sections }) {
  const shown = rows.filter((one) => one.first || one.beyond_noise);
  const line = (one) => {
    const points = 100 * (one.after - one.before);
    const change = `${points >= 0 ? "+" : "−"}${Math.abs(points).toFixed(1)} points${one.beyond_noise ? "" : ", within noise"}`;
    return el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        one.name,
        el("span", { class: one.beyond_noise ? "note" : "note faint" }, ` ${change}`),
      ),
      el("td", { class: "drawn" }, bar({ probability: one.after, low: 0, high: 0 }, { before: one.before })),
      el("td", { class: "told" }, one.told_before),
      el("td", { class: "told" }, one.told),
    );
  };
  return [
    el(
      "table",
      { class: "bars" },
      el(
        "caption",
        { class: "soft" },
        "The bar is the second version; the dark tick is where the first stands. Levels are listed where they differ beyond noise.",
      ),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ["", "", "first", "second"].map((one, place) =>
            el("th", { scope: "col" }, one || el("span", { class: "unseen" }, place ? "drawn" : "what")),
          ),
        ),
      ),
      el("tbody", {}, shown.map(line)),
    ),
    ...written({ sections: sections.filter((one) => one.key !== "both briefs") })
      .flat(3)
      .filter(Boolean),
  ];
}

function differences(data) {
  if (!data.changes.length) return el("p", { class: "soft" }, "No entry differs.");
  const rows = data.changes.map((one) => [
    el("code", {}, one.address),
    one.before || el("span", { class: "faint" }, "not there"),
    one.after || el("span", { class: "faint" }, "not there"),
  ]);
  const first = rows.slice(0, 25);
  const headers = ["entry", "first", "second"];
  return [
    table(headers, first, {
      caption: rows.length === 1 ? "1 entry differs" : `${rows.length} entries differ`,
      stacked: true,
    }),
    rows.length > 25
      ? el(
          "details",
          {},
          el("summary", {}, `${rows.length - 25} more`),
          table(headers, rows.slice(25), { label: "More entries that differ", stacked: true }),
        )
      : null,
  ];
}
