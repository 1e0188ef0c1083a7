// A document of the server's (sections of paragraphs, lists and tables) as elements.

import { bullets, el, table } from "./dom.js";

/** The sections of a document, under headings of a level. */
export function written(document, { level = 3 } = {}) {
  return document.sections.map((section) => [
    section.heading ? el(`h${level}`, {}, section.heading) : null,
    section.blocks.map((one) => block(one, section.heading)),
  ]);
}

function block(one, heading) {
  if (typeof one === "string") return el("p", {}, one);
  if (one.items) return bullets(one.items, { ordered: one.ordered });
  return table(one.header, one.rows, { label: heading });
}
