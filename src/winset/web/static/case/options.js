// The statements as an option table: outcomes across, options by who moves them and statements down, Y and N within.

import { el } from "../dom.js";
import { drawAround } from "../drawing.js";

/** Draw the table for the case as it was saved, in a chosen party's order. */
export function optionTable(draft, view) {
  const node = el(
    "div",
    { class: "option-table" },
    el("p", { class: "soft", role: "status" }, "Reading the outcomes …"),
  );
  const order = el(
    "select",
    {},
    el("option", { value: "" }, "by number"),
    view.about.parties.map((one) => el("option", { value: one.key }, `best first for ${one.name}`)),
  );
  let asked = 0;
  const load = async () => {
    const mine = ++asked;
    try {
      const data = await view.get("option-table", { party: order.value, limit: "24" });
      const told =
        data.numbers.length < data.possible
          ? `The first ${data.numbers.length} of ${data.possible.toLocaleString("en")} possible outcomes.`
          : `All ${data.possible} possible outcomes.`;
      if (mine !== asked) return;
      const parts = () => [
        el(
          "div",
          { class: "row" },
          el("label", { class: "flag" }, "Outcomes ", order),
          el("span", { class: "soft" }, told, draft.dirty ? " As saved, without the changes of this draft." : ""),
        ),
        el("div", { class: "scroll", tabindex: "0", role: "region", aria: { label: "Option table" } }, table(data)),
      ];
      drawAround(node, () => node.replaceChildren(...parts()));
    } catch (error) {
      if (error.name !== "AbortError" && mine === asked)
        node.replaceChildren(
          el("p", { class: "notice warn" }, error.errors?.map((one) => one.what).join(" ") ?? error.message),
        );
    }
  };
  order.addEventListener("change", load);
  load();
  return node;
}

function table(data) {
  const head = data.numbers.map((number) =>
    el(
      "th",
      { scope: "col", class: "number" },
      number,
      number === data.today ? el("span", { class: "parts" }, "today") : null,
    ),
  );
  const rows = data.groups.flatMap((group) => [
    el(
      "tr",
      { class: "group" },
      el("th", { scope: "rowgroup", colspan: data.numbers.length + 1 }, el("span", {}, group.name)),
    ),
    ...group.rows.map((row) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, row.name),
        row.cells.map((cell) => el("td", { class: cell === "Y" ? "yes" : null }, cell)),
      ),
    ),
  ]);
  return el("table", {}, el("thead", {}, el("tr", {}, el("td", {}, "Outcome"), head)), el("tbody", {}, rows));
}
