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

let underWay = Promise.resolve();

/** Do something after what was asked for before: a change sees what the one before it has left. Tells why it is refused. */
function inTurn(act) {
  const done = underWay.then(act).catch((error) => {
    say(told(error));
    return null;
  });
  underWay = done;
  return done;
}

/** Change fields of a row; `seen` is the row as it is shown. Gives the row as it is now, or null where it was refused. */
export function change(view, row, fields, seen, why = "") {
  return inTurn(async () => {
    const before = Object.fromEntries(Object.keys(fields).map((name) => [name, seen[name] ?? ""]));
    const body = { fields, seen: before, who: who(), why };
    const now = await askJson(view.url(`record/rows/${row}`, clean), { method: "PATCH", body });
    Object.assign(seen, fields);
    say(`Changed ${row}.`);
    return now;
  });
}

/** Add a row; gives its name, or null where it was refused. */
export function add(view, table, fields, why = "") {
  return inTurn(async () => {
    const body = { fields, who: who(), why };
    const { id } = await askJson(view.url(`record/${table}`, clean), { method: "POST", body });
    say(`Added ${id}.`);
    return id;
  });
}

export function told(error) {
  return (error.errors ?? [{ what: error.message }])
    .map((one) => [one.what, one.hint].filter(Boolean).join(". "))
    .join("; ");
}

const clean = { set: null, without: null, swap: null };
