"""Another order of a party's statements: which of them move, the edits that make it, and points that follow it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from winset.case.editing import edited
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.questions import StatementMoved
from winset.engines.interview.statements import statements_of
from winset.engines.interview.steps import follows_steps, stepped


def reordering(case: Case, party: str, order: Sequence[str]) -> tuple[tuple[Edit, ...], tuple[StatementMoved, ...]]:
    """Give the edits that put a party's statements into an order, and the statements that move."""
    moved = _moved(party, statements_of(case, party), order)
    edits = _moves(case, party, order, {one.statement for one in moved})
    return (*edits, *steps_after(case, edits)), moved


def steps_after(case: Case, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Let points that are equal steps between statements follow the statements."""
    parties = [party for party in case.values if follows_steps(case, party)]
    if not edits or not parties:
        return ()
    after = edited(case, edits)
    now = {party: statements_of(after, party) for party in parties}
    return tuple(
        Edit("set", ("values", party), stepped(now[party]))
        for party in parties
        if now[party] != statements_of(case, party)
    )


def _moves(case: Case, party: str, order: Sequence[str], moved: Collection[str]) -> tuple[Edit, ...]:
    """Move statements, each to behind the one it follows, in the order wanted; others stay."""
    now = [one.prefer for one in case.preferences[party]]
    edits = []
    for place, text in enumerate(order):
        if text in moved:
            at = now.index(text)
            now.pop(at)
            to = now.index(order[place - 1]) + 1 if place else 0
            now.insert(to, text)
            edits.append(Edit("move", ("preferences", party, at), to=to))
    return tuple(edits)


def _moved(party: str, before: Sequence[str], after: Sequence[str]) -> tuple[StatementMoved, ...]:
    """List the fewest statements whose moving explains the new order: what keeps its order among itself stayed."""
    stayed = _in_order([before.index(text) for text in after])
    return tuple(
        StatementMoved(party, text, before.index(text) + 1, place + 1)
        for place, text in enumerate(after)
        if before.index(text) not in stayed
    )


def _in_order(places: Sequence[int]) -> set[int]:
    """Give a longest rising subsequence."""
    ending: list[list[int]] = []
    for place in places:
        longest: list[int] = []
        for one in ending:
            if one[-1] < place and len(one) > len(longest):
                longest = one
        ending.append([*longest, place])
    return set(sorted(ending, key=len)[-1]) if ending else set()
