"""Many preference profiles at once, against a case written out for every profile and analysed by itself."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import winset
from conflicts import case_data, random_conflict
from winset.case.model import Case
from winset.case.reading import from_data
from winset.cli import cli
from winset.engines.stability import work
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import CONCEPTS, chosen
from winset.engines.stability.ensemble import ensemble
from winset.errors import UsageError
from winset.space import movers
from winset.space.draws import Draw
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

SAMPLES = 40


def doubtful(seed: int, statements: int = 3) -> dict[str, Any]:
    """A random conflict with random statements in place of rankings, most of them in doubt."""
    rng = random.Random(seed)
    data = case_data(random_conflict(rng, conditional=bool(seed % 2)))
    for section in ("ranking", "conditions"):
        data.pop(section, None)
    literals = [f'{key} = "{level}"' for key, issue in data["issues"].items() for level in issue["levels"]]
    data["preferences"] = {}
    for party in data["parties"]:
        told: list[dict[str, Any]] = []
        for place in range(statements):
            one: dict[str, Any] = {"prefer": " or ".join(rng.sample(literals, 2))}
            if rng.random() < 0.6:
                one |= {"probability": round(rng.uniform(0.2, 0.8), 2)}
            elif rng.random() < 0.3:
                one |= {"unknown": True}
            if place and rng.random() < 0.6:
                one |= {"order": round(rng.uniform(0.2, 0.8), 2)}
            told.append(one)
        data["preferences"][party] = told
    data["scenarios"] = {"first": {"when": literals[0]}, "second": {"when": " or ".join(literals[-2:])}}
    return data


def written_out(data: dict[str, Any], draw: Draw, number: int) -> Case:
    """The case of one profile: statements put in their order and read one way, nothing left in doubt."""
    preferences = {}
    for party, told in data["preferences"].items():
        lines = []
        for place, one in enumerate(told):
            chance = one.get("probability", 0.5 if one.get("unknown") else None)
            text = one["prefer"]
            if chance is not None and draw.chance(f"unknown {party}:{place}")[number] >= chance:
                text = f"not ({text})"
            above = "order" in one and draw.chance(f"order {party}:{place}")[number] >= one["order"]
            lines.insert(len(lines) - 1 if above else len(lines), text)
        preferences[party] = lines
    return from_data({**data, "preferences": preferences})


@pytest.mark.parametrize(("seed", "concepts"), [(1, "nash,seq,csmr"), (2, "smr,cseq,sim"), (3, "nash,sseq,cgmr")])
def test_shares_are_those_of_cases_written_out_for_every_profile(
    seed: int, concepts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed == 3:
        monkeypatch.setattr(movers, "FEW_PAIRS", 0)
    data = doubtful(seed)
    record = ensemble(from_data(data), SAMPLES, concepts, seed=seed, limit=1000)
    draw = Draw({}, seed, 0, SAMPLES)
    games = [Game(written_out(data, draw, number)) for number in range(SAMPLES)]
    assert len(record.doubts) > 2
    for key in concepts.split(","):
        outcomes: Counter[int] = Counter()
        scenarios: Counter[str] = Counter()
        for game in games:
            held = equilibrium_mask(game, CONCEPTS[key])
            outcomes.update(game.space.number(int(cell)) for cell in np.flatnonzero(held))
            for name, scenario in game.case.scenarios.items():
                scenarios[name] += bool((held & game.space.where(scenario.when)).any())
        found = record.holding[key]
        assert {one.number: round(one.share * SAMPLES) for one in found.outcomes} == outcomes
        assert {one.scenario: round(one.share * SAMPLES) for one in found.scenarios} == {
            name: scenarios[name] for name in games[0].case.scenarios
        }
        assert found.always == sum(count == SAMPLES for count in outcomes.values())
        for one in found.outcomes[:4]:
            if one.hangs_on is not None:
                doubt = record.doubts[one.hangs_on.doubt]
                otherwise = draw.chance(doubt.stream) >= doubt.chance
                holds = np.array(
                    [
                        equilibrium_mask(game, CONCEPTS[key])[game.space.find(np.array([one.number]))[0]]
                        for game in games
                    ]
                )
                assert one.hangs_on.otherwise == pytest.approx(holds[otherwise].mean())
                assert one.hangs_on.as_written == pytest.approx(holds[~otherwise].mean())


@pytest.mark.parametrize("statements", [35, 60])
def test_long_lists_of_statements_are_weighed_exactly(statements: int) -> None:
    data = doubtful(4, statements)
    record = ensemble(from_data(data), 6, "nash", seed=2, limit=1000)
    draw = Draw({}, 2, 0, 6)
    outcomes: Counter[int] = Counter()
    for number in range(6):
        game = Game(written_out(data, draw, number))
        held = equilibrium_mask(game, CONCEPTS["nash"])
        outcomes.update(game.space.number(int(cell)) for cell in np.flatnonzero(held))
    assert {one.number: round(one.share * 6) for one in record.holding["nash"].outcomes} == outcomes


def test_forecasts_by_the_stability_model_draw_the_order_of_statements() -> None:
    """A statement that surely stands above the one before it is a case in which the two have changed places."""
    flagship = winset.load("jeddah-2025")
    *head, first, second = flagship.preferences["UA"][:5]  # two that do not follow from one another
    rest = flagship.preferences["UA"][5:]
    never = second.model_copy(update={"order": (Decimal(0), Decimal(0), Decimal(0))})
    shares = [
        winset.forecast(
            flagship.model_copy(update={"preferences": {**flagship.preferences, "UA": told}}), 30, model="stability"
        )
        for told in ((*head, first, never, *rest), (*head, second, first, *rest), (*head, first, second, *rest))
    ]
    found = [{key: one.probability for key, one in record.scenarios.items()} for record in shares]
    assert found[0] == found[1] != found[2]


def test_profiles_that_would_take_minutes_are_refused_and_those_who_share_them_get_as_many_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Two:
        width = 2
        __call__ = staticmethod(map)

    case = from_data(doubtful(1))
    different = ensemble(case, SAMPLES, "nash").distinct
    monkeypatch.setattr("winset.engines.stability.ensemble._CELLS", 64)  # several blocks of profiles
    monkeypatch.setattr(work, "WORK_LIMIT", work.work(Game(case), chosen("seq"), "unlimited", different) - 1)
    with pytest.raises(UsageError, match="Draw fewer profiles"):
        ensemble(case, SAMPLES, "seq")
    assert ensemble(case, SAMPLES, "seq", run=Two()).distinct == different


def test_the_command_tells_shares_and_what_they_hang_on(tmp_path: Any) -> None:
    path = tmp_path / "talks.yaml"
    path.write_text(
        "winset: 1\ntitle: Talks\nparties: {A: {}, B: {}}\n"
        "issues: {x: {levels: [low, high], control: A}, y: {levels: [low, high], control: B}}\n"
        "preferences: {A: [{prefer: x = high, probability: 0.8}], B: [y = low]}\n"
        "scenarios: {up: {when: x = high}}\n"
    )
    told = CliRunner().invoke(cli, ["stability", str(path), "--samples", "1000"])
    assert told.exit_code == 0
    assert "1,000 profiles, 2 different" in told.output
    line = next(line for line in told.output.splitlines() if line.strip().startswith("Up"))
    assert line.split()[1] in {"79%", "80%", "81%"}
    assert line.split()[-2:] == ["100%", "0%"]
    sure = CliRunner().invoke(cli, ["stability", "prisoners-dilemma", "--samples", "5"])
    assert "No statement of the case is in doubt" in sure.output
