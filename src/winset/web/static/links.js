// Where a link leads: the address of a view, and of a what-if in it.

/** The address of a view of a case; `to` may hold a query of its own, as 'forecast?headline=x'. */
export function linkTo(name, to, params = {}) {
  const [view, own = ""] = to.split("?");
  const query = new URLSearchParams(own);
  for (const [one, value] of Object.entries(params)) {
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== null && item !== undefined && item !== "") query.append(one, item);
  }
  const text = query.toString();
  return `/case/${encodeURIComponent(name)}/${view}${text ? `?${text}` : ""}`;
}
