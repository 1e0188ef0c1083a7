// The draft of a case: its text, what it holds, what is wrong with it; undo and redo; kept in this browser until saved.

import { askJson } from "../api.js";

const SLOW = 400; // milliseconds

/** Edits under way, by draft: they outlive the view they were made in, and the next one begins after them. */
const underWay = new Map();

/** One draft. `changed` is called after every change. */
export class Draft {
  constructor(view, file, form) {
    this.view = view;
    this.form = form;
    this.key = `winset-draft:${view.name}`;
    this.base = file.text;
    this.revision = file.revision;
    this.editable = file.editable;
    this.wrong = file.wrong;
    this.encodings = file.encodings;
    this.past = [];
    this.future = [];
    this.text = file.text;
    this.renamed = []; // keys that have another name than when the page was opened, with the way back
    this.recorded = []; // those that the record knows of, as of the last save
    this.state = null;
    this.unanswered = []; // edits that the server was not there for
    this.queue = Promise.resolve();
    this.listeners = new Set();
    this.words = new Map();
    this.slow = /** @type {(is: boolean) => void} */ (() => {}); // told where an answer takes its time
    this.failed = /** @type {(error: Error) => void} */ (() => {});
  }

  /** Take up a draft that was left unsaved, and read what it holds. */
  async begin() {
    await underWay.get(this.key);
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    const taken = kept && kept.text !== this.base;
    if (taken) {
      this.past = [{ text: this.base, renamed: [] }];
      this.text = kept.text;
      this.renamed = kept.renamed ?? [];
      if (kept.revision !== this.revision) {
        this.behind = true; // the file has changed since: the draft stands on what it was made from until both are merged
        this.base = kept.base;
        this.revision = kept.revision;
      }
    }
    await this.read();
    return taken;
  }

  get dirty() {
    return this.text !== this.base;
  }

  /** Make edits, one after the other; where they cannot be made nothing changes, and `failed` is told. An edit may be
   * a function that gives it once what is under way is done. */
  edit(...edits) {
    const now = () => edits.map((one) => (typeof one === "function" ? one() : one));
    return this.next(() => this.made(now()));
  }

  /** Make edits with those that the server did not answer, so that nothing typed is lost when it is there again. */
  async made(edits) {
    const all = [...this.unanswered, ...edits];
    try {
      const state = await this.settle({ text: this.text, edits: all });
      this.unanswered = [];
      return state;
    } catch (error) {
      this.unanswered = error.status === 0 || error.status >= 500 || error.status === 401 ? all : [];
      throw error;
    }
  }

  /** Replace the whole text. */
  replace(text) {
    return this.next(() => this.settle({ text }));
  }

  /** Give a key another name wherever the draft refers to it; the record follows when the draft is saved. */
  rename(address, name) {
    return this.inTurn(async () => {
      const path = `/api/cases/${encodeURIComponent(this.view.name)}/rename`;
      const body = { text: this.text, base: this.base, address, name };
      const state = await askJson(path, { method: "POST", body });
      this.stepOn();
      this.renamed = [...this.renamed, { there: state.renamed, back: state.back }];
      this.take(state);
    });
  }

  /** Have undo lead back to where the draft now stands. */
  stepOn() {
    this.past.push({ text: this.text, renamed: this.renamed });
    this.future = [];
  }

  /** The renamings that lead from what the record knows to this draft. */
  get toRecord() {
    const same = this.recorded.findIndex((one, place) => one !== this.renamed[place]);
    const shared = same < 0 ? this.recorded.length : same;
    const undone = this.recorded
      .slice(shared)
      .reverse()
      .map(({ there, back }) => ({ there: back, back: there }));
    return [...undone, ...this.renamed.slice(shared)];
  }

  /** Do something after what is under way; where it cannot be done, `failed` is told. */
  next(act) {
    return this.inTurn(act).catch((error) => {
      if (error.name !== "AbortError") this.failed(error);
      return null;
    });
  }

