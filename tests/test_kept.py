"""What versions of a case share is worked out once, and never changes what comes out."""

import numpy as np
import pytest

import winset
from winset.engines.bargaining import kept
from winset.engines.bargaining.paired import sample
from winset.engines.bargaining.situation import Negotiation
from winset.space.inputs import draw, inputs

VERSIONS = (
    {},
    {"values.US.4": [30, 35, 40]},
    {"values.RU.1": -30},
    {"reactions.RU": 1},
    {"conditions.strict.probability": 1},
    {"values.UA.1": [5, 6, 7], "talks.failure": 0},
)


@pytest.fixture
def nothing_kept(monkeypatch):
    def forget():
        fresh = kept.Kept()
        for module in ("situation", "agreement", "homes"):
            monkeypatch.setattr(f"winset.engines.bargaining.{module}.KEPT", fresh)

    return forget


def drawn(case):
    found = sample(case, 1500, 3)
    return {name: holds.tobytes() for name, holds in found.headlines.items()}


def test_versions_come_out_the_same_in_any_order_and_alone(nothing_kept):
    base = winset.load("jeddah-2025")
    cases = [winset.changed(base, version) if version else base for version in VERSIONS]
    alone = []
    for case in cases:
        nothing_kept()
        alone.append(drawn(case))
    nothing_kept()
    forwards = [drawn(case) for case in cases]
    backwards = [drawn(case) for case in reversed(cases)][::-1]
    assert forwards == alone
    assert backwards == alone
    assert len({tuple(one.items()) for one in alone}) > 3  # they are not all the same anyway


def test_what_is_expected_is_the_sum_over_all_answers():
    for name in ("jeddah-2025", "ferry-contract"):
        negotiation = Negotiation(winset.load(name))
        one = draw(negotiation.inputs, 7, 0, 64)
        situation = negotiation.situation(one)
        answers = situation.answers.to_all()
        assert np.allclose(answers.sum(axis=2), 1)
        for party in negotiation.signatories:
            plain = (negotiation.worth(party, one) * answers).sum(axis=2)
            charged = negotiation.landing.refused.any(axis=1)
            charged[negotiation.status_quo] = True
            assert np.allclose(situation.worth[party][:, ~charged], plain[:, ~charged])


def test_draws_are_the_same_however_they_are_cut():
    known = inputs(winset.load("jeddah-2025"))
    whole = draw(known, 1, 0, 5000)
    for start, count in ((0, 10), (2040, 20), (2048, 2048), (4990, 10), (1, 4999)):
        part = draw(known, 1, start, count)
        for address in known:
            assert part.values[address].tobytes() == whole.values[address][start : start + count].tobytes()
        assert (part.chance("x") == whole.chance("x")[start : start + count]).all()


def test_a_copy_of_a_case_keeps_nothing_of_the_first():
    case = winset.load("jeddah-2025")
    first, structure = case.hash, case.structure
    other = case.model_copy(update={"title": "another", "status_quo": {"aid": "resumed"}})
    assert other.hash != first
    assert other.structure != structure
    assert case.hash == first


def test_kinds_of_packages_stand_for_all_of_their_kind():
    for name in ("jeddah-2025", "ferry-contract"):
        negotiation = Negotiation(winset.load(name))
        some = draw(negotiation.inputs, 5, 0, 16)
        answers = negotiation.answers(some)
        plain = negotiation._chances(some, np.arange(len(negotiation.numbers)))
        assert np.allclose(answers.to_all(), plain)
        rows = np.arange(16) % len(negotiation.numbers)
        assert np.allclose(answers.to_each(rows), plain[np.arange(16), rows])
        where = np.random.default_rng(1).random(negotiation.possible.shape) < 0.5
        assert np.allclose(answers.how_often(where), (plain * where).sum(axis=2))
