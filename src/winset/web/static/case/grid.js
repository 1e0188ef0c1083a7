// The values of a case as a grid: issues and levels down, parties across, low, most likely and high in a cell.

import { askJson } from "../api.js";
import { el } from "../dom.js";
import { say } from "../live.js";
import { pasted, stepped } from "./grid_keys.js";
import { drawAround } from "../drawing.js";
import { spark } from "./spark.js";

const PARTS = ["low", "most likely", "high"];

/** One grid over a draft. What cannot be taken yet, such as a curve with one point, waits in its cells with the reason. */
export class Grid {
  constructor(draft, view) {
    /** What each cell of the table stands for.
     * @type {WeakMap<Element, any>} */
    this.cells = new WeakMap();
    this.draft = draft;
    this.view = view;
    this.waiting = new Map();
    this.general = [];
    this.weighted = false;
    this.homes = false;
    this.text = null;
    this.asked = 0;
    this.node = el("div", { class: "values-grid" });
  }

  /** Show the draft as it now is. */
  refresh() {
    if (this.draft.state.errors.length) {
      this.node.replaceChildren(
        el("p", { class: "notice warn" }, "The grid shows a case without errors; mend those below first."),
      );
      this.text = null;
    } else if (this.text !== this.draft.text) {
      this.ask([])
        .then(() => this.draw())
        .catch((error) => this.fail(error));
    }
    return this.node;
  }

  async ask(cells) {
    const path = `/api/cases/${encodeURIComponent(this.view.name)}/grid`;
    const mine = ++this.asked;
    const found = await askJson(path, {
      method: "POST",
      body: { text: this.draft.text, weighted: this.weighted, cells },
      signal: cells.length ? undefined : this.view.signal, // what was typed outlives the view
    });
    if (mine !== this.asked) return found; // something newer is on its way
    this.text = found.text;
    this.rows = found.rows;
    this.owners = found.owners;
    return found;
  }

  fail(error) {
    if (error.name !== "AbortError")
      this.node.replaceChildren(
        el("p", { class: "notice bad" }, error.errors?.map((one) => one.what).join(" ") ?? error.message),
      );
  }

  /** Put everything that was typed into the draft; all of it, or nothing and the reasons. */
  commit() {
    return this.draft.next(async () => {
      const cells = [...this.waiting.values()];
      if (!cells.length) return;
      const found = await this.ask(cells.map(({ row, owner, range }) => ({ row, owner, range })));
      for (const cell of cells) cell.fault = "";
      this.general = [];
      if (!found.faults.length) {
        this.waiting.clear();
        if (found.text === this.draft.text) return this.draw();
        say("Taken over. Undo takes it back.");
        await this.draft.settle({ text: found.text });
        return this.draw();
      }
      for (const one of found.faults) {
        const told = `${one.what}. ${one.hint}`.trim();
        if (cells[one.cell]) cells[one.cell].fault = told;
        else this.general.push(told);
      }
      this.draw();
    });
  }

  /** Keep what one cell now holds, until it is put into the draft. */
  note(row, owner, td) {
    const range = [...td.querySelectorAll("input")].map((one) => one.value.trim());
    const key = JSON.stringify([row.about, owner]);
    const before = row.cells[owner] ?? ["", "", ""];
    if (range.every((one, place) => one === before[place])) this.waiting.delete(key);
    else this.waiting.set(key, { row: row.about, owner, range, fault: "" });
  }

  shown() {
    const used = new Set(this.rows.flatMap((row) => Object.keys(row.cells)));
    return this.owners.filter((one) => one.party || this.homes || used.has(one.key));
  }

  draw() {
    if (this.rows) drawAround(this.node, () => this.drawn());
  }

  drawn() {
    const scroll = this.node.querySelector(".scroll");
    const at = scroll ? [scroll.scrollLeft, scroll.scrollTop] : [0, 0];
    const owners = this.shown();
    const faults = [
      ...[...this.waiting.values()]
        .filter((one) => one.fault)
        .map((one) => `${one.row.filter(Boolean).join(", ")}, ${this.nameOf(one.owner)}: ${one.fault}`),
      ...this.general,
    ];
    this.node.replaceChildren(
      this.tools(),
      el(
        "div",
        { role: "status" },
        faults.length
          ? el(
              "ul",
              { class: "problems" },
              faults.map((one) => el("li", {}, one)),
            )
          : null,
      ),
      el(
        "div",
        {
          class: "scroll",
          tabindex: "0",
          role: "region",
          aria: { label: "Values: issues and levels down, parties and homes across" },
        },
        this.table(owners),
      ),
      el(
        "p",
        { class: "hint" },
        "Most likely alone is certain. Arrow keys move, cells of a spreadsheet can be pasted, Ctrl+Z undoes. New entries rest on: analyst assumption; what an entry rests on is changed under Entries.",
      ),
    );
    this.node.querySelector(".scroll").scrollTo(...at);
  }

