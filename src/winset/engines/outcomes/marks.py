"""What outcomes are told apart by: levels, scenarios, what holds, who would leave, better or worse than today.

Each is worked out when it is first asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from winset.engines.deals.solutions import efficient
from winset.engines.outcomes.query import GroupChoice
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import CONCEPTS, chosen
from winset.engines.stability.party import nash
from winset.errors import UsageError, nearest
from winset.space.game import Game
from winset.space.game import scenario_masks as scenarios_of_game
from winset.space.outcomes import Bools

OUTSIDE = ""
QUICK = 2**20
COMPARED = 2**14
_UNKNOWN: Bools = np.zeros(0, dtype=np.bool_)
_VALUES = {
    "efficient": ("yes", "no"),
    "concept": ("holds", "fails"),
    "against": ("better", "same", "worse"),
    "leaves": ("yes", "no"),
}


@dataclass(eq=False)
class Marks:
    """The groups that the outcomes of a game belong to, as masks over its cells."""

    game: Game
    sanctions: str = "unlimited"
    _verdicts: dict[str, Bools] = field(default_factory=dict)
    _stable: dict[int, Bools] = field(default_factory=dict)
    _scenarios: dict[str, Bools] | None = None
    _efficient: Bools | None = field(default_factory=lambda: _UNKNOWN)

    def efficient(self) -> Bools:
        """Mark the outcomes that no other possible one beats for one party at no cost to any.

        Raises
        ------
        UsageError
            If there are too many different ones to compare.
        """
        found = self.efficient_or_none()
        if found is None:
            what = "there are too many outcomes to tell which are efficient"
            raise UsageError(what, "Join levels, or leave parties or issues out.")
        return found

    def efficient_or_none(self) -> Bools | None:
        """Mark the efficient outcomes; None where there are too many different ones to compare."""
        if self._efficient is _UNKNOWN:
            cells = self.game.space.indices()
            ranks = np.array([payoff[cells] for payoff in self.game.payoffs])
            kinds, which = np.unique(ranks, axis=1, return_inverse=True) if len(cells) <= QUICK else (ranks, cells)
            if kinds.shape[1] > COMPARED:
                self._efficient = None
            else:
                found = np.zeros(self.game.space.size, dtype=np.bool_)
                found[cells] = efficient(kinds.astype(np.int64))[which.ravel()]
                self._efficient = found
        return self._efficient

    def verdict(self, concept: str) -> Bools:
        """Mark the outcomes that hold under a concept."""
        key = chosen(concept)[0].key
        if key not in self._verdicts:
            self._verdicts[key] = equilibrium_mask(self.game, CONCEPTS[key], self.sanctions)
        return self._verdicts[key]

    def subjects(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Everything outcomes can be grouped by; concepts only once they were asked for."""
        for issue, levels in self.game.space.levels.items():
            yield "level", issue, levels
        if self.game.case.scenarios:
            yield "scenario", "", (*self.game.case.scenarios, OUTSIDE)
        for key in CONCEPTS:
            if key in self._verdicts:
                yield "concept", key, _VALUES["concept"]
        for kind in ("against", "leaves"):
            if kind == "leaves" or self.game.status_quo is not None:
                for party in self.game.parties:
                    yield kind, party, _VALUES[kind]

    def counts(self, kind: str, of: str, values: Sequence[str], kept: Bools) -> dict[str, int]:
        """Count how many of the outcomes kept are in each group of a subject."""
        space = self.game.space
        if kind == "level" and space.dense:
            place = space.issues.index(of)
            blocks = kept.reshape(-1, len(values), space.strides[place])
            return dict(zip(values, map(int, np.count_nonzero(blocks, axis=(0, 2))), strict=True))
        masks = ((value, self.mask(GroupChoice(kind, of, value))) for value in values)
        return {value: int(np.count_nonzero(kept & mask)) for value, mask in masks}

    def mask(self, one: GroupChoice) -> Bools:
        """Mark the outcomes of one group; impossible cells do not matter."""
        space = self.game.space
        if one.kind == "level":
            _known(one.of, space.issues, "issue")
            _known(one.value, space.levels[one.of], "level")
            there: Bools = self.codes(one.of) == space.levels[one.of].index(one.value)
            return there
        if one.kind == "scenario":
            masks = self.scenario_masks()
            if one.value == OUTSIDE:
                outside: Bools = ~reduce(np.logical_or, masks.values(), np.zeros(space.size, dtype=np.bool_))
                return outside
            return masks[_known(one.value, list(masks), "scenario")]
        if one.kind not in _VALUES:
            raise UsageError(
                f"outcomes have no group '{one.kind}'", nearest(one.kind, ["level", "scenario", *_VALUES], "Groups")
            )
        _known(one.value, _VALUES[one.kind], "group")
        if one.kind == "concept":
            verdict: Bools = self.verdict(one.of) == (one.value == "holds")
            return verdict
        if one.kind == "efficient":
            asked: Bools = self.efficient() == (one.value == "yes")
            return asked
        party = self.game.party(one.of)
        if one.kind == "leaves":
            leaving: Bools = self.party_stable(party) != (one.value == "yes")
            return leaving
        return self._against(party, one.value)

    def _against(self, party: int, value: str) -> Bools:
        start = self.game.status_quo
        if start is None:
            what = "what holds today is itself impossible, so no outcome is better or worse than it"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        payoff = self.game.payoffs[party]
        compared: Bools = {"better": np.greater, "same": np.equal, "worse": np.less}[value](payoff, payoff[start])
        return compared

    def scenario_masks(self) -> dict[str, Bools]:
        """Mark the outcomes of every scenario."""
        if self._scenarios is None:
            self._scenarios = scenarios_of_game(self.game)
        return self._scenarios

    def party_stable(self, party: int) -> Bools:
        """Mark the outcomes from which a party has no improvement."""
        if party not in self._stable:
            self._stable[party] = nash(self.game, party, self.sanctions)
        return self._stable[party]

    def codes(self, issue: str) -> NDArray[np.integer]:
        """The position of an issue's level in every cell."""
        space = self.game.space
        codes = space.codes(space.issues.index(issue))
        return np.broadcast_to(codes, space.shape).reshape(-1) if space.dense else codes


def _known(name: str, known: Sequence[str], noun: str) -> str:
    if name not in known:
        raise UsageError(f"there is no {noun} '{name}'", nearest(name, known, f"{noun.capitalize()}s"))
    return name
