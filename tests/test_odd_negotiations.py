"""Odd negotiations of every kind: whatever a case may say, it is computed or refused in words."""

from __future__ import annotations

import random
from typing import Any

import pytest

import winset
from winset.engines.forecast.flips import flips
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_text
from winset.present.documents.flips import flips_document
from winset.present.documents.forecast import forecast_document
from winset.present.documents.what_if import what_if_document


def odd_case(rng: random.Random) -> dict[str, Any]:
    """Draw the data of a case: absent parties, joint and uncontrolled issues, odd names, every section of numbers."""
    parties = [f"P {place}.x" if rng.random() < 0.2 else f"P{place}" for place in range(rng.randint(2, 4))]
    issues: dict[str, Any] = {}
    for place in range(rng.randint(1, 5)):
        levels = [f"l{level}" if rng.random() < 0.9 else f"le vel {level}" for level in range(rng.randint(2, 4))]
        control = rng.sample(parties, rng.randint(0 if rng.random() < 0.1 else 1, 2))
        name = f"i{place}" if rng.random() < 0.8 else f"й {place}"
        issues[name] = {
            "levels": levels,
            "control": control,
            "moves": rng.choice(["free", "free", "forward", "backward"]),
        }

    def literal() -> str:
        issue = rng.choice(list(issues))
        return f'"{issue}" {rng.choice(["=", "!=", ">=", "<="])} "{rng.choice(issues[issue]["levels"])}"'

    def condition() -> str:
        return literal() if rng.random() < 0.6 else f"{literal()} {rng.choice(['and', 'or', 'iff'])} {literal()}"

    def span(low: float, high: float) -> list[str]:
        numbers = sorted(round(rng.uniform(low, high), 2) for _ in range(rng.choice([1, 2, 3, 3])))
        return [str(number) for number in numbers]

    def value() -> dict[str, Any]:
        return {"when": condition(), "points": span(-9, 9), "stake": rng.choice(["party", "leader", "audience"])}

    homes = ["h1", "h2"][: rng.randint(0, 2)]
    data: dict[str, Any] = {
        "winset": "1",
        "title": "odd",
        "as_of": "2025-03-09",
        "parties": {party: {"at_table": "no"} if rng.random() < 0.25 else {} for party in parties},
        "issues": issues,
        "status_quo": {key: rng.choice(one["levels"]) for key, one in issues.items() if rng.random() < 0.4},
        "values": {
            owner: [value() for _ in range(rng.randint(0, 4))] for owner in [*parties, *homes] if rng.random() < 0.85
        },
    }
    data["parties"][parties[0]] = data["parties"][parties[0]] | {"home": homes}
    conditions = {
        f"c{place}": {
            "party": rng.choice(parties),
            "withholds": condition(),
            "unless": condition(),
            "probability": span(0, 1),
        }
        for place in range(rng.randint(0, 2))
    }
    issue = rng.choice(list(issues))
    sections: dict[str, Any] = {
        "no_deal": {owner: span(-5, 5) for owner in [*parties, *homes] if rng.random() < 0.4},
        "conditions": conditions,
        "ratification": [
            {
                "party": parties[0],
                "home": (homes or ["home"])[0],
                "issue": issue,
                "chances": {rng.choice(issues[issue]["levels"]): span(0, 1)},
            }
        ],
        "homes": {parties[0]: {"need": rng.choice(["1", "all", "1 of 2"])}},
        "delay": {party: {"cost": span(0, 9), "sets_in": rng.choice(["days", "months"])} for party in parties},
        "dependence": {parties[0]: "2"},
        "threats": [{"by": parties[0], "target": parties[1], "cost": "2"}],
        "mandates": {parties[0]: condition()},
        "profiles": {
            parties[0]: {
                "other one": {"weight": span(0, 1), "values": [value()], "conditions": dict.fromkeys(conditions, "0.5")}
            }
        },
        "reactions": {parties[-1]: "3"},
        "scenarios": {f"s{place}": condition() for place in range(rng.randint(1, 3))},
        "preferences": {party: [condition() for _ in range(rng.randint(1, 3))] for party in parties},
        "impossible": [condition()],
    }
    data |= {name: section for name, section in sections.items() if rng.random() < 0.5}
    if "conditions" not in data:
        data.pop("profiles", None)
    talks = {
        "deadline": rng.choice(["2025-03-12", "2025-03-01", "2026-01-01"]),
        "failure": span(0, 1),
        "noise": span(0, 1),
        "other": "0.1",
        "since": "2020-01-01",
        "ripeness": "1",
        "need": rng.choice(["all", "1", "2 of 3"]),
        "veto": [parties[0]],
    }
    data["talks"] = {name: setting for name, setting in talks.items() if rng.random() < 0.4}
    return data


def refused_or(function: Any, *arguments: Any, **settings: Any) -> Any:
    """Give the result, or None where it is refused in words."""
    try:
        return function(*arguments, **settings)
    except winset.WinsetError as error:
        assert str(error)
        return None


@pytest.mark.parametrize("seed", range(60))
def test_computed_or_refused(seed):
    rng = random.Random(seed)
    case = refused_or(winset.from_data, odd_case(rng))
    if case is None:
        return
    winset.check(case)
    refused_or(winset.routes, case)
    told = [brief_document(case, record)] if (record := refused_or(winset.brief, case)) else []
    for draws in (0, 40):
        told += [deals_document(case, record)] if (record := refused_or(winset.deals, case, draws)) else []
    for model in ("nash", "stability"):
        record = refused_or(winset.forecast, case, 24, model=model)
        if record is not None:
            told.append(forecast_document(case, record))
            for levels in record.levels.values():
                assert sum(share.probability for share in levels.values()) == pytest.approx(1 - record.other)
    if seed % 6 == 0 and (record := refused_or(flips, case, 8)):
        told.append(flips_document(case, record))
    other = refused_or(winset.without, case, rng.choice([*case.parties, *case.issues]))
    if other and (record := refused_or(winset.what_if, case, other, 20)):
        told.append(what_if_document(case, other, record))
    for document in told:
        assert as_text(document, 80)
