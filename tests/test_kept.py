"""What versions of a case share is worked out once, and never changes what comes out."""

import gc
import weakref
from decimal import Decimal

import numpy as np
import pytest

import winset
from winset.engines.talks import shared_arrays as kept
from winset.engines.talks.paired import sample
from winset.engines.talks.situation import Negotiation
from winset.space.draws import draw
from winset.space.inputs import inputs, with_input
from winset.space.roles import roles

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
        for module in ("layout", "situation", "best_packages", "homes"):
            monkeypatch.setattr(f"winset.engines.talks.{module}.KEPT", fresh)

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


MOVED = (
    ("values.UA.1", "6"),
    ("values.RU.1", "-20"),
    ("conditions.strict.probability", "0.5"),
    ("reactions.RU", "2"),
    ("talks.noise", "0.1"),
    ("delay.US.cost", "3"),
)


def test_a_number_moved_comes_out_as_in_the_case_read_anew_with_it():
    """What a version takes over from the case it comes from does not hang on the number."""
    base = winset.load("jeddah-2025")
    known = {key: one for key, one in inputs(base).items() if key in dict(MOVED)}
    moved = [(address, Decimal(value)) for address, value in MOVED if address in known]
    assert len(moved) >= 4
    versions = [with_input(base, known[address], value) for address, value in moved]
    twice = with_input(versions[0], known[moved[1][0]], moved[1][1])
    read = [winset.changed(base, {address: str(value)}) for address, value in moved]
    read.append(winset.changed(base, {address: str(value) for address, value in moved[:2]}))
    for quick, anew in zip([*versions, twice], read, strict=True):
        assert inputs(quick) == inputs(anew)
        assert drawn(quick) == drawn(anew)
    assert drawn(base) == drawn(winset.load("jeddah-2025"))


def test_a_number_that_changes_a_role_is_seen():
    """Whether the threat presses hangs on its sign, and with it what can be agreed."""
    said = {
        "winset": "1",
        "title": "threat",
        "parties": {"A": {}, "B": {}},
        "issues": {
            "deal": {"levels": ["none", "signed"], "control": ["A", "B"]},
            "strike": {"levels": ["no", "yes"], "control": "A"},
        },
        "values": {
            "A": [{"when": "deal = signed", "points": 3}, {"when": "strike = yes", "points": 1}],
            "B": [{"when": "deal = signed", "points": 3}, {"when": "strike = yes", "points": [-2, -1, 2]}],
        },
    }
    base = winset.from_data(said)
    assert roles(base)["strike"].pressing == ("yes",)
    version = with_input(base, inputs(base)["values.B.2"], Decimal(2))
    assert roles(version)["strike"].pressing == ()
    assert len(Negotiation(version).numbers) > len(Negotiation(base).numbers)
    assert roles(base)["strike"].pressing == ("yes",)


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


def test_nothing_keeps_a_case_that_is_no_longer_used():
    """A workbench that runs for days reads a case anew after every change; what is worked out must go with it."""
    case = winset.load("wage-round").model_copy(update={"title": "Another"})
    winset.forecast(case, draws=20)
    winset.deals(case, draws=20)
    winset.flips(case, draws=20)
    winset.stability(case)
    still_there = weakref.ref(case)
    del case
    gc.collect()
    assert still_there() is None
