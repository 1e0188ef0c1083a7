"""Numbers that are right or refused: whole numbers that do not wrap, shares, decimals, one rule in one place."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case.negotiation import Delay, NoDeal
from winset.engines.deals.conflict_set import smallest_conflict
from winset.engines.deals.many_packages import Grid
from winset.engines.deals.most_likely import central
from winset.engines.deals.overlap import overlap
from winset.engines.deals.solutions import efficient, points
from winset.engines.talks.reservation import share_lost
from winset.engines.talks.situation import Negotiation
from winset.space.comparing import TOLERANCE, better, difference, scale_of
from winset.space.draws import draw, modes
from winset.space.packages import Packages

pytestmark = pytest.mark.outside_truth


def case_of(**sections: Any) -> winset.Case:
    """A case of two parties, A and B, with one issue between them, unless the sections say otherwise."""
    data: dict[str, Any] = {
        "winset": "1",
        "title": "small",
        "parties": {"A": {}, "B": {}},
        "issues": {"x": {"levels": ["none", "p"], "control": ["A", "B"]}},
        "scenarios": {"deal": "x = p"},
    }
    return winset.from_data(data | sections)


def worth(**points: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Values from points: worth(A={"x = p": 3})."""
    return {owner: [{"when": when, "points": one} for when, one in given.items()] for owner, given in points.items()}


def four_paths(case: winset.Case) -> dict[str, float]:
    """How many deals there are at the most likely values, counted by blocks, in draws, and how likely one is agreed."""
    drawn = winset.deals(case, draws=40)
    return {
        "most likely": float(np.count_nonzero(central(case).deals)),
        "blocks": float(Grid(case, Packages(case), block=1).count()),
        "draws": drawn.zone.mean,
        "forecast": winset.forecast(case, draws=40).events["in-force"].probability,
    }


# whole numbers


def closing_case(overs: tuple[int, ...], highest: int) -> winset.Case:
    """As many parties as periods, each with values near a hundred and a loss by waiting of its own speed."""
    parties = [f"P{place}" for place in range(len(overs))]
    return case_of(
        as_of="2025-03-01",
        parties={party: {} for party in parties},
        issues={"x": {"levels": ["none", "p", "q", "r"], "control": parties}},
        values=worth(
            **{
                party: {f"x = {level}": highest - 7 * place - 13 * one for one, level in enumerate("pqr")}
                for place, party in enumerate(parties)
            }
        ),
        no_deal={
            party: {"value": "20.5", "decay": "1.25", "over": over} for party, over in zip(parties, overs, strict=True)
        },
        talks={"deadline": "2025-03-12"},
    )


@settings(max_examples=60)
@given(st.lists(st.integers(12, 400), min_size=2, max_size=6), st.sampled_from([100, 10**6, 10**9 - 1]))
def test_gains_are_those_of_fractions_however_many_speeds_of_decay_there_are(overs, highest):
    case = closing_case(tuple(overs), highest)
    found = central(case)
    for place, (party, over) in enumerate(zip(case.parties, overs, strict=True)):
        lost = (1 - 2 ** (-11 / 14)) / (1 - 2 ** (-over / 14))
        bar = 20.5 - 1.25 * lost
        for column, value in enumerate(case.values[party]):
            gain = float(int(found.gains[place, column]) / found.units[place])
            assert gain == pytest.approx(float(value.points[1]) - bar, abs=1e-8), party


def test_points_with_more_digits_than_sixty_four_bits_hold():
    """Three others replace shares with nine decimals: the product has 45 digits."""
    share, points_of_a = "0.123456789", "987654321.987654321"
    case = case_of(
        values=worth(A={"x = p": points_of_a}, B={"x = p": 1}),
        alternatives=[{"party": "A", "replaces": "x = p", "share": share, "by": f"b{place}"} for place in range(4)],
    )
    found = central(case)
    exact = Fraction(points_of_a) * (1 - Fraction(share)) ** 4
    assert int(found.gains[0, 0]) / found.units[0] == exact
    assert found.gains.dtype == object
    assert winset.deals(case, draws=20).listed[0].gains["A"] == pytest.approx(float(exact), rel=1e-15)
    assert winset.stability(case).equilibria


