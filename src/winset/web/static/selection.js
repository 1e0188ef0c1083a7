// One selection for all views: choosing an outcome, party, statement or claim in one marks it in the others.

const KEY = "winset-selected";
const KINDS = ["outcome", "party", "statement", "claim"];
let chosen = {};
const listeners = new Set();
let home = "";

/** Begin with what was selected in this case before, in this tab or in the address. */
export function begin(name, query) {
  home = `${KEY}:${name}`;
  chosen = JSON.parse(sessionStorage.getItem(home) ?? "{}");
  for (const kind of KINDS) if (query.has(kind)) chosen[kind] = query.get(kind);
  sessionStorage.setItem(home, JSON.stringify(chosen));
}

/** What is selected of a kind; null where nothing is. */
export function selected(kind) {
  return chosen[kind] ?? null;
}

/** Select something; the same again, or null, selects nothing. */
export function select(kind, id) {
  const wanted = id === null || selected(kind) === String(id) ? null : String(id);
  if (wanted === null) delete chosen[kind];
  else chosen[kind] = wanted;
  sessionStorage.setItem(home, JSON.stringify(chosen));
  paint();
  for (const listener of listeners) listener(kind, wanted);
}

/** Attributes for an element that stands for something: spread them into el(). */
export function mark(kind, id, { focus = true } = {}) {
  return { data: { kind, id: String(id) }, ...(focus ? { tabindex: "0" } : {}) };
}

/** Call a function whenever the selection changes, until the signal fires. */
export function onSelect(listener, signal) {
  listeners.add(listener);
  signal?.addEventListener("abort", () => listeners.delete(listener));
}

/** Mark whatever on the page stands for the selection. */
export function paint(root = document) {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-kind]"))) {
    const is = chosen[node.dataset.kind] === node.dataset.id;
    node.classList.toggle("is-selected", is);
    if (node.matches("tr, li, button, [role=button]")) node.setAttribute("aria-current", is ? "true" : "false");
  }
}

function picked(event) {
  const node = event.target.closest("[data-kind]");
  if (!node) return;
  const inner = event.target.closest("a, button, input, select, textarea, summary, label");
  if (inner && inner !== node && node.contains(inner)) return;
  if (inner === node && node.matches("a")) return;
  if (event.type === "keydown") {
    if ((event.key !== "Enter" && event.key !== " ") || event.target !== node || node.matches("button")) return;
    event.preventDefault();
  }
  select(node.dataset.kind, node.dataset.id);
}

document.addEventListener("click", picked);
document.addEventListener("keydown", picked);
