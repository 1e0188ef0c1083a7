"""Many models at once: in which share of preference profiles an outcome holds, and on which doubt that hangs.

What is in doubt about statements is drawn as in forecasts by the stability model. Equal profiles are analysed once,
many profiles in one pass over arrays with an axis more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from winset.case.model import Case
from winset.engines.by_hash import ByHash
from winset.engines.records import CaseReference
from winset.engines.stability.analysis import LIMIT, equilibrium_mask
from winset.engines.stability.concepts import DEFAULT_CONCEPTS, Concept, chosen
from winset.engines.stability.ensemble_record import EnsembleRecord
from winset.engines.stability.ensemble_totals import ProfileTotals
from winset.engines.stability.profiles import Doubt, PartyProfiles, batch, departures, doubts
from winset.engines.stability.sanctions import SANCTIONS
from winset.engines.stability.work import refuse_too_much
from winset.errors import UsageError, nearest
from winset.frozen import Frozen
from winset.space.draws import Draw
from winset.space.game import Game
from winset.space.outcomes import Bools

SAMPLES = 1_000
SAMPLES_LIMIT = 10_000_000
_CELLS = 2**18
_FEWER = "Draw fewer profiles, name fewer concepts, or share the work: --jobs 4, or --cluster."


class ProfilesTask(Frozen):
    """Some profiles of a case to be analysed, here or in another process.

    Attributes
    ----------
    case : Case
        The case.
    concepts : tuple of str
        Solution concepts, by key.
    sanctions : str
        How often the others may move in a sanction.
    profiles : ndarray of bool, shape (profiles, doubts)
        Which doubts turn out otherwise in each profile.
    step : int
        How many profiles at most any task about the case has.
    """

    case: Case
    concepts: tuple[str, ...]
    sanctions: str
    profiles: Bools
    step: int


Held = Mapping[str, NDArray[np.uint8]]
"""By concept which outcomes hold under which of some profiles, packed to bits: shape (profiles, size / 8)."""
Runner = Callable[[Callable[[ProfilesTask], Held], Iterable[ProfilesTask]], Iterable[Held]]


def ensemble(
    case: Case | Game,
    samples: int = SAMPLES,
    concepts: str | Sequence[str] = DEFAULT_CONCEPTS,
    sanctions: str = "unlimited",
    seed: int = 1,
    limit: int = LIMIT,
    run: Runner = map,
) -> EnsembleRecord:
    """Find in which share of preference profiles every outcome and scenario holds.

    Parameters
    ----------
    case : Case or Game
        The case; ``probability``, ``unknown`` and ``order`` of its statements say what is in doubt.
    samples : int
        How many profiles to draw.
    concepts : sequence of str, or str separated by commas
        Solution concepts.
    sanctions : {"unlimited", "once", "single"}
        How often the others may move in a sanction.
    seed : int
        The same seed gives the same profiles.
    limit : int
        How many outcomes of each concept to list.
    run : callable
        Applies a function to tasks in order; the map of a pool of processes divides the work over profiles that differ.
        A game is analysed in this process.

    Returns
    -------
    EnsembleRecord

    Examples
    --------
    >>> import winset
    >>> case = winset.from_data(
    ...     {
    ...         "winset": "1",
    ...         "title": "a strike",
    ...         "parties": {"union": {}},
    ...         "issues": {"strike": {"levels": ["off", "on"], "control": "union"}},
    ...         "preferences": {"union": [{"prefer": "strike = on", "probability": 0.2}]},
    ...     }
    ... )
    >>> record = ensemble(case, 1000, "nash")
    >>> [(one.levels["strike"], round(one.share, 1)) for one in record.holding["nash"].outcomes]
    [('off', 0.8), ('on', 0.2)]
    """
    wanted = chosen(concepts)
    if sanctions not in SANCTIONS:
        what = f"there is no sanctions convention '{sanctions}'"
        raise UsageError(what, nearest(sanctions, SANCTIONS, "Conventions"))
    if not 1 <= samples <= SAMPLES_LIMIT:
        raise UsageError(f"{samples:,} profiles cannot be drawn", f"Ask for 1 to {SAMPLES_LIMIT:,}.")
    game = case if isinstance(case, Game) else Game(case)
    known = doubts(game.case)
    drawn = departures(known, Draw({}, seed, 0, samples))
    profiles, counts = np.unique(drawn, axis=0, return_counts=True)
    here = case is game or run is map or getattr(run, "alone", False)
    workers = 1 if here else getattr(run, "width", 1)
    refuse_too_much(game, wanted, sanctions, len(profiles), workers, _FEWER)
    totals = {one.key: ProfileTotals(game, len(known)) for one in wanted}
    step = min(len(profiles), max(1, _CELLS // max(1, game.space.size)))
    parts = [slice(start, min(start + step, len(profiles))) for start in range(0, len(profiles), step)]
    found: Iterable[Held]
    if here:
        many = _Many(game, known, wanted, sanctions, step)
        found = (many.held(profiles[part]) for part in parts)
    else:
        keys = tuple(one.key for one in wanted)
        found = run(held, [ProfilesTask(game.case, keys, sanctions, profiles[part], step) for part in parts])
    for part, bits in zip(parts, found, strict=True):
        for key, one in bits.items():
            totals[key].add(
                np.unpackbits(one, axis=1, count=game.space.size).view(np.bool_), profiles[part], counts[part]
            )
    return EnsembleRecord(
        case=CaseReference.of(game.case),
        method="graph model stability analysis over many preference profiles",
        settings={
            "concepts": [one.key for one in wanted],
            "sanctions": sanctions,
            "sanction_strength": "weak",
            "samples": samples,
            "limit": limit,
        },
        seed=seed,
        outcomes=game.space.count,
        samples=samples,
        distinct=len(profiles),
        doubts=known,
        holding={key: one.told(counts, profiles, limit) for key, one in totals.items()},
    )


class _Many:
    """Many profiles of a game, analysed ``step`` at a time: as many as fit the cache."""

    def __init__(
        self, game: Game, known: Sequence[Doubt], wanted: Sequence[Concept], sanctions: str, step: int
    ) -> None:
        self.game, self.wanted, self.sanctions, self.step = game, wanted, sanctions, step
        own = {party: [place for place, one in enumerate(known) if one.party == party] for party in game.parties}
        self.parties = [
            (own[party], PartyProfiles(game, party, [known[place] for place in own[party]])) for party in game.parties
        ]
        self.model: Game | None = None

    def held(self, profiles: Bools) -> Held:
        """Find what holds under some profiles."""
        count, shape = len(profiles), (self.step, self.game.space.size)
        filled = profiles[np.minimum(np.arange(self.step), count - 1)]  # always as many at a time
        payoffs = [one.ranks(filled[:, own]) for own, one in self.parties]
        if self.model is None:
            many = self.model = batch(self.game, payoffs)
        else:
            many = self.model.reranked([one.reshape(-1) for one in payoffs])
        masks = {one.key: equilibrium_mask(many, one, self.sanctions) for one in self.wanted}
        return {key: np.packbits(mask.reshape(shape)[:count], axis=1) for key, mask in masks.items()}


@lru_cache(maxsize=2)
def _kept(case: ByHash, concepts: tuple[str, ...], sanctions: str, step: int) -> _Many:
    return _Many(Game(case.case), doubts(case.case), chosen(concepts), sanctions, step)


def held(task: ProfilesTask) -> Held:
    """Find what holds under the profiles of a task."""
    return _kept(ByHash.of(task.case), task.concepts, task.sanctions, task.step).held(task.profiles)
