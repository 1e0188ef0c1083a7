// A case that cannot be edited as it is: copied to another file, or its file turned into UTF-8.

import { askJson } from "../api.js";
import { button, el } from "../dom.js";
import { linkTo } from "../links.js";
import { once, sending } from "../sending.js";
import { drawDiff } from "./text.js";

/** Offer to turn a file that is not UTF-8 into UTF-8: first shown as a comparison, then done. */
export function convertForm(draft, view) {
  const path = `/api/cases/${encodeURIComponent(view.name)}`;
  const choice = el(
    "select",
    { aria: { label: "Encoding of the file" } },
    Object.entries(draft.encodings).map(([key, words]) => el("option", { value: key }, `${words}: ${key}`)),
  );
  const shown = el("div", { role: "status" });
  const failed = (error) =>
    shown.replaceChildren(
      el(
        "p",
        { class: "bad" },
        error.errors?.map((one) => `${one.what}. ${one.hint ?? ""}`).join(" ") ?? error.message,
      ),
    );
  const convert = once(async (encoding, revision) => {
    try {
      await askJson(`${path}/encoding`, { method: "PUT", body: { encoding, revision } });
      await view.refresh();
      view.go(view.link("case"));
    } catch (error) {
      failed(error);
    }
  });
  const look = async (event) => {
    event.preventDefault();
    const encoding = choice.value;
    try {
      const found = await askJson(`${path}/recoded?encoding=${encodeURIComponent(encoding)}`);
      shown.replaceChildren(
        el("p", {}, "Read in that encoding, these lines of the file would change:"),
        drawDiff(found.diff),
        button("Convert the file", () => convert(encoding, found.revision), { kind: "primary" }),
      );
    } catch (error) {
      failed(error);
    }
  };
  const form = Object.keys(draft.encodings).length
    ? el(
        "form",
        { class: "row", on: { submit: look } },
        "It may be",
        choice,
        button("Show what it would become", null, { type: "submit" }),
      )
    : null;
  return el(
    "div",
    {},
    el(
      "p",
      {},
      `The file is not UTF-8 text: ${draft.wrong}. It is shown with a mark in place of what cannot be read, and is unchanged on disk.`,
    ),
    form,
    shown,
  );
}

/** Offer to copy a case that can only be read; `failed` is told what went wrong. */
export function copyForm(view, failed) {
  const stem = view.name.replace(/\.(ya?ml|gmcr)$/, "");
  const input = el("input", {
    value: `my-${stem}.yaml`,
    maxlength: "100",
    size: "26",
    aria: { label: "File name of the copy" },
  });
  const copy = async () => {
    const name = /\.ya?ml$/.test(input.value.trim()) ? input.value.trim() : `${input.value.trim()}.yaml`;
    try {
      await askJson("/api/cases", { method: "POST", body: { file: name, source: view.name } });
      view.go(linkTo(name, "case"));
    } catch (error) {
      failed(error.errors?.map((one) => `${one.what}. ${one.hint}`).join(" ") ?? error.message);
    }
  };
  return sending(
    copy,
    { class: "row" },
    el("span", { class: "soft" }, "Read only."),
    input,
    button("Copy to edit", null, { kind: "primary", type: "submit" }),
  );
}
