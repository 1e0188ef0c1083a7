"""A slow reference in fractions for deals and certain forecasts.

Written from docs/forecasting.md and docs/conventions.md. It reads a case word by word and looks at one package after
the other; nothing of the engine is used but the case itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, product
from math import prod

import winset
from winset.case.entries import days_between

Levels = Mapping[str, str]
HALF_LIVES = {"days": 3, "weeks": 14, "months": 60}


def holds(case: winset.Case, condition: str, levels: Levels) -> bool:
    """Read a conjunction of comparisons such as ``x = p and y != q``."""
    for part in condition.split(" and "):
        issue, sign, level = part.split()
        own, other = (case.issues[issue].levels.index(one) for one in (levels[issue], level))
        if not {"=": own == other, "!=": own != other, ">=": own >= other, "<=": own <= other}[sign]:
            return False
    return True


def mediates(case, party):
    """Somebody at the table who moves nothing, wants nothing and has nobody at home signs nothing."""
    written = case.model_dump(mode="json", exclude_defaults=True)
    rest = {section: entries for section, entries in written.items() if section not in {"parties", "title"}}

    def named(entry):
        if isinstance(entry, dict):
            return any((key == party and inside) or named(inside) for key, inside in entry.items())
        return any(map(named, entry)) if isinstance(entry, list) else entry == party

    return not written["parties"][party].get("home") and not named(rest)


@dataclass(frozen=True)
class Found:
    """What the reference finds: everything by package, a tuple of the levels of the negotiated issues."""

    gains: dict[tuple[str, ...], tuple[Fraction, ...]]
    deals: set[tuple[str, ...]]
    efficient: set[tuple[str, ...]]
    solutions: dict[str, set[tuple[str, ...]]]
    conflict_size: int
    agreed: set[tuple[str, ...]] | None


class Reference:
    """The reference for one case, all of whose numbers are certain."""

    def __init__(self, case: winset.Case) -> None:
        self.case = case
        self.signatories = [key for key, one in case.parties.items() if one.at_table and not mediates(case, key)]
        self.negotiated = [k for k, i in case.issues.items() if i.control and set(i.control) <= set(self.signatories)]
        self.answers = [k for k, i in case.issues.items() if i.control and not set(i.control) & set(self.signatories)]
        self.today = {key: case.status_quo.get(key, issue.levels[0]) for key, issue in case.issues.items()}

    def voice(self, owner: str) -> str:
        """The most likely variant of an owner's preferences; empty as written, which wins ties, then the first name."""
        weights = {name: Fraction(one.weight[1]) for name, one in self.case.profiles.get(owner, {}).items()}
        weights[""] = max(Fraction(0), 1 - sum(weights.values()))
        return sorted(weights, key=lambda name: (-weights[name], name))[0]

    def worth(self, owner: str, levels: Levels) -> Fraction:
        """The points of an outcome; values of the profile replace those of the same condition and stake."""
        terms = {(one.when, one.stake): one.points[1] for one in self.case.values.get(owner, ())}
        voice = self.voice(owner)
        if voice:
            terms |= {(one.when, one.stake): one.points[1] for one in self.case.profiles[owner][voice].values}
        return sum((Fraction(p) for (when, _), p in terms.items() if holds(self.case, when, levels)), Fraction(0))

    def outcomes(self, package: Levels) -> list[tuple[Fraction, Levels, bool]]:
        """Chance, outcome, and whether the package stands: an absent party without values answers evenly."""
        found = []
        for levels in product(*(self.case.issues[key].levels for key in self.answers)):
            answer = dict(zip(self.answers, levels, strict=True))
            if self.possible({**self.today, **package, **answer}):
                found.append(({**self.today, **package, **answer}, True))
            elif self.possible({**self.today, **answer}):
                found.append(({**self.today, **answer}, False))
        return [(Fraction(1, len(found)), levels, stands) for levels, stands in found]

    def possible(self, levels: Levels) -> bool:
        return not any(holds(self.case, rule.when, levels) for rule in self.case.impossible)

    def expected_today(self, owner: str) -> Fraction:
        return sum((chance * self.worth(owner, levels) for chance, levels, _ in self.outcomes({})), Fraction(0))

    def share_lost(self, over: int, sets_in: str) -> Fraction:
        days = days_between(self.case.as_of, self.case.talks.deadline)
        if days >= over:
            return Fraction(1)
        half = HALF_LIVES[sets_in]
        return Fraction(round((1 - 2 ** (-days / half)) / (1 - 2 ** (-over / half)) * 10**9), 10**9)

    def without_a_deal(self, owner: str) -> Fraction:
        if owner not in self.case.no_deal:
            return self.expected_today(owner)
        entry = self.case.no_deal[owner]
        return Fraction(entry.value[1]) - Fraction(entry.decay[1]) * self.share_lost(entry.over, entry.sets_in)

    def gain(self, owner: str, package: Levels) -> Fraction:
        """Over no deal, the answers included; a package that lapses is worth what no deal is worth with that answer."""
        bar, still = self.without_a_deal(owner), self.expected_today(owner)
        return sum(
            (
                chance * (self.worth(owner, levels) - (bar if stands else still))
                for chance, levels, stands in self.outcomes(package)
            ),
            Fraction(0),
        )

    def is_agreement(self, package: Levels) -> bool:
        moved = [key for key in self.negotiated if package[key] != self.today[key]]
        if any(self.presses(key, package[key]) for key in moved if len(self.case.issues[key].control) == 1):
            return False
        movers = {self.case.issues[key].control for key in moved}
        return any(len(control) > 1 for control in movers) or len(movers) > 1

    def presses(self, issue: str, level: str) -> bool:
        """Worse than today for another signatory and better for none of them, all else as today."""
        others = [party for party in self.signatories if party not in self.case.issues[issue].control]
        moved = [self.worth(p, {**self.today, issue: level}) - self.worth(p, self.today) for p in others]
        return any(one < 0 for one in moved) and not any(one > 0 for one in moved)

    def requirements(self, package: Levels) -> dict[tuple[str, ...], bool]:
        """Every requirement, and whether the package meets it."""
        met: dict[tuple[str, ...], bool] = {}
        for party in self.signatories:
            met["party", party] = self.gain(party, package) >= 0
        levels = {**self.today, **package}
        for key, one in self.case.conditions.items():
            voice = self.voice(one.party)
            chance = one.probability[1]
            if voice:
                chance = self.case.profiles[one.party][voice].conditions.get(key, (0, chance))[1]
            broken = holds(self.case, one.withholds, levels) and not holds(self.case, one.unless, levels)
            met["condition", key] = not (broken and chance > Fraction(1, 2))
        for party in self.signatories:
            for home in self.homes(party):
                entries = [one for one in self.case.ratification if (one.party, one.home) == (party, home)]
                if entries or home in self.case.values or home in self.case.no_deal:
                    met["home", party, home] = self.accepts(home, entries, package)
        return met

    def homes(self, party: str) -> list[str]:
        named = [one.home for one in self.case.ratification if one.party == party]
        return sorted({*self.case.parties[party].home, *named})

    def accepts(self, home: str, entries: Iterable[winset.case.negotiation.Ratification], package: Levels) -> bool:
        for one in entries:
            levels = self.case.issues[one.issue].levels
            start, end = levels.index(self.today[one.issue]), levels.index(package[one.issue])
            if start == end:
                continue
            step = 1 if end > start else -1
            chances, so_far = {}, Fraction(1)
            for place in range(start + step, len(levels) if step > 0 else -1, step):
                so_far = Fraction(one.chances[levels[place]][1]) if levels[place] in one.chances else so_far
                chances[place] = so_far
            if max(chances[place] for place in chances if (place - end) * step >= 0) <= Fraction(1, 2):
                return False
        valued = home in self.case.values or home in self.case.no_deal
        if not valued:
            return True
        expected = sum((c * self.worth(home, levels) for c, levels, _ in self.outcomes(package)), Fraction(0))
        return expected >= self.without_a_deal(home)

    def is_deal(self, met: Mapping[tuple[str, ...], bool]) -> bool:
        if not all(yes for key, yes in met.items() if key[0] == "condition"):
            return False
        consent = [party for party in self.signatories if met["party", party]]
        if not enough(self.case.talks.need, self.case.talks.veto, consent, self.signatories):
            return False
        for party in self.signatories:
            homes = self.homes(party)
            rule = self.case.homes.get(party)
            yes = [home for home in homes if met.get(("home", party, home), True)]
            if not enough(rule.need if rule else "all", rule.veto if rule else (), yes, homes):
                return False
        return True

    def find(self) -> Found:
        every = {}
        for levels in product(*(self.case.issues[key].levels for key in self.negotiated)):
            package = dict(zip(self.negotiated, levels, strict=True))
            stands = any(one[2] for one in self.outcomes(package))
            if package != {key: self.today[key] for key in self.negotiated} and stands and self.is_agreement(package):
                every[levels] = package
        met = {levels: self.requirements(package) for levels, package in every.items()}
        gains = {levels: tuple(self.gain(p, package) for p in self.signatories) for levels, package in every.items()}
        deals = {levels for levels in every if self.is_deal(met[levels])}
        inside = {levels: gains[levels] for levels in deals}
        efficient = {levels for levels in inside if not beaten(levels, inside)}
        agreed = self.agreed(inside, gains) if not self.answers else None
        return Found(gains, deals, efficient, solutions(inside, efficient), self.conflict(met), agreed)

    def conflict(self, met: Mapping[tuple[str, ...], Mapping[tuple[str, ...], bool]]) -> int:
        """The size of a smallest set of requirements that leaves no deal though all others were met."""
        if not met or any(self.is_deal(one) for one in met.values()):
            return 0
        keys = list(next(iter(met.values())))
        for size in range(1, len(keys) + 1):
            for held in combinations(keys, size):
                if not any(self.is_deal({k: one[k] if k in held else True for k in keys}) for one in met.values()):
                    return size
        raise AssertionError("all requirements together leave no deal")

    def agreed(
        self, deals: Mapping[tuple[str, ...], tuple[Fraction, ...]], every: Mapping[object, tuple[Fraction, ...]]
    ) -> set[tuple[str, ...]]:
        """The packages that tie in the forecast: greatest product of gains raised to power, least changed."""
        wanted = {levels: own for levels, own in deals.items() if any(one > 0 for one in own)}
        if not wanted:
            return set()
        changed = {x: sum(a != self.today[k] for k, a in zip(self.negotiated, x, strict=True)) for x in wanted}
        wanted = {
            x: own
            for x, own in wanted.items()
            if changed[x] == min(changed[y] for y, other in wanted.items() if other == own)
        }
        most = max(sum(one > 0 for one in own) for own in wanted.values())
        fullest = {x: own for x, own in wanted.items() if sum(one > 0 for one in own) == most}
        powers = self.powers(every)
        with localcontext() as context:
            context.prec = 40
            score = {
                x: sum(
                    (power * (Decimal(one.numerator) / Decimal(one.denominator)).ln())
                    for one, power in zip(own, powers, strict=True)
                    if one > 0
                )
                for x, own in fullest.items()
            }
            group = {x: tuple(one > 0 for one in own) for x, own in fullest.items()}
            top = {g: max(score[x] for x in fullest if group[x] == g) for g in group.values()}
            return {x for x in fullest if score[x] >= top[group[x]] - Decimal("1e-10")}

    def powers(self, every: Mapping[object, tuple[Fraction, ...]]) -> list[Decimal]:
        """Inverse to impatience: the cost of waiting as a share of the most one could gain, and a twentieth."""
        found = []
        for place, party in enumerate(self.signatories):
            best = max((own[place] for own in every.values()), default=Fraction(0))
            cost = Fraction(0)
            if party in self.case.delay and best > 0:
                entry = self.case.delay[party]
                cost = Fraction(entry.cost[1]) * self.share_lost(entry.over, entry.sets_in) / best
            impatience = Fraction(1, 20) + cost
            found.append(Decimal(impatience.denominator) / Decimal(impatience.numerator))
        return [one / sum(found) for one in found]