def test_efficient_and_solution_points_of_numbers_beyond_sixty_four_bits():
    big = 10**25
    gains = np.array([[big, big + 1, big, 5], [big, big, big - 1, 2 * big]], dtype=object)
    assert efficient(gains).tolist() == [False, True, False, True]
    found = points(gains, [Fraction(1), Fraction(10**25)])
    assert found["nash"].tolist() == [1]


def test_more_parties_than_bits_are_counted_and_not_wrapped():
    parties = [f"P{place}" for place in range(70)]
    case = case_of(
        parties={party: {} for party in parties},
        issues={"x": {"levels": ["none", "p"], "control": parties}},
        values=worth(**{party: {"x = p": 1 if place < 66 else -1} for place, party in enumerate(parties)}),
        talks={"need": "66 of 70"},
    )
    record = overlap(case, draws=4)
    assert [count for count, one in enumerate(record.by_count) if one.mean] == [66]
    assert winset.deals(case, draws=4).zone.mean == 1


def test_three_hundred_voices_do_not_wrap():
    parties = [f"P{place}" for place in range(300)]
    case = case_of(
        parties={party: {} for party in parties},
        issues={"x": {"levels": ["none", "p"], "control": parties}},
        values=worth(**{party: {"x = p": 1} for party in parties}),
        talks={"need": "290 of 300"},
    )
    assert np.count_nonzero(central(case).deals) == Grid(case, Packages(case), block=1).count() == 1
    assert winset.forecast(case, draws=4).events["in-force"].probability == 1


# shares


@given(st.integers(1, 400), st.integers(0, 4000), st.sampled_from(["days", "weeks", "months"]))
def test_no_more_is_lost_than_there_is_to_lose(over, days, sets_in):
    lost = share_lost(NoDeal(value=1, over=over, sets_in=sets_in), days)
    assert 0 <= lost <= 1
    assert lost == 1 or days < over
    assert lost <= share_lost(NoDeal(value=1, over=over, sets_in=sets_in), days + 1)
    assert share_lost(Delay(cost=1, over=over, sets_in=sets_in), over) == 1


@pytest.mark.parametrize("deadline", [{"talks": {"deadline": "2027-01-01"}}, {}])
def test_decay_and_delay_end_where_they_are_said_to_end(deadline):
    """Long past its period, or measured over somebody else's longer one: the whole of the decay, no more."""
    losses = {"A": {"value": 40, "decay": 10, "over": 7}, "B": {"value": 2, "decay": 1, "over": 90}}
    case = case_of(as_of="2025-01-01", values=worth(A={"x = p": 29}, B={"x = p": 5}), no_deal=losses, **deadline)
    assert set(four_paths(case).values()) == {0.0}
    enough = winset.changed(case, {"values.A.1": 30})
    assert set(four_paths(enough).values()) == {1.0}
    delayed = case_of(
        as_of="2025-01-01",
        values=worth(A={"x = p": 29}, B={"x = p": 5}),
        delay={"A": {"cost": 4, "over": 7}},
        **deadline,
    )
    negotiation = Negotiation(delayed)
    assert negotiation.delay_cost("A", modes(negotiation.inputs)).tolist() == [4.0]


# equality in decimals


@given(st.integers(-400, 400), st.integers(1, 9), st.integers(1, 9))
def test_sums_of_decimals_are_decimals(exponent, one, other):
    scale = 10.0 ** (exponent / 100)
    parts = np.array([one * scale / 10 + other * scale / 10])
    whole = np.array([(one + other) * scale / 10])
    assert difference(parts, whole, 2 * float(whole[0])).tolist() == [0.0]
    assert not better(parts, whole, 2 * float(whole[0]))[0]
    more = whole * (1 + 1e-9)
    assert better(more, parts, 2 * float(whole[0]))[0]
    assert Fraction(1, 10**12) == TOLERANCE


