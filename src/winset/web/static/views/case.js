// The case: edited section by section or as text; what is saved is the file, its comments kept.

import { askJson } from "../api.js";
import { Draft } from "../case/draft.js";
import { drawSection } from "../case/entries.js";
import { Grid } from "../case/grid.js";
import { optionTable } from "../case/options.js";
import { conditionList } from "../case/fields.js";
import { drawDiff, drawProblems, drawText } from "../case/text.js";
import { convertForm, copyForm } from "../case/other_file.js";
import { twoVersions } from "../case/two_versions.js";
import { chooser, faults, sectionNav, showCurrent } from "../case/sections.js";
import { undoByKey } from "../case/undoing.js";
import { button, el, exportsBar, rove } from "../dom.js";
import { drawAround, focusOn, isTypedIn, whenLetGo } from "../drawing.js";
import { say } from "../live.js";
import { once } from "../sending.js";
import { paint } from "../selection.js";

export const style = true;
const ADD = {
  key: "add",
  title: "Add to the case",
  what: "None of this is needed for a first brief. Each section says what it is for; an empty one changes nothing.",
};

export async function show(view) {
  const [file, form] = await Promise.all([view.get("text"), askJson("/api/case-form", { signal: view.signal })]);
  const draft = new Draft(view, file, form);
  const taken = await draft.begin();
  const page = new Page(view, draft, form);
  if (taken) say("Your unsaved changes are back.");
  if (draft.behind) await page.fileChanged();
  return page.node;
}

