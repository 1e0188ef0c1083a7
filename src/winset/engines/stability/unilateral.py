"""What each party can do alone: the single moves it can make today, who gains and who loses, and where they lead.

Brief and deals tell the same result. Who gains and who loses is read as everything that can hold is: from statements
(from points where a party has nothing else). Where the points of a party put a move the other way, that is said beside.
"""

from __future__ import annotations

import numpy as np

from winset.case.marks import on_marks
from winset.case.model import Case
from winset.engines.stability.why import Step, step
from winset.frozen import Frozen
from winset.space.course import obeyed
from winset.space.game import Game, scenario_masks
from winset.space.payoffs import Ranks, valued
from winset.space.roles import Role, roles
from winset.space.today import around_today


class AloneMove(Frozen):
    """One change that a party can make by itself today.

    Attributes
    ----------
    party : str
        Who makes it, by its key.
    step : Step
        What changes; ``improves`` says whether the party itself prefers it to today.
    presses : bool
        Whether it presses the others: no agreement contains it (see the roles of issues).
    forced : mapping of str to str
        The levels that law or contract then requires of somebody else, who has not been asked.
    better, worse : tuple of str
        The parties that prefer where it leads to today, and those that prefer today, the mover among them; what is
        then required is taken as done.
    by_points : mapping of str to int
        The parties whose points say something else: 1 better, 0 no different, -1 worse.
    scenarios : tuple of str
        The scenarios it leads into that today is not in.
    """

    party: str
    step: Step
    presses: bool
    forced: dict[str, str]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    by_points: dict[str, int]
    scenarios: tuple[str, ...]


def alone_moves(case: Case) -> dict[str, tuple[AloneMove, ...]]:
    """Give for every party what it can change alone today, one issue at a time: of amounts, to a mark.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict of str to tuple of AloneMove
        By party, in the order of the case: moves that it prefers to today first, then those that lead into a scenario,
        then those that are worse for others; empty for one that can change nothing alone.

    Examples
    --------
    >>> import winset
    >>> found = alone_moves(winset.load("ferry-contract"))
    >>> [one.step.changes for one in found["County"]], found["County"][0].worse
    ([{'tender': ('none', 'opened')}], ('Company',))
    """
    whole, case = case, on_marks(case)
    space = around_today(case)
    if space is None:
        return dict.fromkeys(case.parties, ())
    game = Game(case, space=space)
    start = game.status_quo
    if start is None:
        return dict.fromkeys(case.parties, ())
    points = {key: valued(case, space, key) for key in case.parties if case.values.get(key) or case.profiles.get(key)}
    known, found = roles(whole.whole), {}
    for position, key in enumerate(game.parties):
        every = [_told(game, position, start, cell, points, known) for cell in _ends(game, position, start)]
        every.sort(key=lambda one: (not one.step.improves, not one.scenarios, not one.worse))
        found[key] = tuple(every)
    return found


def _ends(game: Game, party: int, start: int) -> list[int]:
    """The possible outcomes to which the party alone takes one issue, with what that leaves without existence."""
    space, unit = game.space, game.mover((party,)).unit
    if unit.hidden is not None and unit.hidden[start]:
        return []
    number = space.number(start)
    ends: dict[int, None] = {}
    for change in unit.changes:
        if not space.exists(change.issue, np.array(number)):
            continue
        stride = space.strides[change.issue]
        now = number // stride % len(change.allowed)
        numbers = number + (np.flatnonzero(change.allowed[now]) - now) * stride
        numbers = numbers[space.exists(change.issue, numbers)]
        ends.update(dict.fromkeys(int(cell) for cell in space.find(space.settled(numbers)) if cell not in (-1, start)))
    return [cell for cell in ends if unit.hidden is None or not unit.hidden[cell]]


def _told(game: Game, party: int, start: int, cell: int, points: dict[str, Ranks], known: dict[str, Role]) -> AloneMove:
    end, forced = _obeyed(game, start, cell)
    ranks = zip(game.parties, game.payoffs, strict=True)
    signs = {key: int(np.sign(int(payoff[end]) - int(payoff[start]))) for key, payoff in ranks}
    counted = {key: int(np.sign(int(payoff[end]) - int(payoff[start]))) for key, payoff in points.items()}
    masks = scenario_masks(game)
    move = step(game, (party,), start, cell)
    return AloneMove(
        party=game.parties[party],
        step=move,
        presses=any(level in known[issue].pressing for issue, (_, level) in move.changes.items()),
        forced=forced,
        better=tuple(key for key, sign in signs.items() if sign > 0),
        worse=tuple(key for key, sign in signs.items() if sign < 0),
        by_points={key: sign for key, sign in counted.items() if sign != signs[key]},
        scenarios=tuple(key for key, mask in masks.items() if mask[end] and not mask[start]),
    )


def _obeyed(game: Game, start: int, cell: int) -> tuple[int, dict[str, str]]:
    """Where a move leads once what it makes law or contract require is done, and what that is."""
    space = game.space
    numbers = np.array([space.number(start), space.number(cell)])
    ends = obeyed(game.case, numbers)
    if ends[0] != numbers[0] or ends[1] == numbers[1]:
        return cell, {}
    done = int(space.find(space.settled(ends[1:]))[0])
    if done in {-1, start}:
        return cell, {}  # it was required before the move, too
    before, after = space.levels_of(space.number(cell)), space.levels_of(space.number(done))
    return done, {key: level for key, level in after.items() if level != before[key]}
