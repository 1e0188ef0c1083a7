"""Deals, solution points and forecasts against brute force, published counts and their own promises."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.cli.pool import Runner
from winset.engines.deals.conflict_set import smallest_conflict
from winset.engines.deals.many_packages import Grid
from winset.engines.deals.most_likely import central
from winset.engines.deals.solutions import efficient, points
from winset.engines.forecast.tally import TallyTask, tally
from winset.space.inputs import inputs
from winset.space.packages import Packages

pytestmark = pytest.mark.outside_truth

CASE = winset.load("jeddah-2025")


def test_the_published_counts_of_the_harbour_game():
    """Abdelnabi et al. 2024: 12 packages for all six, 55 for five of six with both vetoes, out of 720."""
    case = winset.load("harbour")
    record = winset.deals(case, draws=0)
    assert (record.packages, record.zone.central) == (720, 55)
    assert winset.deals(winset.changed(case, {"talks.need": "all", "talks.veto": []}), draws=0).zone.central == 12
    assert record.exact


def test_the_airport_game_against_its_score_sheets():
    """The same counts by adding up the points of every package in plain Python."""
    case = winset.load("airport")
    levels = [case.levels[issue][1:] for issue in case.issues]
    accepted = []
    for package in product(*levels):
        chosen = dict(zip(case.issues, package, strict=True))
        willing = set()
        for party, values in case.values.items():
            total = sum(
                v.points[1] for v in values if chosen[v.when.split(" = ")[0]] == v.when.split(" = ")[1].strip('"')
            )
            if total >= case.no_deal[party].value[1]:
                willing.add(party)
        accepted.append(willing)
    assert len(accepted) == 720
    every = sum(len(willing) == 6 for willing in accepted)
    quorum = sum(len(willing) >= 5 and {"government", "bank"} <= willing for willing in accepted)
    assert winset.deals(case, draws=0).zone.central == quorum
    assert winset.deals(winset.changed(case, {"talks.need": "all", "talks.veto": []}), draws=0).zone.central == every


def random_case(rng: random.Random) -> winset.Case:
    """A small negotiation without answers: values on levels and pairs, rules, reservations, a quorum, homes."""
    count = rng.randint(2, 4)
    parties = [f"P{p}" for p in range(count)]
    sizes = [rng.randint(2, 4) for _ in range(rng.randint(2, 4))]
    issues = {
        f"i{k}": {"levels": [f"l{j}" for j in range(n)], "control": rng.sample(parties, rng.randint(1, count))}
        for k, n in enumerate(sizes)
    }

    def literal() -> str:
        k = rng.randrange(len(sizes))
        return f"i{k} {rng.choice(['=', '!=', '>='])} l{rng.randrange(sizes[k])}"

    def value() -> dict[str, str]:
        when = literal() if rng.random() < 0.7 else f"{literal()} and {literal()}"
        return {"when": when, "points": rng.choice([f"{rng.randint(-9, 9)}", f"{rng.randint(-99, 99) / 10}"])}

    owners = [*parties, "town"]
    values = {
        owner: list({one["when"]: one for one in (value() for _ in range(rng.randint(1, 5)))}.values())
        for owner in owners
    }
    data = {
        "winset": "1",
        "title": "random negotiation",
        "parties": {party: {} for party in parties} | {"P0": {"home": ["town"]}},
        "issues": issues,
        "values": values,
        "no_deal": {party: str(rng.randint(-3, 6)) for party in parties if rng.random() < 0.5},
        "impossible": [{"when": f"{literal()} and {literal()}"} for _ in range(rng.randint(0, 2))],
        "conditions": {"c": {"party": "P0", "withholds": literal(), "unless": literal()}},
        "talks": rng.choice([{}, {"need": str(count - 1), "veto": ["P1"]}]),
    }
    return winset.from_data(data)


def brute_force(case: winset.Case) -> tuple[dict[int, list[Fraction]], set[int]]:
    """Every possible package with each party's exact gain, and which are deals: read from the case word by word."""
    names = list(case.issues)

    def holds(condition: str, chosen: dict[str, int]) -> bool:
        for part in condition.split(" and "):
            issue, sign, level = part.split()
            own, other = chosen[issue], case.levels[issue].index(level)
            if not {"=": own == other, "!=": own != other, ">=": own >= other}[sign]:
                return False
        return True

    def worth(owner: str, chosen: dict[str, int]) -> Fraction:
        return sum((Fraction(v.points[1]) for v in case.values[owner] if holds(v.when, chosen)), Fraction(0))

    still = dict.fromkeys(names, 0)

    def presses(name: str, code: int, mover: str) -> bool:
        others = [worth(party, {**still, name: code}) - worth(party, still) for party in case.parties if party != mover]
        return any(gain < 0 for gain in others) and not any(gain > 0 for gain in others)

    def agreement(chosen: dict[str, int]) -> bool:
        moved = {name: case.issues[name].control for name in names if chosen[name]}
        alone = {name: control[0] for name, control in moved.items() if len(control) == 1}
        if any(presses(name, chosen[name], mover) for name, mover in alone.items()):
            return False
        return len(moved) > len(alone) or len(set(alone.values())) > 1

    gains, deals = {}, set()
    need = len(case.parties) if case.talks.need == "all" else int(case.talks.need)
    for codes in product(*(range(len(case.levels[name])) for name in reversed(names))):
        chosen = dict(zip(reversed(names), codes, strict=True))
        number = sum(
            chosen[name] * prod(len(case.levels[other]) for other in names[:k]) for k, name in enumerate(names)
        )
        if any(holds(rule.when, chosen) for rule in case.impossible) or not agreement(chosen):
            continue
        floor = {
            owner: Fraction(case.no_deal[owner].value[1]) if owner in case.no_deal else worth(owner, still)
            for owner in (*case.parties, "town")
        }
        gains[number] = [worth(party, chosen) - floor[party] for party in case.parties]
        hard = case.conditions["c"]
        willing = [party for party, gain in zip(case.parties, gains[number], strict=True) if gain >= 0]
        if (
            len(willing) >= need
            and all(party in willing for party in case.talks.veto)
            and not (holds(hard.withholds, chosen) and not holds(hard.unless, chosen))
            and worth("town", chosen) >= floor["town"]
        ):
            deals.add(number)
    return gains, deals


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_deals_frontier_and_points_equal_brute_force(rng):
    case = random_case(rng)
    gains, deals = brute_force(case)
    found = central(case)
    assert found.numbers.tolist() == sorted(gains)
    assert [number for number, deal in zip(found.numbers, found.deals, strict=True) if deal] == sorted(deals)
    for column, number in enumerate(found.numbers):
        in_points = [int(g) / unit for g, unit in zip(found.gains[:, column], found.units, strict=True)]
        assert in_points == gains[int(number)]
    packages = Packages(case)
    for block in (1, 5, 10**6):
        assert Grid(case, packages, block).count() == len(deals)
    inside = sorted(deals)
    columns = np.flatnonzero(found.deals)
    marked = efficient(found.gains[:, columns])
    for place, number in enumerate(inside):
        own = gains[number]
        beaten = any(all(o >= g for o, g in zip(gains[n], own, strict=True)) and gains[n] != own for n in inside)
        assert marked[place] == (not beaten)
    if inside:
        expected = solutions_by_hand({n: gains[n] for n in inside})
        for name, cells in points(found.gains[:, columns], found.units).items():
            assert {inside[cell] for cell in cells} == expected[name], name


