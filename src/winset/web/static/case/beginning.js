// What a new entry of the form begins with: its key, whose it can be, and its required fields, to be filled in.

import { quoted } from "../turn.js";
import { named } from "./fields.js";

/** A ranking to begin with: the levels of the first issue, the last one best. */
export function anyOrder(draft) {
  const [key, issue] = Object.entries(draft.state.data.issues ?? {})[0] ?? ["", {}];
  const levels = Array.isArray(issue?.levels) ? issue.levels : [];
  return {
    best_first: levels.map((level) => `${quoted(key)} = ${quoted(level)}`).reverse(),
    basis: "analyst assumption",
  };
}

/** The key that an entry of a name gets: its words in small letters, as conditions can write them without quotes. */
export function keyOf(name) {
  if (/^[\p{L}\p{N}_]+$/u.test(name)) return name;
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join("-");
}

/** Whose entries a section can have: parties, homes or issues. */
export function owning(draft, spec) {
  const parties = draft.state.data.parties ?? {};
  const homes = Object.values(parties).flatMap((one) =>
    Array.isArray(one?.home) ? one.home : one?.home ? [one.home] : [],
  );
  if (spec.owner === "issue") return Object.keys(draft.state.data.issues ?? {});
  return spec.owner === "party" ? Object.keys(parties) : [...new Set([...Object.keys(parties), ...homes])];
}

/** What a new entry begins as: its required fields, to be filled in. */
export function blank(draft, spec, key = "", name = "") {
  const first = (section) => named(draft, section)[0]?.[0] ?? "";
  const issue = Object.entries(draft.state.data.issues ?? {})[0];
  const level = issue?.[1]?.levels?.[1] ?? "";
  const starts = {
    condition: issue ? `${quoted(issue[0])} = ${quoted(level)}` : "",
    party: first("parties"),
    parties: first("parties"),
    issue: first("issues"),
    levels: ["no", "yes"],
    range: ["degree", "temperature"].includes(spec.implied) ? "1" : "0",
    chances: { [level]: "0.5" },
    outcome: issue ? { [issue[0]]: level } : {},
    lines: "0",
    "by issue": issue ? { [issue[0]]: "100" } : {},
    "by issue and level": issue ? { [issue[0]]: scoresOf(issue[1]) } : {},
    date: draft.state.data.as_of ?? "2026-01-01",
    text: "…",
    long: "…",
  };
  const entry = Object.fromEntries(
    spec.fields.filter((one) => one.required).map((one) => [one.name, starts[one.kind] ?? one.choices?.[0] ?? "…"]),
  );
  if (spec.fields.some((one) => one.kind === "order")) return anyOrder(draft);
  if (spec.fields.some((one) => one.name === "points")) Object.assign(entry, { when: starts.condition, points: "0" });
  if (spec.owner === "issue") return draft.state.data.issues[key].levels?.[1] ?? "…";
  if (name && spec.fields.some((one) => one.name === "name")) entry.name = name;
  if (spec.fields.some((one) => one.name === "basis")) entry.basis = "analyst assumption";
  return Object.keys(entry).length ? entry : { note: "…" };
}

/** Scores to begin with: the first level or amount worst, the last best. */
function scoresOf(issue) {
  const ends = Array.isArray(issue?.levels) ? [issue.levels[0], issue.levels.at(-1)] : [issue?.from, issue?.to];
  return { [ends[0]]: "0", [ends[1]]: "100" };
}
