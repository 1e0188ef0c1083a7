"""A draft as a case: the entries as plain data, and the file with its comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from winset.case.confirmation import DRAFTED
from winset.case.writing import dump
from winset.drafting.entries.asking import together
from winset.drafting.proposal import Draft, DraftEntry, DraftIssue

_UNKNOWN = re.compile(
    r"\b(?:not|declined|refused|unclear|unknown|unsaid|uncertain|n[’']t)\b[^,;:]*? "
    r"(?P<asked>(?:whether|how|when|who|what|why|where|which) [^,;:“”\"]+?)[.]?$"
)
_POINTS = re.compile(r"\b(?:it|its|they|them|their|he|she|him|his|her|this|that|these|those|so|said)\b", re.IGNORECASE)


def case_data(draft: Draft, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give a draft as the data of a case; ``names`` are those of the claims in a record, where one is kept."""
    data: dict[str, Any] = {
        "winset": "1",
        "title": draft.title,
        "summary": " ".join(f"{one}." for one in (f"Drafted by a program from {_documents(draft)}", *draft.repeats)),
    }
    if draft.as_of:
        data["as_of"] = draft.as_of
    data["sources"] = {
        letter: {"title": title or "document", **({"date": date} if date else {})}
        for letter, title, date in draft.documents
    }
    data["parties"] = {
        one.key: _filled(
            name=one.name,
            aliases=list(one.aliases),
            at_table="no" if not one.at_table else "",
            home=list(one.home),
            **_based(one, names),
        )
        for one in draft.parties
    }
    data["issues"] = {
        one.key: _filled(name=one.name, **_levels(one), control=list(one.control), **_based(one, names))
        for one in draft.issues
    }
    preferences: dict[str, list[dict[str, Any]]] = {}
    for one in draft.statements:
        preferences.setdefault(one.party, []).append({"prefer": one.prefer, **_based(one, names)})
    if preferences:
        data["preferences"] = preferences
    if draft.scenarios:
        data["scenarios"] = {
            one.key: {"when": one.when, "name": one.name, **_based(one, names)} for one in draft.scenarios
        }
    if draft.conditions:
        data["conditions"] = {
            one.key: {
                "party": one.party,
                "withholds": one.withholds,
                "unless": one.unless,
                "probability": ["0.3", "0.5", "0.7"],
                **_based(one, names),
            }
            for one in draft.conditions
        }
    if draft.deadline:
        data["talks"] = {"deadline": draft.deadline, "basis": list(draft.deadline_basis)}
    if draft.open:
        data["not_in_source"] = [{"what": asked_in(what), "basis": [basis]} for what, basis in draft.open]
    return data


def case_text(draft: Draft, names: Mapping[str, str] | None = None) -> str:
    """Give the case file, with what a person has to decide as comments at its head."""
    lines = [
        "# Drafted by a program from documents. Every entry names its sentences; its note says who has confirmed it.",
        "# What a party wants is what it reportedly demands, offers, refuses or threatens; the order is a first guess.",
    ]
    if draft.questions:
        lines.append("# To decide:")
        lines += [f"#   {number}. {question}" for number, question in enumerate(together(draft.questions), 1)]
    return "\n".join(lines) + "\n" + dump(case_data(draft, names))


def asked_in(sentence: str) -> str:
    """Give what a sentence says is not known, where that stands alone; else the sentence.

    Examples
    --------
    >>> asked_in("A spokeswoman, Lena Dorn, declined to say whether the contract was under review.")
    'whether the contract was under review'
    >>> asked_in("The Union has not said whether it would send observers.")
    'The Union has not said whether it would send observers.'
    """
    found = _UNKNOWN.search(sentence)
    return found["asked"] if found is not None and not _POINTS.search(found["asked"]) else sentence


def _levels(one: DraftIssue) -> dict[str, Any]:
    """Named levels, or a span of amounts with the marks people named."""
    if one.span is None:
        return {"levels": list(one.levels)}
    least, most, step, now = one.span
    return {"unit": one.unit, "from": least, "to": most, "step": step, "now": now, "marks": dict(one.marks)}


def _documents(draft: Draft) -> str:
    return "one document" if len(draft.documents) == 1 else f"{len(draft.documents)} documents"


def _filled(**fields: Any) -> Mapping[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], None, {})}


def _based(one: DraftEntry, names: Mapping[str, str] | None) -> dict[str, Any]:
    claims = [names[claim] for claim in one.claims if claim in names] if names else []
    parts = [
        *([f"confirmed by {one.confirmed}"] if one.confirmed else []),
        f"{DRAFTED}{one.why}",
        *([one.question] if one.question else []),
        *([f"claims {', '.join(claims)}"] if claims else []),
    ]
    return {"basis": list(one.basis) or ["analyst assumption"], "note": "; ".join(parts)}
