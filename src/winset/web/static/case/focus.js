// Where a person is in a form that is drawn anew after every change: the focus, what is typed, a button held down.

const HELD = 500; // milliseconds at most: a list that opens does not always tell when the pointer is let go

/** What tells a place in the form from others: the field, or the entry and what the control is called. */
function spotOf(node) {
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
function findSpot(root, spot) {
  const controls = root.querySelectorAll(".case-section :is(input, select, textarea, button, summary)");
  return [...controls].find((one) => spotOf(one) === spot) ?? null;
}

/** Draw what is in a root anew; the focus stays where it was, with what is typed there and not taken yet. */
export function drawAround(root, draw) {
  const before = /** @type {any} */ (document.activeElement);
  const spot = root.contains(before) ? spotOf(before) : null;
  const typed = spot && isTyped(before) ? before.value : null;
  const cursor = typed === null ? null : [before.selectionStart, before.selectionEnd];
  const unheard = (event) => event.stopImmediatePropagation(); // a browser tells of a change when a field is taken away
  if (typed !== null) before.addEventListener("change", unheard, { capture: true });
  draw();
  before?.removeEventListener("change", unheard, { capture: true });
  const now = /** @type {any} */ (spot && findSpot(root.closest(".case") ?? root, spot));
  if (!now && typed !== null) before.dispatchEvent(new Event("change")); // its place is gone: what it holds is taken over
  if (!now) return;
  now.focus({ preventScroll: true });
  if (typed === null || !now.matches("input, textarea")) return;
  now.value = typed;
  now.setSelectionRange(...cursor);
  let told = false; // the browser tells of a change only where a person goes on typing
  now.addEventListener("change", () => (told = true), { once: true });
  now.addEventListener("blur", () => told || now.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
}

/** Remember of a field what is drawn in it, so that what is typed since can be told from it. */
export function drawnWith(input) {
  if (input.matches("input:not([type=checkbox]), textarea")) input.defaultValue = input.value;
  return input;
}

function isTyped(node) {
  return node.matches("input:not([type=checkbox]), textarea") && node.value !== node.defaultValue;
}

/** Give a drawing that waits while a button is held down: what is pressed must still be there when it is let go. */
export function whenLetGo(draw, signal) {
  let held = false;
  let waiting = false;
  const letGo = () => {
    held = false;
    if (waiting) ((waiting = false), draw());
  };
  addEventListener("pointerdown", () => ((held = true), setTimeout(letGo, HELD)), { capture: true, signal });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, () => setTimeout(letGo), { capture: true, signal });
  return () => (held ? (waiting = true) : draw());
}
