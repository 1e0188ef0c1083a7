// A condition put together from lists, for whoever does not write the condition language.

import { button, el } from "../dom.js";
import { quoted } from "../turn.js";

const COMPARISONS = [
  ["=", "is"],
  ["!=", "is not"],
  [">=", "is at least"],
  ["<=", "is at most"],
];

/** Lists of issues and their levels; what is chosen becomes the condition, or is added to it. */
export function builder(draft, label, value, set) {
  const issues = Object.entries(draft.state?.data?.issues ?? {}).filter(([, one]) => Array.isArray(one?.levels));
  if (!issues.length) return null;
  const list = (what, options) =>
    el(
      "select",
      { aria: { label: `${label}: ${what}` } },
      options.map(([key, name]) => el("option", { value: key }, name)),
    );
  const issue = list(
    "issue",
    issues.map(([key, one]) => [key, one.name || key]),
  );
  const comparison = list("comparison", COMPARISONS);
  const level = list("level", []);
  const offer = () => {
    const levels = issues.find(([key]) => key === issue.value)[1].levels.map(String);
    level.replaceChildren(...levels.map((one) => el("option", { value: one, selected: one === levels[1] }, one)));
  };
  issue.addEventListener("change", offer);
  offer();
  const chosen = () => `${quoted(issue.value)} ${comparison.value} ${quoted(level.value)}`;
  const whole = (text) => (/\b(and|or|not|if|iff)\b/.test(text) ? `(${text})` : text);
  const add = (word) => button(`${word} …`, () => set(`${whole(value)} ${word} ${chosen()}`), { kind: "small" });
  return el(
    "div",
    { class: "builder", role: "group", aria: { label: `${label}: choose from lists` } },
    issue,
    comparison,
    level,
    button("Use", () => set(chosen()), { kind: "small", title: "In place of what stands there" }),
    value ? [add("and"), add("or")] : null,
  );
}
