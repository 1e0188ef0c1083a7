"""What the page of a draft shows: the documents in sentences, and every entry in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from winset import expr
from winset.drafting.entries.entry_conditions import speaks_of
from winset.drafting.proposal import Draft, DraftEntry, DraftIssue
from winset.reading.documents import ReadDocument
from winset.record.sentences import sentences


def document_pieces(text: str, letter: str) -> list[tuple[str, str]]:
    """Cut a text into its sentences, each with its reference, and what stands between them.

    Examples
    --------
    >>> document_pieces("It rains. It pours.", "S")
    [('S1', 'It rains.'), ('', ' '), ('S2', 'It pours.')]
    """
    found: list[tuple[str, str]] = []
    at = 0
    for number, (start, end) in enumerate(sentences(text), 1):
        if start > at:
            found.append(("", text[at:start]))
        found.append((f"{letter}{number}", text[start:end]))
        at = end
    return [*found, ("", text[at:])] if at < len(text) else found


def draft_shown(draft: Draft, documents: Sequence[ReadDocument]) -> dict[str, Any]:
    """Give a draft for the page that shows it beside its documents."""
    names = {one.key: one.name for one in draft.issues}
    levels = {one.key: () if one.span else one.levels for one in draft.issues}
    called = {one.key: one.name for one in draft.parties}

    def told(condition: str) -> str:
        return expr.describe(expr.parse(condition), names, levels)

    entries = (*draft.parties, *draft.issues, *draft.statements, *draft.conditions, *draft.scenarios)
    return {
        "title": draft.title,
        "as_of": draft.as_of,
        "deadline": draft.deadline,
        "entries": len(entries),
        "confirmed": sum(bool(one.confirmed) for one in entries),
        "documents": [
            {"letter": letter, "title": title, "date": date, "pieces": document_pieces(one.text, letter)}
            for (letter, title, date), one in zip(draft.documents, documents, strict=True)
        ],
        "parties": [
            {
                **_entry(f"parties.{one.key}", one),
                "name": one.name,
                "aliases": one.aliases,
                "at_table": one.at_table,
                "mediator": one.mediator,
                "home": one.home,
            }
            for one in draft.parties
        ],
        "issues": [
            {
                **_entry(f"issues.{one.key}", one),
                "name": one.name,
                "today": one.span[3] if one.span else one.levels[0],
                "levels": _others(one),
                "amounts": one.unit if one.span else "",
                "control": [called.get(who, who) for who in one.control],
                "about": speaks_of(draft, one.key),
            }
            for one in draft.issues
        ],
        "statements": [
            {
                **_entry(f"statements.{place}", one),
                "party": one.party,
                "words": told(one.prefer),
                "direction": one.direction,
                "act": one.act,
            }
            for place, one in enumerate(draft.statements)
        ],
        "conditions": [
            {
                **_entry(f"conditions.{one.key}", one),
                "party": one.party,
                "withholds": told(one.withholds),
                "unless": told(one.unless),
            }
            for one in draft.conditions
        ],
        "scenarios": [
            {**_entry(f"scenarios.{one.key}", one), "name": one.name, "words": told(one.when)}
            for one in draft.scenarios
        ],
        "open": [{"what": what, "basis": [basis]} for what, basis in draft.open],
        "questions": list(draft.questions),
        "repeats": list(draft.repeats),
    }


def _entry(address: str, one: DraftEntry) -> dict[str, Any]:
    return {
        "address": address,
        "basis": one.basis,
        "why": one.why,
        "question": one.question,
        "confirmed": one.confirmed,
    }


def _others(one: DraftIssue) -> list[str]:
    """The levels beside today's; of amounts the ends and those named."""
    if not one.span:
        return list(one.levels[1:])
    named = [f"{name}: {amount}" for name, amount in one.marks]
    return [f"{one.span[0]} to {one.span[1]} in steps of {one.span[2]}", *named]
