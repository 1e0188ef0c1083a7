"""Weights of signs: the fit against arithmetic done apart, thresholds by hand, and the articles learned from."""

import json
import math
import random
import re
from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import Assembly
from winset.drafting.source import source_of
from winset.drafting.training.fitting import Example, accurate, balanced, fitted, trained
from winset.drafting.weights import SignWeights, from_text, tried, weights
from winset.record.sentences import sentences

TRAINING = Path(__file__).parents[1] / "training"


def examples(rows, share=lambda place: f"a{place % 10}"):
    return [Example(signs, right, share(place)) for place, (signs, right) in enumerate(rows)]


def test_one_sign_weighs_the_logarithm_of_the_odds_ratio():
    rows = [({"s": 1}, True)] * 60 + [({"s": 1}, False)] * 20 + [({}, True)] * 10 + [({}, False)] * 40
    found = fitted("x", examples(rows), penalty=1e-6)
    assert found.base == pytest.approx(math.log(10 / 40), abs=1e-3)
    assert found.of["s"] == pytest.approx(math.log(60 / 20) - math.log(10 / 40), abs=1e-3)
    assert found.chance({"s": 1}) == pytest.approx(0.75, abs=1e-3)


def cost(rows, base, of, penalty):
    total = sum(penalty / 2 * value**2 for value in of.values())
    for signs, right in rows:
        odds = base + sum(of[name] * value for name, value in signs.items())
        total += math.log1p(math.exp(-odds if right else odds))
    return total


def test_no_weight_can_be_moved_for_the_better():
    draw = random.Random(7)
    rows = []
    for _ in range(300):
        signs = {name: draw.choice([1, 1, 0.5, 2]) for name in "abcde" if draw.random() < 0.4}
        rows.append((signs, draw.random() < 1 / (1 + math.exp(1 - 2 * signs.get("a", 0) + signs.get("b", 0)))))
    found = fitted("x", examples(rows), penalty=2.0)
    least = cost(rows, found.base, found.of, 2.0)
    for name in found.of:
        for step in (-0.05, 0.05):
            assert cost(rows, found.base, {**found.of, name: found.of[name] + step}, 2.0) > least
    assert min(cost(rows, found.base + step, found.of, 2.0) for step in (-0.05, 0.05)) > least


def test_a_sign_of_too_few_articles_is_not_learned():
    rows = [({"rare": 1}, True)] * 9 + [({"common": 1}, False)] * 9
    found = fitted("x", examples(rows, lambda place: "one" if place < 9 else f"a{place}"))
    assert set(found.of) == {"common"}


def things(text):
    agenda = Assembly((source_of(text, "a.txt", "S", language="en"),)).agenda
    return agenda, {one.stem: one for one in agenda.things}


TALKS = """Norway demanded a new road in March. Denmark refused to build a new road. Norway and Denmark met on Monday.
For Denmark the sticking point is the quota for cod, officials said. The quota for cod has been a subject of talks since
May. The weather in Oslo was fine. """


def test_what_could_be_an_issue_and_who_is_none():
    _, found = things(TALKS)
    assert {"road", "quota", "weather"} <= set(found)
    assert not {"norway", "denmark", "monday", "oslo"} & set(found)
    assert found["road"].odds > found["weather"].odds
    assert found["quota"].odds > found["weather"].odds
    assert [one.token.i for one in found["quota"].mentions] == sorted(one.token.i for one in found["quota"].mentions)


def test_names_count_for_nothing():
    names = {"Norway": "Denmark", "Denmark": "Norway"}
    exchanged = re.sub("Norway|Denmark", lambda one: names[one[0]], TALKS)
    one, two = (things(text)[0] for text in (TALKS, exchanged))
    odds = {low.stem: low.odds for low in two.things}
    assert {low.stem for low in one.things} == set(odds)
    assert all(abs(low.odds - odds[low.stem]) < 1 for low in one.things)  # the parse differs by a relation or two
    assert not any("norway" in name or "denmark" in name for low in one.things for name in low.signs)


def test_what_weights_come_with_winset():
    for about in ("things", "same_thing"):
        assert len(weights(about).of) > 10
        assert all(abs(value) < 5 for value in weights(about).of.values())


def judged(*pairs):
    return [(odds, Example({}, right, "a")) for odds, right in pairs]


def test_thresholds_by_hand():
    given = judged((3, True), (2, True), (1, False), (0, True), (-1, False), (-2, False))
    assert balanced()(given) == 0  # 3 of 4 taken are right and none is missed: the greatest F1
    assert accurate(given) == 2  # one missed; from 0 on one wrong would be taken: as many mistakes with more taken
    assert accurate(judged((1, False))) > 1


def test_the_threshold_is_chosen_on_articles_not_learned_from():
    rows = [({f"only in {place}": 1}, place % 2 == 0) for place in range(40)]  # nothing to learn that carries over
    found = trained("x", examples(rows, lambda place: f"a{place}"), accurate, least=1)
    assert not any(found.takes(signs) for signs, _ in rows)


def test_weights_as_a_file_and_on_trial():
    one = SignWeights("trial", -0.5, {"b": 1.25, "a": -2.0}, 0.3)
    assert from_text(one.text()) == one
    assert json.loads(one.text())["of"] == {"a": -2.0, "b": 1.25}
    with tried(one):
        assert weights("trial") is one
    with pytest.raises(OSError, match=r"trial\.json"):
        weights("trial")


@pytest.mark.skipif(not TRAINING.is_dir(), reason="the articles are not part of an installed winset")
def test_the_articles_fit_their_annotation():
    wrong = []
    for path in sorted(TRAINING.glob("*/*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        number = len(sentences(text))
        parties, issues = ({one["key"] for one in gold[part]} for part in ("parties", "issues"))
        entries = [*gold["issues"], *gold["stances"], *gold["conditions"], *gold["scenarios"]]
        wrong += [(path.stem, one) for one in entries if not all(0 < low <= number for low in one["sentences"])]
        wrong += [(path.stem, one) for one in gold["issues"] if one["now"] not in one["levels"]]
        wrong += [(path.stem, one) for one in gold["issues"] if not set(one["control"]) <= parties]
        wrong += [(path.stem, one) for one in gold["stances"] if one["party"] not in parties]
        wrong += [(path.stem, one) for one in gold["stances"] if one["issue"] not in issues]
        wrong += [(path.stem, one) for one in gold["conditions"] if not {one["withholds"], *one["unless"]} <= issues]
        wrong += [(path.stem, one) for one in gold["stances"] if one["direction"] not in ("wants", "resists")]
    assert not wrong