def solutions_by_hand(gains: dict[int, list[Fraction]]) -> dict[str, set[int]]:
    """The solution points by their definitions in docs/forecasting.md, one package after the other."""
    able = [p for p in range(len(next(iter(gains.values())))) if max(own[p] for own in gains.values()) > 0]
    counted = {n: [max(own[p], Fraction(0)) for p in able] for n, own in gains.items()}
    ideal = [max(own[place] for own in counted.values()) for place in range(len(able))]
    most = max(sum(g > 0 for g in own) for own in counted.values())

    def greatest(score):
        best = max(score(own) for own in counted.values())
        return {n for n, own in counted.items() if score(own) == best}

    def group(own):
        return tuple(g > 0 for g in own)

    nash = {
        n
        for n, own in counted.items()
        if sum(group(own)) == most
        and all(
            prod(g for g in own if g) >= prod(g for g in other if g)
            for other in counted.values()
            if group(other) == group(own)
        )
    }
    found = {
        "nash": nash,
        "kalai-smorodinsky": greatest(lambda own: sorted(g / i for g, i in zip(own, ideal, strict=True))),
        "egalitarian": greatest(sorted),
        "maximum welfare": greatest(sum),
    }

    def beaten(n):
        return any(gains[m] != gains[n] and all(a >= b for a, b in zip(gains[m], gains[n], strict=True)) for m in gains)

    return {name: {n for n in winners if not beaten(n)} for name, winners in found.items()}


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=5))
def test_a_conflict_is_the_smallest_there_is(rows):
    masks = {f"r{k}": np.array(row) for k, row in enumerate(rows)}
    sizes = [
        size
        for size in range(1, len(masks) + 1)
        for names in combinations(masks, size)
        if not np.logical_and.reduce([masks[name] for name in names]).any()
    ]
    found = smallest_conflict(masks)
    assert len(found) == (min(sizes) if sizes else 0)
    if found:
        assert not np.logical_and.reduce([masks[name] for name in found]).any()


def test_an_empty_zone_is_explained():
    case = winset.changed(CASE, {"no_deal.US": 500, "conditions.strict.probability": 1})
    record = winset.deals(case, draws=50)
    assert record.zone.central == 0
    assert record.conflict == ("party US",)


