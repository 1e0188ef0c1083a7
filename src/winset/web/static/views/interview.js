// The interview: one question at a time, its sentences in view; what an answer changed stands before the next one.

import { ApiError } from "../api.js";
import { button, el, field } from "../dom.js";
import { drawAround } from "../drawing.js";
import { keeping } from "../half_typed.js";
import { say } from "../live.js";
import { signature, told, who } from "./record_change.js";

export const style = true;

const NOTHING = { effects: [], against: [], note: "" };

export async function show(view) {
  let state = await view.get("interview");
  let last = NOTHING;
  let busy = "";
  const stage = el("div", { class: "stage" });
  const why = el("input", { type: "text", maxlength: "2000", autocomplete: "off" });
  const kept = keeping(`${view.name} interview`, why);
  const wrong = el("p", { class: "error", role: "alert" });
  const signed = state.editable
    ? signature()
    : el("p", { class: "notice" }, "This case is read only: copy it to answer.");
  const stop = el(
    "footer",
    { class: "actions" },
    el("a", { href: view.link("brief") }, "Stop here and read the brief"),
  );
  draw();
  for (let place = 0; place < 9; place += 1)
    view.shortcut(String(place + 1), `answer ${place + 1}`, () => choose(place));
  view.fileChanged(() => busy || view.reload()); // what changes it meanwhile is the answer itself

  async function choose(place) {
    const choice = state.question?.choices[place];
    if (!choice || !state.editable || busy) return;
    wrong.textContent = "";
    wait("Working out what that changes …");
    await settle(async () => {
      last = await view.post("interview/answers", {
        question: state.question.key,
        choice: choice.key,
        revision: state.revision,
        who: who(),
        why: why.value.trim(),
      });
      why.value = "";
      kept();
      say("Saved.");
      wait("Looking for the question whose answer moves most …");
    });
  }

  /** Do something and ask what is next; whatever is refused or not answered, one can go on. */
  async function settle(act) {
    try {
      await act().catch(tell);
      state = await view.get("interview");
      await view.refresh();
    } catch (error) {
      tell(error);
    }
    busy = "";
    draw();
    document.getElementById("question")?.focus();
  }

  function tell(error) {
    if (!(error instanceof ApiError)) throw error;
    wrong.textContent = told(error);
  }

  function wait(text) {
    busy = text;
    draw();
  }

  function draw() {
    stop.hidden = !busy && !state.question; // the way to the brief stands above then
    const parts = () => [
      changed(),
      busy ? el("p", { class: "soft busy", role: "status" }, busy) : state.question ? asking() : over(),
      earlier(),
    ];
    drawAround(stage, () => stage.replaceChildren(...parts().filter(Boolean)));
  }

  function changed() {
    if (!last.note) return null;
    return el(
      "div",
      { class: "notice" },
      el("h2", {}, "What your answer changed"),
      el(
        "ul",
        {},
        last.effects.map((one) => el("li", {}, one)),
      ),
      last.against.length ? [el("p", {}, "The sentences on both sides:"), quoted(last.against)] : null,
      button("Take it back", takeBack, { kind: "quiet", disabled: Boolean(busy) }),
    );
  }

  function earlier() {
    if (!state.earlier.length) return null;
    return el(
      "details",
      {},
      el("summary", {}, "Answered before"),
      el(
        "ul",
        {},
        state.earlier.map((one) => el("li", {}, one)),
      ),
    );
  }

  function quoted(sentences) {
    return el(
      "div",
      { class: "sentences", lang: "en" },
      sentences.map((one) => el("blockquote", {}, el("span", { class: "chip" }, one.name), " ", one.text)),
    );
  }

  function asking() {
    const { text, besides, choices, sentences, why: hangs } = state.question;
    return el(
      "section",
      { class: "question", aria: { labelledby: "question" } },
      el("p", { class: "soft number" }, `Question ${state.answered + 1} of at most ${state.most}`),
      el("h2", { id: "question", tabindex: "-1" }, text),
      besides ? el("p", {}, besides) : null,
      el(
        "div",
        { class: "answers" },
        choices.map((one, place) =>
          button([el("kbd", {}, String(place + 1)), " ", one.words], () => choose(place), {
            kind: place === choices.length - 1 ? "unknown" : "",
            disabled: !state.editable,
          }),
        ),
      ),
      sentences.length
        ? quoted(sentences)
        : el("p", { class: "soft" }, "No sentence of a document stands behind this."),
      hangs ? el("p", { class: "soft" }, hangs) : null,
      state.editable ? field("Why (optional; kept in the record)", why) : null,
    );
  }

  function over() {
    const done =
      state.answered >= state.most
        ? `${state.answered} questions are answered.`
        : `No ${state.answered ? "other " : ""}question would move what can hold, or the forecast.`;
    return el(
      "section",
      { class: "question" },
      el("h2", { id: "question", tabindex: "-1" }, done),
      el(
        "div",
        { class: "row" },
        el("a", { class: "button primary", href: view.link("brief") }, "Read the brief"),
        state.editable && state.answered ? button("Ask others", again, { kind: "quiet" }) : null,
      ),
    );
  }

  async function again() {
    if (busy) return;
    last = NOTHING;
    wrong.textContent = "";
    wait("Looking for the question whose answer moves most …");
    await settle(() => view.post("interview/anew", { who: who() }));
  }

  async function takeBack() {
    if (busy) return;
    const { note, before, revision } = last;
    last = NOTHING;
    wrong.textContent = "";
    wait("Taking the answer back …");
    await settle(async () => {
      await view.post("interview/taken-back", { note, before, revision, who: who() });
      say("Taken back.");
    });
  }

  return el(
    "article",
    { class: "interview" },
    el(
      "header",
      {},
      el("h1", {}, "Interview"),
      el(
        "p",
        { class: "lead" },
        "At most fifteen questions, in the order in which answers move most of what can hold, and of the forecast. Every answer is saved at once; stop whenever you like and go on later.",
      ),
    ),
    signed,
    wrong,
    stage,
    stop,
  );
}