def enough(need: str, veto: Iterable[str], yes: list[str], everyone: Iterable[str]) -> bool:
    """Whether those who say yes are as many as needed, with all who can veto."""
    count = len(list(everyone))
    wanted = count if need == "all" else min(count, int(need.split()[0]))
    return len(yes) >= wanted and all(one in yes for one in veto if one in everyone)


def beaten(levels: tuple[str, ...], inside: Mapping[tuple[str, ...], tuple[Fraction, ...]]) -> bool:
    own = inside[levels]
    return any(other != own and all(a >= b for a, b in zip(other, own, strict=True)) for other in inside.values())


def solutions(
    inside: Mapping[tuple[str, ...], tuple[Fraction, ...]], efficient: set[tuple[str, ...]]
) -> dict[str, set[tuple[str, ...]]]:
    """The solution points by their definitions, over the signatories that can gain."""
    names = ("nash", "kalai-smorodinsky", "egalitarian", "maximum welfare")
    if not inside:
        return {name: set() for name in names}
    able = [
        place for place in range(len(next(iter(inside.values())))) if max(own[place] for own in inside.values()) > 0
    ]
    counted = {x: [max(own[place], Fraction(0)) for place in able] for x, own in inside.items()}
    if not able:
        return {name: set(efficient) for name in names}
    ideal = [max(own[place] for own in counted.values()) for place in range(len(able))]
    most = max(sum(one > 0 for one in own) for own in counted.values())
    nash: dict[tuple[bool, ...], Fraction] = {}
    for own in counted.values():
        group = tuple(one > 0 for one in own)
        if sum(group) == most:
            nash[group] = max(nash.get(group, Fraction(0)), prod((one for one in own if one), start=Fraction(1)))
    by_nash = {
        x
        for x, own in counted.items()
        if nash.get(tuple(one > 0 for one in own)) == prod((one for one in own if one), start=Fraction(1))
    }
    scores = {
        "kalai-smorodinsky": lambda own: sorted(one / best for one, best in zip(own, ideal, strict=True)),
        "egalitarian": sorted,
        "maximum welfare": sum,
    }
    found = {"nash": by_nash}
    for name, score in scores.items():
        best = max(score(own) for own in counted.values())
        found[name] = {x for x, own in counted.items() if score(own) == best}
    return {name: winners & efficient for name, winners in found.items()}
