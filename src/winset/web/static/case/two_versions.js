// Two versions of the same lines: the file's and one's own, side by side, to choose from.

import { button, el } from "../dom.js";
import { drawDiff } from "./text.js";

/** Lay them out; `taken` and `kept` are called when the file's version or one's own `text` was chosen. */
export async function twoVersions(draft, text, taken, kept) {
  const theirs = await draft.ask({ text: draft.theirs.theirs });
  const mine = await draft.ask({ text });
  return [
    el("h2", {}, "Two versions of the same lines"),
    el(
      "p",
      {},
      "Somebody, or another window, has saved other changes to the lines you have changed. Nothing is lost: choose, or put them together under Text.",
    ),
    el(
      "div",
      { class: "grid" },
      el("section", {}, el("h3", {}, "In the file"), drawDiff(theirs.diff)),
      el("section", {}, el("h3", {}, "Yours, not saved"), drawDiff(mine.diff)),
    ),
    el(
      "div",
      { class: "row" },
      button("Take the file's, mine stays in Undo", () => draft.takeTheirs(false).then(taken)),
      button("Keep mine, and show what it changes", () => draft.takeTheirs(true).then(kept)),
    ),
  ];
}
