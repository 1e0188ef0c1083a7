// What can be done to an entry of a draft beyond accepting it: other names, made one with another, made two.

import { button, el, field } from "../dom.js";
import { once } from "../sending.js";
import { plain } from "./draft_words.js";

/** By what is done: the form for an entry of a draft; `send` takes the edits, `close` puts the form away. */
export const FORMS = {
  rename(one, { send, close }) {
    const name = el("input", { required: true, maxlength: "120", value: one.name });
    const levels = "today" in one && !one.amounts ? [one.today, ...one.levels] : [];
    const inputs = levels.map((level) => el("input", { required: true, maxlength: "40", value: level }));
    const edits = () => [
      ...(name.value.trim() === one.name ? [] : [{ action: "rename", to: name.value }]),
      ...levels.flatMap((level, place) =>
        inputs[place].value.trim() === level ? [] : [{ action: "rename", level, to: inputs[place].value }],
      ),
    ];
    return formed(
      close,
      "Keep the names",
      () => send(...edits()),
      field("Name", name),
      inputs.map((input, place) => field(place ? `Level ${place + 1}` : "Today's level", input)),
    );
  },
  merge(one, { draft, send, close }) {
    const kind = one.address.split(".")[0];
    const other = el(
      "select",
      {},
      draft[kind]
        .filter((two) => two !== one && two.address !== one.address)
        .map((two) => el("option", { value: two.address }, two.name)),
    );
    return formed(
      close,
      "Make them one",
      () => send({ action: "merge", to: other.value }),
      field(`${one.name} is the same as`, other, { hint: "The names of both are kept, and what is said of either." }),
    );
  },
  split(one, { draft, all, send, close }) {
    const name = el("input", { required: true, maxlength: "120" });
    const key = one.address.slice("parties.".length);
    const about =
      "about" in one
        ? one.about
        : [...draft.statements, ...draft.conditions].filter((two) => two.party === key).map((two) => two.address);
    const choices = [
      ...(one.aliases ?? []).map((alias) => [alias, `called “${alias}”`]),
      ...about.map((address) => [
        address,
        plain(
          draft,
          all().find((two) => two.address === address),
        ),
      ]),
    ];
    const boxes = choices.map(([value, label]) =>
      el("label", { class: "choice" }, el("input", { type: "checkbox", value }), " ", label),
    );
    const chosen = () =>
      boxes
        .map((box) => /** @type {HTMLInputElement} */ (box.querySelector("input")))
        .filter((box) => box.checked)
        .map((box) => box.value);
    return formed(
      close,
      "Make two of it",
      () => send({ action: "split", to: name.value, chosen: chosen() }),
      field("Name of the new one", name),
      el(
        "fieldset",
        {},
        el("legend", {}, "What belongs to the new one"),
        boxes.length ? boxes : el("p", { class: "soft" }, "Nothing speaks of it."),
      ),
    );
  },
};

function formed(close, label, run, ...children) {
  const begin = once(run);
  const submit = (event) => (event.preventDefault(), begin());
  const escape = (event) => event.key === "Escape" && (event.preventDefault(), close());
  return el(
    "form",
    { class: "entry-form", on: { submit, keydown: escape } },
    children,
    el(
      "div",
      { class: "row" },
      button(label, null, { kind: "primary small", type: "submit" }),
      button("Cancel", close, { kind: "small" }),
    ),
  );
}