class Page {
  constructor(view, draft, form) {
    this.view = view;
    this.draft = draft;
    this.sections = form.sections;
    this.parts = form.parts;
    this.grid = new Grid(draft, view);
    this.ways = { values: "Grid", preferences: "Entries" };
    this.open = new Set(view.remember("open") ?? []);
    this.tab = draft.state.readable ? (view.query.get("tab") ?? "form") : "text";
    this.section = this.wanted();
    this.bar = el("div", { class: "case-bar" });
    this.notice = el("div", { role: "status" });
    this.body = el("div", { class: "case-body" });
    this.node = el(
      "div",
      { class: "case" },
      el("h1", { class: "unseen" }, "Case"),
      this.bar,
      this.notice,
      this.body,
      el(
        "footer",
        { class: "actions" },
        exportsBar(view, [
          ["YAML", "case.yaml"],
          ["JSON", "case.json"],
        ]),
      ),
    );
    if (draft.wrong) this.tell("bad", convertForm(draft, view));
    const draw = whenLetGo(() => this.draw());
    this.save = once((despite) => this.keep(despite));
    draft.listeners.add(() => {
      if (this.notice.querySelector(".passing")) this.told();
      draw();
    });
    draft.slow = (is) => {
      if (!is) return drawAround(this.bar, () => this.drawBar());
      const told = this.bar.querySelector(".state");
      if (told) told.textContent = "checking …";
    };
    draft.failed = (error) =>
      this.tell("bad passing", error.errors?.map((one) => `${one.what}. ${one.hint ?? ""}`).join(" ") ?? error.message);
    view.leaving(() => {
      if (this.node.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur(); // what is typed is taken over
      view.remember("open", [...this.open]);
    });
    view.fileChanged((revision) => this.fileChanged(revision));
    view.within((where) => this.within(where));
    view.shortcut("u", "undo", () => draft.undo());
    view.shortcut("r", "redo", () => draft.redo());
    view.shortcut("s", "save", () => this.save());
    this.node.addEventListener("keydown", (event) => this.tab === "text" || undoByKey(event, draft, this.body));
    const unload = (event) => {
      view.remember("open", [...this.open]);
      if (draft.dirty || isTypedIn(this.body)) event.preventDefault(); // the browser asks before the tab is closed
    };
    addEventListener("beforeunload", unload, { signal: view.signal });
    this.draw();
    requestAnimationFrame(() => showCurrent(this.body)); // once it is on the page
  }

  /** The section the address asks for, with its entry opened. */
  wanted() {
    const { query } = this.view;
    const statement = query.get("statement");
    if (statement) {
      const [party, place] = statement.split(/:(?=\d+$)/);
      this.open.add(JSON.stringify(["preferences", party, Number(place) - 1]));
      return "preferences";
    }
    const section = query.get("section") ?? this.view.remember("section") ?? "about";
    if (query.get("entry")) this.ways.values = "Entries";
    if (query.get("entry")) this.open.add(JSON.stringify([section, query.get("entry")]));
    return section === "add" || this.sections.some((one) => one.key === section) ? section : "about";
  }

  /** Take a step of this view without leaving it; gives whether it is one. */
  within(where) {
    const section = new URLSearchParams(where.split("?")[1] ?? "").get("section");
    const here = where.startsWith("case?") && this.sections.some((one) => one.key === section);
    if (here) this.choose(section, { within: true });
    return here;
  }

  draw() {
    this.view.steps(this.draft.editable ? this.draft.state.steps : []);
    const top = scrollY;
    drawAround(this.bar, () => this.drawBar());
    if (this.tab === "text") this.drawText();
    else if (this.tab === "changes")
      this.body.replaceChildren(
        el("div", { class: "panel" }, el("h2", {}, "What will change in the file"), drawDiff(this.draft.state.diff)),
      );
    else drawAround(this.body, () => this.drawForm());
    paint(this.node);
    scrollTo(0, top);
  }

  drawBar() {
    const { draft } = this;
    const tab = (key, text) =>
      el(
        "button",
        {
          type: "button",
          role: "tab",
          class: "tab",
          data: { path: key },
          aria: { selected: String(this.tab === key) },
          on: { click: () => ((this.tab = key), this.draw()) },
        },
        text,
      );
    const tabs = el(
      "div",
      { role: "tablist", class: "tabs", aria: { label: "How to show the case" } },
      tab("form", "Form"),
      tab("text", "Text"),
      draft.editable ? tab("changes", draft.dirty ? "Changes •" : "Changes") : null,
    );
    rove(tabs, ".tab");
    const errors = faults(draft, this.sections).length;
    const unfinished = draft.state.errors.length && !errors;
    const tools = draft.editable
      ? [
          button("Undo", () => draft.undo(), { disabled: !draft.past.length, title: "Undo (u)" }),
          button("Redo", () => draft.redo(), { disabled: !draft.future.length, title: "Redo (r)" }),
          button("Save", () => this.save(), { kind: "primary", title: "Save (s)" }),
          el(
            "span",
            { class: errors ? "state bad" : "state soft" },
            errors ? `${errors} to mend` : unfinished ? "not complete yet" : draft.dirty ? "not saved" : "saved",
          ),
        ]
      : [
          draft.wrong
            ? el("span", { class: "bad" }, "Not UTF-8: cannot be edited.")
            : copyForm(this.view, (told) => this.tell("bad", told)),
        ];
    this.bar.replaceChildren(tabs, el("div", { class: "case-tools" }, tools));
  }

  drawForm() {
    const { draft } = this;
    if (!draft.state.readable)
      return this.body.replaceChildren(
        el("div", { class: "notice bad" }, "The text cannot be read as YAML; mend it under Text first."),
        drawProblems(draft, (one) => this.goTo(one)),
      );
    const spec = this.section === "add" ? ADD : this.sections.find((one) => one.key === this.section);
    const nav = sectionNav(draft, this, this.section, (key) => this.choose(key, { within: key === "add" }));
    const wrong = faults(draft, this.sections);
    const general = wrong.filter((one) => !one.path.length);
    this.body.replaceChildren(
      el(
        "div",
        { class: "case-form" },
        nav,
        el(
          "section",
          { class: "case-section", aria: { labelledby: "case-section" } },
          el("h2", { id: "case-section" }, spec.title),
          el("p", { class: "soft" }, spec.what),
          general.length
            ? el(
                "div",
                { class: "notice bad" },
                general.map((one) => `${one.what}. ${one.hint} `),
              )
            : null,
          spec === ADD ? chooser(draft, this, (key) => this.choose(key, { within: true })) : this.drawn(spec),
          conditionList(draft),
        ),
      ),
      wrong.length || draft.state.warnings.length
        ? el(
            "section",
            {},
            el("h2", {}, "Worth mending"),
            drawProblems(draft, (one) => this.goTo(one), wrong),
          )
        : el("span", {}),
    );
    showCurrent(this.body);
  }

  /** A section: the values also as a grid to type into, the statements also as an option table to read. */
  drawn(spec) {
    const ways = { values: ["Grid", "Entries"], preferences: ["Entries", "Option table"] }[this.section];
    if (!ways) return drawSection(this.draft, spec, this.open);
    const now = this.ways[this.section];
    const choose = (way) => () => ((this.ways[this.section] = way), this.draw());
    const choice = (way) => button(way, choose(way), { kind: "small", "aria-pressed": String(way === now) });
    const drawn = {
      Grid: () => this.grid.refresh(),
      "Option table": () => optionTable(this.draft, this.view),
      Entries: () => drawSection(this.draft, spec, this.open),
    }[now]();
    return [
      el("div", { class: "row", role: "group", aria: { label: "How to show the section" } }, ways.map(choice)),
      drawn,
    ];
  }

  /** Show a section; the focus goes to its place in the list of sections, or to what one begins with. */
  choose(key, { within = false } = {}) {
    if (key !== this.section) this.view.at({ section: key });
    this.section = key;
    this.tab = "form";
    this.view.remember("section", key);
    this.draw();
    const first = this.body.querySelector(".case-section :is(input, select, textarea, summary, button)");
    const target = (within && first) || this.body.querySelector(".case-nav [aria-current=true]");
    /** @type {HTMLElement} */ (target)?.focus({ preventScroll: !within });
  }

  drawText() {
    if (this.source && this.body.contains(this.source.node)) {
      if (this.source.written() !== this.draft.text && document.activeElement !== this.source.area) this.source.show();
      this.source.number();
      this.problems.replaceChildren(drawProblems(this.draft, (one) => this.source.go(one.line)));
      return;
    }
    this.source = drawText(this.draft, this.line);
    this.line = 0;
    this.problems = el(
      "div",
      {},
      drawProblems(this.draft, (one) => this.source.go(one.line)),
    );
    this.body.replaceChildren(this.problems, this.source.node);
  }

  /** Go to what a problem is about: its field in the form, or its line. */
  goTo(one) {
    const section = one.path.length ? (this.sections.find((spec) => spec.key === one.path[0])?.key ?? "about") : null;
    if (this.tab === "form" && section) {
      if (section !== this.section) this.view.at({ section });
      this.section = section;
      this.ways = { values: "Entries", preferences: "Entries" };
      one.path.forEach((_, place) => this.open.add(JSON.stringify(one.path.slice(0, place + 1))));
      this.draw();
      this.body.querySelector("[aria-invalid=true]")?.focus();
      return;
    }
    this.tab = "text";
    this.line = one.line;
    this.source = null;
    this.draw();
  }

  tell(kind, ...content) {
    this.told(el("div", { class: `notice ${kind}` }, content));
  }

  /** Put something in the place of notices, or nothing; who was at a button there goes on at the bar. */
  told(...content) {
    const here = this.notice.contains(document.activeElement);
    this.notice.replaceChildren(...content);
    if (here) focusOn(this.bar, "Save");
  }

  async keep(despite = false) {
    const { draft } = this;
    try {
      await draft.queue; // what was typed last may still be on its way
      if (!draft.dirty) return say("There is nothing to save: the file holds all of it.");
      const saved = await draft.save(despite);
      this.tell(
        "passing",
        el("p", {}, el("strong", {}, "Saved. "), "This is what changed in the file:"),
        drawDiff(saved.diff),
        el("p", {}, el("a", { href: this.view.link("brief") }, "Read the brief")),
      );
      await this.view.refresh();
    } catch (error) {
      if (error.status === 409) return this.fileChanged();
      if (error.status === 422 && !despite)
        return this.tell(
          "warn",
          el("p", {}, "The case has errors, so nothing was saved: ", error.errors[0].what, "."),
          button("Save it as it is", () => this.save(true)),
          " ",
          el("span", { class: "soft" }, "The draft is kept in this browser either way."),
        );
      this.tell("bad", error.errors?.map((one) => `${one.what}. ${one.hint ?? ""}`).join(" ") ?? error.message);
    }
  }

  /** The file is no longer what the draft was made from; unless it is this draft that has just been saved. */
  async fileChanged(revision = "") {
    const { draft } = this;
    const typed = this.source && this.body.contains(this.source.node) ? this.source : null;
    await typed?.send();
    await draft.queue;
    if (revision && revision === draft.revision) return;
    const before = draft.text;
    const dirty = draft.dirty;
    if (await draft.merge()) {
      typed?.show(); // what is typed next goes on from both
      this.tell(
        "",
        dirty
          ? "Somebody, or another window, has saved this case meanwhile. Their changes and yours are now together in this draft; yours are not saved yet."
          : "Somebody, or another window, has saved this case meanwhile; this is the new version.",
      );
      return;
    }
    const done = () => this.told();
    const changes = () => ((this.tab = "changes"), done(), this.draw());
    this.tell("warn", await twoVersions(draft, before, done, changes));
  }
}
