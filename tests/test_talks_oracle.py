"""The bargaining engines against one draw followed by hand, on small random negotiations."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

import winset
from oracle_talks import Talks
from winset.engines.talks import agreement
from winset.engines.talks.aftermath import happen
from winset.engines.talks.situation import Negotiation
from winset.space.draws import draw

pytestmark = pytest.mark.outside_truth

START = date(2026, 1, 1)
SPAN = 20
SEEDS = 50


def random_talks(rng: random.Random) -> dict:
    """Two signatories, up to two absent parties, rules that tie answers to packages, terms, deadlines."""
    parties = {"A": {}, "B": {}} | {key: {"at_table": False} for key in rng.sample(["R", "S"], rng.randint(0, 2))}
    issues = {"deal": {"levels": ["no", "yes"], "control": ["A", "B"]}}
    if rng.random() < 0.7:
        issues["term"] = {"levels": ["low", "mid", "high"], "control": ["A", "B"], "literals": [("deal", "=", "yes")]}
    if rng.random() < 0.7:
        issues["lever"] = {"levels": ["off", "on"], "control": [rng.choice("AB")]}
    issues["side"] = {"levels": ["none", "some", "much"], "control": [rng.choice("AB")]}
    if rng.random() < 0.4:
        issues["side"]["moves"] = "forward"
    for key in parties:
        if key not in "AB":
            issues[f"answer {key}"] = {"levels": ["no", "yes"], "control": [key]}
    names = list(issues)

    def literal(among=None):
        key = rng.choice(among or names)
        return key, rng.choice(["=", "!=", ">="]), rng.choice(issues[key]["levels"])

    rules = [
        [("deal", "=", "yes"), (key, "=", "no")] for key in names if key.startswith("answer") and rng.random() < 0.8
    ]
    rules += [[literal(), literal()] for _ in range(rng.randint(0, 1))]
    worths = {party: [[literal()] for _ in range(rng.randint(2, 4))] for party in parties}
    worths = {party: list({str(one): one for one in of}.values()) for party, of in worths.items()}
    ranges = {party: [sorted(rng.sample(range(-9, 12), 3)) for _ in of] for party, of in worths.items()}
    deadlines = []
    for _ in range(rng.randint(0, 2)):
        key = rng.choice([one for one in names if one != "term"])
        unless = rng.choice([None, [("deal", "=", "yes")], [literal()]])
        day = rng.randint(1, SPAN + 5)
        deadlines.append({"day": float(day), "then": {key: issues[key]["levels"][-1]}, "unless": unless})
        if key != "deal" and rng.random() < 0.6:
            rules.append([("deal", "=", "yes"), (key, "=", issues[key]["levels"][-1])])
    return {
        "severable": rng.random() < 0.3,
        "parties": parties,
        "issues": issues,
        "rules": rules,
        "worths": worths,
        "ranges": ranges,
        "modes": {party: [one[1] for one in of] for party, of in ranges.items()},
        "deadlines": deadlines,
        "no_deal": {party: rng.randint(-5, 3) for party in "AB" if rng.random() < 0.4},
    }


def told(literals) -> str:
    return " and ".join(f'"{key}" {sign} "{level}"' for key, sign, level in literals)


def case_of(data: dict) -> winset.Case:
    issues = {}
    for key, one in data["issues"].items():
        issues[key] = {name: value for name, value in one.items() if name != "literals"}
        if "literals" in one:
            issues[key]["only_if"] = told(one["literals"])
    deadlines = []
    for one in data["deadlines"]:
        on = str(START + timedelta(days=int(one["day"])))
        entry = {"on": on, "then": one["then"], "chance": ["0.2", "0.6", "0.9"]}
        deadlines.append(entry | ({} if one["unless"] is None else {"unless": told(one["unless"])}))
        one["stream"] = f"deadline {on} {dict(one['then'])}"
    return winset.from_data(
        {
            "winset": "1",
            "title": "random talks",
            "as_of": str(START),
            "parties": data["parties"],
            "issues": issues,
            "impossible": [{"when": told(rule)} for rule in data["rules"]],
            "values": {
                party: [
                    {"when": told(when), "points": [str(p) for p in points]}
                    for when, points in zip(of, data["ranges"][party], strict=True)
                ]
                for party, of in data["worths"].items()
            },
            "no_deal": {party: str(value) for party, value in data["no_deal"].items()},
            "reactions": {party: "2" for party in data["parties"] if party not in "AB"},
            "deadlines": deadlines,
            "agreement": {"severable": "yes" if data["severable"] else "no"},
            "talks": {"deadline": str(START + timedelta(days=SPAN)), "failure": "0.2", "foresight": "1"},
        }
    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_draws_followed_by_hand(seed):
    data = random_talks(random.Random(seed))
    case = case_of(data)
    talks = Talks(data, {}, None)
    if not any(talks.possible(talks.with_({}, answer)) for answer in talks.choices(talks.answered)):
        with pytest.raises(winset.UsageError, match="what holds today"):
            winset.forecast(case, draws=4)
        return
    negotiation = Negotiation(case)
    listed = {
        tuple(negotiation.packages.levels(int(n)).values())
        for n in negotiation.numbers
        if n != negotiation.packages.status_quo
    }
    assert listed == {tuple(one.values()) for one in talks.packages()}
    days = [3.0, 10.0, 20.0, 24.0]
    count = 4
    situation = negotiation.situation(draw(negotiation.inputs, 1, 0, count))
    best = agreement.best_gains(negotiation)
    brought = np.ones((count, len(negotiation.numbers)), dtype=np.bool_)
    table = agreement.nash(negotiation, situation, best, brought)
    found = happen(negotiation, situation, best, days)
    for one in range(count):
        points = {address: float(values[one]) for address, values in situation.draw.values.items()}
        talks = Talks(data, points, lambda stream, one=one: float(situation.draw.chance(stream)[one]))
        by_row = [negotiation.packages.levels(int(n)) for n in negotiation.numbers]
        for row, package in enumerate(by_row):
            if row != negotiation.status_quo:
                gains = [talks.gains(party, package) for party in talks.signatories]
                engine = [situation.gains(party)[one, row] for party in talks.signatories]
                assert engine == pytest.approx(gains, abs=1e-6)
                if min(abs(gain) for gain in gains) > 1e-6:
                    assert table.zone[one, row] == (min(gains) > 0)
        package = by_row[int(table.package[one])] if table.agreed[one] else None
        end, seen, event = talks.follow(package, SPAN, days)
        assert levels(case, found.path.final[one]) == end
        for place, day in enumerate(days):
            assert levels(case, found.path.by_day[place][0][one]) == seen[day]
        assert [key for key in found.events if found.events[key][one] and key not in ("agreed", "ad-referendum")] == [
            event
        ]


def test_the_random_talks_come_to_everything():
    """What the draws above come to: every event in several of the cases, so that the comparison is not idle."""
    often = dict.fromkeys(["no-zone", "talks-failed", "refused", "too-late", "in-force"], 0)
    severed = 0
    for seed in range(SEEDS):
        case = case_of(random_talks(random.Random(seed)))
        try:
            record = winset.forecast(case, draws=100)
        except winset.UsageError:
            continue
        for key in often:
            often[key] += record.events[key].probability > 0.02
        landing = Negotiation(case).landing
        severed += bool((landing.works & ~landing.possible).any())
    assert min(often.values()) >= 3, often
    assert severed >= 2


def levels(case: winset.Case, number: int) -> dict[str, str]:
    state = {}
    for issue, names in case.levels.items():
        number, code = divmod(int(number), len(names))
        state[issue] = names[code]
    return state
