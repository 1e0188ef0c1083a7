// The file itself: its text with line numbers, and what is wrong with it at the lines.

import { button, el } from "../dom.js";

/** Draw the text of a draft. `line` is a line to go to. */
export function drawText(draft, line) {
  const area = el("textarea", {
    class: "source",
    value: draft.text,
    spellcheck: "false",
    wrap: "off",
    rows: "34",
    readonly: !draft.editable,
    aria: { label: "Text of the case file" },
  });
  const gutter = el("pre", { class: "gutter", aria: { hidden: "true" } });
  const number = () => {
    const wrong = new Set(draft.state.errors.map((one) => one.line));
    const count = area.value.split("\n").length;
    gutter.replaceChildren(
      ...Array.from({ length: count }, (_, place) =>
        el("span", { class: wrong.has(place + 1) ? "wrong" : null }, `${place + 1}\n`),
      ),
    );
  };
  const go = (to) => {
    const lines = area.value.split("\n");
    const start = lines.slice(0, to - 1).join("\n").length + (to > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[to - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (to - 6) * parseFloat(getComputedStyle(area).lineHeight));
  };
  let timer = 0;
  const written = () => asLines(area.value, draft.base);
  const send = async () => {
    clearTimeout(timer);
    if (written() !== draft.text) await draft.replace(written());
  };
  const show = () => {
    const { selectionStart, selectionEnd } = area;
    area.value = draft.text;
    area.setSelectionRange(selectionStart, selectionEnd);
    number();
  };
  area.addEventListener("input", () => {
    number();
    clearTimeout(timer);
    timer = setTimeout(send, 500);
  });
  area.addEventListener("change", send);
  area.addEventListener("scroll", () => (gutter.scrollTop = area.scrollTop));
  number();
  if (line) requestAnimationFrame(() => go(line));
  return { node: el("div", { class: "source-box" }, gutter, area), go, number, area, written, send, show };
}

/** A text as it was typed, with the line ends of a file: a text area has its own. */
function asLines(text, file) {
  const count = (end) => file.split(end).length - 1;
  return 2 * count("\r\n") > count("\n") ? text.replaceAll("\n", "\r\n") : text;
}

/** List errors and warnings; choosing one goes where it is. */
export function drawProblems(draft, go, errors = draft.state.errors) {
  const { warnings } = draft.state;
  const item = (one, kind) =>
    el(
      "li",
      { class: kind },
      one.line ? button(`line ${one.line}`, () => go(one), { kind: "quiet small" }) : null,
      el("span", {}, one.what, ". ", one.hint ? el("span", { class: "soft" }, one.hint) : null),
    );
  if (!errors.length && !warnings.length) return el("p", { class: "good" }, "No errors.");
  return el(
    "div",
    {},
    errors.length
      ? el(
          "div",
          { role: "alert" },
          el(
            "ul",
            { class: "problems" },
            errors.map((one) => item(one, "bad-item")),
          ),
        )
      : null,
    warnings.length
      ? el(
          "details",
          {},
          el("summary", {}, `${warnings.length} worth a second look`),
          el(
            "ul",
            { class: "problems" },
            warnings.map((one) => item(one, "warn-item")),
          ),
        )
      : null,
  );
}

/** Draw a comparison of two texts. */
export function drawDiff(lines) {
  if (!lines.length) return el("p", { class: "soft" }, "Nothing has changed.");
  const kinds = { "+": "added", "-": "taken", "@": "place", " ": null };
  const said = { "+": "added: ", "-": "removed: " };
  return el(
    "pre",
    { class: "diff", tabindex: "0", aria: { label: "changes of the file" } },
    lines.map((one) =>
      el(
        "span",
        { class: kinds[one.sign] },
        said[one.sign] ? el("span", { class: "unseen" }, said[one.sign]) : null,
        one.sign === "@" ? `from line ${/\+(\d+)/.exec(one.text)?.[1] ?? ""}\n` : `${one.sign} ${one.text}\n`,
      ),
    ),
  );
}
