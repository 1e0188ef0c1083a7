// The report: for whom, on which paper; made here and saved as a file. Sheets are saved the same way.

import { button, el, field, section } from "../dom.js";
import { once } from "../sending.js";

const AUDIENCES = [
  ["public", "Public: what is restricted is left out, hidden names withheld"],
  ["restricted", "Restricted: everything in the record"],
];
const PAPERS = [
  ["a4", "A4"],
  ["letter", "Letter"],
];
const SCALES = [
  ["icd203", "ICD 203"],
  ["phia", "PHIA yardstick"],
  ["none", "numbers only"],
];
const FORMATS = [
  ["PDF", "pdf"],
  ["Web page", "html"],
  ["Word processor", "docx"],
  ["Markdown", "md"],
];

export const style = false;

export async function show(view) {
  return el(
    "article",
    { class: "report" },
    el(
      "header",
      {},
      el("h1", {}, "Report"),
      el(
        "p",
        { class: "lead" },
        "The document one hands on, written from the case as it stands here, what-if changes included.",
      ),
    ),
    documents(view, [
      ["report", "Report", "Page one is the brief, page two the packages; then annexes with what everything rests on."],
    ]),
  );
}

/** Documents to choose from, each with its formats, and for whom they are written. */
export function documents(view, listed) {
  const chosen = { audience: "public", paper: "a4", scale: "icd203", ...view.remember("report") };
  const status = el("p", { class: "soft", role: "status" });
  const save = async (template, name, form) => {
    status.textContent = `Making the ${name} file …`;
    await view.save(`report.${form}`, { ...chosen, template });
    status.textContent = document.getElementById("live")?.textContent ?? "";
  };
  const choice = (key, label, options, hint) => {
    const input = el(
      "select",
      { name: key, on: { change: () => ((chosen[key] = input.value), view.remember("report", chosen)) } },
      options.map(([value, text]) => el("option", { value, selected: value === chosen[key] }, text)),
    );
    return field(label, input, { hint });
  };
  const formats = ([template, title]) =>
    el(
      "div",
      { class: "exports", role: "group", aria: { label: `Save: ${title}` } },
      FORMATS.map(([name, form]) =>
        button(
          name,
          once(() => save(template, name, form)),
          {
            kind: form === "pdf" ? "primary" : "",
            "aria-label": `${title} as ${name}`,
          },
        ),
      ),
    );
  return [
    section(
      "For whom",
      el(
        "div",
        { class: "row top-aligned" },
        choice("audience", "Who may read it", AUDIENCES, "The mark stands at the head of every page."),
        choice("scale", "Words of likelihood", SCALES, "The annex prints the scale."),
        choice("paper", "Paper", PAPERS, ""),
      ),
    ),
    section(
      "Save it",
      listed.map((one) =>
        el("div", { class: "document" }, el("h3", {}, one[1]), el("p", { class: "soft" }, one[2]), formats(one)),
      ),
    ),
    status,
  ];
}