  /** Do something after what is under way, and before what is asked for next; the caller is told of errors. */
  inTurn(act) {
    const done = this.queue.then(act);
    const slow = setTimeout(() => (this.slow(true), done.finally(() => this.slow(false)).catch(() => null)), SLOW);
    this.queue = done.catch(() => null).finally(() => clearTimeout(slow));
    underWay.set(this.key, this.queue);
    return done;
  }

  async settle(body) {
    const state = await this.ask(body);
    if (state.text !== this.text) this.stepOn();
    this.take(state);
    return state;
  }

  ask(body) {
    const path = `/api/cases/${encodeURIComponent(this.view.name)}/draft`;
    return askJson(path, { method: "POST", body: { ...body, base: this.base } }); // no signal: who goes on loses nothing
  }

  take(state) {
    this.state = state;
    this.text = state.text;
    for (const [condition, told] of Object.entries(state.words)) this.words.set(condition, told);
    if (this.dirty)
      sessionStorage.setItem(
        this.key,
        JSON.stringify({ text: this.text, base: this.base, revision: this.revision, renamed: this.toRecord }),
      );
    else sessionStorage.removeItem(this.key);
    for (const listener of this.listeners) listener();
  }

  async read() {
    this.take(await this.ask({ text: this.text }));
  }

  undo() {
    return this.next(() => this.step(this.past, this.future));
  }

  redo() {
    return this.next(() => this.step(this.future, this.past));
  }

  async step(from, to) {
    if (!from.length) return;
    const { text, renamed } = from.at(-1);
    const state = await this.ask({ text }); // where it is not answered, all stays as it is shown
    from.pop();
    to.push({ text: this.text, renamed: this.renamed });
    this.renamed = renamed;
    this.take(state);
  }

  /** Save, after what is under way; throws with status 409 where the file has changed meanwhile. */
  save(despite = false) {
    return this.inTurn(() => this.put(despite));
  }

  async put(despite) {
    if (this.unanswered.length) await this.made([]);
    const text = this.text;
    const { renamed } = this;
    const body = {
      text,
      revision: this.revision,
      despite_errors: despite,
      renamed: this.toRecord.map((one) => one.there),
    };
    const path = `/api/cases/${encodeURIComponent(this.view.name)}/text`;
    const saved = await askJson(path, { method: "PUT", body }); // no signal here either
    this.recorded = renamed;
    this.revision = saved.revision;
    this.view.about.revision = saved.revision;
    this.base = text;
    await this.read();
    return saved;
  }

  /** Put the draft, after what is under way, together with what the file has become. */
  merge() {
    return this.inTurn(() => this.together());
  }

  /** Merge; gives false where both changed the same lines. */
  async together() {
    const found = await this.view.post("merge", { base: this.base, text: this.text });
    this.theirs = found;
    if (found.merged === null) return false;
    if (this.dirty) this.stepOn();
    this.text = found.merged;
    this.base = found.theirs;
    this.revision = found.revision;
    this.view.about.revision = found.revision;
    await this.read();
    return true;
  }

  /** Stand on the file as it is: the draft's own text stays one undo away. */
  async takeTheirs(keepMine) {
    const mine = this.text;
    this.base = this.theirs.theirs;
    this.revision = this.theirs.revision;
    this.view.about.revision = this.theirs.revision;
    if (!keepMine) {
      this.past.push({ text: mine, renamed: this.renamed });
      this.text = this.base;
      this.renamed = this.recorded;
    }
    await this.read();
  }

  /** Errors of an entry and what is in it. */
  errorsAt(path, exactly = false) {
    return (this.state?.errors ?? []).filter(
      (one) =>
        one.path.length >= path.length &&
        (!exactly || one.path.length === path.length) &&
        path.every((step, place) => one.path[place] === step),
    );
  }

  /** A condition in words, as far as it was ever read without errors. */
  wordsOf(condition) {
    return this.words.get(condition) ?? "";
  }
}
