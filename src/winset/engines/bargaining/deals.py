"""Which packages are deals: the zone of possible agreement, each party's win-set, and what stands in the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.case.model import Case
from winset.engines.alone import alone_moves
from winset.engines.bargaining.agreement import consent, enough
from winset.engines.bargaining.central import Central, central
from winset.engines.bargaining.conflict_set import smallest_conflict
from winset.engines.bargaining.force import into_force, refusals
from winset.engines.bargaining.grid import Grid
from winset.engines.bargaining.homes import Home, acceptance, ratified
from winset.engines.bargaining.linkage import linkage
from winset.engines.bargaining.remembering import Arrays, remembered
from winset.engines.bargaining.run import DRAWS, LEAST_KEPT
from winset.engines.bargaining.situation import CELL_LIMIT, Negotiation, Situation, require_values
from winset.engines.bargaining.solutions import DEFINITIONS, efficient, points
from winset.engines.bargaining.zone import DealsRecord, LevelShare, Obstacle, Package, Spread, WinSet
from winset.engines.records import CaseReference
from winset.space.course import Course
from winset.space.inputs import Floats, draw, modes
from winset.space.outcomes import Bools, Ints
from winset.space.packages import PACKAGE_LIMIT, Packages, canonical_order

LIMIT = 20


def deals(case: Case, draws: int = DRAWS, seed: int = 1, limit: int = LIMIT) -> DealsRecord:
    """Find the packages that every signatory, every condition and every home allows.

    Parameters
    ----------
    case : Case
        A case with values.
    draws : int
        How many draws to make of its ranges; 0 for the most likely values only.
    seed : int
        The random seed.
    limit : int
        How many packages to list.

    Returns
    -------
    DealsRecord

    Raises
    ------
    UsageError
        If the case has no values or nothing is negotiated.
    CaseTooLargeError
        If it has more packages than can be counted.

    References
    ----------
    Putnam 1988 (win-sets); Raiffa 1982 (zone of possible agreement).

    Examples
    --------
    >>> import winset
    >>> winset.deals(winset.load("harbour"), draws=0).zone.central
    55
    """
    require_values(case)
    sizes = Packages(case, limit=2**62)
    if prod(sizes.shape) > PACKAGE_LIMIT:
        return _counted(case, sizes)
    middle = central(case)
    if prod(sizes.shape) > CELL_LIMIT or draws == 0:
        notes = () if draws == 0 else (f"More than {CELL_LIMIT:,} packages: no draws were made.",)
        return _central_only(case, middle, limit, notes)
    return _Survey(case, middle, draws, seed).record(limit)


def _settings(draws: int, limit: int) -> dict[str, Any]:
    return {"draws": draws, "limit": limit, "frontier and points": "at the most likely values, among deals"}


def _counted(case: Case, packages: Packages) -> DealsRecord:
    count = Grid(case, packages).count()
    notes = [f"{packages.shape[0]:,} packages: deals were counted at the most likely values and not listed."]
    if not Course(case).trivial:
        notes.append("What deadlines and law bring about after an agreement is left out of that count.")
    return DealsRecord(
        case=CaseReference.of(case),
        method="zone of possible agreement, counted",
        settings=_settings(0, 0),
        packages=packages.shape[0] - 1,
        zone=Spread(count, count, count, count),
        empty=float(count == 0),
        notes=tuple(notes),
    )


def _central_only(case: Case, middle: Central, limit: int, notes: tuple[str, ...]) -> DealsRecord:
    count = int(np.count_nonzero(middle.deals))
    picked = _picked(middle, middle.deals.astype(np.float64), limit)
    return DealsRecord(
        case=CaseReference.of(case),
        method="zone of possible agreement",
        settings=_settings(0, limit),
        packages=len(middle.numbers),
        zone=Spread(count, count, count, count),
        empty=float(count == 0),
        listed=tuple(_package(middle, cell, float(middle.deals[cell]), picked) for cell in picked.order),
        frontier=int(np.count_nonzero(picked.efficient)),
        attained=picked.attained,
        alone=alone_moves(case),
        exact=middle.exact,
        notes=notes,
    )


@dataclass(frozen=True, eq=False)
class _Picked:
    """Which packages to list, and what they are."""

    order: Ints
    efficient: Bools
    solutions: Mapping[int, tuple[str, ...]]

    @property
    def attained(self) -> dict[str, int]:
        """How many packages attain each solution point."""
        names = [name for found in self.solutions.values() for name in found]
        return {name: names.count(name) for name in DEFINITIONS if name in names}


def _picked(middle: Central, share: Floats, limit: int) -> _Picked:
    """Pick the solution points, then the likeliest deals; of equally likely ones the efficient first."""
    inside = np.flatnonzero(middle.deals)
    best = np.zeros(len(middle.numbers), dtype=np.bool_)
    best[inside] = efficient(middle.gains[:, inside])
    attained: dict[int, list[str]] = {}
    for name, cells in points(middle.gains[:, inside], middle.units).items():
        for cell in cells:
            attained.setdefault(int(inside[cell]), []).append(name)
    rank = _rank(middle)
    order = sorted(attained, key=lambda cell: (-len(attained[cell]), rank[cell]))[: max(limit, len(DEFINITIONS))]
    likeliest = np.lexsort((rank, ~best, -share))
    order += [int(cell) for cell in likeliest[: limit + len(order)] if cell not in attained and share[cell] > 0]
    listed = np.array(sorted(order[:limit], key=lambda cell: (not best[cell], -share[cell])), dtype=np.int64)
    return _Picked(listed, best, {cell: tuple(names) for cell, names in attained.items()})


def _rank(middle: Central) -> Ints:
    """Where each package stands in an order that the file does not set."""
    packages = middle.packages
    rank = np.empty(packages.shape[0], dtype=np.int64)
    rank[canonical_order(packages.case, packages.issues)] = np.arange(packages.shape[0])
    return rank[middle.numbers]


def _package(
    middle: Central,
    cell: int,
    share: float,
    picked: _Picked,
    fails: tuple[tuple[str, float], ...] = (),
    answers: tuple[tuple[Mapping[str, str], float], ...] = (),
    in_force: float | None = None,
    refused_by: Mapping[str, float] | None = None,
) -> Package:
    gains = {
        party: float(int(middle.gains[place, cell]) / middle.units[place])
        for place, party in enumerate(middle.packages.signatories)
    }
    waiting = dict(zip(middle.packages.signatories, middle.waiting, strict=True))
    return Package(
        levels=middle.packages.levels(int(middle.numbers[cell])),
        share=share,
        central=bool(middle.deals[cell]),
        gains=gains,
        over_today={party: gain - waiting[party] for party, gain in gains.items()},
        in_force=in_force,
        refused_by=refused_by or {},
        fails=fails,
        answers=answers,
        efficient=bool(picked.efficient[cell]),
        solutions=picked.solutions.get(int(cell), ()),
    )


Requirement = tuple[str, str, str]


class _Survey:
    """The requirements of a negotiation over many draws, added up."""

    def __init__(self, case: Case, middle: Central, draws: int, seed: int) -> None:
        self.case, self.middle, self.draws, self.seed = case, middle, draws, seed
        self.negotiation = Negotiation(case)
        self.kept = np.arange(len(self.negotiation.numbers)) != self.negotiation.status_quo
        count = int(np.count_nonzero(self.kept))
        self.deal_share = np.zeros(count)
        self.fail_share: dict[Requirement, Floats] = {}
        self.opens: dict[Requirement, float] = {}
        self.sizes: list[Ints] = []
        self.win: dict[tuple[str, str], tuple[list[Ints], list[Ints]]] = {}
        self.level_mass = np.zeros(count)
        self.at_table, self.force = np.zeros(count), np.zeros(count)
        self.refused: dict[str, Floats] = {}
        self.with_deals = 0
        if draws:
            self._take(remembered(f"deals {case.hash} {draws} {seed}", self._surveyed, draws >= LEAST_KEPT))

    def _surveyed(self) -> dict[str, NDArray[np.generic]]:
        """Make the draws and give what they add up to."""
        for start in range(0, self.draws, self.negotiation.chunk):
            size = min(self.negotiation.chunk, self.draws - start)
            self._add(self.negotiation.situation(draw(self.negotiation.inputs, self.seed, start, size)))
        names = json.dumps([list(self.fail_share), list(self.refused), list(self.win)]).encode()
        rows = len(self.deal_share)
        return {
            "names": np.frombuffer(names, dtype=np.uint8),
            "packages": np.array([self.deal_share, self.level_mass, self.at_table, self.force]),
            "fails": np.array(list(self.fail_share.values())).reshape(len(self.fail_share), rows),
            "refused": np.array(list(self.refused.values())).reshape(len(self.refused), rows),
            "opens": np.array(list(self.opens.values())),
            "sizes": np.concatenate(self.sizes),
            "win": np.array([[np.concatenate(part) for part in both] for both in self.win.values()]),
            "with_deals": np.array([self.with_deals]),
        }

    def _take(self, arrays: Arrays) -> None:
        """Take over what draws add up to."""
        requirements, refusers, winners = json.loads(arrays["names"].tobytes())
        found = {name: array.astype(np.float64) for name, array in arrays.items() if name != "names"}
        self.deal_share, self.level_mass, self.at_table, self.force = found["packages"]
        keys: list[Requirement] = [(kind, name, home) for kind, name, home in requirements]
        self.fail_share = dict(zip(keys, found["fails"], strict=True))
        self.opens = {key: float(one) for key, one in zip(keys, found["opens"], strict=True)}
        self.refused = dict(zip(refusers, found["refused"], strict=True))
        self.sizes = [arrays["sizes"].astype(np.int64)]
        both = arrays["win"].astype(np.int64)
        self.win = {(one[0], one[1]): ([both[at, 0]], [both[at, 1]]) for at, one in enumerate(winners)}
        self.with_deals = int(arrays["with_deals"][0])

    def _requirements(
        self, situation: Situation
    ) -> tuple[dict[Requirement, Bools], dict[str, Bools], dict[Home, Bools]]:
        """Every requirement with the packages that meet it: shape (count, packages)."""
        willing = {party: mask[:, self.kept] for party, mask in consent(self.negotiation, situation).items()}
        homes = {key: mask[:, self.kept] for key, mask in acceptance(self.negotiation, situation.draw).items()}
        found: dict[Requirement, Bools] = {("party", party, ""): mask for party, mask in willing.items()}
        for key, violating in self.negotiation.violates.items():
            found["condition", key, ""] = ~(situation.real[key][:, None] & violating[None, self.kept])
        for (party, home), mask in homes.items():
            found["home", party, home] = mask
        return found, willing, homes

    def _zone(
        self, willing: dict[str, Bools], homes: dict[Home, Bools], others: list[Bools], shape: tuple[int, ...]
    ) -> Bools:
        mask = enough(self.case, willing)
        for one in others:
            mask = mask & one
        return mask & ratified(self.case, self.negotiation.signatories, homes, shape)

    def _zone_of(self, meets: Mapping[Requirement, Bools]) -> Bools:
        """Which packages are deals by what meets each requirement, quorums and vetoes respected."""
        willing = {key[1]: mask for key, mask in meets.items() if key[0] == "party"}
        homes = {(key[1], key[2]): mask for key, mask in meets.items() if key[0] == "home"}
        others = [mask for key, mask in meets.items() if key[0] == "condition"]
        return self._zone(willing, homes, others, next(iter(meets.values())).shape)

    def _add(self, situation: Situation) -> None:
        found, willing, homes = self._requirements(situation)
        shape = (situation.draw.count, len(self.deal_share))
        conditions = {key: mask for key, mask in found.items() if key[0] == "condition"}
        zone = self._zone(willing, homes, list(conditions.values()), shape)
        table = np.logical_and.reduce([enough(self.case, willing), *conditions.values()])
        brought = ratified(self.case, self.negotiation.signatories, homes, shape)
        self.at_table += table.sum(axis=0)
        self.force += (table * into_force(self.negotiation, situation, self._whole(brought))[:, self.kept]).sum(axis=0)
        for party, chance in refusals(self.negotiation, situation).items():
            self.refused[party] = self.refused.get(party, 0.0) + (table * chance[:, self.kept]).sum(axis=0)
        sizes = zone.sum(axis=1)
        self.sizes.append(sizes)
        self.deal_share += zone.sum(axis=0)
        has = sizes > 0
        self.with_deals += int(np.count_nonzero(has))
        self.level_mass += (zone[has] / sizes[has, None]).sum(axis=0)
        for key, mask in found.items():
            self.fail_share[key] = self.fail_share.get(key, 0.0) + (~mask).sum(axis=0)
        for key, opened in self._opened_by(found, willing, homes, conditions, zone).items():
            self.opens[key] = self.opens.get(key, 0.0) + opened
        for party in self.negotiation.signatories:
            own = [mask for key, mask in conditions.items() if self.case.conditions[key[1]].party == party]
            win = np.logical_and.reduce([willing[party], ratified(self.case, (party,), homes, shape), *own])
            self._note_win(party, "", win.sum(axis=1), (win & zone).sum(axis=1))

    def _whole(self, kept: Bools) -> Bools:
        """A mask over the packages kept, laid out over all of them."""
        whole = np.ones((len(kept), len(self.kept)), dtype=np.bool_)
        whole[:, self.kept] = kept
        return whole

    def _opened_by(
        self,
        found: Mapping[Requirement, Bools],
        willing: dict[str, Bools],
        homes: dict[Home, Bools],
        conditions: dict[Requirement, Bools],
        zone: Bools,
    ) -> dict[Requirement, int]:
        """How many packages more would be deals without each requirement."""
        if self.case.talks.need == "all" and not self.case.homes:  # then those fail that fail it alone
            failed = reduce(np.add, ((~mask).astype(np.int16) for mask in found.values()))
            alone = failed == 1
            return {key: int(np.count_nonzero(alone & ~mask)) for key, mask in found.items()}
        count = int(zone.sum())
        return {key: self._opened(key, willing, homes, conditions, zone.shape) - count for key in found}

    def _opened(
        self,
        key: Requirement,
        willing: dict[str, Bools],
        homes: dict[Home, Bools],
        conditions: dict[Requirement, Bools],
        shape: tuple[int, ...],
    ) -> int:
        """How many packages would be deals if one requirement were dropped."""
        yes = np.ones(shape, dtype=np.bool_)
        kind, name, home = key
        dropped = {**willing, name: yes} if kind == "party" else willing
        at_home = {**homes, (name, home): yes} if kind == "home" else homes
        others = [mask for other, mask in conditions.items() if other != key]
        return int(self._zone(dropped, at_home, others, shape).sum())

    def _note_win(self, party: str, profile: str, sizes: Ints, overlaps: Ints) -> None:
        known = self.win.setdefault((party, profile), ([], []))
        known[0].append(sizes)
        known[1].append(overlaps)

    def record(self, limit: int) -> DealsRecord:
        """Put the survey together."""
        middle = self.middle
        share = self.deal_share / self.draws
        picked = _picked(middle, share, limit)
        situation = self.negotiation.situation(modes(self.negotiation.inputs))
        found, _, _ = self._requirements(situation)
        conflict = smallest_conflict({key: found[key][0] for key in sorted(found)}, self._zone_of)
        listed = tuple(
            _package(
                middle,
                cell,
                float(share[cell]),
                picked,
                self._fails(cell),
                self._answers(cell, situation),
                *self._after_the_table(cell),
            )
            for cell in picked.order
        )
        count = int(np.count_nonzero(middle.deals))
        return DealsRecord(
            case=CaseReference.of(self.case),
            method="zone of possible agreement",
            settings=_settings(self.draws, limit),
            seed=self.seed,
            packages=len(middle.numbers),
            zone=_spread(self.sizes, count),
            empty=1 - self.with_deals / self.draws,
            win_sets=tuple(self._win_sets()),
            obstacles=self._obstacles(),
            conflict=tuple(_named(key) for key in conflict) if count == 0 else (),
            levels=tuple(self._levels()),
            listed=listed,
            frontier=int(np.count_nonzero(picked.efficient)),
            attained=picked.attained,
            linkage=linkage(middle),
            alone=alone_moves(self.case),
            exact=middle.exact,
        )

    def _after_the_table(self, cell: int) -> tuple[float | None, dict[str, float]]:
        """The chance of coming into force once agreed, and of each refusal."""
        if not self.at_table[cell]:
            return None, {}
        refused = {party: float(total[cell] / self.at_table[cell]) for party, total in self.refused.items()}
        return float(self.force[cell] / self.at_table[cell]), refused

    def _win_sets(self) -> list[WinSet]:
        found = []
        for (party, profile), (sizes, overlaps) in self.win.items():
            middle = self._central_win(self.case, party)
            found.append(WinSet(party, profile, _spread(sizes, middle[0]), _spread(overlaps, middle[1])))
        for party, profiles in self.case.profiles.items():
            if party in self.negotiation.signatories:
                for name in ("", *profiles):
                    size, overlap = self._central_win(_only(self.case, party, name), party)
                    label = name or "as written"
                    found.append(
                        WinSet(party, label, Spread(size, size, size, size), Spread(overlap, overlap, overlap, overlap))
                    )
        return found

    def _central_win(self, case: Case, party: str) -> tuple[int, int]:
        survey = self if case is self.case else _Survey(case, self.middle, 0, self.seed)
        situation = survey.negotiation.situation(modes(survey.negotiation.inputs))
        found, willing, homes = survey._requirements(situation)
        shape = (1, len(survey.deal_share))
        conditions = {key: mask for key, mask in found.items() if key[0] == "condition"}
        zone = survey._zone(willing, homes, list(conditions.values()), shape)
        own = [mask for key, mask in conditions.items() if case.conditions[key[1]].party == party]
        win = np.logical_and.reduce([willing[party], ratified(case, (party,), homes, shape), *own])
        return int(win.sum()), int((win & zone).sum())

    def _obstacles(self) -> tuple[Obstacle, ...]:
        total = max(1, self.draws * len(self.deal_share))
        found = [
            Obstacle(*key, float(np.sum(self.fail_share[key])) / total, self.opens[key] / self.draws)
            for key in self.opens
        ]
        return tuple(sorted(found, key=lambda one: (-one.opens, one.kind, one.key, one.home)))

    def _fails(self, cell: int) -> tuple[tuple[str, float], ...]:
        shares = {_named(key): float(mask[cell]) / self.draws for key, mask in self.fail_share.items()}
        return tuple(sorted(((name, share) for name, share in shares.items() if share), key=lambda item: -item[1]))

    def _answers(self, cell: int, situation: Situation) -> tuple[tuple[Mapping[str, str], float], ...]:
        packages = self.negotiation.packages
        if packages.shape[1] == 1:
            return ()
        place = int(np.flatnonzero(self.kept)[cell])
        chances = situation.answers.to(place)[0]
        number = int(self.negotiation.numbers[place])
        told = [
            ({issue: packages.levels(number, int(one))[issue] for issue in packages.answer_issues}, float(chances[one]))
            for one in np.argsort(-chances, kind="stable")
            if chances[one] > 0.005
        ]
        return tuple(told)

    def _levels(self) -> list[LevelShare]:
        packages = self.negotiation.packages
        numbers = self.negotiation.numbers[self.kept]
        mass = self.level_mass / max(self.with_deals, 1)
        found = []
        for issue in packages.issues:
            code = packages.codes[issue][numbers, 0]
            levels = self.case.levels[issue]
            for position, level in enumerate(levels):
                middle = 0 < position < len(levels) - 1
                found.append(LevelShare(issue, level, float(mass[code == position].sum()), middle))
        return found


def _only(case: Case, party: str, profile: str) -> Case:
    """The case with one variant of a party's preferences for certain."""
    profiles = {
        name: one.model_copy(update={"weight": (int(name == profile),) * 3})
        for name, one in case.profiles[party].items()
    }
    return case.model_copy(update={"profiles": {**case.profiles, party: profiles}})


def _named(key: Requirement) -> str:
    return " ".join(part for part in key if part)


def _spread(parts: list[Ints], middle: int) -> Spread:
    sizes = np.concatenate(parts)
    low, high = np.percentile(sizes, [5, 95])
    return Spread(float(sizes.mean()), float(low), float(high), middle)
