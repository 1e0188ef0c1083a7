// The start page: the cases at hand, a new one, and a tour of five steps.

import { ApiError } from "../api.js";
import { button, el, field } from "../dom.js";
import { linkTo } from "../router.js";

export const style = true;

const TOUR = [
  ["brief", "Read the brief", "One page on talks of March 2025: what can hold, for whom, how likely. Every number leads to what it rests on."],
  ["outcomes", "See what holds", "All that can happen, as a table. Choose an outcome to see who would move away from it, and why."],
  ["map", "Find the way", "How one outcome leads to another, and which steps the parties can only take together."],
  ["flips", "Move a slider", "Change one assumption, and watch brief and forecast answer at once."],
  ["case", "Change the case", "Copy it to a file of your own, reorder what a party reportedly prefers, and read the brief again."],
];

export async function show(view) {
  const { folder, files, catalogue } = await view.get("/cases");
  return [
    el("header", {}, el("h1", {}, "Cases"), el("p", { class: "lead" }, "winset analyses negotiations and conflicts: which outcomes can hold and for whom, how to get there, how likely they are, and which sentence each number rests on.")),
    tour(),
    el("section", { aria: { labelledby: "yours" } }, el("h2", { id: "yours" }, `Your cases in ${folder}`), files.length ? list(files) : el("p", { class: "soft" }, "No case files here yet. Copy one from the catalogue, or begin with the starter case."), newCase(view, catalogue)),
    el("section", { aria: { labelledby: "catalogue" } }, el("h2", { id: "catalogue" }, "Catalogue"), el("p", { class: "soft" }, "Published cases and one from the news, to read and to copy. They cannot be changed by mistake."), list(catalogue)),
  ];
}

function list(cases) {
  return el(
    "ul",
    { class: "cases" },
    cases.map((one) =>
      el("li", {}, el("a", { href: linkTo(one.name, one.valid ? "brief" : "case") }, one.title), el("span", { class: "soft" }, one.as_of ? ` as of ${one.as_of}` : "", ` · ${one.name}`), one.summary ? el("p", {}, one.summary) : null),
    ),
  );
}

function tour() {
  return el(
    "section",
    { class: "tour", aria: { labelledby: "tour" } },
    el("h2", { id: "tour" }, "New here? Five steps"),
    el("ol", {}, TOUR.map(([key, title, text]) => el("li", {}, el("a", { href: linkTo("jeddah-2025", key) }, title), el("p", {}, text)))),
  );
}

function newCase(view, catalogue) {
  const file = el("input", { name: "file", required: true, maxlength: "100", placeholder: "talks.yaml", autocomplete: "off", spellcheck: "false" });
  const source = el("select", { name: "source" }, el("option", { value: "" }, "the commented starter case"), catalogue.map((one) => el("option", { value: one.name }, one.title)));
  const told = el("p", { class: "error", role: "alert" });
  const make = async (event) => {
    event.preventDefault();
    told.textContent = "";
    const name = /\.ya?ml$/.test(file.value.trim()) ? file.value.trim() : `${file.value.trim()}.yaml`;
    try {
      await view.post("/cases", { file: name, source: source.value });
      view.go(linkTo(name, "case"));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      told.textContent = error.errors.map((one) => `${one.what}. ${one.hint}`).join(" ");
    }
  };
  return el(
    "details",
    { class: "new" },
    el("summary", {}, "New case"),
    el("form", { class: "row", on: { submit: make } }, field("File name", file), field("Begin with", source), button("Create", null, { kind: "primary", type: "submit" })),
    told,
  );
}
