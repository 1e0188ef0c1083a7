// The dialog that gives a key of the case another name, wherever the case and its record refer to it.

import { button, el, field } from "../dom.js";
import { focusOn } from "../drawing.js";
import { once } from "../sending.js";
import { say } from "../live.js";

/** A button that opens the dialog for an entry: for its key, and for the names within it that others refer to. */
export function renameButton(draft, path, entry, open) {
  return button("Rename", () => dialog(draft, path, names(path, entry), open), {
    kind: "small",
    title: "Give it another name, here and wherever it is referred to",
  });
}

/** What of an entry can be renamed: addresses, with the present name and what it is. */
function names(path, entry) {
  const key = path.at(-1);
  const found = [{ address: path.join("."), name: key, what: "Key" }];
  const listed = (value) =>
    (Array.isArray(value) ? value : value ? [value] : []).filter((one) => typeof one === "string");
  if (path[0] === "issues")
    for (const level of [...listed(entry?.levels), ...Object.keys(entry?.marks ?? {})])
      found.push({ address: `${key}=${level}`, name: level, what: "Level" });
  if (path[0] === "parties")
    for (const home of listed(entry?.home)) found.push({ address: `homes.${home}`, name: home, what: "Home" });
  return found;
}

/** The focus goes back to the button that opened the dialog, in an entry that may have another name now. */
function toButton(path) {
  focusOn(document.querySelector(`[data-entry='${CSS.escape(JSON.stringify(path))}']`), "Rename");
}

function dialog(draft, path, known, open) {
  const wrong = el("p", { class: "error", role: "alert" });
  const input = el("input", {
    value: known[0].name,
    maxlength: "80",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
  });
  const choice = el(
    "select",
    { on: { change: () => ((input.value = known[choice.selectedIndex].name), input.select()) } },
    known.map((one) => el("option", {}, `${one.what}: ${one.name}`)),
  );
  const act = once(async () => {
    const chosen = known[choice.selectedIndex];
    const name = input.value.trim();
    if (name === chosen.name) return node.close();
    try {
      await draft.rename(chosen.address, name);
      const now = chosen === known[0] ? [...path.slice(0, -1), name] : path;
      if (open.has(JSON.stringify(path))) open.add(JSON.stringify(now));
      node.close();
      toButton(now);
      say(`'${chosen.name}' is now called '${name}' wherever the case refers to it. The record follows when you save.`);
    } catch (error) {
      wrong.textContent = error.errors?.map((one) => `${one.what}. ${one.hint ?? ""}`).join(" ") ?? error.message;
    }
  });
  const node = el(
    "dialog",
    { class: "keys rename", aria: { labelledby: "rename" } },
    el("h2", { id: "rename" }, "Rename"),
    el(
      "form",
      { on: { submit: (event) => (event.preventDefault(), act()) } },
      field("What", choice),
      field("New name", input, {
        hint: "Everything that refers to it follows: conditions, order, numbers; and the record, once the case is saved.",
      }),
      wrong,
      el(
        "div",
        { class: "row" },
        button("Rename", null, { kind: "primary", type: "submit" }),
        button("Cancel", () => node.close()),
      ),
    ),
  );
  document.body.append(node);
  node.addEventListener("close", () => node.remove());
  node.showModal();
  input.select();
}
