"""Whether a headline stands wherever an input stands within its range: looked at inside it, not at its ends only.

On common random numbers every headline is piecewise constant in every input. It is looked at at both ends, at the most
likely value and at places between; where two neighbours differ, the place of the change is found by halving. A change
that comes and goes between two neighbours is not seen, which is why the places are stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from winset.case.model import Case
from winset.engines.talks.paired import Sample
from winset.frozen import Frozen
from winset.space.inputs import Input, with_input

INSIDE = 2
HALVINGS = 5
CLOSEST = 2
ROUNDS = 2

Runner = Callable[[Iterable[Case]], Iterable[Sample | None]]


Claimed = Literal["leads", "more", "less"]
CLAIMS: Mapping[Claimed, str] = {
    "leads": "the likeliest ending",
    "more": "more likely than not",
    "less": "less likely than not",
}


class Robustness(Frozen):
    """A headline, and the smallest change of one input that overturns it.

    Attributes
    ----------
    about : str
        The headline.
    claimed : {"leads", "more", "less"}
        What is claimed of it: that it is the likeliest scenario, or more or less likely than not.
    robust : bool
        Whether no single input overturns it at any place in its range that was looked at.
    address, value, mode : str
        The input, a value at which the headline does not stand, and its most likely value.
    stands : str
        The nearest value towards the most likely one at which it still stands; empty where it does not stand at the
        most likely value either, held for certain.
    level : tuple of str
        What ties: scenarios none of which leads, or a headline that is about as likely as not. Nothing then stands.
    """

    about: str
    claimed: Claimed
    robust: bool
    address: str = ""
    value: str = ""
    mode: str = ""
    stands: str = ""
    level: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """What is claimed, in words."""
        return f"{self.about} is {CLAIMS[self.claimed]}"


class HeadlineClaim(Frozen):
    """What is claimed of a headline, and by how much it stands in a sample: below zero it does not."""

    about: str
    claimed: Claimed
    margin: Callable[[Sample], float]


def short(low: Decimal, high: Decimal) -> Decimal:
    """Give a number near the middle of two, with as few digits as lie well between them.

    Examples
    --------
    >>> short(Decimal("0.3"), Decimal("0.55")), short(Decimal("1"), Decimal("12"))
    (Decimal('0.4'), Decimal('6'))
    """
    middle, quarter = (low + high) / 2, (high - low) / 4
    for digits in range(3, -10, -1):
        found = middle.quantize(Decimal(1).scaleb(digits), ROUND_HALF_EVEN)
        if low + quarter <= found <= high - quarter:
            return Decimal(f"{found:f}")
    return middle


class Looks:
    """An input at several places of its range, with the forecast at each.

    Parameters
    ----------
    case : Case
        The case.
    one : Input
        The input.
    run : callable
        Samples versions of the case; None where one cannot be computed.
    """

    def __init__(self, case: Case, one: Input, run: Runner) -> None:
        self.case, self.one, self.run = case, one, run
        self.found: dict[Decimal, Sample] = {}

    def versions(self, places: Sequence[Decimal]) -> list[Case]:
        """Give the case with the input at some places for certain."""
        return [with_input(self.case, self.one, place) for place in places]

    def add(self, places: Sequence[Decimal], samples: Iterable[Sample | None]) -> None:
        """Keep what was found at some places."""
        self.found |= {place: one for place, one in zip(places, samples, strict=True) if one is not None}

    def look(self, *places: Decimal) -> None:
        """Look at places that were not looked at."""
        new = [place for place in places if place not in self.found]
        self.add(new, self.run(self.versions(new)))

    def overturned(self, claim: HeadlineClaim) -> list[tuple[Decimal, Decimal | None]]:
        """Find where a claim gives way on the way out from the most likely value: the place, and where it still stands.

        One place at most towards either end; only the most likely value where it does not stand there.
        """
        mode = self.one.mode
        if mode in self.found and claim.margin(self.found[mode]) < 0:
            return [(mode, None)]
        found: list[tuple[Decimal, Decimal | None]] = []
        known = sorted(self.found)
        for way in ([place for place in known if place >= mode], [place for place in reversed(known) if place <= mode]):
            stands = mode
            for place in way:
                if claim.margin(self.found[place]) < 0:
                    found.append((place, stands))
                    break
                stands = place
        return found

    def part(self, place: Decimal) -> Decimal:
        """Which part of the way from the most likely value to the end a place is."""
        end = self.one.high if place > self.one.mode else self.one.low
        return abs(place - self.one.mode) / abs(end - self.one.mode) if place != self.one.mode else Decimal(0)

    def nearer(self, claim: HeadlineClaim, overturned: Decimal, stands: Decimal) -> tuple[Decimal, Decimal]:
        """Halve the way between a place where a claim stands and one where it does not."""
        for _ in range(HALVINGS):
            middle = short(min(overturned, stands), max(overturned, stands))
            self.look(middle)
            if middle not in self.found:
                break
            gives_way = claim.margin(self.found[middle]) < 0
            overturned, stands = (middle, stands) if gives_way else (overturned, middle)
        return overturned, stands

    def closest(self, claim: HeadlineClaim) -> tuple[float, Decimal]:
        """Where a claim is nearest to giving way, and by how much it stands there."""
        return min((claim.margin(one), place) for place, one in self.found.items())

    def closer(self, claim: HeadlineClaim) -> None:
        """Look on either side of the place where a claim is nearest to giving way."""
        _, place = self.closest(claim)
        known = sorted(self.found)
        at = known.index(place)
        self.look(*(short(*pair) for pair in zip(known[max(at - 1, 0) : at + 1], known[at : at + 2], strict=False)))


def places(one: Input) -> list[Decimal]:
    """Say where an input is looked at: both ends, the most likely value, and places between.

    Examples
    --------
    >>> import winset
    >>> from winset.space.inputs import inputs
    >>> [str(place) for place in places(inputs(winset.load("jeddah-2025"))["conditions.strict.probability"])]
    ['0.10', '0.17', '0.23', '0.30', '0.4', '0.47', '0.55']
    """
    found = {one.low, one.mode, one.high}
    for start, end in ((one.low, one.mode), (one.mode, one.high)):
        step = (end - start) / (INSIDE + 1)
        if step:
            found |= {
                short(start + step * (k + 1) - step / 2, start + step * (k + 1) + step / 2) for k in range(INSIDE)
            }
    return sorted(found)


def robustness(claim: HeadlineClaim, every: Mapping[str, Looks]) -> Robustness:
    """Find the input that overturns a claim with the smallest part of its range."""
    best = _smallest(claim, every)
    if best is None:
        nearest = sorted(every, key=lambda address: every[address].closest(claim))[:CLOSEST]
        for _ in range(ROUNDS):
            for address in nearest:
                every[address].closer(claim)
        best = _smallest(claim, {address: every[address] for address in nearest})
    if best is None:
        return Robustness(claim.about, claim.claimed, True)
    _, one, place, stands = best
    told = "" if stands is None else f"{stands.normalize():f}"
    return Robustness(claim.about, claim.claimed, False, one.address, f"{place.normalize():f}", f"{one.mode}", told)


def _smallest(
    claim: HeadlineClaim, every: Mapping[str, Looks]
) -> tuple[Decimal, Input, Decimal, Decimal | None] | None:
    best: tuple[Decimal, Input, Decimal, Decimal | None] | None = None
    for looks in every.values():
        for place, stands in looks.overturned(claim):
            if best is not None and (looks.part(place) if stands is None else looks.part(stands)) >= best[0]:
                continue
            if stands is not None:
                place, stands = looks.nearer(claim, place, stands)
            if best is None or looks.part(place) < best[0]:
                best = (looks.part(place), looks.one, place, stands)
    return best
