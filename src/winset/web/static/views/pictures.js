// The pictures of a case: what `winset picture` draws, one under the other, light or dark as the page is.

import { button, el, exportsBar } from "../dom.js";
import { isDark } from "../theme.js";

/** What it is called, what a reader asks it, whether it has a form for a narrow window, what it needs, whether it is slow. */
const PICTURES = [
  { name: "positions", asks: "Who could accept what?", narrow: true },
  { name: "parties", asks: "Who can do what to whom?" },
  { name: "flow", asks: "How may it end, and where are agreements lost?", numbers: true },
  { name: "stability", asks: "Who would stay, and who would leave?" },
  { name: "timeline", asks: "What was said and done, and when?" },
  { name: "map", asks: "How does one outcome lead to another?" },
  { name: "tornado", asks: "What would change the answer?", numbers: true, slow: true },
];

export const style = true;

export async function show(view) {
  const figures = PICTURES.map((one) => figure(view, one));
  inTurn(figures);
  return el(
    "article",
    { class: "pictures" },
    el(
      "header",
      {},
      el("h1", {}, "Pictures"),
      el("p", { class: "lead" }, "The case at a glance. Each picture says in words what is seen, and can be saved."),
    ),
    el(
      "nav",
      { class: "on-page", aria: { label: "Pictures on this page" } },
      el(
        "ul",
        {},
        PICTURES.map((one) => el("li", {}, el("a", { href: `#${one.name}` }, one.asks))),
      ),
    ),
    figures.map((one) => one.node),
  );
}

/** Draw them in turn, so that the first is there as soon as can be. */
async function inTurn(figures) {
  for (const one of figures) await one.begin();
}

function figure(view, { name, asks, narrow = false, numbers = false, slow = false }) {
  const body = el("div", { class: "drawn", role: "status" }, el("p", { class: "soft" }, "Drawing …"));
  const heading = el("h2", { id: `${name}-heading` }, asks);
  const node = el("section", { id: name, aria: { labelledby: `${name}-heading` } }, heading, body);
  const lacking = numbers && !view.about.numbers;
  if (lacking)
    body.replaceChildren(
      el(
        "p",
        { class: "soft" },
        "Drawn where a case gives values. ",
        el("a", { href: view.link("case?section=values") }, view.about.editable ? "Give a few" : "Look at the form"),
        ".",
      ),
    );
  else if (slow)
    body.replaceChildren(button("Draw it", draw), el("span", { class: "soft" }, " It takes some seconds."));
  const small = matchMedia("(max-width: 40rem)");
  const again = () => body.querySelector("img") && draw();
  if (narrow) small.addEventListener("change", again, { signal: view.signal });
  document.addEventListener("themechange", again, { signal: view.signal });
  return { node, begin: () => (lacking || slow ? null : draw()) };

  async function draw() {
    const waiting = el("p", { class: "soft" }, "Drawing …");
    const longer = setTimeout(() => (waiting.textContent = "Still drawing: a large case takes a while …"), 5000);
    if (!body.querySelector("img")) body.replaceChildren(waiting);
    const form = narrow && small.matches ? "narrow" : "";
    try {
      const how = { ...(isDark() ? { dark: "true" } : {}), ...(form ? { narrow: "true" } : {}) };
      const found = await view.get(`pictures/${name}`, how);
      const picture = el(
        "div",
        { class: `scroll ${form}`, tabindex: "0", role: "region", aria: { label: found.title } },
        el("img", {
          class: isDark() ? "dark" : null,
          src: `data:image/svg+xml,${encodeURIComponent(found.svg)}`,
          alt: `${found.title}. ${found.told}`,
        }),
      );
      heading.classList.toggle("unseen", name !== "map"); // the others have their title inside
      body.replaceChildren(
        picture,
        el("details", {}, el("summary", {}, "In words"), el("p", {}, found.told)),
        exportsBar(view, [
          ["SVG", `pictures/${name}.svg`],
          ["PNG", `pictures/${name}.png`],
        ]),
      );
    } catch (error) {
      if (error.name !== "AbortError")
        body.replaceChildren(
          el(
            "p",
            { class: "soft" },
            (error.errors ?? [{ what: error.message }]).map((one) => `${sentence(one.what)} ${one.hint ?? ""} `),
            el("a", { href: view.link("case") }, view.about.editable ? "Open the form" : "Look at the form"),
            ".",
          ),
        );
    } finally {
      clearTimeout(longer);
    }
  }
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
