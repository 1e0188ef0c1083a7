"""Taking the issues of a case apart, against laying out every package."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case.formats.domains import Domain, DomainIssue, UtilityProfile, case_data
from winset.case.reading import from_data
from winset.engines.deals import blocks
from winset.engines.deals.deals import deals
from winset.engines.deals.separable_deals import deals_apart
from winset.errors import UsageError
from winset.space.packages import Packages

ISSUES = {
    "price": ("low", "middle", "high"),
    "term": ("short", "long"),
    "bonus": ("none", "some"),
    "site": ("A", "B", "C"),
}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Small cases with a contract that the terms hang on, or without; some with a rule, a condition, a home, a link."""
    contract = draw(st.booleans())
    data: dict[str, Any] = {
        "winset": "1",
        "title": "Random",
        "parties": {"A": {}, "B": {"home": ["council"]}},
        "issues": {
            key: {"levels": list(levels), "control": ["A", "B"]} | ({"only_if": "signed = yes"} if contract else {})
            for key, levels in ISSUES.items()
        },
        "values": {},
        "no_deal": {party: str(draw(st.integers(-3, 4))) for party in "AB"},
    }
    if contract:
        data["issues"]["signed"] = {"levels": ["no", "yes"], "control": ["A", "B"]}
    for party in "AB":
        entries = [
            {"when": f"{key} = {level}", "points": str(draw(st.integers(-2, 5)))}
            for key, levels in ISSUES.items()
            for level in levels[draw(st.integers(0, 1)) :]
        ]
        if draw(st.booleans()):
            entries.append({"when": "price = high and term = long", "points": draw(st.sampled_from(["2", "-1/3"]))})
        data["values"][party] = entries
    if draw(st.booleans()):
        data["impossible"] = ["site = C and bonus = some"]
    if draw(st.booleans()):
        data["conditions"] = {"red": {"party": "A", "withholds": "site = B", "unless": "bonus = some"}}
    if draw(st.booleans()):
        chances = {level: draw(st.sampled_from(["0.2", "0.9"])) for level in ("B", "C")}
        data["ratification"] = [{"party": "B", "home": "council", "issue": "site", "chances": chances}]
    return data


def told(record: winset.DealsRecord) -> dict[tuple[str, ...], tuple[Any, ...]]:
    return {
        tuple(sorted(one.levels.items())): (one.gains, one.over_today, one.solutions)
        for one in record.listed
        if one.efficient and one.central
    }


@settings(max_examples=60)
@given(cases())
def test_taking_apart_is_laying_out(data):
    case = from_data(data)
    whole = deals(case, draws=0, limit=10_000)
    try:
        apart = deals_apart(case, Packages(case), 10_000, {})
    except UsageError as error:  # without a contract, doing nothing is among what nothing beats
        assert "whether anything is agreed" in str(error)
        assert "signed" not in case.issues
        return
    assert (apart.frontier, apart.attained) == (whole.frontier, whole.attained)
    assert told(apart) == pytest.approx(told(whole)) if not told(whole) else told(apart) == told(whole)
    if "signed" in case.issues:
        assert (apart.packages, apart.zone.central) == (whole.packages, whole.zone.central)


def large(issues: int, levels: int, **more: Any) -> dict[str, Any]:
    names = [f"issue {place}" for place in range(issues)]
    options = tuple(f"level {place}" for place in range(levels))
    profiles = tuple(
        UtilityProfile(
            party,
            {
                name: {
                    option: blocks.Fraction((7 * at + factor * place) % 23, 23 * issues)
                    for place, option in enumerate(options)
                }
                for at, name in enumerate(names)
            },
            blocks.Fraction(1, 3),
        )
        for party, factor in (("a", 5), ("b", 11))
    )
    return case_data(Domain("large", tuple(DomainIssue(name, options) for name in names), profiles), "x") | more


def test_more_packages_than_can_be_listed():
    record = winset.deals(from_data(large(30, 10)))
    assert record.packages == 10**30
    assert record.method == "efficient deals, block by block"
    assert sum(record.attained.values()) >= 4
    assert record.exact
    assert any("not counted" in note for note in record.notes)
    assert all("agreement" in one.levels for one in record.listed)


def test_what_ties_all_issues_together_is_refused_with_the_count():
    data = large(30, 10)
    when = " and ".join(f'"issue {place}" = "level 1"' for place in range(30))
    data["values"]["a"].append({"when": when, "points": "1"})
    with pytest.raises(
        UsageError, match=r"30 issues with 1,000,000,000,000,000,000,000,000,000,000 combinations are tied"
    ):
        winset.deals(from_data(data))
