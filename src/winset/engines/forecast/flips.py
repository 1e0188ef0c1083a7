"""What would change the answer: every input moved within its plausible range, the forecast computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations

import numpy as np

from winset.case.leaving_out import without
from winset.case.model import Case
from winset.engines.forecast.flips_record import Flip, FlipsRecord, Pair
from winset.engines.forecast.leaving_out import decided, why_not
from winset.engines.forecast.not_forecast import not_forecast
from winset.engines.forecast.robustness import INSIDE, Claimed, HeadlineClaim, Looks, Robustness, places, robustness
from winset.engines.forecast.variance import first_order
from winset.engines.records import CaseReference
from winset.engines.stability.pivotal_statements import Hinge, hinges
from winset.engines.talks.paired import FINER, IN_FORCE, Difference, Sample, difference, largest, leading, sample
from winset.engines.talks.run import DRAWS as MORE
from winset.engines.talks.situation import Negotiation, require_values
from winset.errors import WinsetError
from winset.space.game import Game
from winset.space.inputs import inputs, with_input

DRAWS = 2_000
LEAST = 500
TOP = 10
PAIRED = 5
_EVEN = 1e-12
HINGE_LIMIT = 2**16
Task = tuple[Case, int, int, str]
Runner = Callable[[Callable[[Task], Sample | None], Iterable[Task]], Iterable[Sample | None]]


def attempt(task: Task) -> Sample | None:
    """Sample a version of a case; None where it can no longer be computed."""
    try:
        return sample(*task)
    except WinsetError:
        return None


def flips(case: Case, draws: int = DRAWS, seed: int = 1, model: str = "nash", run: Runner = map) -> FlipsRecord:
    """Move every input within its range and leave out every issue and party, one at a time.

    Parameters
    ----------
    case : Case
        A case with values.
    draws : int
        Draws for every version; the same random numbers are used for all. With 500 or more, how the case stands is
        told by the run of 10,000 that forecast and brief read, and a version by that and what differs from it in the
        draws they share; with fewer, all are told by these draws.
    seed : int
        The random seed.
    model : {"nash", "stability"}
        The bargaining model.
    run : callable
        Applies a function to tasks in order; the map of a pool of processes divides the work.

    Returns
    -------
    FlipsRecord

    Raises
    ------
    UsageError
        If the case has no values.

    References
    ----------
    Sobol 1993; Plischke, Borgonovo & Smith 2013 (first-order indices from given data).
    """
    require_values(case)
    return _Flips(case, draws, seed, model, run).record()


class _Flips:
    def __init__(self, case: Case, draws: int, seed: int, model: str, run: Runner) -> None:
        self.case, self.draws, self.seed, self.model, self.run = case, draws, seed, model, run
        self.negotiation = Negotiation(case)  # its layout is that of all versions as long as it is in use
        self.more = sample(case, MORE if LEAST <= draws < MORE else draws, seed, model)
        self.common = self.more if draws >= MORE or draws < LEAST else self.more.first(draws)
        self.base = self.common.told_by(self.common, self.more)
        beyond = not_forecast(case, model).scenarios
        self.scenarios = [key for key in case.scenarios if key not in beyond]
        self.headlines = [*self.scenarios, IN_FORCE]
        self.moved = [one for one in inputs(case).values() if not one.certain and one.address != "talks.other"]
        self.looks = self._look()

    def _tasks(self, cases: Iterable[Case]) -> list[Task]:
        return [(case, self.draws, self.seed, self.model) for case in cases]

    def _sampled(self, cases: Iterable[Case]) -> Iterable[Sample | None]:
        for one in self.run(attempt, self._tasks(cases)):
            yield None if one is None else one.told_by(self.common, self.more)

    def _look(self) -> dict[str, Looks]:
        """The forecast with every input at places within its range; those left out where an end cannot be computed."""
        every = [Looks(self.case, one, self._sampled) for one in self.moved]
        asked = [(looks, places(looks.one)) for looks in every]
        samples = iter(self._sampled(version for looks, where in asked for version in looks.versions(where)))
        for looks, where in asked:
            looks.add(where, [next(samples) for _ in where])
        return {
            looks.one.address: looks
            for looks in every
            if looks.one.low in looks.found and looks.one.high in looks.found
        }

    def record(self) -> FlipsRecord:
        robust = tuple(self._robustness())
        found = [self._flip(looks) for looks in self.looks.values()]
        found.sort(key=lambda one: -one.move / (1 if one.headline in self.headlines else FINER))
        kept = why_not(self.case)
        notes = []
        statements: tuple[Hinge, ...] = ()
        game = Game(self.case)
        if game.space.size <= HINGE_LIMIT:
            statements = hinges(game)
        else:
            notes.append(f"The statements were not moved: the case has more than {HINGE_LIMIT:,} outcomes.")
        return FlipsRecord(
            case=CaseReference.of(self.case),
            method="one input at a time, common random numbers",
            settings={
                "draws": self.draws,
                "as it stands": len(self.more.headlines[IN_FORCE]),
                "model": self.model,
                "looked at": f"both ends, the most likely value, {INSIDE} places on either side of it; then halving",
            },
            seed=self.seed,
            flips=tuple(found),
            left_out=tuple(sorted(self._left_out(kept), key=lambda one: -one.move)),
            not_left_out=kept,
            pairs=self._pairs(found),
            robustness=robust,
            hinges=statements,
            ranges=self._ranges(),
            notes=tuple(notes),
        )

    def _ranges(self) -> dict[str, tuple[float, float]]:
        found = [self.base, *(one for looks in self.looks.values() for one in looks.found.values())]
        chances = {name: [one.probability(name) for one in found] for name in self.headlines}
        return {name: (min(values), max(values)) for name, values in chances.items()}

    def _flip(self, looks: Looks) -> Flip:
        one, every = looks.one, [*looks.found.values(), self.base]
        low, high = looks.found[one.low], looks.found[one.high]
        moved = [largest(first, end, self.scenarios) for first in (low, self.base) for end in every]
        headline = max(moved, key=self._weight).headline
        chances = [found.probability(headline) for found in every]
        worst = max(every, key=lambda end: abs(end.probability(headline) - self.base.probability(headline)))
        return Flip(
            address=one.address,
            low=f"{one.low}",
            high=f"{one.high}",
            headline=headline,
            at_low=low.probability(headline),
            base=self.base.probability(headline),
            at_high=high.probability(headline),
            lowest=min(chances),
            highest=max(chances),
            noise=difference(self.base, worst, headline).noise,
            share=first_order(self.base.inputs[one.address], self.base.headlines[headline]),
        )

    def _weight(self, one: Difference) -> float:
        return abs(one.after - one.before) / (1 if one.headline in self.headlines else FINER)

    def _left_out(self, kept: Mapping[str, str]) -> list[Flip]:
        parties = [key for key in self.case.parties if self.case.has_part(key)]
        names = [*parties, *(issue for issue in self.case.issues if issue not in kept)]
        found = []
        versions = [without(self.case, name) for name in names]
        for name, changed in zip(names, self._sampled(versions), strict=True):
            if changed is None:
                continue
            moved = largest(self.base, changed, self.scenarios, decided(self.case, name))
            ends = moved.after, moved.before, moved.after
            about = moved.headline, *ends, min(ends), max(ends), moved.noise, np.nan
            found.append(Flip(f"without {name}", "", "", *about))
        return found

    def _pairs(self, found: list[Flip]) -> tuple[Pair, ...]:
        """Cross the inputs that matter most, and see how far the effect of one depends on the other."""
        known = {one.address: one for one in self.moved}
        top = [one.address for one in found if one.address in known][:PAIRED]
        both = list(combinations(top, 2))
        versions = [
            with_input(with_input(self.case, known[a], first), known[b], second)
            for a, b in both
            for second in (known[b].low, known[b].high)
            for first in (known[a].low, known[a].high)
        ]
        samples = list(self._sampled(versions))
        pairs = []
        for place, (a, b) in enumerate(both):
            corners = samples[4 * place : 4 * place + 4]
            kept = [corner for corner in corners if corner is not None]
            if len(kept) < 4:
                continue
            names = dict.fromkeys([*self.headlines, *(one.headline for one in found if one.address in (a, b))])
            by_headline = {name: [corner.probability(name) for corner in kept] for name in names}
            name = max(names, key=lambda key: abs(_interaction(by_headline[key])))
            values = by_headline[name]
            pairs.append(Pair((a, b), name, (values[0], values[1], values[2], values[3]), _interaction(values)))
        return tuple(sorted(pairs, key=lambda pair: -abs(pair.interaction)))

    def _robustness(self) -> Iterator[Robustness]:
        if len(self.scenarios) > 1:
            yield self._leader()
        for name in self.headlines:
            chance = self.base.probability(name)
            claimed: Claimed = "more" if chance > 0.5 else "less"
            sign = 1 if claimed == "more" else -1
            if (
                abs(chance - 0.5) < self.more.tied
                and abs(chance - 0.5) <= 1.96 * 0.5 / len(self.more.headlines[IN_FORCE]) ** 0.5
            ):
                yield Robustness(name, claimed, False, level=(name,))
            else:
                yield robustness(HeadlineClaim(name, claimed, partial(_beyond_half, name, sign)), self.looks)

    def _leader(self) -> Robustness:
        ahead = leading(self.more, self.scenarios)
        if len(ahead) > 1:
            return Robustness(ahead[0], "leads", False, level=tuple(sorted(ahead)))
        others = tuple(key for key in self.scenarios if key != ahead[0])
        return robustness(HeadlineClaim(ahead[0], "leads", partial(_lead, ahead[0], others)), self.looks)


def _lead(leader: str, others: tuple[str, ...], one: Sample) -> float:
    return one.probability(leader) - max(one.probability(key) for key in others)


def _beyond_half(name: str, sign: int, one: Sample) -> float:
    return sign * (one.probability(name) - 0.5) - (_EVEN if sign > 0 else 0.0)  # an even chance is not more than one


def _interaction(corners: list[float]) -> float:
    return corners[3] - corners[2] - corners[1] + corners[0]
