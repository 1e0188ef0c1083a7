// A form behind a line that unfolds it: what one does now and then stands out of the way until then.

import { el } from "./dom.js";
import { isTypedIn } from "./drawing.js";
import { sending } from "./sending.js";

/**
 * The form; see `sending`.
 * @param {string} title the line that unfolds it
 * @param {(event: Event) => any} send what happens when it is sent; gives whether what was typed was taken
 * @param {Record<string, any>} attributes of the form
 * @param {...any} inside
 */
export function unfolding(title, send, attributes, ...inside) {
  const form = sending(send, attributes, inside);
  return el("details", { open: isTypedIn(form) }, el("summary", {}, title), form);
}
