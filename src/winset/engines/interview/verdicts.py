"""What holds in a case, in the few words that an interview compares before and after an answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from winset.case.conflict import Statement
from winset.case.editing import edited
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.by_hash import ByHash
from winset.engines.interview.questions import ScenarioTurn
from winset.engines.interview.stakes import scenarios_of
from winset.engines.routes.finder import RouteFinder
from winset.engines.routes.scenarios import able_to_hold
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.errors import WinsetError
from winset.frozen import Frozen
from winset.space.game import Game

ROUTES = 2**12
_KEPT = 256


class HoldingVerdict(Frozen):
    """What holds.

    Attributes
    ----------
    holds, reached : dict of str to bool
        For each scenario (the whole case, without any), whether some outcome of it holds, and is reached from today.
    outcomes : frozenset of str
        The outcomes that hold, told by their levels.
    """

    holds: dict[str, bool]
    reached: dict[str, bool]
    outcomes: frozenset[tuple[tuple[str, str], ...]]

    def distance(self, other: HoldingVerdict) -> float:
        """Give the share of scenarios decided otherwise, with a little for outcomes that hold in one of the two."""
        keys = [key for key in self.holds if key in other.holds]
        apart = sum(
            (self.holds[key] != other.holds[key]) + (self.reached[key] != other.reached[key]) for key in keys
        ) / (2 * max(len(keys), 1))
        both = len(self.outcomes | other.outcomes)
        return apart + 0.1 * (len(self.outcomes ^ other.outcomes) / both if both else 0.0)


def turns(before: HoldingVerdict, after: HoldingVerdict) -> tuple[ScenarioTurn, ...]:
    """List the scenarios decided otherwise."""
    return tuple(
        ScenarioTurn(key, before.holds[key], after.holds[key], before.reached[key], after.reached[key])
        for key in before.holds
        if key
        and key in after.holds
        and (before.holds[key], before.reached[key]) != (after.holds[key], after.reached[key])
    )


def verdict(case: Case, routes: bool = True) -> HoldingVerdict:
    """Say what holds in a case; without ``routes`` what holds counts as reached."""
    return _verdict(ByHash.of(case), routes)


def verdict_with(case: Case, edits: Sequence[Edit], routes: bool = True) -> HoldingVerdict | None:
    """Say what would hold with some edits; None where they do not make a valid case."""
    try:
        if not routes and all(_adds_statement(edit) for edit in edits):
            return _computed(_with_statements(case, edits), routes)
        return verdict(edited(case, edits), routes)
    except WinsetError:
        return None


def _adds_statement(edit: Edit) -> bool:
    """Whether an edit adds a statement to a party that has some: nothing else has to be read or checked anew then."""
    return edit.action == "insert" and edit.path[0] == "preferences" and isinstance(edit.path[-1], int)


def _with_statements(case: Case, edits: Sequence[Edit]) -> Case:
    preferences = dict(case.preferences)
    for edit in edits:
        _, party, place = edit.path
        listed = list(preferences.get(str(party), ()))
        listed.insert(int(place), Statement.model_validate(edit.value))
        preferences[str(party)] = tuple(listed)
    return case.model_copy(update={"preferences": preferences})


@lru_cache(_KEPT)
def _verdict(kept: ByHash, routes: bool) -> HoldingVerdict:
    return _computed(kept.case, routes)


def _computed(case: Case, routes: bool) -> HoldingVerdict:
    game = Game(case)
    masks = scenarios_of(game)
    stable = equilibrium_mask(game, chosen("nash")[0], "unlimited")
    able = stable
    if routes and game.status_quo is not None and game.space.count <= ROUTES:
        try:
            able = able_to_hold(RouteFinder(game), stable)
        except WinsetError:
            able = stable
    holding = np.flatnonzero(stable)[:ROUTES]
    outcomes = frozenset(tuple(game.space.levels_of(game.space.number(int(cell))).items()) for cell in holding)
    return HoldingVerdict(
        {key: bool((mask & stable).any()) for key, mask in masks.items()},
        {key: bool((mask & able).any()) for key, mask in masks.items()},
        outcomes,
    )
