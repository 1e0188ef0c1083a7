"""Win-sets, the frontier and single packages, package by package in fractions; what-if, the case edited by hand."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from itertools import combinations, product

import pytest

import winset
from oracle_talks import Talks
from reference import Reference, TooCloseError, enough, exists, holds
from seeds import seeds
from test_reference import drawn_case
from test_talks_oracle import case_of, random_talks
from winset.engines.deals.frontier import frontier
from winset.engines.deals.overlap import overlap
from winset.engines.talks.paired import IN_FORCE
from winset.present.views.deals import package_told
from winset.space.draws import draw
from winset.space.inputs import inputs

pytestmark = pytest.mark.outside_truth
SEEDS = seeds(120)


@cache
def looked_at(seed):
    """A drawn case with a scenario, the reference, and its packages by their levels; None where it is refused."""
    try:
        drawn = drawn_case(random.Random(seed)).model_dump(mode="json", exclude_defaults=True)
        case = winset.from_data({"winset": "1", **drawn, "scenarios": {"first": "i0 != l0"}})
        overlap(case, draws=1)
        right = Reference(case)
        right.find()
    except (winset.WinsetError, TooCloseError):
        return None
    return case, right, packages(right)


def packages(right):
    every = product(*(right.case.issues[key].levels for key in right.negotiated))
    named = [dict(zip(right.negotiated, levels, strict=True)) for levels in every]
    return {tuple(one.values()): one for one in named if right.comes_into_force(one)}


def brings_home(right, party, met):
    homes, rule = right.homes(party), right.case.homes.get(party)
    yes = [home for home in homes if met.get(("home", party, home), True)]
    return enough(rule.need if rule else "all", rule.veto if rule else (), yes, homes)


def in_win_set(right, party, met):
    own = [met["condition", key] for key, one in right.case.conditions.items() if one.party == party]
    return met["party", party] and all(own) and brings_home(right, party, met)


def over_today(right, party, package):
    """What a party without a signature is expected to gain over the answers to no package at all."""
    told = sum(chance * right.in_time(party, levels, works) for chance, levels, works in right.outcomes(package))
    return told - right.expected_today(party)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_package_is_in_the_win_sets_of_those_who_would_take_it(seed):
    if (found := looked_at(seed)) is None:
        return
    case, right, every = found
    record = overlap(case, draws=2)
    groups = Counter()
    for package in every.values():
        met = right.requirements(package)
        groups[tuple(party for party in right.signatories if in_win_set(right, party, met))] += 1
    assert record.packages == len(every)
    told = {one.parties: one.size for one in record.exactly}
    for group in (
        group for size in range(len(right.signatories) + 1) for group in combinations(right.signatories, size)
    ):
        size = told.get(group)
        wanted = (groups[group],) * 4 if groups[group] or not group else None
        assert (size and (size.mean, size.low, size.high, size.central)) == wanted
    for count, size in enumerate(record.by_count):
        assert size.mean == size.central == sum(number for group, number in groups.items() if len(group) == count)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_frontier_is_what_no_other_deal_beats_for_two_parties(seed):
    if (found := looked_at(seed)) is None:
        return
    case, right, every = found
    valued = [key for key in [*right.signatories, *case.parties] if case.values.get(key)]
    for first, second in combinations(dict.fromkeys(valued), 2):
        if not {first, second} & set(right.signatories):
            continue
        points = {
            levels: tuple(
                right.gain(party, package) if party in right.signatories else over_today(right, party, package)
                for party in (first, second)
            )
            for levels, package in every.items()
        }
        deals = {levels: points[levels] for levels in every if right.is_deal(right.requirements(every[levels]))}
        front = {x for x, own in deals.items() if not any(beats(other, own) for other in deals.values())}
        record = frontier(case, first, second, draws=2)
        assert {tuple(one.levels.values()) for one in record.points} == set(every)
        for one in record.points:
            levels = tuple(one.levels.values())
            wanted = [float(gain) for gain in points[levels]]
            assert list(one.gains.values()) == pytest.approx(wanted, abs=1e-9)
            assert [end for ends in one.ranges.values() for end in ends] == pytest.approx(
                [gain for gain in wanted for _ in "ab"], abs=1e-9
            )
            assert one.share == (levels in deals)
            if not right.weighed:  # gains with expected answers are rounded, which can end a tie
                assert one.front == (levels in front)
        few = frontier(case, first, second, draws=2, limit=2)
        assert len(few.points) == min(2, len(every))
        assert few.front == record.front


def beats(one, other):
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def in_the_way(right, met, key):
    """Whether what is not met is in the way: those who agree do not suffice, even with all who can block alone."""
    if met[key] or key[0] == "condition":
        return not met[key]
    rule = right.case.talks if key[0] == "party" else right.case.homes.get(key[1])
    if rule is None or key[-1] in rule.veto:
        return True
    everyone = right.signatories if key[0] == "party" else right.homes(key[1])
    said = {one[-1]: yes for one, yes in met.items() if one[0] == key[0] and (key[0] == "party" or one[1] == key[1])}
    return not enough(rule.need, (), [one for one in everyone if one in rule.veto or said.get(one, True)], everyone)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_package_is_told_as_it_is_counted(seed):
    if (found := looked_at(seed)) is None:
        return
    case, right, every = found
    rng = random.Random(seed)
    for _ in range(3):
        package = {key: rng.choice(case.issues[key].levels) for key in right.negotiated}
        record = winset.package(case, package, draws=2)
        assert record.levels == package
        if package == {key: right.today[key] for key in package}:  # nothing is agreed, which is always possible
            assert (record.possible, record.share) == (True, 0)
            continue
        assert record.possible == (tuple(package.values()) in every)
        if not record.possible:
            term = package.get("term", right.today.get("term"))
            off = term != "t0" and "term" in package and not exists(case, "term", {**right.today, **package})
            assert record.reasons
            assert ("only_if term" in record.reasons) == off
            assert off == any("exists only if" in line for line in package_told(case, record)["reasons"])
            continue
        met = right.requirements(package)
        assert (record.share, record.central) == (right.is_deal(met), right.is_deal(met))
        told = {(one.kind, one.key, one.home): (one.fails, one.central) for one in record.requirements}
        blocked = {key: in_the_way(right, met, key) for key in met}
        assert told == {(*key, "")[:3]: (yes, not yes) for key, yes in blocked.items()}
        consent = [party for party in right.signatories if met["party", party]]
        permitted = all(yes for key, yes in met.items() if key[0] == "condition")
        assert record.table == (permitted and enough(case.talks.need, case.talks.veto, consent, right.signatories))
        for one in record.gains:
            gain = right.gain if one.signatory else lambda party, package: over_today(right, party, package)
            assert one.gain.mean == pytest.approx(float(gain(one.party, package)), abs=1e-9)
            assert one.no_worse == (gain(one.party, package) >= 0) or right.weighed
        for party, share in record.brings_home.items():
            assert share == brings_home(right, party, met)
        assert set(record.outside_mandates) == {
            key
            for key, one in case.mandates.items()
            if key in right.signatories and not holds(case, one.covers, {**right.today, **package})
        }
        answered = {
            tuple(levels[key] for key in right.answers): (c, works) for c, levels, works in right.outcomes(package)
        }
        for one in record.answers:
            chance, works = answered[tuple(one.levels[key] for key in right.answers)]
            assert one.chance.mean == pytest.approx(float(chance), abs=1e-9)
            assert one.stands == works
        held = sum(c for c, levels, _ in right.outcomes(package) if holds(case, "i0 != l0", levels))
        assert record.scenarios["first"] == pytest.approx(float(held), abs=1e-9)
        for one in record.alternatives:
            other = {**package, one.issue: one.level}
            there = tuple(other.values()) in every
            if other == {key: right.today[key] for key in other}:
                assert one.share == 0
                continue
            assert one.share == (right.is_deal(right.requirements(other)) if there else None)


@pytest.mark.parametrize("seed", range(8))
def test_win_sets_of_drawn_numbers_are_counted_draw_by_draw(seed):
    data, count = random_talks(random.Random(seed)), 6
    case = case_of(data)
    drawn = draw(inputs(case), 1, 0, count)
    sizes = Counter()
    try:
        record = overlap(case, draws=count)
    except winset.UsageError:
        return
    for one in range(count):
        talks = Talks(data, {address: float(values[one]) for address, values in drawn.values.items()}, None)
        for package in talks.packages():
            gains = [talks.gains(party, package) for party in talks.signatories]
            assert not any(1e-9 < abs(gain) < 1e-6 for gain in gains)
            sizes[tuple(party for party, gain in zip(talks.signatories, gains, strict=True) if gain > -1e-9)] += 1
    for one in record.exactly:
        assert one.size.mean == pytest.approx(sizes[one.parties] / count)
    assert sum(sizes.values()) == pytest.approx(sum(one.size.mean for one in record.exactly) * count)


def certain(right):
    """What surely comes of the talks: the chance of an agreement in force and of the scenario; None where unsure."""
    found = right.find()
    if right.answers or right.case.deadlines or len(found.agreed) > 1 or set(found.signed.values()) - {0, 1}:
        return None
    end = next((dict(zip(right.negotiated, x, strict=True)) for x in found.agreed if found.signed[x]), {})
    return len(found.deals), {IN_FORCE: bool(end), "first": holds(right.case, "i0 != l0", {**right.today, **end})}


def stays(right, levels):
    """Whether no party alone can change what it alone controls into something worth more to it."""
    for party in right.case.parties:
        own = [key for key, one in right.case.issues.items() if tuple(one.control) == (party,)]
        for choice in product(*(right.case.issues[key].levels for key in own)):
            to = {**levels, **dict(zip(own, choice, strict=True))}
            if right.possible(to) and right.worth(party, to) > right.worth(party, levels):
                return False
    return True


def holding(right):
    every = (
        dict(zip(right.case.issues, x, strict=True)) for x in product(*(i.levels for i in right.case.issues.values()))
    )
    kept = [levels for levels in every if right.possible(levels) and holds(right.case, "i0 != l0", levels)]
    return sum(stays(right, levels) for levels in kept)


def occurring(right):
    """The levels that some possible outcome has in which what is not up to anybody stays as today."""
    found = set()
    for levels in product(*(one.levels for one in right.case.issues.values())):
        whole = dict(zip(right.case.issues, levels, strict=True))
        if right.possible(whole):
            found |= set(whole.items())
    return found


@pytest.mark.parametrize("seed", seeds(240))
def test_what_if_is_the_case_edited_by_hand_and_run_anew(seed):
    if (found := looked_at(seed)) is None:
        return
    case, right, _ = found
    rng = random.Random(seed)
    data = {"winset": "1", **case.model_dump(mode="json", exclude_defaults=True)}
    owner = next(key for key in data["values"] if data["values"][key])
    number = str(rng.randint(-9, 9))
    other = winset.changed(case, {f"values.{owner}.1": number})
    data["values"][owner][0]["points"] = number
    if rng.random() < 0.5:
        data["impossible"] = [*data.get("impossible", []), {"when": "i0 = l1"}]
        rules = (*case.impossible, winset.from_data(data).impossible[-1])
        other = other.model_copy(update={"impossible": rules})
    by_hand = Reference(winset.from_data(data))
    try:
        record = winset.what_if(case, other, draws=4)
        before, after = certain(right), certain(by_hand)
    except (winset.WinsetError, TooCloseError):
        return
    told = {one.headline: one for one in record.differences}
    if before is not None and after is not None:
        assert record.zone == (before[0], after[0])
        for headline in (IN_FORCE, "first"):
            one = told[headline]
            assert (one.before, one.after) == (before[1][headline], after[1][headline])
            assert one.beyond_noise == (one.before != one.after)
    then = occurring(by_hand)
    still = {key for key in right.negotiated if len({level for one, level in then if one == key}) > 1}  # to settle
    between = {(key, level) for key in still for level in case.issues[key].levels[1:-1]}
    assert set(record.removed) == occurring(right) & between - then
    plain = not (case.conditions or case.ratification or case.profiles or "term" in case.issues)
    if plain and record.holding and all(case.values.get(key) for key in case.parties):
        (one,) = record.holding
        assert (one.before, one.after) == (holding(right), holding(by_hand))
