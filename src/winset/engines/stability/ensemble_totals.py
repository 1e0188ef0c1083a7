"""How often everything holds under many preference profiles, counted, and on which doubt that hangs most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from winset.engines.records import Outcome
from winset.engines.stability.ensemble_record import Hanging, Holding, OutcomeShare, ScenarioShare
from winset.space.game import Game, scenario_masks
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints

_ONE_THREAD = 2**18
"""Products of matrices up to this size are not shared out to threads that would mostly wait for each other."""


class ProfileTotals:
    """For how many profiles everything held, of all and of those in which each doubt turns out otherwise."""

    def __init__(self, game: Game, known: int) -> None:
        self.game = game
        self.inside = scenario_masks(game)
        self.outcomes = np.zeros((1 + known, game.space.size))
        self.scenarios = np.zeros((1 + known, len(self.inside)))

    def add(self, held: Bools, profiles: Bools, counts: Ints) -> None:
        """Count some more profiles; ``held`` has shape (profiles, size)."""
        weights = np.vstack([np.ones(len(profiles)), profiles.T]) * counts
        step = max(1, _ONE_THREAD // weights.size)
        for start in range(0, held.shape[1], step):
            self.outcomes[:, start : start + step] += weights @ held[:, start : start + step].astype(np.float64)
        if self.inside:
            self.scenarios += weights @ np.array([held[:, mask].any(axis=1) for mask in self.inside.values()]).T

    def told(self, counts: Ints, profiles: Bools, limit: int) -> Holding:
        """Turn counts into shares, the outcomes that hold most often first."""
        size = np.concatenate(([counts.sum()], counts @ profiles)).astype(np.float64)
        ever = np.flatnonzero(self.outcomes[0])
        order = ever[np.argsort(-self.outcomes[0][ever], kind="stable")]
        listed = []
        for cell in order[:limit]:
            one, told = Outcome.at(self.game.space, int(cell)), self.outcomes[:, cell]
            listed.append(OutcomeShare(one.number, one.levels, float(told[0] / size[0]), _hangs_on(told, size)))
        scenarios = [
            ScenarioShare(key, float(told[0] / size[0]), _hangs_on(told, size))
            for key, told in zip(self.inside, self.scenarios.T, strict=True)
        ]
        always = int(np.count_nonzero(self.outcomes[0] == size[0]))
        return Holding(len(ever), always, tuple(listed), tuple(scenarios))


def _hangs_on(told: Floats, size: Floats) -> Hanging | None:
    """Find the doubt whose two readings differ most in the share; the first of several."""
    seen = np.flatnonzero((size[1:] > 0) & (size[1:] < size[0]))
    otherwise = told[1:][seen] / size[1:][seen]
    as_written = (told[0] - told[1:][seen]) / (size[0] - size[1:][seen])
    apart: NDArray[np.float64] = np.abs(as_written - otherwise)
    if not len(seen) or not apart.max() > 0:
        return None
    best = int(np.argmax(apart))
    return Hanging(int(seen[best]), float(as_written[best]), float(otherwise[best]))
