// The views of a case, in the order an analyst works.

export const VIEWS = [
  ["brief", "Brief", "what one must know, on a page"],
  ["case", "Case", "who decides what, and who reportedly prefers what"],
  ["outcomes", "Outcomes", "everything that can happen, and what holds"],
  ["map", "Map", "how one outcome leads to another"],
  ["deals", "Deals", "what everyone, and everyone's home, could accept"],
  ["forecast", "Forecast", "how likely, over time, and how it was scored"],
  ["flips", "Flips", "which input changes the answer"],
  ["record", "Record", "who said what, in which document"],
  ["compare", "Compare", "two versions side by side"],
  ["report", "Report", "the document one hands on"],
];

/** Views of a case that are no step of the work of their own: pages lead to them. */
export const BESIDES = [["interview", "Interview", "questions whose answers move most"]];
