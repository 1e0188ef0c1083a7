// The start page: the cases at hand, a new one, and a tour of five steps.

import { ApiError } from "../api.js";
import { button, el, field } from "../dom.js";
import { linkTo } from "../links.js";
import { sending } from "../sending.js";
import { stepLink, TOUR } from "../tour.js";
import { fromDocuments } from "./start_documents.js";

export const style = true;

export async function show(view) {
  const { folder, files, catalogue } = await view.get("/cases");
  return [
    el(
      "header",
      {},
      el("h1", {}, "Cases"),
      el(
        "p",
        { class: "lead" },
        "winset analyses negotiations and conflicts: which outcomes can hold and for whom, how to get there, how likely they are, and which sentence each number rests on.",
      ),
    ),
    fromDocuments(view),
    tour(),
    el(
      "section",
      { aria: { labelledby: "yours" } },
      el("h2", { id: "yours" }, `Your cases, in the folder ${folder}`),
      files.length
        ? list(files)
        : el(
            "p",
            { class: "soft" },
            "No case files here yet. Draft one from documents, copy one from the catalogue, or begin with the starter case.",
          ),
      newCase(view, catalogue),
    ),
    el(
      "section",
      { aria: { labelledby: "catalogue" } },
      el("h2", { id: "catalogue" }, "Catalogue"),
      el(
        "p",
        { class: "soft" },
        "Published cases, cases from the news and invented ones, to read and to copy. They cannot be changed by mistake.",
      ),
      list(catalogue),
    ),
  ];
}

function list(cases) {
  return el(
    "ul",
    { class: "cases" },
    cases.map((one) =>
      el(
        "li",
        {},
        el("a", { href: linkTo(one.name, one.valid ? "brief" : "case") }, one.title),
        el("span", { class: "soft" }, one.as_of ? ` as of ${one.as_of}` : "", ` · ${one.name}`),
        one.summary ? el("p", {}, one.summary) : null,
      ),
    ),
  );
}

function tour() {
  return el(
    "section",
    { class: "tour", aria: { labelledby: "tour" } },
    el("h2", { id: "tour" }, "New here? Five steps"),
    el(
      "ol",
      {},
      TOUR.map(([, title, text], place) => el("li", {}, el("a", { href: stepLink(place) }, title), el("p", {}, text))),
    ),
  );
}

function newCase(view, catalogue) {
  const title = el("input", { name: "title", required: true, maxlength: "100", autocomplete: "off" });
  const source = el(
    "select",
    { name: "source" },
    el("option", { value: "template:empty" }, "nothing: parties, issues and the rest are added one by one"),
    el("option", { value: "template:starter" }, "the commented starter case"),
    el("option", { value: "template:agreement" }, "an agreement with terms, a deadline and somebody who can refuse it"),
    catalogue.map((one) => el("option", { value: one.name }, one.title)),
  );
  const told = el("p", { class: "error", role: "alert" });
  const make = async () => {
    told.textContent = "";
    const name = fileName(title.value);
    try {
      const template = source.value.startsWith("template:") ? source.value.slice("template:".length) : "";
      const begun = template ? { template, title: title.value.trim() } : { source: source.value };
      await view.post("/cases", { file: name, ...begun });
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
    sending(
      make,
      { class: "row" },
      field("Name", title, { hint: "a file of that name is made in the folder" }),
      field("Begin with", source),
      button("Create", null, { kind: "primary", type: "submit" }),
    ),
    told,
  );
}

/** The file that a case of a name is kept in. */
function fileName(title) {
  const words = title
    .trim()
    .replace(/\.ya?ml$/, "")
    .match(/[\p{L}\p{N}.-]+/gu);
  return `${(words ?? ["case"]).join("-").toLowerCase()}.yaml`;
}
