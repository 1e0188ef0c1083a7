// Plots: Vega-Lite specifications made on the server, drawn here in the colours of the page.

import { el } from "./dom.js";

const CATEGORIES = ["#5c6bc0", "#a87400", "#00897b", "#d1495b", "#7d6d58", "#5f8420", "#9a5fb0"];
let embed = null;

/** Draw a plot; `label` says in words what it shows. */
export async function plot(spec, { label, signal }) {
  // @ts-expect-error: the server makes this module
  embed ??= import("/vega.js").then((module) => module.default);
  const draw = await embed;
  const canvas = el("div", { class: "plot", role: "img", aria: { label } });
  let view = null;
  const redraw = async () => {
    view?.finalize();
    const options = {
      ast: true,
      actions: false,
      defaultStyle: false,
      renderer: "svg",
      tooltip: false,
      config: themed(),
    };
    view = await draw(canvas, titled(spec), options);
    canvas.removeAttribute("style");
    canvas.querySelector("svg")?.setAttribute("aria-hidden", "true"); // one image, told by its label
  };
  document.addEventListener("themechange", redraw, { signal });
  signal?.addEventListener("abort", () => view?.finalize());
  await redraw();
  return el(
    "figure",
    { class: "figure" },
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", aria: { label: `Plot: ${label.slice(0, 80)}` } },
      canvas,
    ),
  );
}

/** Put an invisible joiner after each backslash of a title: Vega-Lite writes titles into expressions without escaping those. */
function titled(value, title = false) {
  if (typeof value === "string") return title ? value.replaceAll("\\", "\\\u2060") : value;
  if (Array.isArray(value)) return value.map((one) => titled(one, title));
  return value && typeof value === "object"
    ? Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, titled(one, key === "title" || key === "text")]),
      )
    : value;
}

/** The colour that a name stands for now, light or dark: only where it is used is a pair of colours decided. */
function colour(name) {
  const probe = el("span", { hidden: true, style: { color: `var(${name})` } });
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function themed() {
  const style = getComputedStyle(document.documentElement);
  const [ink, soft, line, accent] = ["--ink", "--soft", "--line", "--accent"].map(colour);
  const font = style.getPropertyValue("--sans").trim();
  const text = {
    labelColor: ink,
    titleColor: soft,
    labelFont: font,
    titleFont: font,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
  };
  return {
    background: "transparent",
    range: { category: CATEGORIES },
    font,
    view: { stroke: null },
    axis: { ...text, gridColor: line, domainColor: soft, tickColor: soft },
    legend: text,
    title: { color: ink, font, fontSize: 14, fontWeight: 600, anchor: "start" },
    header: { labelColor: ink, titleColor: soft },
    text: { color: ink, font },
    tick: { color: ink },
    rule: { color: soft },
    mark: { color: accent },
  };
}
