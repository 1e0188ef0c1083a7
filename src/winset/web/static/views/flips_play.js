// Sliders: every move is answered from the same random draws, so what changes is the input and not chance.

import { button, el } from "../dom.js";
import { drawAround, whenLetGo } from "../drawing.js";
import { drawHead } from "../head.js";
import { say } from "../live.js";
import { bar } from "../numbers.js";

const PAUSE = 40;
const SHOWN = 6;

/** The sliders and what they do: `node`, and `suggest` to put the inputs that matter most first. */
export function playground(view, inputs) {
  const known = new Map(inputs.map((one) => [one.address, one]));
  const alike = inputs.map((one) => one.words).filter((one, place, all) => all.indexOf(one) !== place);
  /** What an input is about; its address only where that alone keeps two apart. */
  const named = (one) => (alike.includes(one.words) ? `${one.words} (${one.address})` : one.words);
  const values = new Map();
  const fixed = [];
  for (const text of view.changed.set) {
    const [address, value] = [text.slice(0, text.lastIndexOf("=")), Number(text.slice(text.lastIndexOf("=") + 1))];
    if (known.has(address) && Number.isFinite(value)) values.set(address, value);
    else fixed.push(text);
  }
  const list = el("div", { class: "handles" });
  const effect = el("div", { class: "effect", aria: { live: "polite" } });
  const adder = el("select", {
    aria: { label: "Another input to move" },
    on: { change: () => (add(adder.value), (adder.value = "")) },
  });
  let touched = values.size > 0;
  let shown = [...new Set([...values.keys(), ...inputs.slice(0, SHOWN).map((one) => one.address)])];
  let timer = 0;
  let asking = null;

  const changes = () => [...fixed, ...[...values].map(([address, value]) => `${address}=${value}`)];

  function draw() {
    const handles = shown.map((address) => handle(known.get(address)));
    drawAround(list, () => list.replaceChildren(...handles));
    const rest = inputs.filter((one) => !shown.includes(one.address));
    const sections = [...new Set(rest.map((one) => one.section))];
    adder.replaceChildren(
      el("option", { value: "" }, `Another of ${inputs.length} inputs …`),
      ...sections.map((name) =>
        el(
          "optgroup",
          { label: name },
          rest.filter((one) => one.section === name).map((one) => el("option", { value: one.address }, named(one))),
        ),
      ),
    );
    adder.hidden = !rest.length;
  }

  function add(address) {
    if (!known.has(address)) return;
    touched = true;
    shown = [...shown, address];
    draw();
    list.lastElementChild.querySelector("input").focus();
  }

  function handle(one) {
    const value = values.get(one.address) ?? one.mode;
    const step = (one.high - one.low) / 100;
    const slider = el("input", {
      type: "range",
      min: String(Math.min(one.low, value)),
      max: String(Math.max(one.high, value)),
      step: "any",
      value: String(value),
      id: `h-${one.address}`,
    });
    const number = el("input", {
      type: "number",
      step: "any",
      value: tidy(value),
      aria: { label: `${one.words}, as a number` },
    });
    const back = button("↺", null, {
      kind: "quiet small",
      title: `Back to ${tidy(one.mode)}`,
      "aria-label": `Back to ${tidy(one.mode)}: ${one.words}`,
    });
    const box = el(
      "div",
      { class: values.has(one.address) ? "handle moved" : "handle" },
      el("label", { for: slider.id, title: one.address }, named(one)),
      slider,
      number,
      back,
      el(
        "span",
        { class: "ends number", aria: { hidden: "true" } },
        el("span", {}, tidy(one.low)),
        el("span", {}, `most likely ${tidy(one.mode)}`),
        el("span", {}, tidy(one.high)),
      ),
    );
    const set = (to, release) => {
      touched = true;
      const near = Math.abs(to - one.mode) < step / 2;
      if (near) values.delete(one.address);
      else values.set(one.address, Number(tidy(to)));
      box.classList.toggle("moved", !near);
      changed(release);
    };
    slider.addEventListener(
      "input",
      () => ((number.value = tidy(Number(slider.value))), set(Number(slider.value), false)),
    );
    slider.addEventListener("change", () => set(Number(slider.value), true));
    slider.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (!by) return;
      event.preventDefault();
      slider.value = String(
        Math.min(Number(slider.max), Math.max(Number(slider.min), Number(slider.value) + by * step)),
      );
      number.value = tidy(Number(slider.value));
      set(Number(slider.value), true);
    });
    number.addEventListener(
      "change",
      () => Number.isFinite(Number(number.value)) && ((slider.value = number.value), set(Number(number.value), true)),
    );
    back.addEventListener(
      "click",
      () => ((slider.value = String(one.mode)), (number.value = tidy(one.mode)), set(one.mode, true)),
    );
    return box;
  }

  function changed(release) {
    effect.classList.add("stale");
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
    if (release) keepInAddress();
  }

  async function ask() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    view.signal.addEventListener("abort", () => mine.abort());
    try {
      const told = await view.get("adjusted", { set: changes() }, { signal: mine.signal });
      if (asking !== mine) return;
      effect.replaceChildren(...drawn(told));
      effect.classList.remove("stale");
    } catch (error) {
      if (error.name === "AbortError") return;
      effect.replaceChildren(
        el(
          "div",
          { class: "notice bad", role: "alert" },
          (error.errors ?? [{ what: error.message }]).map((one) => el("p", {}, one.what, ". ", one.hint ?? "")),
        ),
      );
    }
  }

  /** The address and the links of the head always say what is set, without the page being drawn anew. */
  function keepInAddress() {
    const head = document.getElementById("head");
    const before = head.offsetHeight;
    const query = new URLSearchParams(location.search);
    query.delete("set");
    changes().forEach((one) => query.append("set", one));
    history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : ""));
    view.changed.set = changes();
    drawHead(view);
    scrollBy(0, head.offsetHeight - before);
  }

  function reset() {
    values.clear();
    fixed.length = 0;
    draw();
    keepInAddress();
    ask();
    say("Everything is back at its most likely value and range.");
  }

  function keep() {
    const all = view.remember("what-ifs") ?? [];
    const query = new URLSearchParams(changes().map((one) => ["set", one])).toString();
    view.remember("what-ifs", [...all.filter((one) => one !== query), query].slice(-20));
    view.go(view.link("compare"));
  }

  function drawn(told) {
    const any = changes().length || view.changed.without.length || view.changed.swap.length;
    const first = told.differences.filter(
      (one) => view.about.scenarios.some((scenario) => scenario.key === one.key) || one.key === "agreement in force",
    );
    const levels = told.differences.filter((one) => !first.includes(one)).slice(0, 6);
    return [
      el("h2", {}, any ? "What becomes of it" : "As it stands"),
      table(first, any),
      levels.length ? [el("h3", {}, "Levels that move beyond noise"), table(levels, any)] : null,
      el("h2", {}, "Bottom line"),
      lines(told.bottom_line),
      el(
        "p",
        { class: "soft" },
        `${told.draws} draws with the same random numbers before and after, seed ${told.seed}. An input that is moved is set for certain. On average ${told.zone[1].toFixed(1)} packages are deals${any ? ` instead of ${told.zone[0].toFixed(1)}` : ""}.`,
      ),
    ]
      .flat()
      .filter(Boolean);
  }

  view.shortcut("r", "reset all inputs", reset);
  draw();
  ask();
  const node = el(
    "div",
    { class: "play" },
    el(
      "section",
      { aria: { label: "Inputs" } },
      list,
      el(
        "div",
        { class: "row" },
        adder,
        button("Reset", reset, { title: "Reset all inputs (r)" }),
        button("Keep as what-if and compare", keep, { title: "A link to exactly this" }),
      ),
    ),
    effect,
  );
  return {
    node,
    suggest(addresses) {
      const wanted = addresses.filter((one) => known.has(one)).slice(0, SHOWN);
      if (!wanted.length) return;
      whenLetGo(() => {
        if (touched || list.contains(document.activeElement)) return; // somebody is about to move one
        shown = wanted;
        draw();
      })();
    },
  };
}

