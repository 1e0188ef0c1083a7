// The entries of a draft: one is at hand, with what can be done to it; the arrow keys go from one to the next.

import { bullets, button, el, rove } from "../dom.js";
import { whenLetGo } from "../drawing.js";
import { shape } from "../party.js";
import { FORMS } from "./draft_forms.js";
import { words } from "./draft_words.js";

const ACTS = [
  ["a", "accept", "Accept"],
  ["n", "rename", "Rename"],
  ["m", "merge", "Merge"],
  ["s", "split", "Split"],
  ["v", "reverse", "Reverse"],
  ["x", "reject", "Reject"],
];
const TITLES = {
  parties: "Who takes part",
  issues: "What is at issue",
  statements: "Who reportedly wants what",
  conditions: "On what condition",
  scenarios: "Endings the documents describe",
};

/**
 * The list of entries.
 * @param {any} draft the draft as the server shows it; changed in place
 * @param {{act: (wanted: any) => Promise<boolean>, light: (references: string[], scroll?: boolean) => void}} how
 */
export function entries(draft, { act, light }) {
  const node = el("div", { class: "entries" });
  let current = draft.parties[0]?.address ?? null;
  let form = null;
  let opened = null;
  let over = null;
  const settled = whenLetGo(() => draw({ focus: isHere() }));
  const all = () => Object.keys(TITLES).flatMap((part) => draft[part]);
  const at = () => all().find((one) => one.address === current) ?? null;
  const keys = /** @type {[string, string, () => void][]} */ ([
    ...ACTS.map(([key, action, label]) => [key, `${label.toLowerCase()} the entry`, () => run(action)]),
    ["j", "next entry", () => step(1)],
    ["k", "entry before", () => step(-1)],
  ]);

  /** Whether the keyboard is at the list, or nowhere: else a person has gone on to something else meanwhile. */
  function isHere() {
    return document.activeElement === document.body || node.contains(document.activeElement);
  }

  /** Take an entry in hand, and put the keyboard there. */
  function take(address, { focus = true } = {}) {
    if (current !== address) form = null;
    current = address;
    draw({ focus });
  }

  function step(by) {
    const list = all();
    const next = list[list.findIndex((one) => one.address === current) + by];
    if (next) take(next.address);
  }

  /** The first entry that rests on a sentence. */
  function choose(reference) {
    const resting = all().filter((one) => one.basis.includes(reference));
    const next = resting[(resting.findIndex((one) => one.address === current) + 1) % resting.length];
    if (next) take(next.address);
  }

  function can(action, one) {
    const part = one.address.split(".")[0];
    if (draft.made) return false;
    if (action === "rename") return ["parties", "issues", "scenarios"].includes(part);
    if (action === "merge" || action === "split") return ["parties", "issues"].includes(part);
    return action !== "reverse" || part === "statements" || (part === "parties" && !one.mediator);
  }

  async function run(action) {
    const one = at();
    if (!one || !can(action, one)) return;
    if (["rename", "merge", "split"].includes(action)) {
      form = form === action ? null : action;
      opened = null;
      draw({ focus: !form });
      return /** @type {HTMLElement} */ (node.querySelector(".entry-form input, .entry-form select"))?.focus();
    }
    const list = all();
    const after = list[list.findIndex((other) => other.address === current) + 1]?.address;
    const onward = action === "accept" && !one.confirmed && after;
    if (onward) take(after); // at once: the next key is meant for the next entry
    const done = await act({ action, address: one.address });
    if (onward) return done || take(one.address, { focus: isHere() });
    if (!done || action !== "reject") return settled();
    if (action === "reject" && !at())
      current = all().find((other) => other.address === after)?.address ?? all().at(-1)?.address ?? null;
    settled();
  }

  function close() {
    form = null;
    draw({ focus: true });
  }

  async function send(...edits) {
    form = null;
    const address = current; // what is at hand may be another entry before all is answered
    for (const wanted of edits) if (!(await act({ address, ...wanted }))) return;
    settled();
  }

  function draw({ focus = false } = {}) {
    if (!at()) current = all()[0]?.address ?? null;
    const held = node.contains(document.activeElement) ? document.activeElement : null;
    const list = el(
      "div",
      {},
      Object.keys(TITLES)
        .filter((part) => draft[part].length)
        .map(part),
      questions(),
      open(),
    );
    node.replaceChildren(list);
    rove(list, ".entry-head");
    light(at()?.basis ?? [], focus);
    if (held?.closest(".entry-form")?.isConnected) return /** @type {HTMLElement} */ (held).focus();
    if (held) focus = true;
    if (focus) /** @type {HTMLElement} */ (node.querySelector(".entry-head[aria-current]"))?.focus();
  }

  function part(name) {
    const id = `draft-${name}`;
    const listed = name === "statements" ? byParty() : el("ul", {}, draft[name].map(entry));
    return el(
      "section",
      { aria: { labelledby: id } },
      el(
        "h2",
        { id },
        TITLES[name],
        el(
          "span",
          { class: "soft number" },
          ` ${draft[name].filter((one) => one.confirmed).length} of ${draft[name].length}`,
        ),
      ),
      listed,
    );
  }

  function byParty() {
    return draft.parties.map((party, place) => {
      const mine = draft.statements.filter((one) => one.party === party.address.slice("parties.".length));
      return mine.length
        ? [
            el("h3", {}, shape(place), " ", party.name, el("span", { class: "soft" }, ", the most important first")),
            el("ol", {}, mine.map(entry)),
          ]
        : [];
    });
  }

  function entry(one) {
    const is = one.address === current;
    const head = el(
      "button",
      {
        type: "button",
        class: "entry-head",
        aria: is ? { current: "true" } : {},
        on: { click: () => take(one.address), focus: () => is || take(one.address) },
      },
      words(draft, one),
    );
    return el(
      "li",
      {
        class: ["entry", is && "at-hand", one.confirmed && "confirmed", one.question && "unsure"]
          .filter(Boolean)
          .join(" "),
        data: { address: one.address },
        on: {
          // not mouseenter, which comes to what is drawn anew under a mouse at rest, and takes the light from the entry at hand
          mousemove: () => over === one.address || ((over = one.address), light(one.basis)),
          mouseleave: () => ((over = null), light(at()?.basis ?? [], false)),
        },
      },
      head,
      el(
        "p",
        { class: "behind" },
        one.confirmed ? el("span", { class: "chip good" }, `✓ confirmed by ${one.confirmed}`) : null,
        one.basis.map((reference) => el("span", { class: "chip" }, reference)),
        el("span", { class: "soft" }, one.why),
      ),
      one.question ? el("p", { class: "warn" }, `Unsure: ${one.question}`) : null,
      is ? tools(one) : null,
    );
  }

  /** The form that is open; what has been typed into it stays when an answer comes meanwhile. */
  function formOf(one) {
    if (opened?.form !== form || opened.address !== one.address)
      opened = { form, address: one.address, node: FORMS[form](one, { draft, all, send, close }) };
    return opened.node;
  }

  function tools(one) {
    const made = ACTS.filter(([, action]) => can(action, one)).map(([key, action, label]) => {
      const text =
        action === "accept" && one.confirmed
          ? "Take back"
          : action === "reverse" && "at_table" in one
            ? one.at_table
              ? "Not at the table"
              : "At the table"
            : label;
      const more = ["rename", "merge", "split"].includes(action) ? { aria: { expanded: String(form === action) } } : {};
      return button(`${text} (${key})`, () => run(action), {
        kind: action === "accept" ? "small primary" : "small",
        ...more,
      });
    });
    return el("div", { class: "tools-row" }, el("div", { class: "row" }, made), form ? formOf(one) : null);
  }

  function questions() {
    const general = draft.questions
      .map((text, place) => [text, place])
      .filter(([text]) => !all().some((one) => one.question === text));
    if (!general.length) return null;
    return el(
      "section",
      { aria: { labelledby: "draft-questions" } },
      el("h2", { id: "draft-questions" }, "Left for you to decide"),
      bullets(
        general.map(([text, place]) => [
          text,
          " ",
          draft.made
            ? null
            : button("Settled", () => act({ action: "reject", address: `questions.${place}` }), {
                kind: "small",
                aria: { label: `Settled: ${text}` },
              }),
        ]),
      ),
    );
  }

  function open() {
    if (!draft.open.length) return null;
    return el(
      "section",
      { aria: { labelledby: "draft-open" } },
      el("h2", { id: "draft-open" }, "Left open by the documents"),
      bullets(draft.open.map((one) => [one.what, " ", el("span", { class: "chip" }, one.basis.join(", "))])),
    );
  }

  return { node, draw, keys, choose };
}
