// Where a person is in what is drawn anew: the focus, what is typed and not taken yet, a button held down.

const HELD = 500; // milliseconds at most: a list that opens does not always tell when the pointer is let go
const CONTROLS = "input, select, textarea, button, summary, a[href], [tabindex]";
const TEXTS = "textarea, input:not([type=checkbox], [type=radio], [type=range], [type=file])";

/** What a control is called; it may be so called more than once. */
function nameOf(node) {
  const entry = node.closest("[data-entry]")?.dataset.entry ?? "";
  const known = node.dataset.path || node.dataset.id || (entry && node.matches("summary"));
  return [
    node.dataset.path ?? node.dataset.id ?? "",
    entry,
    node.closest(".owner")?.querySelector("h3")?.textContent ?? "",
    known ? "" : node.title || node.ariaLabel || node.labels?.[0]?.textContent || node.textContent,
    node.localName,
  ].join("\n");
}

/** What tells each control in a root from the others. */
function spots(root) {
  const counts = new Map();
  const found = new Map();
  for (const node of root.querySelectorAll(CONTROLS)) {
    const name = nameOf(node);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    found.set(`${name}\n${counts.get(name)}`, node);
  }
  return found;
}

/**
 * Draw what is in a root anew. The focus stays where it was, or goes near to it, with what is typed there and not taken
 * yet; with `all`, so does what is typed elsewhere in the root.
 * @param {HTMLElement} root
 * @param {() => void} draw
 * @param {{all?: boolean}} [how]
 */
export function drawAround(root, draw, { all = false } = {}) {
  const focused = /** @type {any} */ (root.contains(document.activeElement) ? document.activeElement : null);
  const before = spots(root);
  const typed = [...before].filter(([, node]) => (node === focused || all) && isTyped(node));
  const cursor = focused?.matches("input, textarea") ? [focused.selectionStart, focused.selectionEnd] : [null];
  const unheard = (event) => event.stopImmediatePropagation(); // a browser tells of a change when a field is taken away
  for (const [, node] of typed) node.addEventListener("change", unheard, { capture: true });
  const place = placeOf(root, focused);
  draw();
  for (const [, node] of typed) node.removeEventListener("change", unheard, { capture: true });
  const after = spots(root);
  const kept = typed.filter(([spot, node]) => node.isConnected || hold(after.get(spot), node)).map(([, node]) => node);
  if (!focused || document.activeElement === focused) return;
  const [spot] = [...before].find(([, node]) => node === focused) ?? [""];
  const now = focused.isConnected ? focused : after.get(spot);
  if (isTyped(focused) && !now) focused.dispatchEvent(new Event("change")); // its place is gone: what it holds is taken over
  const target = reachable(now) ?? near(root, place);
  target?.focus({ preventScroll: true });
  if (target !== now || !kept.includes(focused)) return;
  if (cursor[0] !== null) now.setSelectionRange(...cursor);
  let told = false; // the browser tells of a change only where a person goes on typing
  now.addEventListener("change", () => (told = true), { once: true });
  now.addEventListener("blur", () => told || now.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
}

/** Whether a field holds something else than was drawn in it; what is chosen counts where a form is yet to be sent. */
export function isTyped(node) {
  if (node.matches(TEXTS)) return node.value !== node.defaultValue;
  if (node.matches("[type=file]")) return node.files.length > 0;
  return node.matches("form select") && node.selectedIndex !== drawnAt(node);
}

/** Which option of a list was chosen when it was drawn. */
export function drawnAt(list) {
  return Math.max(
    0,
    [...list.options].findIndex((one) => one.defaultSelected),
  );
}

/** Whether something is typed in a root that has not been taken yet. */
export function isTypedIn(root) {
  return [...root.querySelectorAll(CONTROLS)].some(isTyped);
}

/** Whether a text is written in a root that nobody has yet; the file itself is kept otherwise. */
export function isWrittenIn(root) {
  return [...root.querySelectorAll("textarea:not(.source)")].some(isTyped);
}

/** Have a field hold what another did; gives whether it can, and shows it. */
function hold(now, node) {
  if (now?.localName !== node.localName) return false;
  if (node.matches("[type=file]")) now.files = node.files;
  else now.value = node.value;
  for (let folded = now.closest("details"); folded; folded = folded.parentElement.closest("details"))
    folded.open = true;
  return true;
}

/** A control as the keyboard reaches it: itself, another beside it, or what unfolds it. */
function reachable(node) {
  if (!node) return null;
  const usable = (one) => one && !one.disabled && one.checkVisibility();
  if (usable(node)) return node;
  for (let folded = node.closest("details"); folded; folded = folded.parentElement.closest("details"))
    if (!folded.open && folded.checkVisibility()) return folded.querySelector("summary");
  return [...(node.parentElement?.querySelectorAll(CONTROLS) ?? [])].find(usable) ?? null;
}

/** Put the keyboard at what is called something within a node; else at what is beside it, or unfolds it. */
export function focusOn(node, name) {
  const all = /** @type {HTMLElement[]} */ ([...(node?.querySelectorAll(CONTROLS) ?? [])]);
  reachable(all.find((one) => one.textContent === name) ?? all[0])?.focus();
}

/** Where something stands in a root: among the entries of its list, and among all controls. */
function placeOf(root, node) {
  const entry = node?.closest("[data-entry]");
  return {
    entry: entry ? entries(root).indexOf(entry) : -1,
    control: node ? [...root.querySelectorAll(CONTROLS)].indexOf(node) : -1,
  };
}

function entries(root) {
  return [...root.querySelectorAll("[data-entry]")];
}

/** What is nearest to where a control was that is gone. */
function near(root, { entry, control }) {
  const left = entries(root);
  const other = entry < 0 ? null : (left[entry] ?? left.at(-1));
  const all = /** @type {any[]} */ ([...root.querySelectorAll(CONTROLS)]);
  return (
    reachable(other?.querySelector("summary") ?? all[Math.min(control, all.length - 1)]) ?? root.closest("[tabindex]")
  );
}

let held = false;
const waiting = new Set();

function letGo() {
  held = false;
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw();
}

let release = 0;
const press = () => ((held = true), clearTimeout(release), (release = setTimeout(letGo, HELD)));
addEventListener("pointerdown", press, { capture: true });
addEventListener("keydown", (event) => event.key === " " && press(), { capture: true });
addEventListener("click", () => (held = false), { capture: true });
for (const end of ["pointerup", "pointercancel", "keyup"])
  addEventListener(end, () => setTimeout(letGo), { capture: true });

/** Give a drawing that waits while a button is held down: what is pressed must still be there when it is let go. */
export function whenLetGo(draw) {
  return () => (held ? void waiting.add(draw) : draw());
}
