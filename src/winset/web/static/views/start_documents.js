// New case from documents: files are dropped, chosen or pasted; the server reads them and drafts a case of them.

import { askJson, queryOf } from "../api.js";
import { button, el, field } from "../dom.js";
import { drawAround, isTypedIn } from "../drawing.js";
import { follow } from "../jobs.js";
import { say } from "../live.js";
import { once, sending } from "../sending.js";
import { told } from "./record_change.js";

const MOST = 20 * 1024 * 1024;
const KINDS = ".txt,.md,.html,.htm,.pdf,.docx";
const STEPS = ["Loading the language model", "Reading and drafting", "Nearly done"];

/** The section of the first page. */
export function fromDocuments(view) {
  const documents = [];
  let reading = 0; // how many lots of files are being read
  let texts = 0; // pasted
  const list = el("ul", { class: "handed" });
  const state = el("p", { class: "soft", role: "status" });
  const wrong = el("p", { class: "error", role: "alert" });
  const go = button("Draft a case", once(draft), { kind: "primary", disabled: true });
  const file = el("input", {
    type: "file",
    id: "documents",
    accept: KINDS,
    multiple: true,
    class: "unseen-file",
    on: { change: () => take(file.files).then(() => (file.value = "")) },
  });
  const pasted = el("textarea", { rows: "5", id: "pasted", on: { input: () => ready() } });
  const first = el("span", { class: "soft" }, "Hand in a document first.");
  const zone = el(
    "div",
    { class: "drop", on: { dragover: over, dragleave: () => zone.classList.remove("over"), drop: dropped } },
    file,
    el(
      "label",
      { for: "documents" },
      el("strong", {}, "Drop documents here, or choose files"),
      el("span", {}, "Text, web pages, PDF, Word; English; up to 20 MB each"),
    ),
  );

  function over(event) {
    event.preventDefault();
    zone.classList.add("over");
  }

  function dropped(event) {
    event.preventDefault();
    zone.classList.remove("over");
    const text = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
    else if (text) take([new File([text], "dropped.txt")]);
  }

  /** Read files; tells how many of them could be. A draft waits for all, lest one is left out unseen. */
  async function take(files) {
    let read = 0;
    wrong.textContent = "";
    reading += 1;
    draw();
    for (const one of [...files]) {
      if (one.size > MOST) {
        wrong.textContent += `${one.name} is larger than 20 MB. Save its text as a text file. `;
        continue;
      }
      state.textContent = `Reading ${one.name} …`;
      try {
        documents.push(
          await askJson(`/api/documents${queryOf({ name: one.name })}`, {
            method: "POST",
            body: one,
            signal: view.signal,
          }),
        );
        read += 1;
        say(`Read ${one.name}.`);
      } catch (error) {
        if (error.name === "AbortError") return read;
        wrong.textContent += `${told(error)} `;
      }
      draw();
    }
    reading -= 1;
    if (!reading) state.textContent = "";
    draw();
    return read;
  }

  function draw() {
    const line = (one) =>
      el(
        "li",
        {},
        el(
          "div",
          {},
          el("strong", {}, one.title || one.name),
          el(
            "span",
            { class: "soft" },
            ` ${one.characters.toLocaleString("en")} characters${one.date ? `, ${one.date}` : ""}`,
          ),
          el("p", { class: "soft" }, `${one.begins} …`),
        ),
        button("Remove", () => (documents.splice(documents.indexOf(one), 1), draw()), {
          kind: "small",
          aria: { label: `Remove ${one.title || one.name}` },
        }),
      );
    drawAround(list, () => list.replaceChildren(...documents.map(line)));
    ready();
  }

  async function addPasted() {
    if (!pasted.value.trim()) return false;
    texts += 1;
    return take([new File([pasted.value], `pasted-${texts}.txt`)]);
  }

  async function draft() {
    wrong.textContent = "";
    if (pasted.value.trim() && !(await addPasted())) return; // what was pasted and not added yet is meant, too
    pasted.value = "";
    pasted.dispatchEvent(new Event("input", { bubbles: true }));
    state.textContent = "Waiting";
    try {
      const job = await view.post("/drafts", { documents: documents.map((one) => one.id) });
      await follow(
        job.id,
        (one) => {
          state.textContent = one.total ? `${STEPS[one.done] ?? STEPS[1]} …` : "Waiting";
          if (one.state === "failed")
            wrong.textContent = one.errors.map((fault) => `${fault.what}. ${fault.hint}`).join(" ");
          if (one.state === "done") view.go(`/draft/${one.id}`);
        },
        view.signal,
      );
    } catch (error) {
      if (error.name !== "AbortError") wrong.textContent = told(error);
    }
    state.textContent = "";
    ready();
  }

  function ready() {
    const some = documents.length > 0 || pasted.value.trim() !== "";
    go.disabled = reading > 0 || !some;
    first.hidden = some || reading > 0;
  }

  const paste = sending(
    addPasted,
    { keep: "pasted" },
    field("Text", pasted),
    button("Add the text", null, { type: "submit" }),
  );
  ready();
  return el(
    "section",
    { class: "from-documents", aria: { labelledby: "from-documents" } },
    el("h2", { id: "from-documents" }, "New case from documents"),
    el(
      "p",
      {},
      "Hand in what has been written about a negotiation. winset proposes who takes part, what is at issue and who reportedly wants what, each with the sentence it rests on; you decide. Nothing leaves this machine.",
    ),
    zone,
    el("details", { class: "paste", open: isTypedIn(paste) }, el("summary", {}, "Or paste a text"), paste),
    list,
    el("div", { class: "row" }, go, first, state),
    wrong,
  );
}
