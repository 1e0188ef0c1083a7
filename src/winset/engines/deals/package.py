"""One package looked at closely: whose requirements it fails, who gains or loses, how the absent parties answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.agreement import consent, enough, permitted
from winset.engines.talks.homes import Home, acceptance, ratified
from winset.engines.talks.ratification import into_force, refusals
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import Negotiation, Situation, require_values
from winset.engines.talks.spread import Spread, spread_of
from winset.errors import UsageError, nearest
from winset.space.comparing import difference
from winset.space.inputs import Floats, draw, modes
from winset.space.outcomes import Bools
from winset.space.packages import Packages
from winset.space.units import level_changes

_LEAST_CHANCE = 0.005


@dataclass(frozen=True)
class Gain:
    """What a package is to a party, in points of its own scale.

    Attributes
    ----------
    party : str
        Its key.
    signatory : bool
        Whether it must agree; its gain is then over no deal, and else over everything staying as it is.
    gain : Spread
        What it expects to gain, the absent parties' answers included.
    no_worse : float
        The share of draws in which it is no worse off.
    over_today : Spread
        What it expects to gain over everything staying exactly as it is today.
    """

    party: str
    signatory: bool
    gain: Spread
    no_worse: float
    over_today: Spread


@dataclass(frozen=True)
class Requirement:
    """Something a package must meet.

    Attributes
    ----------
    kind : str
        ``party`` (no worse than no deal), ``condition`` or ``home``.
    key, home : str
        The party or condition, and the home where one is meant.
    party : str
        Whose requirement it is.
    fails : float
        The share of draws in which the package fails it.
    central : bool
        Whether the package meets it with everything as most likely.
    """

    kind: str
    key: str
    home: str
    party: str
    fails: float
    central: bool


@dataclass(frozen=True)
class AbsentAnswer:
    """One answer of the absent parties: the levels they choose, how likely, and whether the package then stands."""

    levels: Mapping[str, str]
    chance: Spread
    stands: bool


@dataclass(frozen=True)
class Alternative:
    """The package with one level changed, and in which share of draws that is a deal; None when it cannot occur."""

    issue: str
    level: str
    share: float | None


@dataclass(frozen=True, kw_only=True, repr=False)
class PackageRecord(Record):
    """A package and what speaks for or against it.

    Attributes
    ----------
    levels : mapping of str to str
        The level of every negotiated issue.
    possible : bool
        Whether the package can occur; all that follows is empty when it cannot.
    reasons : tuple of str
        Why it cannot occur: the rules it breaks, as ``rule 1``, the moves it would need, as ``moves ISSUE``, or the
        issues it settles that do not exist in it, as ``only_if ISSUE``; or why it is no agreement: ``alone`` (one party
        does it by itself, or nobody does anything), ``presses ISSUE``, or ``when`` (what the case states of an
        agreement does not hold).
    share : float
        In which share of the draws it is a deal: in the zone of possible agreement.
    central : bool
        Whether it is one with everything as most likely.
    table : float
        In which share of the draws the talks' rule of consent and all conditions are met, homes aside.
    in_force : float
        The chance that it comes into force once it is agreed at the table, after capitals, homes and absent parties:
        mean over the draws in which the signatories would agree on it, or over all draws where they never would.
    refused_by : mapping of str to float
        The chance that each absent party refuses it; mean over the draws.
    brings_home : mapping of str to float
        For each signatory with homes, the share of draws in which its own rule lets it bring the package home.
    requirements : tuple of Requirement
        All of them, the one failed most often first.
    gains : tuple of Gain
        Signatories first.
    outside_mandates : tuple of str
        The parties whose delegates would have to ask first.
    answers : tuple of AbsentAnswer
        How the absent parties answer it, likeliest first.
    scenarios : mapping of str to float
        The chance of each scenario once it is signed and answered.
    alternatives : tuple of Alternative
        What changing a single level would do.
    """

    levels: Mapping[str, str]
    possible: bool
    reasons: tuple[str, ...] = ()
    share: float = 0.0
    central: bool = False
    table: float = 0.0
    in_force: float = 0.0
    refused_by: Mapping[str, float] = field(default_factory=dict)
    brings_home: Mapping[str, float]
    requirements: tuple[Requirement, ...] = ()
    gains: tuple[Gain, ...] = ()
    outside_mandates: tuple[str, ...] = ()
    answers: tuple[AbsentAnswer, ...] = ()
    scenarios: Mapping[str, float]
    alternatives: tuple[Alternative, ...] = ()

    def rows(self) -> Rows:
        """Give one row per requirement."""
        body = [
            (one.kind, one.key, one.home, f"{one.fails:.2f}", "met" if one.central else "failed")
            for one in self.requirements
        ]
        return ("requirement", "key", "home", "fails in", "most likely values"), body


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


Key = tuple[str, str, str]


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
        middle = self._look(negotiation.situation(modes(negotiation.inputs)))
        drawn = {key: np.concatenate([one[key] for one in seen]) for key in middle}
        here = self.place
        mandates = negotiation.inside_mandates.items()
        return PackageRecord(
            case=CaseReference.of(self.case),
            method="one package",
            settings={"draws": draws, "gains": "over no deal for signatories, over the status quo for absent parties"},
            seed=seed,
            levels=self.levels,
            possible=True,
            share=float(drawn["deal", "", ""][:, here].mean()),
            central=bool(middle["deal", "", ""][0, here]),
            table=float(drawn["table", "", ""][:, here].mean()),
            in_force=self._in_force(drawn),
            refused_by={key[1]: float(drawn[key][:, here].mean()) for key in drawn if key[0] == "refused by"},
            brings_home={key[1]: float(drawn[key][:, here].mean()) for key in drawn if key[0] == "brings home"},
            requirements=tuple(self._requirements(drawn, middle)),
            gains=tuple(self._gains(drawn, middle)),
            outside_mandates=tuple(party for party, inside in mandates if not inside[here]),
            answers=tuple(self._answers(drawn, middle)),
            scenarios=self._scenarios(drawn),
            alternatives=tuple(self._alternatives(drawn)),
        )

    def _look(self, situation: Situation) -> dict[Key, np.ndarray]:
        """Everything about the packages laid out, draw by draw: shape (count, packages), answers (count, answers)."""
        negotiation, case = self.negotiation, self.case
        willing = consent(negotiation, situation)
        homes = acceptance(negotiation, situation.draw)
        shape = (situation.draw.count, len(negotiation.numbers))
        table = enough(negotiation.case, willing) & permitted(negotiation, situation)
        table[:, negotiation.status_quo] = False
        found: dict[Key, np.ndarray] = {("table", "", ""): table}
        found["deal", "", ""] = table & ratified(case, negotiation.signatories, homes, shape)
        found |= {("meets party", party, ""): mask for party, mask in willing.items()}
        for key, violating in negotiation.violates.items():
            found["meets condition", key, ""] = ~(situation.real[key][:, None] & violating[None, :])
        found |= {("meets home", party, home): mask for (party, home), mask in homes.items()}
        found |= dict(self._brought_home(homes, shape))
        found |= dict(self._gains_of_all(situation))
        found["answers", "", ""] = situation.answers.to(self.place)
        brought = ratified(case, negotiation.signatories, homes, shape)
        found["in force", "", ""] = into_force(negotiation, situation, brought)
        found |= {("refused by", party, ""): chance for party, chance in refusals(negotiation, situation).items()}
        return found

    def _in_force(self, drawn: Mapping[Key, np.ndarray]) -> float:
        table, force = drawn["table", "", ""][:, self.place], drawn["in force", "", ""][:, self.place]
        return float(force[table].mean() if table.any() else force.mean())

    def _brought_home(self, homes: Mapping[Home, Bools], shape: tuple[int, ...]) -> Iterator[tuple[Key, Bools]]:
        for party in dict.fromkeys(key for key, _ in homes):
            yield ("brings home", party, ""), ratified(self.case, (party,), homes, shape)

    def _gains_of_all(self, situation: Situation) -> Iterator[tuple[Key, Floats]]:
        negotiation, drawn = self.negotiation, situation.draw
        for party in negotiation.signatories:
            yield ("gain", party, ""), situation.gains(party)
            yield ("over today", party, ""), situation.over_today(party)
        for party in negotiation.absent:
            if self.case.values.get(party):
                expected, _ = negotiation.expected(party, drawn)
                scale = negotiation.scales[party]
                yield ("gain", party, ""), difference(expected, expected[:, [negotiation.status_quo]], scale)
                today = negotiation.today(party, drawn)[:, None]
                yield ("over today", party, ""), difference(expected, today, scale)

    def _requirements(self, drawn: Mapping[Key, np.ndarray], middle: Mapping[Key, np.ndarray]) -> Iterator[Requirement]:
        keys = [key for key in drawn if key[0].startswith("meets ")]
        share = {key: float((~drawn[key][:, self.place]).mean()) for key in keys}
        for key in sorted(keys, key=lambda one: -share[one]):
            kind = key[0].removeprefix("meets ")
            party = self.case.conditions[key[1]].party if kind == "condition" else key[1]
            yield Requirement(kind, key[1], key[2], party, share[key], bool(middle[key][0, self.place]))

    def _gains(self, drawn: Mapping[Key, np.ndarray], middle: Mapping[Key, np.ndarray]) -> Iterator[Gain]:
        for key in drawn:
            if key[0] == "gain":
                gains = drawn[key][:, self.place]
                over, today = [
                    spread_of(drawn[one][:, self.place], float(middle[one][0, self.place]))
                    for one in (key, ("over today", key[1], ""))
                ]
                yield Gain(key[1], key[1] in self.negotiation.signatories, over, float((gains >= 0).mean()), today)

    def _answers(self, drawn: Mapping[Key, np.ndarray], middle: Mapping[Key, np.ndarray]) -> Iterator[AbsentAnswer]:
        packages = self.negotiation.packages
        if packages.shape[1] == 1:
            return
        chances = drawn["answers", "", ""]
        for place in np.argsort(-chances.mean(axis=0), kind="stable"):
            estimate = spread_of(chances[:, place], float(middle["answers", "", ""][0, place]))
            if max(estimate.mean, estimate.central) > _LEAST_CHANCE:
                levels = packages.levels(self.number, int(place))
                stands = bool(self.negotiation.landing.works[self.place, place])
                yield AbsentAnswer({issue: levels[issue] for issue in packages.answer_issues}, estimate, stands)

    def _scenarios(self, drawn: Mapping[Key, np.ndarray]) -> dict[str, float]:
        packages = self.negotiation.packages
        chances = drawn["answers", "", ""].mean(axis=0)
        stands = self.negotiation.numbers[self.negotiation.landing.stands[self.place]]
        every = np.arange(packages.shape[1])
        return {
            key: float(chances[np.broadcast_to(packages.where(one.when), packages.shape)[stands, every]].sum())
            for key, one in self.case.scenarios.items()
        }

    def _alternatives(self, drawn: Mapping[Key, np.ndarray]) -> Iterator[Alternative]:
        share = drawn["deal", "", ""].mean(axis=0)
        place_of = {int(number): place for place, number in enumerate(self.negotiation.numbers)}
        for (issue, level), number in self.others.items():
            yield Alternative(issue, level, float(share[place_of[number]]) if number in place_of else None)
