// The views of a case, grouped by what one is doing, in the order of the work.

/**
 * A view as the navigation has it: where it leads, its name, what it is for.
 * @typedef {[string, string, string]} Entry
 */

/** @type {{key: string, name: string, what: string, views: Entry[]}[]} */
export const GROUPS = [
  {
    key: "understand",
    name: "Understand",
    what: "what one must know, and what one sees at a glance",
    views: [
      ["brief", "Brief", "what one must know, on a page"],
      ["pictures", "Pictures", "who could accept what, who can do what to whom, how it may end"],
    ],
  },
  {
    key: "case",
    name: "Case",
    what: "who decides what, and who reportedly prefers what",
    views: [
      ["case", "Form", "parties, issues, who wants what, endings; numbers and the rest when asked for"],
      ["interview", "Interview", "questions whose answers move most"],
    ],
  },
  {
    key: "explore",
    name: "Explore",
    what: "what can happen, how one gets there, how likely it is",
    views: [
      ["outcomes", "Outcomes", "everything that can happen, and what holds"],
      ["map", "Map", "how one outcome leads to another"],
      ["deals", "Deals", "what everyone, and everyone's home, could accept"],
      ["forecast", "Forecast", "how likely, over time"],
      ["flips", "What would change it", "which input changes the answer"],
    ],
  },
  {
    key: "evidence",
    name: "Evidence",
    what: "who said what, in which document",
    views: [
      ["record?part=documents", "Documents", "the texts, with what is said in them"],
      ["record?part=claims", "Claims", "who said what, according to whom, how well it is known"],
      ["record?part=timeline", "Timeline", "what happened and was said, party by party"],
      ["record?part=hypotheses", "Hypotheses", "rival explanations, and which claims speak for which"],
    ],
  },
  {
    key: "hand-on",
    name: "Hand on",
    what: "what others are given, and what came of it",
    views: [
      ["report", "Report", "the document one hands on"],
      ["sheets", "Sheets", "one page for one purpose, and roles for a role-play"],
      ["compare", "Compare", "two versions side by side"],
      ["log", "Log", "dated forecasts, what came of them, and their scores"],
    ],
  },
];

/** Views that need values, which a case may not have. */
export const NEED_NUMBERS = new Set(["deals", "forecast", "flips"]);

const ENTRIES = GROUPS.flatMap((group) => group.views);

/** The names of the views' modules. */
export const KEYS = new Set(ENTRIES.map(([to]) => keyOf(to)));

/** Which part of the record a query asks for: parts are named, and what is asked for alone lies in one. */
export function partOf(query) {
  return query.get("part") ?? (query.has("about") ? "notes" : query.has("document") ? "documents" : "claims");
}

/** The name of a view's module, of where it leads. */
export function keyOf(to) {
  return to.split("?")[0];
}

/**
 * Where a view stands: its group, and its entry there; no entry where only the group leads to it.
 * @param {string} key
 * @param {URLSearchParams} query
 */
export function placeOf(key, query) {
  const to = key === "record" ? `record?part=${partOf(query)}` : key;
  const group = GROUPS.find((one) => one.views.some(([other]) => keyOf(other) === key)) ?? null;
  return { group, entry: group?.views.find(([other]) => other === to) ?? null };
}

/** The view after another, in the order of the work; null after the last. */
export function following(entry) {
  return ENTRIES[ENTRIES.indexOf(entry) + 1] ?? null;
}
