// A form behind a line that unfolds it: what one does now and then stands out of the way until then.

import { el } from "./dom.js";

/**
 * The form; the browser's own sending is held back.
 * @param {string} title the line that unfolds it
 * @param {(event: Event) => any} send what happens when it is sent
 * @param {Record<string, any>} attributes of the form
 * @param {...any} inside
 */
export function unfolding(title, send, attributes, ...inside) {
  const submit = (event) => (event.preventDefault(), send(event));
  return el("details", {}, el("summary", {}, title), el("form", { ...attributes, on: { submit } }, inside));
}
