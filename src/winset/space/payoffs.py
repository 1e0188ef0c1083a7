"""Payoffs as ordinal ranks: from ordered statements, or from a ranking of outcomes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.case.names import is_outcome_number
from winset.errors import CaseFileError, Problem
from winset.space.comparing import classes, scale_of, whole_type
from winset.space.outcomes import Bools, OutcomeSpace
from winset.space.worth import central_worth

Ranks = NDArray[np.int32]
IMPOSSIBLE = np.int32(-1)
_BITS = 30


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
    m by ranking them anew every 30 statements.
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
    result = np.searchsorted(np.unique(inside), together).astype(np.int32)
    return result if space.possible is None else np.where(space.possible, result, IMPOSSIBLE)


def preferred(case: Case, space: OutcomeSpace, party: str, reverse: Collection[int] = ()) -> Ranks:
    """Rank outcomes by what the party reportedly prefers, before what law or contract forces on it."""
    if case.ranked_by_values(party):
        return valued(case, space, party)
    if party in case.ranking:
        return _from_ranking(case, space, party)
    score = np.zeros(space.size, dtype=np.int32)
    seen: set[expr.Condition] = set()
    for position, statement in enumerate(case.preferences.get(party, ())):
        condition = expr.parse(statement.prefer)
        condition = expr.Not(condition) if position in reverse else condition
        if condition in seen:
            continue
        seen.add(condition)
        if int(score.max(initial=0)) >= 2 ** (_BITS - 1):
            score = _dense_ranks(score, space.possible)
            np.maximum(score, 0, out=score)
        score <<= 1
        grid = score.reshape(space.shape) if space.dense else score
        grid += space.holding(condition)
    return _dense_ranks(score, space.possible)


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


def _dense_ranks(score: Ranks, possible: Bools | None) -> Ranks:
    """Replace scores (>= 0) by their ranks among the possible outcomes."""
    inside = score if possible is None else score[possible]
    top = int(inside.max(initial=0))
    if top <= 4 * len(score) + 1024:
        present = np.zeros(top + 1, dtype=np.int32)
        present[inside] = 1
        rank_of = np.cumsum(present, dtype=np.int32) - np.int32(1)
        result = rank_of[np.minimum(score, top)]
    else:
        distinct = np.unique(inside)
        result = np.searchsorted(distinct, score).astype(np.int32)
    return result if possible is None else np.where(possible, result, IMPOSSIBLE)


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
