"""From claims to numbers: the acceptance tests of the record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.claims import Claim, Link, SourceDocument
from winset.engines.evidence.effect import effect
from winset.engines.evidence.gaps import missing
from winset.engines.evidence.hypotheses import hypotheses
from winset.engines.evidence.likelihood_ratios import at_date, expected_only, informed, supports
from winset.engines.evidence.weights import SMALL, WEIGHTS, cheap_limit, farthest, in_force, ratio, weight_problems
from winset.engines.talks.paired import sample
from winset.frozen import replace
from winset.present.documents.document import as_markdown
from winset.present.documents.evidence import missing_document
from winset.record.exchange import as_lines, from_lines, record_of

pytestmark = pytest.mark.outside_truth

CASE = winset.load("jeddah-2025")
STORE = record_of(CASE)
CLAIMS = STORE.claims()
LINKS = list(STORE.links().values())


def claim(**fields):
    return Claim(**({"content": "x", "source": "somebody", "source_grade": "A", "information_grade": "1"} | fields))


def chance(claims, links=(), about="conditions.strict"):
    return next(float(one.posterior[1]) for one in supports(CASE, claims, links) if one.about == about)


def linked(*keys):
    return [Link(key, "conditions.strict") for key in keys]


def test_t25_replaying_events_to_a_date_gives_the_status_quo_of_that_date():
    events = list(STORE.events().values())
    on = {day: at_date(CASE, events, day).status_quo_level for day in ("2025-02-15", "2025-03-04", "2025-03-09")}
    assert [on[day]("aid") for day in on] == ["resumed", "withheld", "withheld"]
    assert [on[day]("intelligence") for day in on] == ["resumed", "resumed", "withheld"]
    assert all(on["2025-03-09"](issue) == CASE.status_quo_level(issue) for issue in CASE.issues)


def test_t26_rival_explanations_stay_side_by_side_with_their_sentences():
    (group,) = [
        one
        for one in hypotheses(CASE, CLAIMS, LINKS).groups
        if any(name.startswith("the signing failed") for name in one.hypotheses)
    ]
    assert len(group.hypotheses) == 2
    for place in range(2):
        backing = [row.claim for row in group.claims if row.stands[place] == "for"]
        assert backing
        assert all(CLAIMS[key].reference for key in backing)


def test_the_least_inconsistent_hypothesis_leads_and_missing_cells_stay_missing():
    claims = {key: claim(source=key) for key in "abcd"} | {"e": claim(source="e", source_grade="B")}
    links = [
        Link(key, about, stands)
        for key, about, stands in [
            ("a", "quarrel", "strongly for"),
            ("a", "policy", "strongly against"),
            ("b", "quarrel", "for"),
            ("b", "policy", "for"),
            ("c", "quarrel", "against"),
            ("c", "policy", "neutral"),
            ("d", "policy", "not applicable"),
            ("e", "quarrel", "for"),
            ("e", "policy", "for"),
        ]
    ]
    (group,) = hypotheses(CASE, claims, links).groups
    assert group.hypotheses == ("quarrel", "policy")
    assert group.inconsistency == (1, 2)
    assert group.against == (1, 1)
    assert [(row.claim, row.diagnosticity) for row in group.claims] == [
        ("a", 4),
        ("c", 1),
        ("b", 0),
        ("e", 0),
        ("d", None),
    ]
    assert group.claims[-1].stands == ("", "not applicable")


@given(st.permutations(range(len(LINKS))))
def test_no_hypothesis_and_no_claim_is_dropped_in_any_order_of_links(order):
    groups = hypotheses(CASE, CLAIMS, [LINKS[place] for place in order]).groups
    names = [name for group in groups for name in group.hypotheses]
    assert sorted(names) == sorted({one.about for one in LINKS} | {"conditions.minimum", "conditions.strict"})
    assert {row.claim for group in groups for row in group.claims} >= {one.claim for one in LINKS}


def test_t32_a_lower_grade_moves_the_forecast_towards_resumption():
    lower = {
        key: replace(one, source_grade="E", information_grade="4") if key in {"c3", "c4", "c5"} else one
        for key, one in CLAIMS.items()
    }
    assert chance(lower, LINKS) < chance(CLAIMS, LINKS)
    before, after = (sample(informed(CASE, claims, LINKS), 1500, 3) for claims in (CLAIMS, lower))
    assert after.probability("aid = resumed") > before.probability("aid = resumed")


def test_t33_two_reports_of_one_source_count_once():
    one = {"a": claim(source="An official")}
    twice = {"a": claim(source="An official"), "b": claim(source="an official.", via="another paper")}
    two = {"a": claim(source="An official"), "b": claim(source="a minister")}
    assert chance(twice, linked("a", "b")) == chance(one, linked("a"))
    assert chance(two, linked("a", "b")) > chance(one, linked("a"))
    (support,) = [found for found in supports(CASE, twice, linked("a", "b")) if found.about == "conditions.strict"]
    assert [found.why_not for found in support.claims] == ["", "same source as a"]


def test_t34_a_costless_statement_moves_little_and_t35_a_costly_act_more():
    prior = chance({})
    cheap, plain, costly = (
        chance({"a": claim(cost=cost)}, linked("a")) - prior for cost in ("cheap", "statement", "costly")
    )
    assert 0 < cheap < SMALL
    assert cheap < plain < costly


def test_t34_no_costless_statement_moves_any_forecast_by_more_than_the_declared_small_amount():
    assert cheap_limit(CASE) <= SMALL
    cheap = claim(cost="cheap", source="a spokesman")
    base = sample(informed(CASE, CLAIMS, LINKS), 1500, 3)
    for stands in ("for", "against"):
        link = Link("a", "conditions.strict", f"strongly {stands}")
        moved = sample(informed(CASE, {**CLAIMS, "a": cheap}, [*LINKS, link]), 1500, 3)
        for headline in base.headlines:
            assert abs(moved.probability(headline) - base.probability(headline)) <= SMALL


@given(st.floats(1, 50), st.floats(0.001, 0.999))
def test_no_chance_moves_farther_than_the_bound(factor, prior):
    odds = prior / (1 - prior) * factor
    assert odds / (1 + odds) - prior <= farthest(factor) + 1e-12
    worst = 1 / (1 + factor**0.5)
    assert worst * factor / (1 - worst + worst * factor) - worst == pytest.approx(farthest(factor))


def test_t36_the_narrators_framing_has_no_weight_until_promoted():
    framing = claim(narrator=True)
    assert chance({"a": framing}, linked("a")) == chance({})
    assert chance({"a": replace(framing, promoted=True)}, linked("a")) > chance({})
    assert chance({"a": claim(status="proposed")}, linked("a")) == chance({})


def test_t38_a_declared_position_is_stored_apart_from_the_preference():
    stances = STORE.rows("stances")
    assert {one["party"] for one in stances.values()} == {"US", "UA", "RU"}
    assert all(CLAIMS[one["claim"]].source for one in stances.values())
    store = from_lines(as_lines(STORE.tables()).split("\n"), "copy", "2025-03-09")
    before = informed(CASE, store.claims(), list(store.links().values()))
    fields = {"party": "RU", "position": "no aid to Ukraine at all", "claim": "c17", "date": "2025-03-09"}
    assert store.add("stances", fields, "2025-03-09") == "s4"
    after = informed(CASE, store.claims(), list(store.links().values()))
    assert after.preferences == before.preferences == CASE.preferences
    assert after.hash == before.hash
    with pytest.raises(winset.UsageError, match="there is no c99"):
        store.add("stances", fields | {"claim": "c99"}, "2025-03-09")


def test_t39_an_expected_event_is_not_an_event():
    expected = next(one for one in CLAIMS.values() if one.hedge_level == "expected")
    assert expected_only(expected)
    assert not expected_only(CLAIMS["c10"])
    assert expected_only(claim(speech_act="forecast"))
    assert expected_only(claim(status="proposed", speech_act="action"))
    for hedge in ("expected", "probable", "possible", "uncertain", "hypothetical", "counterfactual"):
        assert expected_only(claim(hedge_level=hedge, speech_act="action"))
    assert not any(one.claim and expected_only(CLAIMS[one.claim]) for one in STORE.events().values())


def test_ratios_follow_the_table_and_the_case_can_change_it():
    strongest = claim(cost="costly")
    assert ratio(strongest, WEIGHTS) == WEIGHTS["base"]["costly"]
    assert ratio(replace(strongest, hedge_level="counterfactual"), WEIGHTS) == 1
    data = CASE.model_dump(mode="json", exclude_defaults=True) | {
        "winset": "1",
        "evidence": {"base": {"statement": "9"}},
    }
    other = winset.from_data(data)
    louder = next(one for one in supports(other, CLAIMS, LINKS) if one.about == "conditions.minimum")
    assert float(louder.posterior[1]) > chance(CLAIMS, LINKS, "conditions.minimum")
    changed = [one for one in in_force(other) if one.value != one.default]
    assert [(one.table, one.entry, one.value, one.default) for one in changed] == [("base", "statement", 9, 3)]
    assert weight_problems(other) == []
    (warned,) = weight_problems(winset.from_data(data | {"evidence": {"base": {"cheap": "2"}}}))
    assert "costs nothing" in warned.what
    with pytest.raises(winset.UsageError, match="has no entry 'statment'"):
        supports(winset.from_data(data | {"evidence": {"base": {"statment": "9"}}}), CLAIMS, LINKS)


def test_a_claim_against_lowers_the_chance():
    against = [Link("a", "conditions.strict", "against")]
    assert chance({"a": claim()}, against) < chance({}) < chance({"a": claim()}, linked("a"))


def test_certain_priors_stay_certain():
    data = CASE.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    data["conditions"]["strict"]["prior"] = "1"
    (one,) = [found for found in supports(winset.from_data(data), CLAIMS, LINKS) if found.about == "conditions.strict"]
    assert one.posterior == (1, 1, 1)


def test_effect():
    record = effect(CASE, CLAIMS, LINKS, draws=300)
    assert {one.claim for one in record.effects} == {"c1", "c5", "c6"}


def test_what_is_missing():
    found = missing(CASE, CLAIMS, STORE.documents())
    assert found.without_source == ("preferences.UA.11",)
    assert found.unquoted == ()
    assert found.told == tuple(one.what for one in CASE.not_in_source)
    assert missing(CASE, {}, {}).unquoted == ("US", "UA", "RU")


def test_issues_the_documents_mention_and_the_case_lacks_are_found():
    text = (
        "Kyiv asked for security guarantees. Without security guarantees, aid means little, an adviser said. "
        "Prisoners were not discussed. Moscow holds prisoners. The minerals agreement is ready. Aid is withheld."
    )
    found = missing(CASE, {}, {"d1": SourceDocument(text=text)})
    assert [(one.words, one.count, one.told) for one in found.mentioned] == [
        ("security guarantees", 2, True),
        ("prisoners", 2, True),
    ]
    silent = CASE.model_copy(update={"not_in_source": ()})
    assert not any(one.told for one in missing(silent, {}, {"d1": SourceDocument(text=text)}).mentioned)
    claims = {key: claim(content="the mines are to be shared") for key in "ab"}
    assert [one.words for one in missing(CASE, claims, {}).mentioned] == ["mines"]
    rejected = {key: replace(one, status="rejected") for key, one in claims.items()}
    assert missing(CASE, rejected, {}).mentioned == ()


def test_what_is_spoken_of_is_not_lost_because_it_was_taken_for_a_speaker():
    data = CASE.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    data["issues"] = {"ore": {"name": "Raw materials", "levels": ["no", "yes"], "control": ["US", "UA"]}}
    small = {key: data[key] for key in ("winset", "title", "parties", "issues")}
    text = "The minerals deal is not dead, Kyiv said. An envoy praised the minerals deal. Diplomats and diplomats wait."
    claims = {"c1": claim(source="The minerals deal"), "c2": claim(source="European diplomats", status="proposed")}
    found = missing(winset.from_data(small), claims, {"d1": SourceDocument(text=text)})
    assert "minerals" in [one.words for one in found.mentioned]
    assert not any("diplomats" in one.words for one in found.mentioned)


def test_who_is_quoted_in_claims_that_wait_for_review_is_not_quoted_by_nobody():
    waiting = {f"c{place}": claim(actor="RU", status="proposed") for place in range(50)}
    found = missing(CASE, {"x": claim(actor="US"), "y": claim(actor="UA", status="rejected"), **waiting}, {})
    assert (found.unquoted, found.unreviewed, found.proposed) == (("UA",), ("RU",), 50)
    told = as_markdown(missing_document(CASE, found))
    assert "Quoted by nobody: Ukraine." in told
    assert "Quoted only in claims that nobody has reviewed yet: Russia (50 claims wait for review)." in told


def test_statements_carry_probability_into_the_stability_model():
    data = CASE.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    data["preferences"]["UA"][0]["probability"] = "0"
    sure, never = winset.load("jeddah-2025"), winset.from_data(data)
    one, two = (
        winset.forecast(case, 150, model="stability").scenarios["compromise"].probability for case in (sure, never)
    )
    assert one > two


def test_claims_cite_the_article_by_sentence():
    for one in CLAIMS.values():
        assert all(part.strip()[0] == "S" and 1 <= int(part.strip()[1:]) <= 44 for part in one.reference.split(","))