def test_a_certain_condition_excludes_whatever_the_sums():
    case = winset.changed(CASE, {"conditions.strict.probability": 1, "values.US.aid = resumed": 500})
    for one in winset.deals(case, draws=100, limit=200).listed:
        if one.levels["aid"] == "resumed":
            assert one.levels["territory"] != "none" or one.levels["leadership"] != "remains"


def test_the_same_bits_serial_in_a_pool_and_in_parts():
    serial = winset.forecast(CASE, draws=1700, seed=3)
    assert winset.forecast(CASE, draws=1700, seed=3, run=Runner(2, "")).to_dict() == serial.to_dict()
    parts = [tally(TallyTask(CASE, "nash", 3, start, 100)) for start in range(0, 1700, 100)]
    whole = sum(parts[1:], parts[0])
    in_force = whole.events["in-force"] / 1700 * (1 - serial.other)
    assert in_force == pytest.approx(serial.events["in-force"].probability, abs=1e-12)
    assert winset.forecast(CASE, draws=1700, seed=4).to_dict() != serial.to_dict()


def test_a_stopped_forecast_keeps_what_it_has():
    def interrupted(function, tasks):
        for place, task in enumerate(tasks):
            if place == 2:
                raise KeyboardInterrupt
            yield function(task)

    record = winset.forecast(CASE, draws=5000, seed=1, run=interrupted)
    assert record.partial
    assert 0 < record.draws < 5000
    assert record.draws % 4 == 0


def test_a_removed_entry_leaves_all_other_draws_as_they_were():
    other = winset.changed(CASE, {"values.UA.1": None})
    one, two = inputs(CASE), inputs(other)
    streams = {known.stream for known in one.values()}
    assert {known.stream for known in two.values()} < streams


@pytest.mark.parametrize("draws", [1, 3, 7])
def test_few_draws(draws):
    assert winset.forecast(CASE, draws=draws).draws == draws
    assert winset.deals(CASE, draws=draws).seed == 1


def test_homes_may_decide_by_supermajority_and_veto():
    homes = [
        {
            "party": "UA",
            "home": home,
            "issue": "truce",
            "chances": {"partial": 0, "full": 0} if refuses else {"full": 1},
        }
        for home, refuses in (("parliament", False), ("broader public", False), ("nationalists", True))
    ]
    data = CASE.model_dump(mode="json", exclude_defaults=True) | {"winset": "1", "ratification": homes}
    all_three = winset.forecast(winset.from_data(data), 400)
    two = winset.forecast(winset.from_data(data | {"homes": {"UA": {"need": "2 of 3"}}}), 400)
    veto = winset.forecast(winset.from_data(data | {"homes": {"UA": {"need": "2 of 3", "veto": "nationalists"}}}), 400)
    truce = [one.levels["truce"]["none"].probability for one in (all_three, two, veto)]
    assert truce[0] == truce[2] == pytest.approx(0.92)
    assert truce[1] < 0.4


def test_a_home_that_accepts_a_level_accepts_the_lesser_ones():
    data = CASE.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    entry = {"party": "UA", "issue": "territory", "chances": {"de facto line": 0, "de jure": 1}}
    data["ratification"] = [entry]
    data["parties"]["UA"].pop("home")
    case = winset.from_data(data)
    entry["chances"] = {"de jure": 1}
    assert winset.deals(case, 100).zone == winset.deals(winset.from_data(data), 100).zone


def test_values_are_needed():
    with pytest.raises(winset.UsageError, match="gives no values"):
        winset.forecast(winset.load("chicken"))
    with pytest.raises(winset.UsageError, match="no bargaining model 'nsh'"):
        winset.forecast(CASE, model="nsh")


def test_flips_find_the_pivot():
    record = winset.flips(CASE, draws=200)
    top = [one.address for one in record.flips if not one.address.startswith("without")][:6]
    assert "conditions.strict.probability" in top
    assert {one.address for one in record.left_out} >= {"without truce", "without RU"}
    assert "delay.UA" in {one.address for one in record.flips}
    leader = record.robustness[0]
    assert "likeliest ending" in leader.headline
    assert record.hinges


def test_what_if_tells_what_moves_beyond_noise():
    record = winset.what_if(CASE, winset.changed(CASE, {"conditions.strict.probability": 0.9}), draws=1000)
    moved = {one.headline: one for one in record.differences}
    assert moved["compromise"].beyond_noise
    same = winset.what_if(CASE, winset.changed(CASE, {"questions.aid": None}), draws=400)
    assert not any(one.beyond_noise for one in same.differences)


def test_the_brief_says_whether_its_headline_is_robust():
    from winset.engines.forecast.summary import summary

    found, _ = summary(CASE)
    assert found is not None
    assert found.leader == "compromise"
    assert ("conditions.strict.probability", "0.55", "breakdown") in found.overturned_by
    sure, _ = summary(
        winset.changed(CASE, {"conditions.strict.probability": 0.1, "conditions.minimum.probability": 0.9})
    )
    assert sure is not None
    assert sure.pivots == () == sure.overturned_by
