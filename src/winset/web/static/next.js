// The line under the navigation: the next useful step of a case, why, and where it is taken.

import { button, el } from "./dom.js";
import { drawAround } from "./drawing.js";
import { linkTo } from "./links.js";
import { following, GROUPS, keyOf, NEED_NUMBERS, partOf, placeOf } from "./views.js";

const PUT_OFF = "winset-put-off";

/** Empty the line: there is no case, or another one. */
export function clearNext() {
  const line = document.getElementById("next");
  line.replaceChildren();
  line.hidden = true;
}

/** Ask for the steps of a case and show them; a view that knows better calls `showNext` itself. */
export async function askNext(view) {
  const line = document.getElementById("next");
  if (!view.about.editable) return showNext(view, []);
  if (view.key === "case") return; // tells the steps of its draft
  if (!view.about.valid) return clearNext();
  line.hidden = false;
  try {
    showNext(view, await view.get("steps", { set: null, without: null, swap: null }));
  } catch (error) {
    if (error.name !== "AbortError") clearNext();
  }
}

/** Show steps: the first that is taken in this group of views, else the first of all; a reader of a case is led on. */
export function showNext(view, steps) {
  if (view.query.has("tour")) return clearNext();
  const line = document.getElementById("next");
  const { group, entry } = placeOf(view.key, view.query);
  const putOff = new Set(JSON.parse(sessionStorage.getItem(PUT_OFF) ?? "[]"));
  const open = steps.filter((one) => !putOff.has(named(view, one)));
  const elsewhere = open.filter((one) => !isHere(view, one.where));
  const near = elsewhere.find((one) => placeOf(...asked(one.where)).group === group);
  const step = near ?? elsewhere[0] ?? onward(view, entry);
  line.hidden = !step;
  if (!step) return line.replaceChildren();
  const others = open.filter((one) => one !== step);
  const why = el("span", { class: "next-why" }, ` ${step.why}`);
  const told = el("p", {}, el("span", { class: "next-word" }, "Next"), " ", link(view, step), why);
  const parts = [told, more(view, others), open.length ? later(view, step, steps, putOff) : null].filter(Boolean);
  drawAround(line, () => line.replaceChildren(...parts));
}

/** A button that puts a step off for as long as the tab is open. */
function later(view, step, steps, putOff) {
  const act = () => {
    sessionStorage.setItem(PUT_OFF, JSON.stringify([...putOff, named(view, step)]));
    showNext(view, steps);
    /** @type {HTMLElement} */ (document.querySelector("#next a"))?.focus();
  };
  return button("×", act, {
    kind: "quiet small",
    "aria-label": `Put off: ${step.what}`,
    title: "Put off, in this tab",
  });
}

function named(view, step) {
  return `${view.name}:${step.where}:${step.what}`;
}

/** Whether a step leads to the very page one is on; the form has many places. */
function isHere(view, where) {
  const [key, query] = asked(where);
  if (key !== view.key || key === "case") return false;
  return key !== "record" || partOf(query) === partOf(view.query);
}

/** The view and query of where a step is taken. */
function asked(where) {
  return /** @type {[string, URLSearchParams]} */ ([keyOf(where), new URLSearchParams(where.split("?")[1] ?? "")]);
}

function link(view, step) {
  const href = linkTo(view.name, step.where, step.onward ? view.changed : {});
  return el("a", { href, on: { click: (event) => view.take(step.where) && event.preventDefault() } }, step.what);
}

/** For whom there is nothing to be done: the next view in the order of the work. */
function onward(view, entry) {
  let next = entry && following(entry);
  while (next && NEED_NUMBERS.has(next[0]) && !view.about.numbers) next = following(next);
  if (!next) return null;
  const [to, name, what] = next;
  const group = GROUPS.find((one) => one.views.includes(next));
  return {
    what: group.views.includes(entry) ? name : `${group.name}: ${name.toLowerCase()}`,
    why: `${what[0].toUpperCase()}${what.slice(1)}.`,
    where: to,
    onward: true,
  };
}

function more(view, others) {
  if (!others.length) return null;
  return el(
    "details",
    { class: "next-more" },
    el("summary", {}, `${others.length} more`),
    el(
      "ul",
      {},
      others.map((one) => el("li", {}, link(view, one), " ", el("span", { class: "soft" }, one.why))),
    ),
  );
}
