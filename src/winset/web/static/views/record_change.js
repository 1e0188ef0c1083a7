// Changes to the record: signed, sent one at a time, refused when somebody else was faster.

import { askJson } from "../api.js";
import { el, field } from "../dom.js";
import { say } from "../live.js";

const KEY = "winset-who";

/** Who makes the changes of this tab. */
export function who() {
  return sessionStorage.getItem(KEY) ?? "";
}

/** Where one signs, once for all changes. */
export function signature() {
  const name = el("input", { type: "text", maxlength: "200", value: who(), autocomplete: "name" });
  name.addEventListener("input", () => sessionStorage.setItem(KEY, name.value.trim()));
  return el("div", { class: "signed" }, field("Sign changes as", name, { inline: true }));
}

/** Change fields of a row; `seen` is the row as it is shown. Gives the row as it is now, or null where it was refused. */
export async function change(view, row, fields, seen, why = "") {
  const before = Object.fromEntries(Object.keys(fields).map((name) => [name, seen[name] ?? ""]));
  try {
    const now = await askJson(view.url(`record/rows/${row}`, clean), {
      method: "PATCH",
      body: { fields, seen: before, who: who(), why },
    });
    Object.assign(seen, fields);
    say(`Changed ${row}.`);
    return now;
  } catch (error) {
    say(told(error));
    return null;
  }
}

/** Add a row; gives its name, or null where it was refused. */
export async function add(view, table, fields, why = "") {
  try {
    const { id } = await askJson(view.url(`record/${table}`, clean), {
      method: "POST",
      body: { fields, who: who(), why },
    });
    say(`Added ${id}.`);
    return id;
  } catch (error) {
    say(told(error));
    return null;
  }
}

/** Take a row away. */
export async function remove(view, row, why = "") {
  try {
    await view.post(`record/rows/${row}/removal`, { who: who(), why });
    say(`Removed ${row}; the history keeps it.`);
    return true;
  } catch (error) {
    say(told(error));
    return false;
  }
}

export function told(error) {
  return (error.errors ?? [{ what: error.message }])
    .map((one) => [one.what, one.hint].filter(Boolean).join(". "))
    .join("; ");
}

const clean = { set: null, without: null, swap: null };
