// Which view is shown: the address says it all, so every view can be linked to, reloaded, and gone back to.

import { ApiError, askJson, dropToken, queryOf, saveFile, takeToken } from "./api.js";
import { button, el } from "./dom.js";
import { drawAround, isTypedIn, isWrittenIn, whenLetGo } from "./drawing.js";
import { isHalfTyped } from "./half_typed.js";
import { drawHead } from "./head.js";
import { forgetShortcuts, shortcut } from "./keys.js";
import { linkTo } from "./links.js";
import { say, sayWhile } from "./live.js";
import { askNext, clearNext, showNext } from "./next.js";
import { begin, paint } from "./selection.js";
import { KEYS, placeOf } from "./views.js";

const CHANGES = ["set", "without", "swap"];
const POLL = 2500;
const main = document.getElementById("main");
let running = null;

/** Show what the address names, and follow it from now on. */
export function follow() {
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement} */ (/** @type {Element} */ (event.target).closest("a[href]"));
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const to = new URL(link.href);
    if (
      to.origin !== location.origin ||
      link.target ||
      link.hasAttribute("download") ||
      to.pathname.startsWith("/static")
    )
      return;
    if (to.hash && to.pathname === location.pathname && to.search === location.search) return;
    event.preventDefault();
    go(to.pathname + to.search);
  });
  addEventListener("popstate", () => show(!location.hash.startsWith("#token="))); // a new key: what is typed stays
  addEventListener("hashchange", () => location.hash.startsWith("#token=") && (takeToken(), show(false)));
  addEventListener("beforeunload", (event) => (isWrittenIn(main) || isHalfTyped()) && event.preventDefault()); // the browser asks first
  setInterval(poll, POLL);
  return show();
}

/** Go to another address. */
export function go(address, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  show(!replace);
}

async function show(moved = true) {
  running?.leaving?.();
  running?.stop.abort();
  const stop = new AbortController();
  const mine = { stop, leaving: null, about: null, within: null };
  running = mine;
  forgetShortcuts();
  if (!takeToken()) return drawn(mine, noToken());
  const [, kind, name, key] = location.pathname.split("/").map(decodeURIComponent);
  main.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => running === mine && main.classList.add("waiting"), 250);
  const come = sayWhile("Working it out …", "Still working it out. Large cases take a minute; you can go elsewhere.");
  try {
    const view =
      kind === "case" && name
        ? await caseView(mine, name, key || "brief")
        : startView(mine, kind === "draft" ? name : "");
    const module = await import(`./views/${view.key}.js`);
    if (module.style) await styleOf(view.key);
    shown(mine, await module.show(view), moved);
  } catch (error) {
    if (error.name === "AbortError" || running !== mine) return;
    if (!moved && error.status !== 401 && isTypedIn(main))
      return (main.removeAttribute("aria-busy"), say(error.message));
    shown(mine, await failed(error, mine), moved);
  } finally {
    clearTimeout(slow);
    come();
    if (running === mine) main.classList.remove("waiting");
  }
}

/** Show a view; where it is the one that was there before, what is typed and the focus stay. */
function shown(mine, content, moved) {
  const draw = () => drawn(mine, content, moved);
  return moved ? draw() : whenLetGo(draw)();
}

function drawn(mine, content, moved = false) {
  if (running !== mine) return;
  const scroll = moved ? 0 : scrollY;
  const begun = main.hasChildNodes() && document.activeElement !== document.body;
  const draw = () => main.replaceChildren(...[content].flat(Infinity).filter(Boolean));
  if (moved) draw();
  else drawAround(main, draw, { all: true });
  main.removeAttribute("aria-busy");
  paint();
  drawHead(mine.view ?? null);
  const title = mine.view?.about?.title ?? mine.view?.title;
  if (mine.about) askNext(mine.view);
  else clearNext();
  document.title = [nameOf(mine.view), title, "winset"].filter(Boolean).join(" · ");
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) target.scrollIntoView();
  else scrollTo(0, scroll);
  if (moved && begun) main.focus({ preventScroll: true });
}

/** What a view of a case is called: by its entry in the navigation, or its group. */
function nameOf(view) {
  if (!view?.about) return null;
  const { group, entry } = placeOf(view.key, view.query);
  return (entry?.[0] === "case" ? group : { name: entry?.[1] ?? group.name }).name;
}

/** The view of no case: the first page, or a draft that is to become one. */
function startView(mine, draft = "") {
  mine.view = {
    key: draft ? "draft" : "start",
    name: draft,
    query: new URLSearchParams(location.search),
    signal: mine.stop.signal,
    get: (path, params = {}) => askJson(`/api${path}${queryOf(params)}`, { signal: mine.stop.signal }),
    post: (path, body) => sent(mine, `/api${path}`, "POST", body),
    shortcut,
    go: here(mine, go),
  };
  return mine.view;
}

/** Send something. It arrives even when one goes elsewhere meanwhile; then nothing more is done here. */
async function sent(mine, path, method, body) {
  const answer = await askJson(path, { method, body });
  mine.stop.signal.throwIfAborted();
  return answer;
}

/** An act that is done only as long as its view is shown: whoever went elsewhere is not called back. */
function here(mine, act) {
  return (...given) => running === mine && act(...given);
}

