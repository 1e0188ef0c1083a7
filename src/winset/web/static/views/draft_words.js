// What the entries of a draft say, in words.

import { el } from "../dom.js";
import { shape } from "../party.js";

function nameOf(draft, key) {
  return draft.parties.find((party) => party.address === `parties.${key}`)?.name ?? key;
}

/** What an entry says, with shapes and marks. */
export function words(draft, one) {
  const kind = one.address.split(".")[0];
  if (kind === "parties")
    return [
      shape(draft.parties.indexOf(one)),
      " ",
      el("strong", {}, one.name),
      ` ${one.mediator ? "mediates" : one.at_table ? "at the table" : "not at the table"}`,
      one.aliases.length ? el("span", { class: "line soft" }, `also called ${one.aliases.join(", ")}`) : null,
      one.home.length ? el("span", { class: "line" }, `must be accepted at home by ${one.home.join(", ")}`) : null,
    ];
  if (kind === "issues")
    return [
      el("strong", {}, one.name),
      el(
        "span",
        { class: "line" },
        "today: ",
        el("em", {}, `${one.today}${one.amounts ? ` ${one.amounts}` : ""}`),
        ` · also: ${one.levels.join(", ")}`,
      ),
      el(
        "span",
        { class: "line soft" },
        one.control.length ? `moved by ${one.control.join(" and ")}` : "moved by nobody",
      ),
    ];
  if (kind === "statements")
    return [
      el("span", { class: `way ${one.direction}` }, one.direction === "wants" ? "wants" : "would keep"),
      " ",
      el("strong", {}, one.words),
    ];
  if (kind === "conditions")
    return [
      shape(draft.parties.findIndex((party) => party.address === `parties.${one.party}`)),
      " ",
      el("strong", {}, nameOf(draft, one.party)),
      ` withholds ${one.withholds}, unless ${one.unless}`,
    ];
  return [el("strong", {}, one.name), el("span", { class: "line" }, one.words)];
}

/** What an entry says, as bare words. */
export function plain(draft, one) {
  if (!one) return "";
  if ("direction" in one)
    return `${nameOf(draft, one.party)} ${one.direction === "wants" ? "wants" : "would keep"} ${one.words}`;
  return "withholds" in one
    ? `${nameOf(draft, one.party)} withholds ${one.withholds}, unless ${one.unless}`
    : `${one.name}: ${one.words}`;
}
