// Small helpers that build elements. Text is always set as text: nothing from a case can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** Build an HTML element: attributes, `on` handlers, `data`, `aria`, `style` (custom properties), then children. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Build an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

const DEFAULTS = { value: "defaultValue", checked: "defaultChecked", selected: "defaultSelected" };

/** Set what a field holds; what is typed or chosen since can be told from it. */
function drawn(node, name, value) {
  if (DEFAULTS[name] in node) node[DEFAULTS[name]] = value;
  node[name] = value;
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === "data") for (const [key, one] of Object.entries(value)) node.dataset[key] = one;
    else if (name === "aria") for (const [key, one] of Object.entries(value)) node.setAttribute(`aria-${key}`, one);
    else if (name === "style") for (const [key, one] of Object.entries(value)) node.style.setProperty(key, one);
    else if (name in DEFAULTS) drawn(node, name, value);
    else if (/^on/i.test(name)) throw new Error(`handlers go under 'on', not '${name}'`);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A section with a heading of the second level, or of another. */
export function section(heading, ...children) {
  const id = `s-${heading.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return el("section", { aria: { labelledby: id } }, el("h2", { id }, heading), ...children);
}

/** A list; `ordered` where the order counts. */
export function bullets(items, { ordered = false } = {}) {
  return el(
    ordered ? "ol" : "ul",
    {},
    items.map((item) => el("li", {}, item)),
  );
}

/**
 * A table that scrolls within itself where the window is narrow, or, `stacked`, has each row as a block there.
 * `rows` hold strings, nodes, or {cells, attributes}.
 */
export function table(
  headers,
  rows,
  { caption = "", label = caption, numeric = [], foot = null, stacked = false } = {},
) {
  const cell = (tag, content, place, more = {}) =>
    el(tag, { ...more, class: numeric.includes(place) ? "number" : null }, content);
  const line = (row) => {
    const { cells, attributes } = Array.isArray(row) ? { cells: row, attributes: {} } : row;
    return el(
      "tr",
      attributes,
      cells.map((content, place) => cell("td", content, place)),
    );
  };
  const made = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", aria: { label: label || "table" } },
    el(
      "table",
      {},
      caption ? el("caption", {}, caption) : null,
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          headers.map((content, place) =>
            content ? cell("th", content, place, { scope: "col" }) : cell("td", "", place),
          ),
        ),
      ),
      el("tbody", {}, rows.map(line)),
      foot ? el("tfoot", {}, line(foot)) : null,
    ),
  );
  return stacked ? labelled(made) : made;
}

const ROLES = { table: "table", "thead, tbody, tfoot": "rowgroup", tr: "row", th: "columnheader", td: "cell" };

/** Have every cell say its column, for narrow windows, where a row is a block; it stays a table to whoever listens. */
function labelled(made) {
  made.classList.add("stacked");
  for (const [which, role] of Object.entries(ROLES))
    for (const one of made.querySelectorAll(which)) one.setAttribute("role", role);
  const names = [...made.querySelectorAll("thead tr > *")].map((one) => one.textContent.replace(/ [↓↑]$/, ""));
  for (const row of made.querySelectorAll(":is(tbody, tfoot) tr"))
    [...row.children].forEach((cell, place) => {
      if (place) cell.dataset.label = names[place];
    });
  return made;
}

let fields = 0;

/** A labelled input with its hint and error beneath. */
export function field(label, input, { hint = "", error = "", inline = false } = {}) {
  const id = input.id || `field-${++fields}`;
  input.id = id;
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  if (error) input.setAttribute("aria-invalid", "true");
  return el(
    "div",
    { class: inline ? "field inline" : "field" },
    el("label", { for: id }, label),
    input,
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    error ? el("p", { class: "error", id: `${id}-error` }, error) : null,
  );
}

/**
 * A button.
 * @param {any} text
 * @param {((event: Event) => any) | null} [onClick]
 * @param {Record<string, any>} [options] kind, title, and any attribute
 */
export function button(text, onClick, { kind = "", title = "", ...more } = {}) {
  return el(
    "button",
    {
      type: "button",
      class: `button ${kind}`.trim(),
      title: title || null,
      on: onClick ? { click: onClick } : {},
      ...more,
    },
    text,
  );
}

/** A likelihood: its word, its number. */
export function likely(percent, word = "") {
  return el(
    "span",
    { class: "likely" },
    word ? `${word} ` : "",
    el("span", { class: "number" }, word ? `(${percent})` : percent),
  );
}

/** One tab stop for a group; arrow keys, Home and End move within it. */
export function rove(container, selector) {
  const members = () => [...container.querySelectorAll(selector)].filter((one) => !one.disabled);
  const settle = (chosen) => members().forEach((one) => one.setAttribute("tabindex", one === chosen ? "0" : "-1"));
  settle(
    members().find((one) => one.matches("[aria-current], [aria-selected=true], [aria-checked=true]")) ?? members()[0],
  );
  container.addEventListener("keydown", (event) => {
    const all = members();
    const at = all.indexOf(document.activeElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to === undefined || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    settle(next);
    next.focus();
  });
  container.addEventListener("focusin", (event) => members().includes(event.target) && settle(event.target));
}

/** Buttons that save a view's data: pairs of a format's name and the address under the case. */
export function exportsBar(view, formats, params = {}) {
  return el(
    "div",
    { class: "exports", role: "group", aria: { label: "Save this view" } },
    el("span", { class: "soft" }, "Save as"),
    formats.map(([name, path]) =>
      button(name, () => view.save(path, params), { kind: "quiet", title: `Save as ${name}` }),
    ),
  );
}
