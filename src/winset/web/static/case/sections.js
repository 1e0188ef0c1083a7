// Which sections of a case the form shows: the essentials, what the case has, and, when asked for, the rest.

import { button, el, rove } from "../dom.js";

/** Whether a draft has anything in a section. */
function holds(draft, one) {
  const held = draft.state.data[one.key];
  return held !== undefined && held !== null && (typeof held !== "object" || Object.keys(held).length > 0);
}

/** How many entries a section has; nothing where that is no number one asks for. */
function count(draft, one) {
  const held = draft.state.data[one.key];
  if (one.shape === "one" || one.shape === "fields" || !held || typeof held !== "object") return "";
  if (Array.isArray(held)) return held.length || "";
  const inside = (item) => (one.shape === "lists" && Array.isArray(item) ? item.length : 1);
  return Object.values(held).reduce((sum, item) => sum + inside(item), 0) || "";
}

/** What is wrong in a draft, without the essentials that are merely not there yet. */
export function faults(draft, sections) {
  const unwritten = sections.filter((one) => one.part === "essentials" && !holds(draft, one)).map((one) => one.key);
  return draft.state.errors.filter((one) => one.path.length !== 1 || !unwritten.includes(one.path[0]));
}

function isWrong(draft, one) {
  if (one.shape !== "fields" && !holds(draft, one)) return false;
  const prefixes = one.shape === "fields" ? one.fields.map((spec) => [spec.name]) : [[one.key]];
  return prefixes.some((prefix) => draft.errorsAt(prefix).length);
}

/** The sections that a form lacks, and can be asked for. */
function lacking(draft, sections) {
  return sections.filter((one) => one.part !== "essentials" && !holds(draft, one));
}

/**
 * The sections to choose from: every essential one, the others as far as the case has them, and the way to more.
 * `choose` is called with the key of a section; "add" stands for the list of what is not there yet.
 */
export function sectionNav(draft, { parts, sections }, current, choose) {
  const missing = lacking(draft, sections);
  const shown = sections.filter((one) => !missing.includes(one) || one.key === current);
  const link = (one) => {
    const wrong = isWrong(draft, one);
    const attributes = { class: holds(draft, one) || one.key === "about" ? "has" : null };
    const mark = el("span", { class: wrong ? "bad" : "faint" }, wrong ? "!" : count(draft, one));
    return el("li", {}, choice(one.key, [one.title, " ", mark], attributes));
  };
  const choice = (key, content, attributes) =>
    el(
      "button",
      { type: "button", ...attributes, aria: { current: String(key === current) }, on: { click: () => choose(key) } },
      content,
    );
  const groups = parts.map((part) => {
    const mine = shown.filter((one) => one.part === part.key);
    return mine.length ? [el("h3", {}, part.title), el("ul", {}, mine.map(link))] : null;
  });
  const add =
    draft.editable && missing.length
      ? choice("add", ["+ Add", el("span", {}, " numbers, rules, sources …")], {
          class: "has",
          title: `${missing.length} sections are empty`,
        })
      : null;
  const nav = el("nav", { class: "case-nav", aria: { label: "Sections of the case" } }, groups, add);
  rove(nav, "button");
  return nav;
}

/** In a narrow window the sections stand beside each other: have the one that is shown in sight. */
export function showCurrent(body) {
  const nav = body.querySelector(".case-nav");
  const now = nav?.querySelector("[aria-current=true]")?.getBoundingClientRect();
  if (now) nav.scrollLeft += now.left + now.width / 2 - nav.getBoundingClientRect().left - nav.clientWidth / 2;
}

/** The list of sections a case does not have, each with what it is for. */
export function chooser(draft, { parts, sections }, choose) {
  const missing = lacking(draft, sections);
  const entry = (one) =>
    el(
      "li",
      {},
      button(one.title, () => choose(one.key), { kind: "quiet" }),
      el("p", { class: "soft" }, one.what),
    );
  return parts
    .map((part) => [part, missing.filter((one) => one.part === part.key)])
    .filter(([, mine]) => mine.length)
    .map(([part, mine]) => [el("h3", {}, part.title), el("ul", { class: "chooser" }, mine.map(entry))]);
}
