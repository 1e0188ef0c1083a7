"""A slow reference in fractions for deals and certain forecasts.

Written from docs/forecasting.md and docs/conventions.md. It reads a case word by word and looks at one package after
the other; nothing of the engine is used but the case itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, product
from math import exp, prod
from operator import eq, ge, le, ne

import winset
from winset.case.entries import days_between
from winset.frozen import Frozen

Levels = Mapping[str, str]
HALF_LIVES = {"days": 3, "weeks": 14, "months": 60}


DAYS_A_YEAR = Fraction(1461, 4)
CLOSE = Fraction(1, 10**7)
SIGNS = {"=": eq, "!=": ne, ">=": ge, "<=": le}


class TooCloseError(Exception):
    """Two numbers that rest on rounded chances lie so near that which is greater says nothing."""


@cache
def comparisons(condition: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in condition.split(" and "))


def holds(case: winset.Case, condition: str, levels: Levels) -> bool:
    """Read a conjunction of comparisons such as ``x = p and y != q``; false of an issue that does not exist."""
    for issue, sign, level in comparisons(condition):
        own, other = (case.issues[issue].levels.index(one) for one in (levels[issue], level))
        if not exists(case, issue, levels):
            return False
        if not SIGNS[sign](own, other):
            return False
    return True


def exists(case: winset.Case, issue: str, levels: Levels) -> bool:
    only_if = case.issues[issue].only_if
    return only_if is None or holds(case, only_if, levels)


def issues_in(case: winset.Case, condition: str) -> set[str]:
    """The issues a condition speaks of, and those on which their existence rests."""
    named = {part.split()[0] for part in condition.split(" and ")}
    rests = [one for one in (case.issues[issue].only_if for issue in named) if one]
    return named.union(*(issues_in(case, one) for one in rests))


def mediates(case, party):
    """Somebody at the table who moves nothing, wants nothing and has nobody at home signs nothing."""
    written = case.model_dump(mode="json", exclude_defaults=True)
    rest = {section: one for section, one in written.items() if section not in {"parties", "title", "dependence"}}

    def named(entry):
        if isinstance(entry, dict):
            return any((key == party and inside) or named(inside) for key, inside in entry.items())
        return any(map(named, entry)) if isinstance(entry, list) else entry == party

    return not written["parties"][party].get("home") and not named(rest)


class Found(Frozen):
    """What the reference finds: everything by package, a tuple of the levels of the negotiated issues."""

    gains: dict[tuple[str, ...], tuple[Fraction, ...]]
    deals: set[tuple[str, ...]]
    efficient: set[tuple[str, ...]]
    solutions: dict[str, set[tuple[str, ...]]]
    nearly_solutions: dict[str, set[tuple[str, ...]]]
    conflict_size: int
    agreed: set[tuple[str, ...]]
    signed: dict[tuple[str, ...], Fraction]
    in_force: Fraction


def once(method):
    """Work a number out once for each owner and package."""

    def found(self, owner, package=None):
        key = (method.__name__, owner, *(package or {}).items())
        if key not in self.numbers:
            self.numbers[key] = method(self, owner) if package is None else method(self, owner, package)
        return self.numbers[key]

    return found


class Reference:
    """The reference for one case, all of whose numbers are certain."""

    def __init__(self, case: winset.Case) -> None:
        self.case = case
        self.signatories = [key for key, one in case.parties.items() if one.at_table and not mediates(case, key)]
        self.negotiated = [k for k, i in case.issues.items() if i.control and set(i.control) <= set(self.signatories)]
        self.answers = [k for k, i in case.issues.items() if i.control and not set(i.control) & set(self.signatories)]
        self.weighed = any(case.values.get(key) for key, one in case.parties.items() if not one.at_table)
        self.weighed |= len({case.issues[key].control[0] for key in self.answers}) > 1
        self.numbers: dict[tuple[object, ...], Fraction] = {}
        self.known: dict[tuple[tuple[str, str], ...], list[tuple[Fraction, Levels, bool]]] = {}
        self.passed: dict[tuple[object, ...], Fraction] = {}
        self.today = {key: case.status_quo.get(key, issue.levels[0]) for key, issue in case.issues.items()}
        coming = [one for one in case.deadlines if days_between(case.as_of, one.on) >= 0]
        self.deadlines = sorted(coming, key=lambda one: one.on)

    @once
    def voice(self, owner: str) -> str:
        """The most likely variant of an owner's preferences; empty as written, which wins ties, then the first name."""
        weights = {name: Fraction(one.weight[1]) for name, one in self.case.profiles.get(owner, {}).items()}
        weights[""] = max(Fraction(0), 1 - sum(weights.values()))
        return sorted(weights, key=lambda name: (-weights[name], name))[0]

    @once
    def worth(self, owner: str, levels: Levels) -> Fraction:
        """The points of an outcome; values of the profile replace those of the same condition and stake."""
        terms = {(one.when, one.stake): one.points[1] for one in self.case.values.get(owner, ())}
        voice = self.voice(owner)
        if voice:
            terms |= {(one.when, one.stake): one.points[1] for one in self.case.profiles[owner][voice].values}
        return sum(
            (Fraction(p) * self.kept(owner, when) for (when, _), p in terms.items() if holds(self.case, when, levels)),
            Fraction(0),
        )

    def kept(self, owner: str, when: str) -> Fraction:
        """The share of an entry's points that nobody else would give."""
        return prod(
            (1 - Fraction(o.share[1]) for o in self.case.alternatives if (o.party, o.replaces) == (owner, when)),
            start=Fraction(1),
        )

    def signed(self, package: Levels) -> Fraction:
        """The chance that talks do not fail, and that every capital confirms what lies outside its mandate."""
        levels = {**self.today, **package}
        asked = (one for key, one in self.case.mandates.items() if key in self.signatories)
        confirmed = (Fraction(one.confirmed[1]) for one in asked if not holds(self.case, one.covers, levels))
        return prod(confirmed, start=1 - Fraction(self.case.talks.failure[1]))

    # what a package and an answer lead to

    def possible(self, levels: Levels) -> bool:
        rests = all(exists(self.case, k, levels) or levels[k] == i.levels[0] for k, i in self.case.issues.items())
        return rests and not any(holds(self.case, rule.when, levels) for rule in self.case.impossible)

    def leads_to(self, package: Levels, answer: Levels) -> tuple[Levels, bool] | None:
        """The outcome and whether an agreement is in force in it; None for an answer that cannot be given."""
        whole, still = {**self.today, **package, **answer}, {**self.today, **answer}
        if self.possible(whole):
            return whole, self.is_agreement(whole)
        if not self.possible(still):
            return None
        rest = self.left_standing(whole) if self.case.agreement.severable else still
        return (rest, True) if self.case.agreement.severable and self.is_agreement(rest) else (still, False)

    def left_standing(self, levels: Levels) -> Levels:
        """The issues of every broken rule go back to today, until none is broken."""
        while not self.possible(levels):
            broken = [
                issues_in(self.case, rule.when) for rule in self.case.impossible if holds(self.case, rule.when, levels)
            ]
            broken += [
                {key} | issues_in(self.case, issue.only_if)
                for key, issue in self.case.issues.items()
                if not exists(self.case, key, levels) and levels[key] != issue.levels[0]
            ]
            back = {key: self.today[key] for key in set().union(*broken) if key in self.negotiated}
            levels = {**levels, **back}
        return levels

    def outcomes(self, package: Levels) -> list[tuple[Fraction, Levels, bool]]:
        """Chance, outcome, and whether an agreement is in force in it, by answer of the absent parties."""
        key = tuple(package.items())
        if key not in self.known:
            self.known[key] = self.answered(package)
        return self.known[key]

    def answered(self, package: Levels) -> list[tuple[Fraction, Levels, bool]]:
        given = {}
        for levels in product(*(self.case.issues[key].levels for key in self.answers)):
            found = self.leads_to(package, dict(zip(self.answers, levels, strict=True)))
            if found is not None:
                given[levels] = found
        return [(chance, *given[levels]) for levels, chance in self.chances(given).items()]

    def chances(self, given: Mapping[tuple[str, ...], tuple[Levels, bool]]) -> dict[tuple[str, ...], Fraction]:
        """Quantal response: even chances without values; each of several expects what the others are seen to do."""
        owners = [(self.case.issues[key].control[0], place) for place, key in enumerate(self.answers)]
        players = sorted({owner for owner, _ in owners})
        if not any(self.case.values.get(one) for one in players) and len(players) <= 1:
            return dict.fromkeys(given, Fraction(1, len(given)))
        own = {one: {x: tuple(x[place] for owner, place in owners if owner == one) for x in given} for one in players}
        points = {
            one: {
                x: float(self.in_time(one, *given[x])) / float(self.case.reactions[one].temperature[1])
                if one in self.case.reactions
                else float(self.in_time(one, *given[x]))
                for x in given
            }
            for one in players
        }
        expected = {one: {part: 1 / len(set(own[one].values())) for part in own[one].values()} for one in players}

        def weight(x: tuple[str, ...], but: str = "") -> float:
            return prod((expected[one][own[one][x]] for one in players if one != but), start=1.0)

        mine = {one: {part: [x for x in given if own[one][x] == part] for part in expected[one]} for one in players}
        for _ in range(20_000):
            new = {}
            for one in players:
                mean = {}
                for part in expected[one]:
                    weights = [(weight(x, one), points[one][x]) for x in mine[one][part]]
                    mean[part] = sum(chance * value for chance, value in weights) / sum(chance for chance, _ in weights)
                odds = {part: exp(value - max(mean.values())) for part, value in mean.items()}
                new[one] = {part: value / sum(odds.values()) for part, value in odds.items()}
            gap = max(abs(new[one][part] - expected[one][part]) for one in players for part in expected[one])
            step = 1.0 if len(players) == 1 else 0.5
            expected = {
                one: {part: old + (new[one][part] - old) * step for part, old in expected[one].items()}
                for one in players
            }
            if gap < 1e-14:
                break
        total = sum(map(weight, given))
        return {x: Fraction(weight(x) / total) for x in given}

    # what happens by itself

    def in_time(self, owner: str, levels: Levels, in_force: bool, place: int = 0) -> Fraction:
        """The worth of what is in force once the deadlines from this one on have passed."""
        if place == len(self.deadlines):
            return self.worth(owner, levels)
        key = (owner, *levels.items(), in_force, place)
        if key not in self.passed:
            self.passed[key] = self.past_the_next(owner, levels, in_force, place)
        return self.passed[key]

    def past_the_next(self, owner: str, levels: Levels, in_force: bool, place: int) -> Fraction:
        dues = self.deadlines
        due, after = dues[place], {**levels, **dues[place].then}
        averted = in_force if due.unless is None else holds(self.case, due.unless, levels)
        stays = self.in_time(owner, levels, in_force, place + 1)
        if averted or after == levels or not self.possible(after):
            return stays
        chance = Fraction(due.chance[1])
        return chance * self.in_time(owner, after, in_force, place + 1) + (1 - chance) * stays

    @once
    def expected_today(self, owner: str) -> Fraction:
        return sum(
            (chance * self.in_time(owner, levels, False) for chance, levels, _ in self.outcomes({})), Fraction(0)
        )

    def share_lost(self, over: int, sets_in: str) -> Fraction:
        end = self.case.talks.deadline or max(one.on for one in self.case.deadlines)
        days = days_between(self.case.as_of, end)
        if days >= over:
            return Fraction(1)
        half = HALF_LIVES[sets_in]
        return Fraction(round((1 - 2 ** (-days / half)) / (1 - 2 ** (-over / half)) * 10**9), 10**9)

    @once
    def without_a_deal(self, owner: str) -> Fraction:
        entry = self.case.no_deal.get(owner)
        value = self.expected_today(owner) if entry is None else Fraction(entry.value[1])
        if entry is not None:
            value -= Fraction(entry.decay[1]) * self.share_lost(entry.over, entry.sets_in)
        value -= sum(Fraction(one.cost[1]) for one in self.case.threats if one.target == owner)
        if self.case.talks.ripeness and self.case.talks.since and owner in self.case.parties:
            years = Fraction(days_between(self.case.talks.since, self.case.as_of)) / DAYS_A_YEAR
            value -= Fraction(self.case.talks.ripeness[1]) * years
        return value

    @once
    def gain(self, owner: str, package: Levels) -> Fraction:
        """Over no deal, the answers included; what waiting costs is charged where no agreement is in force."""
        bar, still = self.without_a_deal(owner), self.expected_today(owner)
        return self.rounded(
            sum(
                (
                    chance * (self.in_time(owner, levels, works) - (bar if works else still))
                    for chance, levels, works in self.outcomes(package)
                ),
                Fraction(0),
            )
        )

    def hopes(self, package: Levels) -> bool:
        """Whether some signatory gains from a package; refusable, under some answer that lets it stand."""
        if all(works for _, _, works in self.outcomes(package)):
            return any(self.gain(party, package) > 0 for party in self.signatories)
        return any(
            works and self.rounded(self.in_time(party, levels, works) - self.without_a_deal(party)) > 0
            for party in self.signatories
            for _, levels, works in self.outcomes(package)
        )

    def rounded(self, number: Fraction) -> Fraction:
        """Chances by quantal response are rounded, so what is nearly a decimal is that decimal."""
        if not self.weighed:
            return number
        near = Fraction(round(number * 10**9), 10**9)
        if 0 < abs(near) < CLOSE:
            raise TooCloseError
        return near

    def is_agreement(self, levels: Levels) -> bool:
        moved = [key for key in self.negotiated if levels[key] != self.today[key]]
        if not moved:
            return False
        when = self.case.agreement.when
        named = set() if when is None else issues_in(self.case, when)
        alone = [key for key in moved if len(self.case.issues[key].control) == 1]
        if any(self.presses(key, levels[key]) for key in alone if key not in named):
            return False
        if when is not None:
            return holds(self.case, when, levels)
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
            new = not exists(self.case, one.issue, self.today)
            if (start == end and not new) or not exists(self.case, one.issue, {**self.today, **package}):
                continue
            given = [
                (place, Fraction(one.chances[name][1])) for place, name in enumerate(levels) if name in one.chances
            ]
            rise = [chance for _, chance in given]
            if new and rise == sorted(rise) and rise[0] < rise[-1]:
                if max([rise[0], *(chance for place, chance in given if place <= end)]) <= Fraction(1, 2):
                    return False
                continue
            step = 1 if end >= start else -1
            chances, so_far = {}, Fraction(1)
            for place in range(start if new else start + step, len(levels) if step > 0 else -1, step):
                so_far = Fraction(one.chances[levels[place]][1]) if levels[place] in one.chances else so_far
                chances[place] = so_far
            if max(chances[place] for place in chances if (place - end) * step >= 0) <= Fraction(1, 2):
                return False
        valued = home in self.case.values or home in self.case.no_deal
        return not valued or self.gain(home, package) >= 0

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
            if self.comes_into_force(package):
                every[levels] = package
        met = {levels: self.requirements(package) for levels, package in every.items()}
        gains = {levels: tuple(self.gain(p, package) for p in self.signatories) for levels, package in every.items()}
        for own in map(sorted, zip(*gains.values(), strict=True)) if self.weighed else ():
            if any(0 < two - one < CLOSE for one, two in pairwise(own)):
                raise TooCloseError
        deals = {levels for levels in every if self.is_deal(met[levels])}
        inside = {levels: gains[levels] for levels in deals}
        efficient = {levels for levels in inside if not beaten(levels, inside)}
        agreed = self.agreed(inside, every.values(), {levels for levels in deals if self.hopes(every[levels])})
        signed = {levels: self.signed(every[levels]) for levels in agreed}
        works = [signed[levels] * sum(c for c, _, works in self.outcomes(every[levels]) if works) for levels in agreed]
        in_force = sum(works, Fraction(0)) / len(works) if works else Fraction(0)
        points = solutions(inside, efficient)
        near = solutions(inside, efficient, CLOSE) if self.weighed else points
        return Found(gains, deals, efficient, points, near, self.conflict(met), agreed, signed, in_force)

    def comes_into_force(self, package: Levels) -> bool:
        """Whether a package as it was agreed, and not what is left of it, is an agreement in force with some answer."""
        if all(package[key] == self.today[key] for key in self.negotiated):
            return False
        for levels in product(*(self.case.issues[key].levels for key in self.answers)):
            whole = {**self.today, **package, **dict(zip(self.answers, levels, strict=True))}
            if self.possible(whole) and self.is_agreement(whole):
                return True
        return False

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
        self,
        deals: Mapping[tuple[str, ...], tuple[Fraction, ...]],
        every: Collection[Levels],
        hoped: Collection[tuple[str, ...]],
    ) -> set[tuple[str, ...]]:
        """The packages that tie in the forecast: greatest product of gains raised to power, least changed."""
        wanted = {levels: own for levels, own in deals.items() if levels in hoped}
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

    def powers(self, every: Collection[Levels]) -> list[Decimal]:
        """Inverse to impatience: the cost of waiting as a share of the most one could gain, and a twentieth.

        What others would replace counts fully in the most one could gain.
        """
        found = []
        plain = Reference(self.case.model_copy(update={"alternatives": ()})) if self.case.alternatives else self
        for party in self.signatories:
            best = max((plain.gain(party, package) for package in every), default=Fraction(0))
            cost = Fraction(0)
            if party in self.case.delay and best > 0:
                entry = self.case.delay[party]
                cost = Fraction(entry.cost[1]) * self.share_lost(entry.over, entry.sets_in) / best
            impatience = Fraction(1, 20) + cost
            if party in self.case.dependence:
                impatience *= Fraction(self.case.dependence[party].degree[1])
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


def less(one: list[Fraction], other: list[Fraction], close: Fraction) -> bool:
    """Whether the first number that is not as close as that is smaller."""
    return next((a < b for a, b in zip(one, other, strict=True) if abs(a - b) > close), False)


def solutions(
    inside: Mapping[tuple[str, ...], tuple[Fraction, ...]],
    efficient: set[tuple[str, ...]],
    close: Fraction = Fraction(0),
) -> dict[str, set[tuple[str, ...]]]:
    """The solution points by their definitions, over the signatories that can gain; also what is as close as that."""
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
        if prod((one for one in own if one), start=Fraction(1))
        >= nash.get(tuple(one > 0 for one in own), Fraction(10**99)) * (1 - close)
    }
    scores = {
        "kalai-smorodinsky": lambda own: sorted(one / best for one, best in zip(own, ideal, strict=True)),
        "egalitarian": sorted,
        "maximum welfare": lambda own: [sum(own)],
    }
    found = {"nash": by_nash}
    for name, score in scores.items():
        best = max(score(own) for own in counted.values())
        found[name] = {x for x, own in counted.items() if not less(score(own), best, close)}
    return {name: winners & efficient for name, winners in found.items()}
