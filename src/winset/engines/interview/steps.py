"""Points that follow the order of statements in equal steps, so that deals and forecasts can be reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.entries import ASKED_FOR, ASSUMED, Possible, wishing
from winset.engines.interview.questions import UNKNOWN, Choice, Question
from winset.engines.interview.statements import statements_of

WHOLE = 10


def equal_steps(case: Case) -> Iterator[Possible]:
    """Ask whether equal steps between statements may stand for points, so that deals and forecasts can be reckoned."""
    parties = [party for party in wishing(case) if statements_of(case, party)]
    if case.values or case.profiles or len(parties) < 2:
        return
    edits = tuple(Edit("set", ("values", party), stepped(statements_of(case, party))) for party in parties)
    yield (
        Question(
            key="steps",
            kind="steps",
            party="",
            about="values",
            choices=(Choice(key="yes", edits=edits), Choice(key="no"), Choice(key=UNKNOWN)),
        ),
        {"yes": 0.5},
    )


def stepped(statements: Sequence[str]) -> list[dict[str, Any]]:
    """Give each statement points, one step more for every place higher, the first ten, with a wide range.

    Examples
    --------
    >>> [one["points"] for one in stepped(["a = yes", "b = yes"])]
    [['5', '10', '15'], ['2.5', '5', '7.5']]
    """
    found = []
    for place, text in enumerate(statements):
        mode = Decimal(WHOLE * (len(statements) - place)) / len(statements)
        points = [str(round(mode * part, 2).normalize() + 0) for part in (Decimal("0.5"), Decimal(1), Decimal("1.5"))]
        found.append({"when": text, "points": points, "basis": [ASSUMED], "note": ASKED_FOR})
    return found


def follows_steps(case: Case, party: str) -> bool:
    """Whether a party's points are the equal steps that an interview gave it."""
    listed = case.values.get(party, ())
    return bool(listed) and all(one.note == ASKED_FOR for one in listed)
