// The documents of a draft, cut into sentences; those behind an entry are lit.

import { el } from "../dom.js";

/** The documents; `onChoose` gets the reference of a sentence that is clicked. */
export function texts(documents, onChoose) {
  const sentences = new Map();
  const node = el(
    "section",
    { class: "texts", tabindex: "0", aria: { label: "The documents" } },
    documents.map((one) => {
      const headed = one.pieces[0]?.[1] === one.title; // its headline is its first sentence: it stands there once
      return el(
        "div",
        { class: "document", lang: "en" },
        el(
          "h2",
          {},
          headed ? sentence(...one.pieces[0]) : one.title,
          one.date ? el("span", { class: "soft" }, `, ${one.date}`) : null,
        ),
        el(
          "div",
          { class: "text" },
          one.pieces
            .slice(headed ? 2 : 0)
            .map(([reference, words]) => (reference ? sentence(reference, words) : words)),
        ),
      );
    }),
  );

  function sentence(reference, words) {
    const span = el("span", { class: "sentence", title: reference, on: { click: () => onChoose(reference) } }, words);
    sentences.set(reference, span);
    return span;
  }

  /** Light the sentences of an entry, and bring the first into view without moving the page. */
  function light(references, scroll = true) {
    for (const [reference, span] of sentences) span.classList.toggle("lit", references.includes(reference));
    const first = references.map((one) => sentences.get(one)).find(Boolean);
    if (!first || !scroll) return;
    const [inner, outer] = [first.getBoundingClientRect(), node.getBoundingClientRect()];
    const quick = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (inner.top < outer.top || inner.bottom > outer.bottom)
      node.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: quick ? "auto" : "smooth" });
  }
  return { node, light };
}