@pytest.mark.parametrize("parts", [("0.7", "0.1"), ("0.1", "0.2"), ("1.1", "2.2"), ("0.3", "0.6"), ("400.1", "0.2")])
@pytest.mark.parametrize("power", [0, 5, -3])
def test_exactly_as_good_as_no_deal_is_a_deal_on_every_path(parts, power):
    issues = {key: {"levels": ["no", "yes"], "control": ["A", "B"]} for key in ("x", "y")}
    one, other = (Fraction(part) * Fraction(10) ** power for part in parts)
    bar = f"{float(one + other):.9f}"
    values = worth(
        A={"x = yes": f"{float(one):.9f}", "y = yes": f"{float(other):.9f}"},
        B={"x = yes and y = yes": 5, "x != y": -1},
        town={"x = yes": f"{float(one):.9f}", "y = yes": f"{float(other):.9f}"},
    )
    case = case_of(
        parties={"A": {"home": ["town"]}, "B": {}},
        issues=issues,
        values=values,
        no_deal={"A": bar, "town": bar},
        scenarios={"deal": "x = yes and y = yes"},
    )
    assert set(four_paths(case).values()) == {1.0}
    assert winset.forecast(case, draws=40).scenarios["deal"].probability == 1


def test_the_stability_model_moves_nobody_who_is_indifferent():
    values = worth(A={"w = a": "0.3", "w = b": "0.1"}, B={"v = yes": 1})
    values["A"].append({"when": "w = b", "points": "0.2", "stake": "leader"})
    case = case_of(
        issues={
            "w": {"levels": ["a", "b"], "control": "A"},
            "v": {"levels": ["no", "yes"], "control": ["A", "B"]},
        },
        values=values,
        scenarios={"moved": "w = b"},
    )
    assert winset.forecast(case, draws=40, model="stability").scenarios["moved"].probability == 0
    better_off = winset.changed(case, {"values.A.2": "0.11"})
    assert winset.forecast(better_off, draws=40, model="stability").scenarios["moved"].probability == 1


def test_a_condition_ranks_what_it_forbids_last_and_leaves_small_differences():
    """Points of a billionth beside a real condition are still compared."""
    case = case_of(
        issues={
            "w": {"levels": ["a", "b", "c"], "control": "A"},
            "v": {"levels": ["no", "yes"], "control": ["A", "B"]},
        },
        values=worth(A={"w = b": "0.000000001", "w = c": "0.000000002"}, B={"v = yes": 1}),
        conditions={"never": {"party": "A", "withholds": "w = c", "unless": "w = a"}},
        scenarios={"b": "w = b", "c": "w = c"},
    )
    assert winset.forecast(case, draws=20, model="stability").scenarios["b"].probability == 1


# one rule in one place


@pytest.mark.parametrize(("accepts", "gain"), [(1.0, 7), (0.0, 4)])
def test_the_decay_of_a_home_counts_on_every_path(accepts, gain):
    case = case_of(
        as_of="2025-03-01",
        parties={"A": {"home": ["council"]}, "B": {}},
        values=worth(A={"x = p": 3}, B={"x = p": 3}, council={"x = p": gain}),
        no_deal={"council": {"value": 10, "decay": 5, "over": 30}},
        talks={"deadline": "2025-03-31"},
    )
    assert set(four_paths(case).values()) == {accepts}
    assert winset.forecast(case, draws=40).events["in-force"].probability == accepts


def test_a_quorum_counts_the_homes_that_have_no_entry():
    entries = [{"party": "A", "home": "parliament", "issue": "x", "chances": {"p": 0}}]
    case = case_of(
        parties={"A": {"home": ["parliament", "army", "public"]}, "B": {}},
        values=worth(A={"x = p": 20}, B={"x = p": 5}),
        ratification=entries,
        homes={"A": {"need": "2 of 3"}},
    )
    assert set(four_paths(case).values()) == {1.0}
    assert any("'army', 'public', of which the case says nothing" in str(one) for one in winset.check(case).warnings)
    listed = [
        *entries,
        *({"party": "A", "home": home, "issue": "x", "chances": {"p": 1}} for home in ("army", "public")),
    ]
    spelled = case_of(**{**case.model_dump(mode="json", exclude_defaults=True), "winset": "1", "ratification": listed})
    assert four_paths(spelled) == four_paths(case)
    assert not any("says nothing" in str(one) for one in winset.check(spelled).warnings)
    veto = winset.changed(case, {"homes.A.veto": ["parliament"]})
    assert set(four_paths(veto).values()) == {0.0}
    assert set(four_paths(winset.changed(case, {"homes.A.need": "all"})).values()) == {0.0}
    odd = winset.changed(case, {"homes.A.need": "2 of 4"})
    assert any("'2 of 4' does not fit the 3 homes" in str(one) for one in winset.check(odd).warnings)


