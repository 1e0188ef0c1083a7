"""What deadlines and law make of an outcome while nobody moves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.errors import UsageError
from winset.space.agreements import Agreements
from winset.space.course import Course
from winset.space.game import Game
from winset.space.outcomes import Bools


def brought_about(game: Game) -> Bools:
    """Mark the outcomes that deadlines and law turn today into while nothing is agreed and nobody moves."""
    marked = np.zeros(game.space.size, dtype=np.bool_)
    if game.status_quo is not None:
        for cell, _ in becoming(game, game.status_quo):
            marked[cell] = True
    return marked


def becoming(game: Game, cell: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give what deadlines and law can make of an outcome, and by which deadlines, by their places from 1."""
    try:
        course = Course(game.case)
    except UsageError:
        return
    if course.trivial:
        return
    codes = course.codes(np.array([game.space.number(cell)]))
    for one in course.branches(codes, np.atleast_1d(Agreements(game.case).holds(codes))):
        to = int(game.space.find(course.number(one.codes))[0])
        if to >= 0 and to != cell:
            yield to, tuple(due.place + 1 for due, can, comes in one.steps if comes and can[0])
