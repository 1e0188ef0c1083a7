"""What a draft of a later document adds to a case: entries that the case has not, never a change of one it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.model import Case
from winset.drafting.entries.writing import case_data
from winset.drafting.proposal import Draft

_FILLERS = {"the", "a", "an", "of", "and", "for", "to", "in", "on", "at", "by", "with", "from"}


Additions = tuple[dict[str, Any], list[tuple[str, tuple[str, ...]]]]
_CITED = re.compile(r"[A-Z](?=[1-9])")


def additions(case: Case, draft: Draft) -> Additions:
    """Give the entries of a draft that a case does not have, under the keys of the case where parties are the same.

    Beside them the issues of the case that the documents speak of, too, with the sentences: their levels are its own.
    """
    data = case_data(draft)
    parties = _same(
        {key: [key, one.name, *one.aliases] for key, one in case.parties.items()},
        {one.key: [one.name, *one.aliases] for one in draft.parties},
    )
    issues = _same(
        {key: [key, one.name] for key, one in case.issues.items()},
        {one.key: [one.key, one.name] for one in draft.issues},
    )
    new_parties = {key: one for key, one in data["parties"].items() if key not in parties}
    new_issues = {
        key: {**one, "control": [parties.get(who, who) for who in one.get("control", [])]}
        for key, one in data["issues"].items()
        if key not in issues
    }
    statements = {
        parties.get(party, party): kept
        for party, listed in data.get("preferences", {}).items()
        if (kept := [one for one in listed if _only_of(one["prefer"], set(new_issues), set(issues))])
    }
    found = {
        "parties": new_parties,
        "issues": new_issues,
        "preferences": statements,
        **{
            name: {
                key: one for key, one in data.get(name, {}).items() if _only_of(str(one), set(new_issues), set(issues))
            }
            for name in ("scenarios", "conditions")
        },
        "not_in_source": data.get("not_in_source", []),
    }
    for one in found["conditions"].values():
        one["party"] = parties.get(one["party"], one["party"])
    new = {name: entries for name, entries in found.items() if entries}
    cited = set(_CITED.findall(" ".join(_bases(new))))
    sources = {letter: one for letter, one in data["sources"].items() if letter in cited}
    spoken = [(issues[one.key], one.basis) for one in draft.issues if one.key in issues]
    return ({"sources": sources, **new} if new else {}), spoken


def _bases(entries: Any) -> Iterator[str]:
    """The sentences that entries rest on, as one text each."""
    if isinstance(entries, dict):
        yield from [" ".join(entries["basis"])] if "basis" in entries else []
        for one in entries.values():
            yield from _bases(one)
    elif isinstance(entries, list):
        for one in entries:
            yield from _bases(one)


def _only_of(text: str, new: set[str], known: set[str]) -> bool:
    """Whether a condition speaks of new issues alone: levels of the others are the case's own."""
    used = set(re.findall(r"([A-Za-z_]\w*)\s*(?:!=|=|>=|<=)", text))
    return bool(used & new) and not used & known


def _same(known: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> dict[str, str]:
    """Match what is found with what is known by its words."""
    matched: dict[str, str] = {}
    for key, names in found.items():
        for other, words in known.items():
            if other not in matched.values() and any(_alike(one, two) for one in names for two in words):
                matched[key] = other
                break
    return matched


def _alike(one: str, two: str) -> bool:
    first, second = _words(one), _words(two)
    return bool(first and second) and len(first & second) >= max(1, 0.5 * min(len(first), len(second)))


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[^\W_]+", text.lower()) if word not in _FILLERS}
