"""What a case can hold, for a form: its sections in the order one writes them, and the fields of their entries."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from winset.case import model, negotiation
from winset.case.model import Case

Shape = Literal["fields", "one", "list", "named", "lists", "ranges"]

# key, title, what it is, the entry's model, how entries are kept, the field a bare entry stands for
_SECTIONS: tuple[tuple[str, str, str, type[BaseModel], Shape, str], ...] = (
    (
        "parties",
        "Parties",
        "Who can decide, who must accept at home, and who is not in the room.",
        model.Party,
        "named",
        "",
    ),
    (
        "issues",
        "Issues",
        "What is to be settled: ordered levels, the first being how things stand; and who can move it.",
        model.Issue,
        "named",
        "",
    ),
    ("impossible", "Rules", "What cannot occur, and why.", model.Rule, "list", "when"),
    (
        "preferences",
        "Statements",
        "What each party reportedly prefers, most important first: the first line outranks all below it.",
        model.Statement,
        "lists",
        "prefer",
    ),
    (
        "scenarios",
        "Scenarios",
        "Named groups of outcomes; results are told by these names first.",
        model.Scenario,
        "named",
        "when",
    ),
    (
        "agreement",
        "What is an agreement",
        "What counts as an agreement; without it: a joint issue has moved, or two signatories have moved something.",
        negotiation.Agreement,
        "one",
        "when",
    ),
    (
        "deadlines",
        "Deadlines",
        "What happens by itself on a day, unless something holds by then.",
        negotiation.Deadline,
        "list",
        "",
    ),
    ("talks", "The talks", "Who must agree, by when, and what may go wrong.", negotiation.Talks, "one", ""),
    (
        "values",
        "Values",
        "How much outcomes are reportedly worth to a party or a home, on its own scale, as ranges.",
        negotiation.Value,
        "lists",
        "",
    ),
    ("no_deal", "Without a deal", "What a party has if the talks fail.", negotiation.NoDeal, "named", "value"),
    (
        "conditions",
        "Conditions",
        "Without something, a party withholds something, whatever the points say.",
        negotiation.HardCondition,
        "named",
        "",
    ),
    (
        "ratification",
        "Acceptance at home",
        "The chance that a home accepts each level of an issue.",
        negotiation.Ratification,
        "list",
        "",
    ),
    (
        "homes",
        "How homes decide",
        "How many of a party's homes must accept, and who can block alone.",
        negotiation.HomeRule,
        "named",
        "",
    ),
    ("mandates", "Mandates", "What delegates may agree to without asking.", negotiation.Mandate, "named", "covers"),
    ("delay", "Delay", "What waiting costs a party.", negotiation.Delay, "named", "cost"),
    (
        "dependence",
        "Dependence",
        "How much weaker depending on another makes a party.",
        negotiation.Dependence,
        "named",
        "degree",
    ),
    (
        "alternatives",
        "Alternatives",
        "Who else could replace what a party would get.",
        negotiation.Alternative,
        "list",
        "",
    ),
    ("threats", "Threats", "Threats carried out, and what they cost their target.", negotiation.Threat, "list", ""),
    (
        "reactions",
        "Reactions",
        "How evenly an absent party chooses among its answers.",
        negotiation.Reaction,
        "named",
        "temperature",
    ),
    (
        "questions",
        "Questions",
        "Dated forecast questions with the rule that decides them.",
        negotiation.Question,
        "named",
        "",
    ),
    ("misperceived", "Not seen", "Outcomes a party does not see.", model.Misperception, "lists", "when"),
    ("sources", "Sources", "The documents the bases refer to: S8 is item 8 of source S.", model.Source, "named", ""),
    ("not_in_source", "Not in the source", "What the material leaves out.", model.Omission, "list", "what"),
)
_ABOUT = ("title", "summary", "as_of", "version", "author", "note")
_OWNERS = {"preferences": "party", "values": "party or home", "misperceived": "party", "no_deal": "party or home"}
_OWNED = {"homes", "mandates", "delay", "dependence", "reactions"}
_CONDITIONS = {"prefer", "when", "withholds", "unless", "covers", "replaces", "only_if"}
_LONG = {"note", "summary", "why", "text", "rule", "mandate"}
_PARTIES = {"control", "signatories", "veto"}
_LABELS = {
    "at_table": "at the table",
    "as_of": "as of",
    "basis": "rests on",
    "prefer": "prefers that",
    "leave": "who can leave it",
    "home": "home audiences",
    "need": "how many must agree",
    "sets_in": "sets in within",
    "over": "over how many days",
    "base_rate": "base rate",
    "at_deadline": "chance at the deadline",
    "intended": "meant to take moves away",
    "only_if": "exists only if",
    "requires": "what law or contract forces",
    "on": "on the day",
    "then": "what then happens",
    "severable": "parts may stand without each other",
}

_STATUS_QUO: dict[str, Any] = {
    "key": "status_quo",
    "title": "As things stand",
    "what": "Where an issue stands today, if not at its first level.",
    "shape": "named",
    "implied": "level",
    "owner": "issue",
    "fields": [
        {"name": "level", "label": "level", "kind": "text", "choices": [], "required": True, "default": ""},
    ],
}


def form() -> dict[str, Any]:
    """Describe every section of a case file and the fields of its entries."""
    sections: list[dict[str, Any]] = [
        {
            "key": "about",
            "title": "About",
            "what": "What the case is about, and as of when.",
            "shape": "fields",
            "implied": "",
            "owner": "",
            "fields": [_field(key, Case.model_fields[key]) for key in _ABOUT],
        }
    ]
    for key, title, what, entry, shape, implied in _SECTIONS:
        fields = [_field(name, info, entry) for name, info in entry.model_fields.items()]
        fields.sort(
            key=lambda field: ("basis", "note").index(field["name"]) + 1 if field["name"] in {"basis", "note"} else 0
        )
        owner = _OWNERS.get(key, "party" if key in _OWNED else "")
        sections.append(
            {
                "key": key,
                "title": title,
                "what": what,
                "shape": shape,
                "implied": implied,
                "owner": owner,
                "fields": fields,
            }
        )
    at = next(place for place, section in enumerate(sections) if section["key"] == "impossible")
    sections.insert(at, _STATUS_QUO)
    return {"sections": sections}


def _field(name: str, info: FieldInfo, entry: type[BaseModel] | None = None) -> dict[str, Any]:
    kind, choices = _kind(name, info, entry)
    default = info.get_default(call_default_factory=True)
    shown = default if isinstance(default, str | int) and not isinstance(default, bool) else ""
    return {
        "name": name,
        "label": _LABELS.get(name, name.replace("_", " ")),
        "kind": kind,
        "choices": choices,
        "required": info.is_required(),
        "default": ("yes" if default else "no") if isinstance(default, bool) else str(shown),
    }


def _kind(name: str, info: FieldInfo, entry: type[BaseModel] | None) -> tuple[str, list[str]]:
    choices = _choices(info.annotation)
    if name == "moves":
        return "choice", ["free", "forward", "backward"]
    if choices:
        return "choice", choices
    if info.annotation is bool:
        return "flag", []
    if name in _CONDITIONS:
        return "condition", []
    if name in {"basis", "home"} or (name == "veto" and entry is negotiation.HomeRule):
        return "lines", []
    if name == "levels":
        return "levels", []
    if name in _PARTIES:
        return "parties", []
    if name in {"party", "target"} or (name == "by" and entry is negotiation.Threat):
        return "party", []
    if name == "issue":
        return "issue", []
    if name == "chances":
        return "chances", []
    if name == "then":
        return "outcome", []
    if name == "requires":
        return "forced", []
    if "Decimal" in str(info.annotation):
        return "range", []
    if name in {"as_of", "since", "deadline", "on"} or (name == "by" and entry is negotiation.Question):
        return "date", []
    return ("long" if name in _LONG else "text"), []


def _choices(annotation: Any) -> list[str]:
    if typing.get_origin(annotation) is Literal:
        return list(typing.get_args(annotation))
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        return next((found for one in typing.get_args(annotation) if (found := _choices(one))), [])
    return []
