"""Headlines draw by draw, so that two versions of a case can be compared on the same random numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from math import sqrt

import numpy as np

from winset import expr
from winset.case.marks import on_marks
from winset.case.model import Case
from winset.engines.talks.run import run
from winset.engines.talks.situation import Negotiation
from winset.frozen import Frozen, field, replace
from winset.space.draws import draw
from winset.space.inputs import Floats, inputs
from winset.space.outcomes import Bools, Ints

IN_FORCE = "agreement in force"
FINER = 2
LISTED = 2**16


class Sample(Frozen, eq=False):
    """Draws of a case with what became of them.

    Attributes
    ----------
    headlines : mapping of str to ndarray of bool, shape (draws,)
        ``agreement in force``, every scenario by its key, every level as ``issue = level``, of amounts the
        marks alone.
    case : Case
        What the draws are of.
    seed : int
        Where they come from.
    other : float
        The probability set aside for what the case does not model.
    deals : ndarray of int64, shape (draws,)
        How many deals there were.
    ties : ndarray of bool, shape (draws,)
        Whether several packages were equally good at the table.
    chances : mapping of str to float
        The probability of headlines that more is known of than these draws say.
    """

    headlines: Mapping[str, Bools]
    case: Case
    seed: int
    other: float
    deals: Ints
    ties: Bools
    chances: Mapping[str, float] = field(default_factory=dict)
    _shares: dict[str, float] = field(default_factory=dict)

    @cached_property
    def inputs(self) -> Mapping[str, Floats]:
        """The inputs drawn, by address: arrays of shape (draws,)."""
        return draw(inputs(self.case), self.seed, 0, len(self.headlines[IN_FORCE])).values

    @cached_property
    def zone(self) -> float:
        """The mean number of deals."""
        return float(self.deals.mean())

    @cached_property
    def tied(self) -> float:
        """In which share of the draws several packages were equally good at the table."""
        return float(self.ties.mean())

    def first(self, draws: int) -> Sample:
        """Give the first of these draws: what fewer draws with the same seed come to."""
        headlines = {name: holds[:draws] for name, holds in self.headlines.items()}
        return Sample(headlines, self.case, self.seed, self.other, self.deals[:draws], self.ties[:draws])

    def probability(self, headline: str) -> float:
        """The share of draws in which a headline holds, scaled to what the case models."""
        found = self.chances.get(headline)
        if found is None:
            found = self._shares.get(headline)
        if found is None:
            holds = self.headlines[headline]
            found = self._shares[headline] = float((1 - self.other) * (np.count_nonzero(holds) / len(holds)))
        return found

    def told_by(self, base: Sample, more: Sample) -> Sample:
        """Add what differs from the base, draw by draw, to what more draws of the base say.

        What holds in all draws of a version, or in none, is told so, whatever is added.
        """
        if more is base:
            return self
        if self is base:
            return replace(self, chances={name: more.probability(name) for name in self.headlines})
        most, chances = 1 - self.other, {}
        for name in self.headlines.keys() & base.headlines.keys():
            found = self.probability(name)
            if 0 < found < most:
                found = min(max(found + more.probability(name) - base.probability(name), 0.0), most)
            chances[name] = found
        return replace(self, chances=chances)


def sample(case: Case, draws: int, seed: int, model: str = "nash") -> Sample:
    """Make the draws and keep every one of them."""
    negotiation = Negotiation(case)
    found = run(negotiation, draws, seed, model, by_day=False)
    return Sample(
        headlines={**_held(negotiation, found.final), IN_FORCE: found.events["in-force"]},
        case=case,
        seed=seed,
        other=float(case.talks.other[1]),
        deals=found.zone,
        ties=found.tied,
    )


def _held(negotiation: Negotiation, final: Ints) -> dict[str, Bools]:
    """In which draws each headline holds at the end; looked up, where the outcomes are few enough to list."""
    case = negotiation.case
    if negotiation.course.combinations > LISTED:
        numbers, place = np.unique(final, return_inverse=True)
        return {name: holds[place.ravel()] for name, holds in _among(negotiation, numbers).items()}
    listed = case.shared(
        "headlines by outcome", lambda: _among(negotiation, np.arange(negotiation.course.combinations))
    )
    return {name: holds[final] for name, holds in listed.items()}


def _among(negotiation: Negotiation, numbers: Ints) -> dict[str, Bools]:
    """Among which outcomes, given by their numbers, each headline holds."""
    codes, case = negotiation.course.codes(numbers), negotiation.case
    return {
        name: np.broadcast_to(expr.evaluate(condition, codes, case.levels), numbers.shape)
        for name, condition in _tests(case)
    }


def _tests(case: Case) -> Iterator[tuple[str, expr.Condition]]:
    """Every headline with its condition."""
    for key, scenario in case.scenarios.items():
        yield key, case.condition(scenario.when)
    for name, (issue, level) in level_headlines(case).items():
        yield name, case.condition(expr.Comparison(issue, "=", level))


def level_headlines(case: Case) -> Mapping[str, tuple[str, str]]:
    """Every headline that is a level, with its issue and level; of amounts the marks alone, which people speak of."""
    every = on_marks(case).levels
    return case.shared(
        "headlines of levels",
        lambda: {f"{issue} = {level}": (issue, level) for issue, levels in every.items() for level in levels},
    )


def leading(one: Sample, scenarios: Iterable[str]) -> tuple[str, ...]:
    """Give the likeliest scenario, followed by those that tie with it.

    A scenario ties when the likeliest is ahead by no more than chance alone makes (1.96 standard errors on the same
    draws) and by less than the share of draws in which several packages were equally good.
    """
    ordered = sorted(scenarios, key=lambda key: (-one.probability(key), key))
    return tuple(key for key in ordered if key == ordered[0] or _ties(one, ordered[0], key))


def _ties(one: Sample, first: str, second: str) -> bool:
    gap = one.headlines[first].astype(np.float64) - one.headlines[second]
    return bool(gap.mean() <= 1.96 * gap.std() / sqrt(len(gap)) and gap.mean() < one.tied)


class Difference(Frozen):
    """How far a headline moves between two versions of a case.

    Attributes
    ----------
    headline : str
        What is compared.
    before, after : float
        Its probability.
    noise : float
        Half the width of the 95 % interval of the difference, from draws that differ (paired).
    """

    headline: str
    before: float
    after: float
    noise: float

    @property
    def beyond_noise(self) -> bool:
        """Whether the move is larger than what the number of draws could produce by itself."""
        return abs(self.after - self.before) > self.noise


def difference(one: Sample, two: Sample, headline: str) -> Difference:
    """Compare a headline in two samples made with the same seed and number of draws."""
    before, after = one.headlines[headline], two.headlines[headline]
    count = len(before)
    gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
    spread = sqrt(max(gained + lost - (gained - lost) ** 2 / count, 0.0)) / count
    return Difference(headline, one.probability(headline), two.probability(headline), 1.96 * (1 - two.other) * spread)


def largest(before: Sample, after: Sample, scenarios: Iterable[str], but: Collection[str] = frozenset()) -> Difference:
    """Give what differs most between two samples: a scenario or the agreement being in force, or else a level.

    A level is given where it moves beyond noise and more than ``FINER`` times as far as any of the others. Of headlines
    that move as far as each other the first by its name is given, whatever the order of the file. Those named in
    ``but`` are passed over: what the change itself decides is no news of it.
    """

    def move(headline: str) -> float:
        return abs(after.probability(headline) - before.probability(headline))

    first = [*sorted(set(scenarios).difference(but)), IN_FORCE]
    found = max(first, key=move)
    known = level_headlines(before.case)
    levels = [
        headline
        for headline in before.headlines
        if headline in known and headline in after.headlines and headline not in but
    ]
    if levels:
        levels.sort(key=lambda one: known[one][0])  # the levels of an issue stay in their order
        level = max(levels, key=move)
        if move(level) > FINER * move(found):
            finer = difference(before, after, level)
            if finer.beyond_noise:
                return finer
    return difference(before, after, found)
