"""Forecasts of cases with too many packages to list, against the same forecast with every package laid out."""

from __future__ import annotations

import random
from typing import Any

import pytest

import winset
from seeds import seeds
from winset.case.reading import from_data
from winset.engines.forecast.candidates import negotiation_of_candidates
from winset.engines.forecast.endings import endings
from winset.engines.talks.run import run
from winset.engines.talks.situation import Negotiation
from winset.errors import UsageError
from winset.present.documents.document import as_text
from winset.present.documents.forecast import forecast_document

DRAWS = 100
SLOW = {9: 20}
"""Fewer draws of a case that takes as long as the rest of them together."""


def spread(rng: random.Random, low: int, high: int) -> list[str]:
    return [str(one) for one in sorted(rng.randint(low, high) for _ in range(3))]


def drawn_case(seed: int) -> dict[str, Any]:
    """A case of two or three parties with amounts, named levels, and some of all that talks can hang on."""
    rng = random.Random(seed)
    parties = "ABC"[: rng.choice([2, 2, 3])]
    amounts = {"price": 12, "volume": rng.choice([6, 9])}
    named = {"court": ["here", "there", "third"], "audit": ["none", "some"]}
    issues: dict[str, Any] = {
        key: {
            "from": "0",
            "to": str(top),
            "step": "1",
            "now": rng.choice(["0", "0", str(top // 2)]),
            "control": list(parties),
        }
        for key, top in amounts.items()
    }
    issues |= {key: {"levels": levels, "control": list(parties)} for key, levels in named.items()}
    if rng.random() < 0.3:
        issues["audit"]["only_if"] = "court != here"
    data: dict[str, Any] = {
        "winset": "1",
        "title": "Drawn",
        "as_of": "2026-01-01",
        "parties": {key: {} for key in parties},
        "issues": issues,
        "values": {},
        "talks": {"deadline": "2026-02-01"},
    }
    for party in parties:
        entries: list[dict[str, Any]] = []
        for key, top in amounts.items():
            if rng.random() < 0.15:
                continue
            if rng.random() < 0.5:
                entries.append({"of": key, "each": [f"{int(one) / 10}" for one in spread(rng, -12, 12)]})
            else:
                entries.append(
                    {"of": key, "points": {"0": "0", str(top // 3): spread(rng, -9, 9), str(top): spread(rng, -20, 20)}}
                )
        for key, levels in named.items():
            entries += [{"when": f"{key} = {level}", "points": spread(rng, -6, 8)} for level in levels[1:]]
        if rng.random() < 0.4:
            entries.append({"when": "court = third and volume > 3", "points": spread(rng, -4, 6)})
        data["values"][party] = entries
        if rng.random() < 0.5:
            data.setdefault("no_deal", {})[party] = str(rng.randint(-4, 2))
        if rng.random() < 0.4:
            data.setdefault("delay", {})[party] = {"cost": spread(rng, 0, 8), "sets_in": "weeks", "over": "60"}
        if rng.random() < 0.2:
            data.setdefault("dependence", {})[party] = ["0.5", "1", "2"]
    if rng.random() < 0.5:
        unless = "audit = some" if "only_if" not in issues["audit"] else "court = third"
        red = {"party": "A", "withholds": "price > 8", "unless": unless, "probability": ["0.2", "0.5", "0.8"]}
        data["conditions"] = {"red": red}
    if rng.random() < 0.5:
        data["parties"]["A"]["home"] = ["board"]
        chances = {"4": ["0.6", "0.8", "1"], "10": ["0", "0.3", "0.6"]}
        data["ratification"] = [{"party": "A", "home": "board", "issue": "price", "chances": chances}]
        data["talks"]["foresight"] = ["0.2", "0.5", "0.9"]
    if rng.random() < 0.3:
        data["impossible"] = ["court = there and volume > 4"]
    if rng.random() < 0.3:
        data["profiles"] = {
            "B": {"hard": {"weight": ["0.2", "0.4", "0.6"], "values": [{"when": "court = third", "points": "-9"}]}}
        }
    if rng.random() < 0.3:
        data["mandates"] = {"A": {"covers": "price <= 7", "confirmed": ["0.2", "0.5", "0.8"]}}
    return data


def same(case: winset.Case, draws: int) -> bool:
    """Whether every draw comes to the same; false where the case is refused."""
    try:
        few = negotiation_of_candidates(case, draws, 1)
    except UsageError:
        return False
    every = Negotiation(case)
    one, other = run(few, draws, 1, "nash"), run(every, draws, 1, "nash")
    assert few.packages.chosen is not None
    assert (one.final == other.final).all()
    assert (few.packages.chosen[one.package] == other.package).all()
    assert (one.tied == other.tied).all()
    for event, happened in other.events.items():
        assert (one.events[event] == happened).all(), event
    return True


def test_every_draw_ends_as_with_all_packages_laid_out():
    answered = sum(same(from_data(drawn_case(seed)), SLOW.get(seed, DRAWS)) for seed in seeds(48))
    assert answered > len(seeds(48)) * 0.7


def wide() -> dict[str, Any]:
    """Two amounts of 2,001 levels and a clause: more than eight million packages."""
    both = ["A", "B"]
    amounts = {"from": "0", "to": "2000", "step": "1", "now": "0", "control": both}
    return {
        "winset": "1",
        "title": "Wide",
        "parties": {key: {} for key in both},
        "issues": {"price": amounts, "volume": amounts, "clause": {"levels": ["off", "on"], "control": both}},
        "values": {
            "A": [{"of": "price", "each": "-0.01"}, {"of": "volume", "points": {"0": "0", "700": "9", "2000": "12"}}],
            "B": [
                {"of": "price", "each": "0.01"},
                {"of": "volume", "each": "-0.002"},
                {"when": "clause = on", "points": "-1"},
            ],
        },
        "scenarios": {"large": {"when": "volume >= 500"}},
    }


def test_more_packages_than_can_be_listed_are_forecast():
    record = winset.forecast(from_data(wide()), draws=20)
    (levels, share), *_ = record.packages
    # by hand: the curve gains 0.0129 a unit up to 700 and 0.0023 after, more than the 0.002 it costs: all 2,000, which
    # leaves 12 - 4 = 8 points to share; the price that gives each 4 is 800
    assert levels == {"price": "800", "volume": "2000", "clause": "off"}
    assert share.probability == 1
    assert record.zone is None
    assert not record.by_assumption
    assert "too many packages to list" in as_text(forecast_document(from_data(wide()), record), 10_000)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"talks": {"noise": "0.1"}}, "noise"),
        ({"talks": {"need": "1"}}, "quorum"),
    ],
)
def test_what_cannot_be_taken_apart_is_refused_with_the_count(more, why):
    with pytest.raises(UsageError, match=why) as error:
        winset.forecast(from_data(wide() | more), draws=20)
    assert "8,008,002 packages" in str(error.value)


@pytest.mark.parametrize("ask", [winset.forecast, endings])
def test_a_model_that_goes_from_outcome_to_outcome_is_refused_there(ask):
    with pytest.raises(UsageError, match="goes from outcome to outcome"):
        ask(from_data(wide()), draws=20, model="stability")
