// The report: which document, for whom, on which paper; made here and saved as a file.

import { button, el, field, section } from "../dom.js";

const TEMPLATES = [
  ["report", "Report: two pages, then annexes"],
  ["iceberg", "Position, reason, motive of every party"],
  ["common-space", "Common shared space"],
  ["stakeholders", "Stakeholder map"],
  ["red-lines", "Red lines"],
  ["scenarios", "Scenarios and bottom lines"],
  ["roles", "Role sheets for a role-play"],
];
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
  const chosen = { template: "report", audience: "public", paper: "a4", scale: "icd203", ...view.remember("report") };
  const status = el("p", { class: "soft", role: "status" });
  const save = async (name, form, asked) => {
    status.textContent = `Making the ${name} file …`;
    asked.disabled = true;
    await view.save(`report.${form}`, chosen).finally(() => (asked.disabled = false));
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
  return el(
    "article",
    { class: "report" },
    el("h1", {}, "Report"),
    el(
      "p",
      { class: "lead" },
      "The document one hands on, written from the case as it stands here, what-if changes included.",
    ),
    section(
      "What to write",
      choice("template", "Document", TEMPLATES, "Role sheets never hold what the record restricts."),
      choice("audience", "Who may read it", AUDIENCES, "The mark stands at the head of every page."),
      choice("scale", "Words of likelihood", SCALES, "The annex prints the scale."),
      choice("paper", "Paper", PAPERS, ""),
    ),
    section(
      "Save it",
      el(
        "div",
        { class: "exports", role: "group", aria: { label: "Formats" } },
        FORMATS.map(([name, form]) =>
          button(name, (event) => save(name, form, event.currentTarget), { kind: form === "pdf" ? "primary" : "" }),
        ),
      ),
      status,
    ),
  );
}
