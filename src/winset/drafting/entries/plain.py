"""A draft as plain values, and back: how it travels between processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from winset.drafting.proposal import Draft, DraftCondition, DraftIssue, DraftParty, DraftScenario, DraftStatement

_ENTRIES = {
    "parties": DraftParty,
    "issues": DraftIssue,
    "statements": DraftStatement,
    "conditions": DraftCondition,
    "scenarios": DraftScenario,
}


def as_plain(draft: Draft) -> dict[str, Any]:
    """Give a draft as plain values for JSON."""
    plain: dict[str, Any] = to_builtins(draft)
    return plain


def from_plain(values: Mapping[str, Any]) -> Draft:
    """Give the draft that plain values describe, lists in them as tuples again."""
    entries = {
        name: tuple(kind(**{key: _frozen(one) for key, one in entry.items()}) for entry in values[name])
        for name, kind in _ENTRIES.items()
    }
    rest = {name: _frozen(value) for name, value in values.items() if name not in entries}
    return Draft(**entries, **rest)  # type: ignore[arg-type]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list | tuple) else value
