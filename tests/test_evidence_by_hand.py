"""The weights of claims against an example worked by hand, figure by figure from the table in the documentation."""

from decimal import Decimal
from math import log

import pytest

import winset
from winset.claims import Claim, Link
from winset.engines.evidence.hypotheses import hypotheses
from winset.engines.evidence.likelihood_ratios import supports

pytestmark = pytest.mark.outside_truth

CASE = winset.from_data(
    {
        "winset": "1",
        "title": "hand",
        "parties": {"A": {}, "B": {}},
        "issues": {"x": {"levels": ["no", "yes"], "control": "A"}, "y": {"levels": ["no", "yes"], "control": "B"}},
        "conditions": {"hard": {"party": "A", "withholds": "x = yes", "unless": "y = yes", "prior": "0.4"}},
    }
)
OFFICIAL = Claim(
    content="no x without y",
    source="an official",
    source_grade="B",
    information_grade="3",
    hedge_level="reported",
    anonymous=True,
    speech_act="condition",
)
MINISTER = Claim(content="x anyway", source="the minister", source_grade="A", information_grade="1", cost="costly")
LINKS = [Link("c1", "conditions.hard"), Link("c2", "conditions.hard", "against"), Link("c3", "conditions.hard")]


def chance(claims):
    (found,) = supports(CASE, claims, LINKS)
    return found


def test_one_claim_for_it():
    # a statement counts 3; B 0.8, 3 is 0.6, reported 0.8, anonymous 0.7: strength 0.2688; 3 to that power is 1.34354
    found = chance({"c1": OFFICIAL})
    assert found.claims[0].ratio == pytest.approx(1.34354, abs=1e-5)
    # odds of 0.4 are 2 to 3; times 1.34354 is 0.895693, a chance of 0.472488
    assert float(found.posterior[1]) == pytest.approx(0.472488, abs=2e-6)
    assert found.prior == (Decimal("0.4"),) * 3


def test_a_costly_act_against_it_and_a_second_report_that_counts_for_nothing():
    # an act that costs counts 8, A, 1, asserted, named: strength 1, divided: 0.125; the odds are 0.111962, 0.100688
    louder = Claim(content="no x without y", source="An official.", source_grade="B", information_grade="4")
    found = chance({"c1": OFFICIAL, "c2": MINISTER, "c3": louder})
    # c3: B 0.8 and 4 is 0.3, asserted, named: strength 0.24, weaker than 0.2688, so of this source c1 counts
    assert [(one.claim, one.counts) for one in found.claims] == [("c1", True), ("c2", True), ("c3", False)]
    assert found.claims[2].ratio == pytest.approx(1.301694, abs=1e-5)
    assert log(found.claims[1].ratio, 8) == pytest.approx(-1)
    assert float(found.posterior[1]) == pytest.approx(0.100688, abs=2e-6)


def test_rival_explanations_by_hand():
    links = [Link("c1", "they meant it"), Link("c1", "a mistake", "against"), Link("c2", "a mistake", "strongly for")]
    links.append(Link("c2", "they meant it", "strongly against"))
    (group,) = hypotheses(CASE, {"c1": OFFICIAL, "c2": MINISTER}, links).groups
    # against "they meant it": c2, twice its strength of 1; against "a mistake": c1, once its strength of 0.2688
    assert dict(zip(group.hypotheses, group.inconsistency, strict=True)) == {"a mistake": 0.2688, "they meant it": 2}
    assert group.hypotheses[0] == "a mistake"
    assert {one.claim: one.diagnosticity for one in group.claims} == {"c1": 2, "c2": 4}
