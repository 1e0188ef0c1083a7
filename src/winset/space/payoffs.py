"""Payoffs as ordinal ranks: from ordered statements, or from a ranking of outcomes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.case.names import is_outcome_number
from winset.errors import CaseFileError, Problem
from winset.space.comparing import classes, scale_of, whole_type
from winset.space.distinct import distinct
from winset.space.outcomes import Bools, OutcomeSpace
from winset.space.worth import central_worth

Ranks = NDArray[np.int32]
IMPOSSIBLE = np.int32(-1)
Scores = NDArray[np.integer[Any]]
_AT_ONCE = 8
_MOST = 2**22
_PIECE = 2**16


def ranks(case: Case, space: OutcomeSpace, party: str, reverse: Collection[int] = ()) -> Ranks:
    """Rank the outcomes for a party: 0 is worst, ties share a rank, impossible cells are -1.

    Parameters
    ----------
    case : Case
        The case.
    space : OutcomeSpace
        Its outcomes.
    party : str
        Whose preferences.
    reverse : collection of int
        Positions of statements (from 0) to be read as their opposite.

    Returns
    -------
    ndarray of int32, shape (size,)
        Ordinal ranks.

    Notes
    -----
    A party without statements is ranked by its values at the most likely points. What law or contract requires of a
    party (``requires``) outranks all it prefers.

    With m distinct statements, statement i weighs 2^(m-1-i) (option prioritisation). The sums are kept exact for any
    m, and in few bytes, by ranking anew what would pass 16 bits, or 22 where there are as many outcomes.
    """
    wanted = preferred(case, space, party, reverse)
    laws = forced(case, party)
    if not laws:
        return wanted
    kind = whole_type(2 ** len(laws) * (int(wanted.max(initial=0)) + 2))
    obeyed: NDArray[Any] = np.zeros(space.size, dtype=kind)
    for law in laws:
        obeyed = 2 * obeyed + space.where(law)
    together = obeyed * (int(wanted.max(initial=0)) + 1) + np.maximum(wanted, 0)
    inside = together if space.possible is None else together[space.possible]
    result = np.searchsorted(distinct(inside), together).astype(np.int32)
    return result if space.possible is None else np.where(space.possible, result, IMPOSSIBLE)


def preferred(case: Case, space: OutcomeSpace, party: str, reverse: Collection[int] = ()) -> Ranks:
    """Rank outcomes by what the party reportedly prefers, before what law or contract forces on it."""
    if case.ranked_by_values(party):
        return valued(case, space, party)
    if party in case.ranking:
        return _from_ranking(case, space, party)
    conditions: dict[expr.Condition, None] = {}
    for position, statement in enumerate(case.preferences.get(party, ())):
        condition = expr.parse(statement.prefer)
        conditions[expr.Not(condition) if position in reverse else condition] = None
    return _lexicographic(space, list(conditions))


def _lexicographic(space: OutcomeSpace, conditions: Sequence[expr.Condition]) -> Ranks:
    """Rank by the first condition, then the second, and so on: eight at a time in a byte an outcome."""
    total: Scores = np.zeros(space.size, dtype=np.uint8) if not conditions else space.binary(conditions[:_AT_ONCE])
    top, most = 2 ** len(conditions[:_AT_ONCE]) - 1, max(2**16, min(space.size, _MOST))
    for start in range(_AT_ONCE, len(conditions), _AT_ONCE):
        some = conditions[start : start + _AT_ONCE]
        if (top + 1) << len(some) > most:  # keep few and small numbers
            total, top = _dense(total, top)
        total = total.astype(np.min_scalar_type(((top + 1) << len(some)) - 1), copy=False)
        np.multiply(total, 2 ** len(some), out=total)
        np.bitwise_or(total, space.binary(some), out=total)
        top = ((top + 1) << len(some)) - 1
    return _dense_ranks(total, space.possible)


def forced(case: Case, party: str) -> list[expr.Condition]:
    """Give what law or contract requires of a party, as conditions that outrank all its statements."""
    return [
        expr.Implies(expr.parse(one.when), expr.Comparison(key, "=", one.level))
        for key, issue in case.issues.items()
        if issue.control == (party,)
        for one in issue.requires
    ]


def valued(case: Case, space: OutcomeSpace, party: str) -> Ranks:
    """Rank outcomes by a party's points, at the most likely values."""
    measured, unit = central_worth(case, party, space.every_code)
    total = space.flat(measured)
    inside = slice(None) if space.possible is None else space.possible
    result = np.full(space.size, IMPOSSIBLE)
    result[inside] = classes(total[inside], scale_of(case, party), unit)
    return result


def _dense_ranks(score: Scores, possible: Bools | None) -> Ranks:
    """Replace scores (>= 0) by their ranks among the possible outcomes."""
    if possible is None:
        return _dense(score, int(score.max(initial=0)), np.int32)[0]
    result = np.full(len(score), IMPOSSIBLE)
    inside = score[possible]
    result[possible] = _dense(inside, int(inside.max(initial=0)), np.int32)[0]
    return result


def _dense(score: Scores, top: int, kind: type[np.int32] | None = None) -> tuple[NDArray[Any], int]:
    """Replace scores from 0 to ``top`` by their ranks, in the smallest type that holds them; with the highest rank."""
    if top > 4 * len(score) + 1024:
        known = distinct(score)
        ranked = np.searchsorted(known, score)
        return ranked.astype(kind or np.min_scalar_type(len(known))), len(known) - 1
    present = np.zeros(top + 1, dtype=np.bool_)
    for start in range(0, len(score), _PIECE):  # in pieces, since places are widened before they are looked up
        present[score[start : start + _PIECE]] = True
    rank_of = np.cumsum(present, dtype=np.int32) - np.int32(1)
    last = int(rank_of[-1])
    rank_of = rank_of.astype(kind or np.min_scalar_type(max(last, 0)))
    result = np.empty(len(score), dtype=rank_of.dtype)
    for start in range(0, len(score), _PIECE):
        rank_of.take(score[start : start + _PIECE], out=result[start : start + _PIECE], mode="clip")
    return result, last


def _from_ranking(case: Case, space: OutcomeSpace, party: str) -> Ranks:
    """Rank outcomes by the first entry of the party's ranking that they satisfy."""
    entries = case.ranking[party].best_first
    problems: list[Problem] = []
    result = np.full(space.size, IMPOSSIBLE, dtype=np.int32)
    open_cells = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible.copy()
    for place, entry in enumerate(entries):
        for item in (entry,) if isinstance(entry, str) else entry:
            cells = _cells(space, item)
            chosen = cells & open_cells
            result[chosen] = len(entries) - 1 - place
            open_cells &= ~chosen
    if open_cells.any():
        number = space.number(int(np.flatnonzero(open_cells)[0]))
        told = expr.assigned(space.levels_of(number))
        line, column = case.locate(("ranking", party, "best_first"))
        count = int(np.count_nonzero(open_cells))
        what = f"the ranking of '{party}' leaves out {count} possible outcome{'s' if count != 1 else ''}"
        problems.append(Problem(what, hint=f"The first is number {number}: {told}.", line=line, column=column))
    if problems:
        raise CaseFileError(case.file, problems)
    return _dense_ranks(np.maximum(result, 0), space.possible)


def _cells(space: OutcomeSpace, item: str) -> Bools:
    if not is_outcome_number(item):
        return space.where(item)
    cells = np.zeros(space.size, dtype=np.bool_)
    found = space.find(np.array([int(item)]))
    cells[found[found >= 0]] = True
    return cells
