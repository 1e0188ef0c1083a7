// Changing what a view shows: the address changes with it, and the reader stays where they were.

/** Change the page's address and show the view again in place; `focus` is the id of what keeps the focus. */
export function turn(view, changes, { focus = document.activeElement?.id } = {}) {
  history.pushState(null, "", addressWith(changes));
  view.remember("focus", focus || null);
  view.reload();
}

/** Note something in the address without showing the view again. */
export function note(changes) {
  history.replaceState(null, "", addressWith(changes));
}

/** Give the focus back to what had it before the view was shown again. */
export function refocus(view) {
  const id = view.remember("focus");
  if (!id) return;
  view.remember("focus", null);
  requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }));
}

function addressWith(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null && one !== undefined && one !== false) query.append(name, one);
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

/** Write a name as the condition language needs it. */
export function quoted(name) {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) && !/^(and|or|not|if|then|iff|in)$/i.test(name)) return name;
  return name.includes('"') ? `'${name}'` : `"${name}"`;
}

/** Write levels as the address has them: `aid = resumed, minerals = agreed`. */
export function asText(levels) {
  return Object.entries(levels)
    .map(([issue, level]) => `${quoted(issue)} = ${quoted(level)}`)
    .join(", ");
}
