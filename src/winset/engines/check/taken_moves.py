"""Warnings of rules by which one party's choice forbids another's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.check.problems import problem_at
from winset.errors import Problem
from winset.space.game import Game
from winset.space.outcomes import Bools
from winset.space.units import Unit

SHOWN = 6
"""Of so many moves that a rule takes away it is told which."""


def taken_moves(game: Game) -> Iterator[Problem]:
    """Warn where a rule takes away a move of a party that does not control all the issues the rule speaks of.

    Such a rule lets one party's choice forbid another's: accepting an offer would forbid withdrawing it.
    """
    case = game.case
    if game.space.numbers is not None:
        return
    for place, rule in enumerate(case.impossible):
        if rule.intended:
            continue
        ruled_out = _cells_ruled_out(game, rule.when)
        controllers = {issue: set(case.issues[issue].control) for issue in case.speaks_of(rule.when)}
        if len(set().union(*controllers.values())) < 2:
            continue
        for party, key in enumerate(game.parties):
            unit = game.mover((party,)).unit
            taken = _moves_into(game, unit, ruled_out)
            if taken:
                yield problem_at(
                    case,
                    ("impossible", place),
                    f"this rule takes away moves of '{key}': {taken}",
                    "If that is meant, say so with 'intended: yes'." + _forced(case, rule.when, key),
                )


def _forced(case: Case, when: str, key: str) -> str:
    """Say how to write that one party's move ends what another does, where a rule forbids the move for that.

    "An order and a strike cannot be together" leaves whoever orders without a move until the strike is over.
    """
    parsed = expr.parse(when)
    parts = parsed.operands if isinstance(parsed, expr.And) else ()
    two = [one for one in parts if isinstance(one, expr.Comparison) and one.operator == "="]
    if len(parts) != 2 or len(two) != 2:
        return ""
    for own, other in (two, two[::-1]):
        levels = case.levels.get(other.issue, ())
        mine, theirs = (case.issues[one.issue].control for one in (own, other))
        begins = other.target == case.status_quo_level(other.issue) and own.target != case.status_quo_level(own.issue)
        if mine == (key,) and len(theirs) == 1 and theirs != mine and begins and len(levels) == 2:
            after = next(one for one in levels if one != other.target)
            forced = f"requires: {{when: {expr.format_condition(own)}, level: {after}}}"
            return f" If it is to end '{other.issue}' instead, drop the rule and write on '{other.issue}': {forced}."
    return ""


def _cells_ruled_out(game: Game, when: str) -> Bools:
    """Mark all combinations a rule forbids, possible or not."""
    parsed = expr.parse(when)
    used = expr.issues_of(parsed, game.space.levels)
    codes = {issue: game.space.codes(game.space.issues.index(issue)) for issue in used}
    return np.broadcast_to(expr.evaluate(parsed, codes, game.space.levels), game.space.shape)


def _moves_into(game: Game, unit: Unit, ruled_out: Bools) -> str:
    """Word the single level changes of a unit that lead from a possible outcome into what a rule forbids."""
    space = game.space
    possible = np.ones(space.shape, dtype=np.bool_) if space.possible is None else space.possible.reshape(space.shape)
    found = []
    for change in unit.changes:
        issue = space.issues[change.issue]
        axis = space.axis(change.issue)
        start, end = np.moveaxis(possible, axis, 0), np.moveaxis(ruled_out, axis, 0)
        for before, after in np.argwhere(change.allowed):
            if (start[before] & end[after]).any():
                names = space.levels[issue]
                found.append(f"'{issue}' from {names[before]} to {names[after]}")
    shown = ", ".join(found[:SHOWN])
    return shown + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else "")
