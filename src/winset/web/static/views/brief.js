// The brief: page one of `winset brief`, or all of it; every number a link to what it rests on.

import { bullets, button, el, exportsBar, table } from "../dom.js";
import { badge } from "../party.js";
import { mark } from "../selection.js";
import { isDark } from "../theme.js";

export const style = true;

export async function show(view) {
  const full = view.query.get("full") === "true";
  const brief = await view.get("brief", full ? { full: "true" } : {});
  view.shortcut("p", "print", () => print());
  return el(
    "article",
    { class: full ? "brief" : "brief page-one" },
    el("header", {}, el("h1", {}, brief.title), brief.subtitle ? el("p", { class: "lead" }, brief.subtitle) : null),
    brief.sections.map((section, place) => drawn(view, section, place)),
    full ? null : pictured(view, "positions"),
    full ? null : el("p", { class: "on" }, el("a", { href: view.link("pictures") }, "More pictures of the case")),
    el(
      "footer",
      { class: "actions" },
      el(
        "a",
        { href: view.link(full ? "brief" : "brief?full=true") },
        full ? "Page one alone" : "All of it, with what each number rests on",
      ),
      view.about.editable
        ? el("a", { href: view.link("interview"), title: "Questions whose answers move most" }, "Interview")
        : null,
      button("Print", () => print(), { kind: "quiet", title: "Print this page (p)" }),
      exportsBar(
        view,
        [
          ["Markdown", "brief.md"],
          ["JSON", "brief.json"],
        ],
        full ? { full: "true" } : {},
      ),
    ),
  );
}

/** A picture that comes after the page, so that nobody waits for it; where there is none, nothing is shown. */
function pictured(view, name) {
  const place = el("figure", { class: "pictured" });
  const narrow = matchMedia("(max-width: 40rem)"); // there it has one column
  const draw = async () => {
    try {
      const how = { ...(isDark() ? { dark: "true" } : {}), ...(narrow.matches ? { narrow: "true" } : {}) };
      const found = await view.get(`pictures/${name}`, how);
      const source = `data:image/svg+xml,${encodeURIComponent(found.svg)}`;
      place.replaceChildren(el("img", { src: source, alt: `${found.title}. ${found.told}` }));
    } catch {
      place.remove();
    }
  };
  document.addEventListener("themechange", draw, { signal: view.signal });
  narrow.addEventListener("change", draw, { signal: view.signal });
  draw();
  return place;
}

function drawn(view, section, place) {
  if (!section.heading)
    return el(
      "p",
      { class: "soft" },
      section.blocks.map((block) => line(view, block.lines[0])),
    );
  const id = `brief-${place + 1}`;
  return el(
    "section",
    { class: place === 0 ? "bottom-line" : null, aria: { labelledby: id } },
    el("h2", { id }, section.heading),
    section.blocks.map((block) => part(view, section, block)),
  );
}

function part(view, section, block) {
  if (block.kind === "table") {
    const rows = block.rows.map((row) => row.map((cell) => line(view, cell)));
    return table(block.header, rows, { label: `Table: ${section.heading}`, stacked: true });
  }
  if (block.kind === "paragraph") return el("p", {}, line(view, block.lines[0]));
  return bullets(
    block.lines.map((one) => line(view, one)),
    { ordered: block.kind === "steps" },
  );
}

function line(view, runs) {
  return runs.map((run) => (run.party ? badge(view, run.party, run.text) : run.to ? linked(view, run) : run.text));
}

function linked(view, run) {
  const query = new URLSearchParams(run.to.split("?")[1] ?? "");
  const kind = ["outcome", "statement", "claim"].find((one) => query.has(one));
  const wordy = /[A-Za-z]{3}/.test(run.text);
  return el(
    "a",
    {
      href: view.link(run.to),
      class: wordy ? "rests" : "rests number",
      ...(kind ? mark(kind, query.get(kind), { focus: false }) : {}),
    },
    run.text,
  );
}
