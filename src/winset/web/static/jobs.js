// Computations in the background: begun, followed by server-sent events over fetch, stopped, kept by name.

import { ApiError, ask, askJson } from "./api.js";
import { button, el } from "./dom.js";
import { drawAround } from "./drawing.js";
import { say } from "./live.js";

/** As many draws as all pages make where none are asked for. */
export const DRAWS = 10_000;

/** Begin a computation, or find the one there is; gives it as the server tells it. */
export async function begin(view, asked, params = {}) {
  return askJson(view.url("jobs", params), { method: "POST", body: asked, signal: view.signal });
}

/** Follow a computation to its end; `onTold` gets it at every change, its result null where that is the same. */
export async function follow(id, onTold, signal) {
  const response = await ask(`/api/jobs/${id}/events`, { signal, accept: "text/event-stream" });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) if (event.startsWith("data: ")) onTold(JSON.parse(event.slice(6)));
  }
}

/**
 * Compute something and show how far it is: gives an element with a progress bar and a button to stop.
 * `onResult(result, job)` is called with every result, partial ones too; the last call has the final one.
 */
export function computing(view, asked, { params = {}, onResult, onEnd = null, noun = "draws" }) {
  const bar = el("progress", { aria: { label: "progress" } });
  const words = el("span", { class: "number" }, "Starting");
  const stop = button("Stop", null, { kind: "small", title: "Stop and keep what there is" });
  const box = el("div", { class: "computing", role: "group", aria: { label: "Computation" } }, bar, words, stop);
  run().catch((error) => error.name === "AbortError" || failed(error));
  return box;

  async function run() {
    const job = await begin(view, asked, params);
    stop.addEventListener("click", () => {
      stop.disabled = true;
      words.textContent = "Stopping";
      askJson(`/api/jobs/${job.id}/stop`, { method: "POST", signal: view.signal }).catch((error) => say(error.message));
    });
    if (job.result) onResult(job.result, job);
    if (["done", "stopped", "failed"].includes(job.state)) return ended(job);
    await follow(job.id, told, view.signal);
  }

  function told(job) {
    if (job.result) onResult(job.result, job);
    if (["done", "stopped", "failed"].includes(job.state)) return ended(job);
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
      words.textContent = `${job.done.toLocaleString("en")} of ${job.total.toLocaleString("en")} ${noun}`;
    } else words.textContent = job.state === "waiting" ? "Waiting for another computation" : "Computing";
  }

  function ended(job) {
    if (job.state === "failed") return failed(new ApiError(422, job.errors));
    const again = button("Compute the rest", () => view.reload(), { kind: "small" });
    const text = job.state === "done" ? `Complete: ${describe(job)}.` : "Stopped: what follows is a partial result.";
    const told = el("span", { class: job.state === "done" ? "soft" : "warn" }, text);
    drawAround(box, () => box.replaceChildren(told, job.state === "stopped" ? again : ""));
    say(job.state === "done" ? "Computed." : "Stopped; the partial result is kept.");
    onEnd?.(job);
  }

  function failed(error) {
    const faults = error.errors ?? [{ what: error.message }];
    box.replaceChildren(
      el(
        "div",
        { class: "notice bad", role: "alert" },
        faults.map((one) => el("p", {}, el("strong", {}, one.what), ". ", one.hint ?? "")),
      ),
    );
  }
}

/** A computation's settings in words. */
export function describe(job) {
  const { draws, seed, model, called = model } = job.settings;
  return [called, `${draws.toLocaleString("en")} draws`, `seed ${seed}`].filter(Boolean).join(", ");
}

/** The computations of this case that are kept, each with a way back to it. */
export async function kept(view, kind, open) {
  const jobs = (await askJson(`/api/jobs?case=${encodeURIComponent(view.name)}`, { signal: view.signal })).filter(
    (job) => job.kind === kind,
  );
  if (jobs.length < 2) return null;
  const line = (job) =>
    el(
      "li",
      {},
      button(job.title.split(": ").pop(), () => open(job), { kind: "quiet" }),
      el("span", { class: "soft" }, ` ${job.state}`),
    );
  return el("details", { class: "runs" }, el("summary", {}, `${jobs.length} runs kept`), el("ul", {}, jobs.map(line)));
}

/** Buttons that save a computation's result. */
export function saveBar(view, job, plots = []) {
  const save = async (path, ending) => {
    const response = await ask(`/api/jobs/${job.id}${path}`, { accept: "*/*" });
    const link = el("a", {
      href: URL.createObjectURL(await response.blob()),
      download: `${view.name}-${job.kind}.${ending}`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say("Saved.");
  };
  const one = (name, path, ending) =>
    button(name, () => save(path, ending).catch((error) => say(error.message)), {
      kind: "quiet",
      title: `Save as ${name}`,
    });
  return el(
    "div",
    { class: "exports", role: "group", aria: { label: "Save this view" } },
    el("span", { class: "soft" }, "Save as"),
    one("CSV", "/table.csv", "csv"),
    one("JSON", "", "json"),
    plots.map((plot) => one(plots.length > 1 ? `SVG (${plot})` : "SVG", `/plots/${plot}.svg`, "svg")),
  );
}