  nameOf(key) {
    return this.owners.find((one) => one.key === key)?.name ?? key;
  }

  tools() {
    const box = (label, checked, change) =>
      el("label", { class: "flag" }, el("input", { type: "checkbox", checked, on: { change } }), ` ${label}`);
    const again = () =>
      this.ask([])
        .then(() => this.draw())
        .catch((error) => this.fail(error));
    const weighed = this.rows.some((row) => row.counts === "weight of the issue");
    return el(
      "div",
      { class: "row" },
      box("Weights and scores", weighed, (event) => ((this.weighted = event.target.checked), again())),
      this.owners.some((one) => !one.party)
        ? box("Homes without points", this.homes, (event) => ((this.homes = event.target.checked), this.draw()))
        : null,
      weighed
        ? el(
            "p",
            { class: "soft" },
            "With every issue at its worst, which would the party reportedly move first to its best? That one weighs most. Weights sum to 100; scores run from 0 (worst) to 100 (best); what does not yet fit together waits here.",
          )
        : null,
    );
  }

  table(owners) {
    const body = [];
    let issue = null;
    for (const row of this.rows) {
      if (row.issue !== issue) {
        issue = row.issue;
        body.push(
          el(
            "tr",
            { class: "group" },
            el("th", { scope: "rowgroup", colspan: owners.length + 1 }, el("span", {}, issue || "Under conditions")),
          ),
        );
      }
      body.push(this.line(row, owners));
    }
    const weights = this.rows.filter((row) => row.counts === "weight of the issue");
    return el(
      "table",
      { on: { keydown: (event) => this.key(event), paste: (event) => this.paste(event) } },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("td", {}),
          owners.map((one) => el("th", { scope: "col" }, one.name, el("span", { class: "parts" }, PARTS.join(" · ")))),
        ),
      ),
      el("tbody", {}, body),
      weights.length
        ? el(
            "tfoot",
            {},
            el(
              "tr",
              {},
              el("th", { scope: "row" }, "Sum of weights"),
              owners.map((one) => el("td", {}, this.sum(weights, one.key))),
            ),
          )
        : null,
    );
  }

  sum(weights, owner) {
    const found = weights.map((row) => this.rangeOf(row, owner)).filter((range) => range.some(Boolean));
    const total = found.reduce((sum, range) => sum + Number(range[1] || (Number(range[0]) + Number(range[2])) / 2), 0);
    return found.length ? `${Number(total.toFixed(6))} of 100` : "";
  }

  rangeOf(row, owner) {
    return this.waiting.get(JSON.stringify([row.about, owner]))?.range ?? row.cells[owner] ?? ["", "", ""];
  }

  line(row, owners) {
    const kind = row.counts === "at this level" || row.counts.startsWith("under") ? "" : row.counts;
    const stake = row.about[4];
    const name = row.level || row.condition || row.counts;
    const label = [row.issue, name, kind === name ? "" : kind, stake].filter(Boolean).join(", ");
    return el(
      "tr",
      { data: { row: "" } },
      el(
        "th",
        { scope: "row" },
        name,
        [kind === name ? "" : kind, row.level ? row.condition : "", stake]
          .filter(Boolean)
          .map((one) => el("span", { class: "parts" }, one)),
      ),
      owners.map((one) => this.cell(row, one, label)),
    );
  }

  cell(row, owner, label) {
    const range = this.rangeOf(row, owner.key);
    const fault = this.waiting.get(JSON.stringify([row.about, owner.key]))?.fault;
    const td = el("td", { class: fault ? "wrong" : null });
    const input = (part, place) =>
      el("input", {
        value: range[place],
        inputmode: "decimal",
        autocomplete: "off",
        maxlength: "40",
        disabled: !this.draft.editable,
        data: { path: JSON.stringify(["grid", row.about, owner.key, place]), held: range[place] },
        aria: { label: `${owner.name}: ${label}: ${part}`, ...(fault ? { invalid: "true" } : {}) },
        on: { change: () => (this.note(row, owner.key, td), this.commit()) },
      });
    td.append(el("span", { class: "three" }, PARTS.map(input)), spark(this.rows, row, owner.key) ?? "");
    this.cells.set(td, { row, owner: owner.key });
    return td;
  }

  key(event) {
    const { target } = event;
    if (!target.matches("input") || event.altKey || event.shiftKey) return;
    if (!event.ctrlKey && !event.metaKey) return stepped(event);
    if (event.key === "z" && target.value === (target.dataset.held ?? "") && this.draft.past.length) {
      event.preventDefault();
      this.draft.undo();
    }
  }

  paste(event) {
    const touched = pasted(event);
    for (const td of touched) {
      const { row, owner } = this.cells.get(td);
      this.note(row, owner, td);
    }
    if (touched.size) this.commit();
  }
}