@pytest.mark.parametrize(("weight", "deals"), [("1", 0.0), ("0", 1.0)])
def test_a_condition_within_a_profile_counts_on_every_path(weight, deals):
    case = case_of(
        values=worth(A={"x = p": 3}, B={"x = p": 3}),
        conditions={"c": {"party": "A", "withholds": "x = p", "unless": "x = none", "probability": 0}},
        profiles={"A": {"hard": {"weight": weight, "conditions": {"c": 1}}}},
    )
    assert set(four_paths(case).values()) == {deals}


def test_the_most_likely_voice_speaks_at_the_most_likely_values():
    """Weights .3, .2 and .5 as written: as written, whatever the order of the others."""
    voices = {"hard": {"weight": "0.3", "conditions": {"c": 1}}, "odd": {"weight": "0.2", "conditions": {"c": 1}}}
    for order in (["hard", "odd"], ["odd", "hard"]):
        case = case_of(
            values=worth(A={"x = p": 3}, B={"x = p": 3}),
            conditions={"c": {"party": "A", "withholds": "x = p", "unless": "x = none", "probability": 0}},
            profiles={"A": {name: voices[name] for name in order}},
        )
        assert central(case).deals.tolist() == [True]
        hard = winset.changed(case, {"profiles.A.hard.weight": "0.6"})
        assert central(hard).deals.tolist() == [False]


# who counts


def plane(*packages: tuple[int, ...], **sections: Any) -> winset.Case:
    """A case whose packages x = l1, l2, … are worth these points to the parties A, B, C …; today is worth nothing."""
    parties = "ABCDEF"[: len(packages[0])]
    levels = [f"l{place + 1}" for place in range(len(packages))]
    return case_of(
        **{
            "parties": {party: {} for party in parties},
            "issues": {"x": {"levels": ["none", *levels], "control": list(parties)}},
            "values": worth(
                **{
                    party: {f"x = {level}": str(one[place]) for level, one in zip(levels, packages, strict=True)}
                    for place, party in enumerate(parties)
                }
            ),
            "scenarios": {level: f"x = {level}" for level in levels},
            **sections,
        }
    )


def solved(case: winset.Case) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in winset.deals(case, draws=0, limit=200).listed:
        for name in one.solutions:
            found.setdefault(name, set()).add(one.levels["x"])
    return found


def test_a_signatory_without_stake_changes_no_solution():
    pairs = [(9, 1), (6, 5), (1, 4)]
    alone = solved(plane(*pairs))
    assert alone["nash"] == {"l2"}
    assert solved(plane(*((a, b, 0) for a, b in pairs))) == alone
    assert solved(plane(*((a, b, -1) for a, b in pairs), talks={"need": "2 of 3"})) == alone


def test_a_solution_is_never_beaten_at_no_cost():
    found = solved(plane((2, 2), (2, 10), (10, 0)))
    assert found["kalai-smorodinsky"] == found["egalitarian"] == found["nash"] == {"l2"}


@pytest.mark.parametrize("power", [0, 2, 7])
def test_a_zero_gain_does_not_compare_points_of_two_parties(power):
    assert solved(plane((0, 4), (3 * 10**power, 0)))["nash"] == {"l1", "l2"}
    assert solved(plane((0, 4), (0, 5), (3 * 10**power, 0)))["nash"] == {"l2", "l3"}


