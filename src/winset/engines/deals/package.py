"""One package looked at closely: whose requirements it fails, who gains or loses, how the absent parties answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from winset.case.model import Case
from winset.engines.deals.listing import LEAST_CHANCE
from winset.engines.deals.package_record import AbsentAnswer, Gain, Hurdle, OtherLevel, PackageRecord
from winset.engines.deals.requirements import Requirement, all_requirements, homes_in, in_the_way
from winset.engines.records import CaseReference
from winset.engines.talks.agreement import zone
from winset.engines.talks.homes import ratified
from winset.engines.talks.ratification import into_force, refusals
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import Negotiation, Situation, require_values
from winset.engines.talks.spread import spread_of
from winset.errors import UsageError, nearest
from winset.frozen import Frozen, field_names
from winset.space.comparing import difference
from winset.space.draws import draw, modes
from winset.space.inputs import Floats
from winset.space.outcomes import Bools
from winset.space.packages import Packages
from winset.space.units import level_changes


def package(case: Case, levels: Mapping[str, str], draws: int = DRAWS, seed: int = 1) -> PackageRecord:
    """Look at one package closely.

    Parameters
    ----------
    case : Case
        A case with values.
    levels : mapping of str to str
        The level of each negotiated issue; those left out stand at the status quo.
    draws : int
        How many draws to make of the case's ranges.
    seed : int
        The random seed. With the same draws and seed, shares are those of :func:`winset.deals`.

    Returns
    -------
    PackageRecord

    Raises
    ------
    UsageError
        If the case has no values, nothing is negotiated, or a name is unknown.
    CaseTooLargeError
        If the case has more packages and answers than can be laid out.

    Examples
    --------
    >>> import winset
    >>> record = winset.package(winset.load("jeddah-2025"), {"aid": "resumed", "minerals": "agreed"})
    >>> record.requirements[0].key, record.central
    ('minimum', False)
    """
    require_values(case)
    if draws < 1:
        raise UsageError("a package is judged over draws of the case's ranges", "Ask for at least one draw.")
    packages = Packages(case, limit=2**62)
    _check_names(case, packages, levels)
    complete = packages.levels(packages.number(levels))
    reference = CaseReference.of(case)
    close = _Close(case, complete)
    if not close.possible:
        return PackageRecord(
            case=reference,
            method="one package",
            settings={"draws": draws},
            seed=seed,
            levels=complete,
            possible=False,
            reasons=tuple(close.reasons()),
            brings_home={},
            scenarios={},
        )
    return close.record(draws, seed)


def _check_names(case: Case, packages: Packages, levels: Mapping[str, str]) -> None:
    for issue, level in levels.items():
        if issue not in packages.issues:
            noun = "is not negotiated" if issue in case.issues else "is no issue"
            raise UsageError(f"'{issue}' {noun}", nearest(issue, packages.issues, "Negotiated issues"))
        if level not in case.levels[issue]:
            raise UsageError(f"issue '{issue}' has no level '{level}'", nearest(level, case.levels[issue], "Levels"))


class _Look(Frozen, eq=False):
    """What is seen of a package in some draws, each array of shape (count,).

    Attributes
    ----------
    deal : ndarray of bool, shape (count, packages)
        Which of the packages laid out are deals.
    answers : ndarray of float, shape (count, answers)
        The chance of every answer of the absent parties.
    """

    deal: Bools
    table: Bools
    blocked: Mapping[Requirement, Bools]
    brings_home: Mapping[str, Bools]
    gains: Mapping[str, Floats]
    over_today: Mapping[str, Floats]
    answers: Floats
    in_force: Floats
    refused_by: Mapping[str, Floats]

    @classmethod
    def joined(cls, parts: Sequence[_Look]) -> _Look:
        """Put the looks at some draws one after another."""

        def joined(name: str) -> Any:
            every = [getattr(one, name) for one in parts]
            if isinstance(every[0], Mapping):
                return {key: np.concatenate([one[key] for one in every]) for key in every[0]}
            return np.concatenate(every)

        return cls(**{name: joined(name) for name in field_names(cls)})


class _Close:
    """A package laid out with the packages that differ from it in one level."""

    def __init__(self, case: Case, levels: Mapping[str, str]) -> None:
        self.case, self.levels = case, levels
        packages = Packages(case)
        self.number = packages.number(levels)
        self.others = {
            (issue, level): packages.number({**levels, issue: level})
            for issue in packages.issues
            for level in case.levels[issue]
            if level != levels[issue]
        }
        self.negotiation = Negotiation(case, [self.number, *self.others.values()])
        place = np.flatnonzero(self.negotiation.numbers == self.number)
        self.possible = len(place) > 0
        self.place = int(place[0]) if self.possible else -1

    def reasons(self) -> Iterator[str]:
        """Say why the package cannot occur."""
        found = [*self._forbidden()]
        packages = self.negotiation.packages
        codes = {
            issue: np.array(packages.codes[issue][self.number if issue in packages.strides else 0, 0])
            for issue in self.case.issues
        }
        why = packages.agreements.reason(codes)
        yield from found or ([why] if why else [])

    def _forbidden(self) -> Iterator[str]:
        packages = self.negotiation.packages
        for position, rule in enumerate(self.case.impossible):
            if np.broadcast_to(packages.where(rule.when), packages.shape)[self.number].all():
                yield f"rule {position + 1}"
        for issue in packages.issues:
            levels = self.case.levels[issue]
            start, end = levels.index(self.case.status_quo_level(issue)), levels.index(self.levels[issue])
            if start != end and not level_changes(self.case.issues[issue])[start, end]:
                yield f"moves {issue}"
            only_if = self.case.issues[issue].only_if
            if end and only_if and not np.broadcast_to(packages.where(only_if), packages.shape)[self.number].any():
                yield f"only_if {issue}"

    def record(self, draws: int, seed: int) -> PackageRecord:
        """Look at the package in every draw and at the most likely values."""
        negotiation = self.negotiation
        seen = [
            self._look(
                negotiation.situation(draw(negotiation.inputs, seed, start, min(negotiation.chunk, draws - start)))
            )
            for start in range(0, draws, negotiation.chunk)
        ]
        drawn, middle = _Look.joined(seen), self._look(negotiation.situation(modes(negotiation.inputs)))
        return PackageRecord(
            case=CaseReference.of(self.case),
            method="one package",
            settings={"draws": draws, "gains": "over no deal for signatories, over today for absent parties"},
            seed=seed,
            levels=self.levels,
            possible=True,
            share=float(drawn.deal[:, self.place].mean()),
            central=bool(middle.deal[0, self.place]),
            table=float(drawn.table.mean()),
            in_force=float(drawn.in_force[drawn.table].mean() if drawn.table.any() else drawn.in_force.mean()),
            refused_by={party: float(chance.mean()) for party, chance in drawn.refused_by.items()},
            brings_home={party: float(mask.mean()) for party, mask in drawn.brings_home.items()},
            requirements=tuple(self._requirements(drawn, middle)),
            gains=tuple(self._gains(drawn, middle)),
            outside_mandates=tuple(
                party for party, inside in negotiation.inside_mandates.items() if not inside[self.place]
            ),
            answers=tuple(self._answers(drawn.answers, middle.answers)),
            scenarios=self._scenarios(drawn.answers),
            alternatives=tuple(self._alternatives(drawn.deal)),
        )

    def _look(self, situation: Situation) -> _Look:
        negotiation, here = self.negotiation, self.place
        meets = all_requirements(negotiation, situation)
        table = zone(negotiation, situation)
        homes = homes_in(meets)
        brought = ratified(self.case, negotiation.signatories, homes, table.shape)
        gains = dict(self._gains_of_all(situation))
        return _Look(
            deal=table & brought,
            table=table[:, here],
            blocked={one: mask[:, here] for one, mask in in_the_way(negotiation, meets).items()},
            brings_home={
                party: ratified(self.case, (party,), homes, table.shape)[:, here]
                for party in dict.fromkeys(party for party, _ in homes)
            },
            gains={party: over[:, here] for party, (over, _) in gains.items()},
            over_today={party: over[:, here] for party, (_, over) in gains.items()},
            answers=situation.answers.to(here),
            in_force=into_force(negotiation, situation, brought)[:, here],
            refused_by={party: chance[:, here] for party, chance in refusals(negotiation, situation).items()},
        )

    def _gains_of_all(self, situation: Situation) -> Iterator[tuple[str, tuple[Floats, Floats]]]:
        """What each party gains from every package: over no deal (absent parties: the status quo), and over today."""
        negotiation, drawn = self.negotiation, situation.draw
        for party in negotiation.signatories:
            yield party, (situation.gains(party), situation.over_today(party))
        for party in negotiation.absent:
            if self.case.values.get(party):
                expected, _ = negotiation.expected(party, drawn)
                scale, today = negotiation.scales[party], negotiation.today(party, drawn)[:, None]
                still = expected[:, [negotiation.status_quo]]
                yield party, (difference(expected, still, scale), difference(expected, today, scale))

    def _requirements(self, drawn: _Look, middle: _Look) -> Iterator[Hurdle]:
        share = {one: float(mask.mean()) for one, mask in drawn.blocked.items()}
        for one in sorted(share, key=lambda one: -share[one]):
            yield Hurdle(*one.parts, one.party(self.case), share[one], bool(~middle.blocked[one][0]))

    def _gains(self, drawn: _Look, middle: _Look) -> Iterator[Gain]:
        for party, gains in drawn.gains.items():
            over = spread_of(gains, float(middle.gains[party][0]))
            today = spread_of(drawn.over_today[party], float(middle.over_today[party][0]))
            yield Gain(party, party in self.negotiation.signatories, over, float((gains >= 0).mean()), today)

    def _answers(self, chances: Floats, middle: Floats) -> Iterator[AbsentAnswer]:
        packages = self.negotiation.packages
        if packages.shape[1] == 1:
            return
        for place in np.argsort(-chances.mean(axis=0), kind="stable"):
            estimate = spread_of(chances[:, place], float(middle[0, place]))
            if max(estimate.mean, estimate.central) > LEAST_CHANCE:
                levels = packages.levels(self.number, int(place))
                stands = bool(self.negotiation.landing.works[self.place, place])
                yield AbsentAnswer({issue: levels[issue] for issue in packages.answer_issues}, estimate, stands)

    def _scenarios(self, answers: Floats) -> dict[str, float]:
        packages = self.negotiation.packages
        chances = answers.mean(axis=0)
        stands = self.negotiation.numbers[self.negotiation.landing.stands[self.place]]
        every = np.arange(packages.shape[1])
        return {
            key: float(chances[np.broadcast_to(packages.where(one.when), packages.shape)[stands, every]].sum())
            for key, one in self.case.scenarios.items()
        }

    def _alternatives(self, deal: Bools) -> Iterator[OtherLevel]:
        share = deal.mean(axis=0)
        place_of = {int(number): place for place, number in enumerate(self.negotiation.numbers)}
        for (issue, level), number in self.others.items():
            yield OtherLevel(issue, level, float(share[place_of[number]]) if number in place_of else None)