async function caseView(mine, name, key) {
  const query = new URLSearchParams(location.search);
  const signal = mine.stop.signal;
  begin(name, query);
  const base = `/api/cases/${encodeURIComponent(name)}`;
  const about = await askJson(base, { signal });
  mine.about = about;
  const changed = Object.fromEntries(CHANGES.map((one) => [one, query.getAll(one)]));
  const url = (path, params = {}) => `${base}/${path}${queryOf({ ...changed, ...params })}`;
  const view = {
    key: KEYS.has(key) ? key : "brief",
    name,
    about,
    query,
    signal,
    url,
    changes: query.getAll("set"),
    changed,
    get: (path, params, options = {}) => askJson(url(path, params), { signal, ...options }),
    post: (path, body, params) => sent(mine, `${base}/${path}${queryOf(params ?? {})}`, "POST", body),
    save: (path, params) =>
      saveFile(url(path, params), fileName(name, path)).then(
        () => say("Saved."),
        (error) => say(error.message),
      ),
    link: (other, params = {}) => linkTo(name, other, { ...changed, ...params }),
    setQuery: here(mine, (changes, { push = true } = {}) => {
      const next = new URLSearchParams(location.search);
      for (const [one, value] of Object.entries(changes)) {
        next.delete(one);
        for (const item of Array.isArray(value) ? value : [value])
          if (item !== null && item !== undefined && item !== "") next.append(one, item);
      }
      const text = next.toString();
      go(location.pathname + (text ? `?${text}` : ""), { replace: !push });
    }),
    at: (changes) => {
      // another place of the same view: it has an address, and Back leads here
      const next = new URLSearchParams(changes);
      for (const one of CHANGES) for (const value of changed[one]) next.append(one, value);
      if (running === mine) history.pushState(null, "", `${location.pathname}?${next}`);
      view.query = next;
    },
    remember: (one, value) => remembered(name, one, value),
    steps: (found) => showNext(view, found),
    within: (take) => (mine.within = take),
    take: (where) => mine.within?.(where) ?? false,
    leaving: (act) => (mine.leaving = act),
    fileChanged: (handler) => (mine.fileChanged = handler),
    reload: here(mine, () => show(false)),
    refresh: async () => {
      Object.assign(about, await askJson(base, { signal }));
      drawHead(view);
      askNext(view); // what is useful next may be something else now
    },
    shortcut,
    go: here(mine, go),
  };
  mine.view = view;
  if (!about.valid && view.key !== "case") throw new ApiError(422, about.errors);
  return view;
}

function fileName(name, path) {
  const [stem, ending = "json"] = path.split("?")[0].split("/").pop().split(".");
  return `${name.replace(/\.(ya?ml|gmcr)$/, "")}-${stem}.${ending}`;
}

function remembered(name, key, value) {
  const at = `winset:${name}:${key}`;
  if (value !== undefined) sessionStorage.setItem(at, JSON.stringify(value));
  return JSON.parse(sessionStorage.getItem(at) ?? "null");
}

const sheets = new Map();

function styleOf(key) {
  if (!sheets.has(key)) {
    const link = el("link", { rel: "stylesheet", href: `/static/views/${key}.css` });
    sheets.set(
      key,
      new Promise((settled) => ["load", "error"].forEach((event) => link.addEventListener(event, settled))),
    );
    document.head.append(link);
  }
  return sheets.get(key);
}

async function poll() {
  const mine = running;
  if (document.hidden || !mine?.about?.editable) return;
  try {
    const { revision } = await askJson(`/api/cases/${encodeURIComponent(mine.about.name)}/revision`);
    if (running !== mine || revision === mine.about.revision) return;
    mine.about.revision = revision;
    if (mine.fileChanged) return mine.fileChanged(revision);
    say("Somebody, or another window, has saved this case; this is the new version.");
    show(false);
  } catch (error) {
    if (error.status === 401 && running === mine) startedAnew();
  }
}

/** The server is another one, whose key is new; what is typed here is left to be copied, or kept until the key comes. */
function startedAnew() {
  if (!isTypedIn(main)) return show(false);
  if (document.getElementById("anew")) return;
  const told =
    "The workbench was started anew: what is typed here can be saved once this tab was given the address that it printed then.";
  main.prepend(el("p", { id: "anew", class: "notice warn", role: "alert" }, told));
}

function noToken() {
  return el(
    "div",
    { class: "panel narrow" },
    el("h1", {}, "One step is missing"),
    el(
      "p",
      {},
      "This page only opens with the address that ",
      el("code", {}, "winset serve"),
      " printed when it started: copy it with everything after the ",
      el("code", {}, "#"),
      ".",
    ),
    el(
      "p",
      {},
      "That part is the key to your cases. It is new at every start, stays in this tab, and keeps other pages in this browser out.",
    ),
  );
}

async function failed(error, mine) {
  if (error.status === 401) {
    dropToken();
    return noToken();
  }
  if (!(error instanceof ApiError)) console.error(error);
  const faults = error.errors ?? [{ what: error.message }];
  const mend =
    mine.about && mine.view?.key !== "case"
      ? el("p", {}, el("a", { href: linkTo(mine.about.name, "case") }, "Open the case to mend it"))
      : null;
  return el(
    "div",
    { class: "panel narrow", role: "alert" },
    el(
      "h1",
      {},
      error.status === 404
        ? "Not found"
        : error.status === 422
          ? "This cannot be computed as it stands"
          : "Something went wrong",
    ),
    el(
      "ul",
      { class: "faults" },
      faults.map((one) =>
        el(
          "li",
          {},
          el("strong", {}, one.what),
          one.where ? `, ${one.where}` : "",
          ". ",
          one.hint ? el("span", { class: "soft" }, one.hint) : "",
        ),
      ),
    ),
    mend,
    el(
      "p",
      {},
      button("Try again", () => show(false)),
      " ",
      el("a", { href: "/" }, "All cases"),
    ),
  );
}
