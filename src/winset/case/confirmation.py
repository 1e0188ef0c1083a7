"""Which entries of a drafted case a person has confirmed: their notes say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.case.model import Case
from winset.frozen import Frozen

DRAFTED = "draft: "
_CONFIRMED = re.compile(r"confirmed by (?P<who>[^;]+); (?=draft: )")
MAX_NAME = 80
NAMELESS = "a person"


class Confirmation(Frozen):
    """How much of a case's drafted entries people have confirmed.

    Attributes
    ----------
    drafted, confirmed : int
        Entries that come from a draft, and how many of them somebody has confirmed.
    by : tuple of str
        By whom, in the order of the case.
    """

    drafted: int
    confirmed: int
    by: tuple[str, ...]


def is_drafted(note: str) -> bool:
    """Tell whether an entry with this note comes from a draft, confirmed or not."""
    return _CONFIRMED.sub("", note, count=1).startswith(DRAFTED)


def confirmed_by(note: str) -> str:
    """Give who has confirmed the entry with this note; empty where nobody has, or where it comes from no draft.

    Examples
    --------
    >>> confirmed_by("confirmed by Ada; draft: acts in the talks")
    'Ada'
    """
    found = _CONFIRMED.match(note)
    return found["who"] if found else ""


def confirmed_note(note: str, who: str) -> str:
    """Write into the note of a drafted entry who confirms it; other notes stay as they are.

    Examples
    --------
    >>> confirmed_note("draft: demand: 'wants'", "Ada")
    "confirmed by Ada; draft: demand: 'wants'"
    """
    if not is_drafted(note) or confirmed_by(note):
        return note
    return f"confirmed by {signed(who)}; {note}"


def signed(who: str) -> str:
    """Write a name so that it fits a note: one line without semicolons; without a name, *a person*."""
    plain = "".join(letter if letter.isprintable() and letter != ";" else " " for letter in who)
    return " ".join(plain.split())[:MAX_NAME] or NAMELESS


def confirmation(case: Case) -> Confirmation:
    """Count the drafted entries of a case and those confirmed."""
    notes = [note for note in _notes(case) if is_drafted(note)]
    names = [name for note in notes if (name := confirmed_by(note))]
    by = sorted(dict.fromkeys(names), key=lambda name: name == NAMELESS)  # those with a name first
    return Confirmation(len(notes), len(names), tuple(by))


def _notes(case: Case) -> Iterator[str]:
    for named in (case.parties, case.issues, case.scenarios, case.conditions):
        for one in named.values():
            yield one.note
    for statements in case.preferences.values():
        for statement in statements:
            yield statement.note
