// Where the keyboard is in a form that is drawn anew after every change.

/** What tells a place in the form from others: the field, or the entry and what the control is called. */
export function spotOf(node) {
  if (!node?.closest?.(".case-section")) return null;
  return [
    node.dataset.path ?? "",
    node.closest("[data-entry]")?.dataset.entry ?? "",
    node.closest(".owner")?.querySelector("h3")?.textContent ?? "",
    node.ariaLabel ?? node.closest("label")?.textContent ?? node.textContent,
    node.localName,
  ].join("\n");
}

/** The control at the same place in what is drawn now; none where it is gone. */
export function findSpot(root, spot) {
  const controls = root.querySelectorAll(".case-section :is(input, select, textarea, button, summary)");
  return [...controls].find((one) => spotOf(one) === spot) ?? null;
}
