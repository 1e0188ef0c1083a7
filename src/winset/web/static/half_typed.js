// What is half-typed in a form when one goes elsewhere: it is there again when one comes back, in this tab.

import { isTyped } from "./drawing.js";

const KEPT = "winset-half-typed:";
const FIELDS = "input:not([type=file]), select, textarea";

/**
 * Have a form or a field hold what was half-typed in it under a name, and keep what is typed from now on.
 * Gives how to have it look again once what was typed is taken.
 * @param {string} name
 * @param {HTMLElement} root
 */
export function keeping(name, root) {
  const fields = /** @type {any[]} */ (root.matches(FIELDS) ? [root] : [...root.querySelectorAll(FIELDS)]);
  const before = JSON.parse(sessionStorage.getItem(KEPT + name) ?? "{}");
  for (const [place, value] of Object.entries(before)) if (fields[place]) fields[place].value = value;
  const keep = () => {
    const typed = fields.map((one, place) => [place, one.value]).filter(([place]) => isTyped(fields[place]));
    if (!typed.length) return sessionStorage.removeItem(KEPT + name);
    try {
      sessionStorage.setItem(KEPT + name, JSON.stringify(Object.fromEntries(typed)));
    } catch {
      sessionStorage.removeItem(KEPT + name); // more than the browser keeps: it stays in its field only
    }
  };
  for (const event of ["input", "change"]) root.addEventListener(event, keep);
  return keep;
}

/** Whether something is half-typed under a name; without one, anywhere in this tab. */
export function isHalfTyped(name = "") {
  return name
    ? sessionStorage.getItem(KEPT + name) !== null
    : Object.keys(sessionStorage).some((one) => one.startsWith(KEPT));
}