@settings(max_examples=80)
@given(
    st.lists(st.tuples(*[st.integers(-3, 6)] * 3), min_size=1, max_size=6),
    st.integers(1, 6),
    st.sampled_from(["all", "2 of 3"]),
)
def test_scale_mediators_and_beaten_packages_change_no_solution(packages, power, need):
    talks = {"talks": {"need": need}}
    found = solved(plane(*packages, **talks))
    scaled = solved(plane(*((a * 10**power, b, c) for a, b, c in packages), **talks))
    for name in ("nash", "kalai-smorodinsky"):
        assert found.get(name) == scaled.get(name)
    mediated = {"need": "all"} if need == "all" else {"need": "3 of 4", "veto": ["D"]}
    assert solved(plane(*((*one, 0) for one in packages), talks=mediated)) == found
    worse = tuple(value - 1 for value in packages[0])
    assert {
        name: one - {f"l{len(packages) + 1}"} for name, one in solved(plane(*packages, worse, **talks)).items()
    } == found


def test_nobody_is_shown_as_blocking_who_cannot():
    """Each package has one voice of the three needed two; no single party empties the zone."""
    case = plane((-5, 3, -3), (-5, -3, 3), talks={"need": "2 of 3"})
    assert winset.deals(case, draws=4).conflict == ("party A", "party B", "party C")
    veto = winset.changed(case, {"talks.veto": ["A"]})
    assert winset.deals(veto, draws=4).conflict == ("party A",)


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=3, max_size=5), st.integers(1, 5))
def test_the_conflict_under_a_quorum_is_the_smallest_there_is(rows, need):
    masks = {f"r{place}": np.array(row) for place, row in enumerate(rows)}

    def zone(meets):
        return sum(one.astype(int) for one in meets.values()) >= min(need, len(rows))

    found = smallest_conflict(masks, zone)
    yes = np.ones(4, dtype=bool)
    sizes = [
        sum(chosen)
        for chosen in product([0, 1], repeat=len(masks))
        if not zone({key: mask if one else yes for (key, mask), one in zip(masks.items(), chosen, strict=True)}).any()
    ]
    if zone(masks).any():
        assert found == ()
    else:
        assert len(found) == min(sizes)


def test_a_scale_is_the_sum_of_the_largest_points():
    case = case_of(
        values=worth(A={"x = p": [-7, 1, 2]}, B={"x = p": 3}),
        no_deal={"A": {"value": 4, "decay": 1}},
        threats=[{"by": "B", "target": "A", "cost": 2}],
    )
    assert (scale_of(case, "A"), scale_of(case, "B")) == (14, 3)
    negotiation = Negotiation(case)
    assert negotiation.scales["A"] == 14
    assert negotiation.situation(draw(negotiation.inputs, 1, 0, 4)).gains("A").shape == (4, 2)


def test_an_absent_party_without_values_answers_evenly():
    """Packages that a rule ties to its answer differ in what they lead to; it has no points to weigh them by."""
    case = case_of(
        parties={"A": {}, "B": {}, "R": {"at_table": False}},
        issues={
            "x": {"levels": ["none", "p", "q"], "control": ["A", "B"]},
            "y": {"levels": ["no", "yes"], "control": ["A", "B"]},
            "answer": {"levels": ["no", "yes"], "control": "R"},
        },
        values=worth(A={"x = p": 3}, B={"x = p": 2, "y = yes": 1}),
        impossible=[{"when": "x = p and answer = no"}],
    )
    record = winset.deals(case, draws=8, limit=20)
    gains = {tuple(one.levels.values()): one.gains for one in record.listed}
    assert gains["p", "no"] == pytest.approx({"A": 1.5, "B": 1.0})
    assert winset.forecast(case, draws=8).events["in-force"].probability <= 1


def test_rounding_breaks_no_tie_between_sums_of_different_parties():
    third, two_thirds = 333_333_333_333, 666_666_666_667  # of a trillion: they add up to the same as a whole
    gains = np.array([[10**12, two_thirds, two_thirds - 10**6], [10**12, 10**12 + third + 1, 10**12 + third]])
    units = [Fraction(10**12)] * 2
    assert points(gains, units)["maximum welfare"].tolist() == [1]
    assert points(gains, units, exact=False)["maximum welfare"].tolist() == [0, 1]
    assert points(gains, units, exact=False)["egalitarian"].tolist() == [0]
