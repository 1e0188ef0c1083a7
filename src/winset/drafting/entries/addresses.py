"""The entries of a draft by their addresses: ``parties.union``, ``statements.3`` (from 0)."""

from __future__ import annotations

from typing import Any

from winset.drafting.proposal import Draft, DraftEntry
from winset.errors import UsageError
from winset.frozen import replace

PARTS = ("parties", "issues", "statements", "conditions", "scenarios")


def find(draft: Draft, address: str) -> DraftEntry:
    """Give the entry at an address.

    Raises
    ------
    UsageError
        If there is none.
    """
    part, place = place_of(draft, address)
    entry: DraftEntry = getattr(draft, part)[place]
    return entry


def addresses(draft: Draft) -> list[str]:
    """List the addresses of all entries."""
    return [f"{part}.{name_of(one, place)}" for part in PARTS for place, one in enumerate(getattr(draft, part))]


def place_of(draft: Draft, address: str) -> tuple[str, int]:
    """Give the part and the place of an address.

    Raises
    ------
    UsageError
        If there is no such entry.
    """
    part, _, name = address.partition(".")
    entries = getattr(draft, part) if part in PARTS else ()
    for place, one in enumerate(entries):
        if name_of(one, place) == name:
            return part, place
    raise UsageError(f"there is no entry '{address[:80]}' in the draft", "Perhaps another window has changed it.")


def name_of(one: DraftEntry, place: int) -> str:
    """Name an entry within its part: by its key, or by its place where it has none."""
    return str(getattr(one, "key", place))


def with_entry(draft: Draft, address: str, new: DraftEntry) -> Draft:
    """Put another entry in the place of the one at an address."""
    part, at = place_of(draft, address)
    entries: dict[str, Any] = {part: tuple(new if at == p else one for p, one in enumerate(getattr(draft, part)))}
    return replace(draft, **entries)
