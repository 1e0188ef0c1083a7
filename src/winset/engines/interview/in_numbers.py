"""What an answer would move in the forecast, where a case has numbers: both versions on the same draws."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from winset.case.editing import edited
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.by_hash import ByHash
from winset.engines.talks.paired import Sample, largest, sample
from winset.errors import WinsetError
from winset.space.course import Course

DRAWS = 200
LARGEST = 2**13
WEIGHED = 8
"""Of so many questions the effect on the forecast is reckoned: those that are worth most without it."""
_KEPT = 64


class Forecasts:
    """A case's forecast, and how far edits move it.

    Attributes
    ----------
    reckoned : bool
        Whether there is one: the case has numbers, and is no larger than can be done between two questions.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        few = bool(case.values or case.profiles) and Course(case).combinations <= LARGEST
        self._now = _sampled(case) if few else None
        self.reckoned = self._now is not None

    def moved(self, edits: Sequence[Edit]) -> float:
        """Give by how much the headline moves that moves most; nothing where that may be chance, or cannot be told."""
        if self._now is None or not edits:
            return 0.0
        try:
            after = _sampled(edited(self.case, edits))
        except WinsetError:
            return 0.0
        if after is None:
            return 0.0
        both = [key for key in self.case.scenarios if key in after.case.scenarios]
        found = largest(self._now, after, both)
        return abs(found.after - found.before) if found.beyond_noise else 0.0


def _sampled(case: Case) -> Sample | None:
    return _cached(ByHash.of(case))


@lru_cache(_KEPT)
def _cached(kept: ByHash) -> Sample | None:
    try:
        return sample(kept.case, DRAWS, 0)
    except WinsetError:
        return None