function table(rows, any) {
  const cells = (one) => {
    const points = 100 * (one.after - one.before);
    const change =
      !any || !points
        ? null
        : el(
            "span",
            { class: one.beyond_noise ? "change" : "change soft" },
            `${points > 0 ? "+" : "−"}${Math.abs(points).toFixed(1)} points${one.beyond_noise ? "" : ", within noise"}`,
          );
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, one.name),
      el(
        "td",
        { class: "drawn" },
        bar({ probability: one.after, low: 0, high: 0 }, { before: any ? one.before : null }),
      ),
      el("td", { class: "told" }, one.told, change),
    );
  };
  return el(
    "table",
    { class: "bars" },
    el("caption", { class: "unseen" }, "Headlines before and after: the dark tick is where each stood"),
    el("tbody", {}, rows.map(cells)),
  );
}

/** The bottom line after the move; sentences that changed are marked, those that went are struck out. */
function lines({ before, after }) {
  const items = after.flatMap((text, place) => {
    if (before.includes(text)) return [el("li", {}, text)];
    const former = before[place];
    return [
      former && !after.includes(former) ? el("li", { class: "gone" }, el("del", {}, former)) : null,
      el("li", { class: "new" }, el("ins", {}, text)),
    ];
  });
  return el("ul", { class: "lines" }, items.filter(Boolean));
}

/** A number with as many digits as a reader needs. */
function tidy(value) {
  return String(Number(value.toPrecision(3)));
}
