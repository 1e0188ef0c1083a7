// Why one outcome holds or does not, in words.

import { button, el } from "../dom.js";
import { asText } from "../turn.js";
import { written } from "../written.js";

/** A panel that fills itself; `close` is called when the reader is done with it. */
export function whyPanel(view, number, { close }) {
  const panel = el(
    "div",
    { class: "why", role: "region", aria: { label: `Why outcome ${number} holds or not`, busy: "true" } },
    el("p", { class: "soft" }, "…"),
  );
  const asked = { concepts: view.query.get("concepts"), sanctions: view.query.get("sanctions") };
  view.get(`outcomes/${number}`, asked).then(
    (data) => {
      panel.setAttribute("aria-busy", "false");
      const links = [el("a", { href: view.link("map", { outcome: number }) }, "Show it on the map")];
      if (view.about.numbers) {
        links.push(
          " · ",
          el("a", { href: view.link("deals", { package: asText(data.outcome.levels) }) }, "Look at it as a package"),
        );
      }
      panel.replaceChildren(
        el(
          "div",
          { class: "why-head" },
          el("h2", {}, `Outcome ${number}`),
          button("Close", close, { kind: "quiet small" }),
        ),
        ...written(data.document, { level: 3 }).flat(Infinity).filter(Boolean),
        el("p", {}, links),
      );
    },
    (error) => error.name === "AbortError" || panel.replaceChildren(el("p", { class: "bad" }, error.message)),
  );
  return panel;
}
