"""What a person does with a draft: every change leaves a valid case, and changes what it says and nothing else."""

import random

import pytest

from seeds import seeds
from winset.case.confirmation import confirmation
from winset.case.reading import read_case
from winset.drafting.entries import editing, joining
from winset.drafting.entries.addresses import addresses
from winset.drafting.entries.plain import as_plain, from_plain
from winset.drafting.entries.writing import case_text
from winset.drafting.proposal import (
    Draft,
    DraftCondition,
    DraftIssue,
    DraftParty,
    DraftScenario,
    DraftStatement,
    title_of,
)
from winset.errors import UsageError
from winset.frozen import replace
from winset.space.game import game, scenario_masks


def said(party, issue, prefer, direction="wants", *basis, **more):
    return DraftStatement(
        party=party, issue=issue, prefer=prefer, direction=direction, act="demand", basis=basis, **more
    )


DRAFT = Draft(
    title="Weir",
    as_of="2025-01-02",
    deadline="",
    documents=(("S", "Valley Post", ""),),
    parties=(
        DraftParty(key="mill", name="Mill", aliases=("owners", "Arlen Paper"), basis=("S1",)),
        DraftParty(key="town", name="Town", basis=("S2",)),
        DraftParty(key="council", name="Council", at_table=False, question="is it at the table?", basis=("S3",)),
    ),
    issues=(
        DraftIssue(key="weir", name="Weir", levels=("stands", "lowered", "removed"), control=("mill",), basis=("S1",)),
        DraftIssue(key="dam", name="Dam", levels=("as now", "removed"), control=("mill", "town"), basis=("S4",)),
        DraftIssue(key="toll", name="Toll", levels=("paid", "waived"), control=("council",)),
        DraftIssue(
            key="rent",
            name="Rent",
            levels=("5", "9"),
            control=("town",),
            unit="percent",
            span=("5", "9", "1", "5"),
            marks=(("mill demand", "9"),),
        ),
    ),
    statements=(
        said("mill", "weir", "weir = stands", "resists", "S1"),
        said("mill", "rent", "rent >= 9", "wants", "S5"),
        said("town", "weir", "weir = removed", "wants", "S2"),
        said("town", "dam", "dam = removed", "wants", "S4"),
        said("council", "toll", "toll = paid", "resists", "S3", question="is it a refusal?"),
    ),
    conditions=(
        DraftCondition(key="mill_weir", party="mill", withholds="weir = lowered", unless="toll = waived"),
        DraftCondition(key="town_dam", party="town", withholds="dam = removed", unless="rent <= 6"),
    ),
    scenarios=(DraftScenario(key="ending_1", name="Free river", when="weir = removed and dam = removed"),),
    open=(("Nobody knows who pays.", "S6"),),
    questions=("is it at the table?", "is it a refusal?", "Who pays?"),
)


def case_of(draft):
    return read_case(case_text(draft).encode(), "draft")


def prefers(draft):
    return [(one.party, one.prefer) for one in draft.statements]


def test_accepting_is_written_into_the_note_and_settles_the_question():
    one = editing.accepted(DRAFT, "parties.council", "Ada; B")
    assert one.questions == ("is it a refusal?", "Who pays?")
    one = editing.accepted(one, "statements.0", "Jo")
    found = confirmation(case_of(one))
    assert (found.drafted, found.confirmed, found.by) == (15, 2, ("Ada B", "Jo"))
    back = editing.accepted(editing.accepted(DRAFT, "parties.mill", "Ada"), "parties.mill", "Ada")
    assert back == DRAFT


def test_a_title_made_of_names_follows_them_and_one_that_somebody_gave_stays():
    named = replace(DRAFT, title=title_of(DRAFT.parties))
    one = editing.renamed(named, "parties.mill", "Arlen Mill")
    assert "Arlen Mill" in one.title
    assert one.title != named.title
    assert editing.rejected(named, "parties.mill").title == title_of(named.parties[1:])
    assert editing.renamed(DRAFT, "parties.mill", "Arlen Mill").title == "Weir"


def test_names_and_levels():
    one = editing.renamed(DRAFT, "parties.mill", "  Arlen\nMill ")
    assert (one.parties[0].name, one.parties[0].aliases) == ("Arlen Mill", ("Mill", "owners", "Arlen Paper"))
    assert editing.renamed(DRAFT, "scenarios.ending_1", "No weir").scenarios[0].name == "No weir"
    one = editing.level_renamed(DRAFT, "issues.weir", "removed", "taken out and gone")
    assert one.issues[0].levels == ("stands", "lowered", "taken out and gone")
    assert one.statements[2].prefer == 'weir = "taken out and gone"'
    assert one.scenarios[0].when == 'weir = "taken out and gone" and dam = removed'
    assert case_of(one).issues["weir"].levels == one.issues[0].levels


def holds(draft, condition):
    """In which of the outcomes a condition holds, by the engine that knows nothing of editing."""
    case = case_of(replace(draft, scenarios=(DraftScenario(key="x", name="x", when=condition),)))
    return [bool(one) for one in scenario_masks(game(case))["x"]]


@pytest.mark.parametrize("place", range(5))
def test_a_reversed_statement_holds_where_it_did_not(place):
    turned = editing.reversed_(DRAFT, f"statements.{place}", "Ada")
    before, after = holds(DRAFT, DRAFT.statements[place].prefer), holds(DRAFT, turned.statements[place].prefer)
    assert after == [not one for one in before]
    assert turned.statements[place].direction != DRAFT.statements[place].direction
    assert turned.statements[place].confirmed == "Ada"
    again = editing.reversed_(turned, f"statements.{place}", "Ada")
    assert holds(DRAFT, again.statements[place].prefer) == before


def test_reversing_a_seat():
    assert editing.reversed_(DRAFT, "parties.council", "Ada").parties[2].at_table
    with pytest.raises(UsageError, match="only statements and seats"):
        editing.reversed_(DRAFT, "issues.weir", "Ada")


def test_two_issues_become_one():
    one = joining.merged(DRAFT, "issues.weir", "issues.dam")
    assert [issue.key for issue in one.issues] == ["weir", "toll", "rent"]
    assert one.issues[0].levels == ("stands", "lowered", "removed")
    assert one.issues[0].basis == ("S1", "S4")
    assert prefers(one).count(("town", "weir = removed")) == 1, "what it says of both is said once"
    assert next(two for two in one.statements if two.party == "town").basis == ("S2", "S4")
    assert one.conditions[1].withholds == "weir = removed"
    assert any("who can move it" in told for told in one.questions)
    assert case_of(one)
    turned = joining.merged(DRAFT, "issues.dam", "issues.weir")
    assert turned.issues[0].levels == ("as now", "removed", "lowered")
    assert ("mill", 'dam = "as now"') in prefers(turned), "today is today under either name"


def test_two_parties_become_one():
    one = joining.merged(DRAFT, "parties.town", "parties.council")
    assert [party.key for party in one.parties] == ["mill", "town"]
    assert one.parties[1].aliases == ("Council",)
    assert next(issue for issue in one.issues if issue.key == "toll").control == ("town",)
    assert ("town", "toll = paid") in prefers(one)
    assert case_of(one)


def test_one_party_becomes_two():
    one = joining.split(DRAFT, "parties.mill", "Owners", ["owners", "statements.1", "conditions.mill_weir"])
    assert [(party.key, party.aliases) for party in one.parties[:2]] == [("mill", ("Arlen Paper",)), ("owners", ())]
    assert prefers(one)[:2] == [("mill", "weir = stands"), ("owners", "rent >= 9")]
    assert one.conditions[0].party == "owners"
    assert one.parties[1].basis == ("S5",)
    assert case_of(one)


def test_one_issue_becomes_two():
    one = joining.split(DRAFT, "issues.weir", "Height of the weir", ["conditions.mill_weir"])
    old, new = one.issues[:2]
    assert (old.levels, new.levels) == (("stands", "removed"), ("stands", "lowered"))
    assert one.conditions[0].withholds == "height_of_the_weir = lowered"
    assert ("town", "weir = removed") in prefers(one)
    assert case_of(one)
    with pytest.raises(UsageError, match="nothing that speaks of the issue"):
        joining.split(DRAFT, "issues.weir", "Height", ["statements.1"])


def test_what_goes_with_an_entry():
    one = editing.rejected(DRAFT, "parties.council")
    assert [issue.key for issue in one.issues] == ["weir", "dam", "rent"], "what it alone can move goes with it"
    assert [held.key for held in one.conditions] == ["town_dam"]
    assert one.questions == ("is it a refusal?", "Who pays?")
    one = editing.rejected(DRAFT, "issues.dam")
    assert (len(one.statements), [held.key for held in one.conditions], one.scenarios) == (4, ["mill_weir"], ())
    assert editing.rejected(DRAFT, "questions.2").questions == DRAFT.questions[:2]
    assert editing.rejected(DRAFT, "open.0").open == ()


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: editing.rejected(DRAFT, "statements.9"), "no entry"),
        (lambda: editing.rejected(DRAFT, "title"), "no entry"),
        (lambda: editing.rejected(DRAFT, "open.x"), "no entry"),
        (lambda: editing.accepted(DRAFT, "documents.0", "Ada"), "no entry"),
        (lambda: editing.renamed(DRAFT, "parties.mill", " \n"), "at least one letter"),
        (lambda: editing.renamed(DRAFT, "statements.0", "x"), "no name of its own"),
        (lambda: editing.level_renamed(DRAFT, "issues.weir", "removed", "stands"), "name of its own"),
        (lambda: editing.level_renamed(DRAFT, "issues.rent", "5", "6"), "no level"),
        (lambda: joining.merged(DRAFT, "parties.mill", "parties.mill"), "with itself"),
        (lambda: joining.merged(DRAFT, "parties.mill", "issues.weir"), "only two parties"),
        (lambda: joining.merged(DRAFT, "issues.weir", "issues.rent"), "amounts"),
        (lambda: joining.split(DRAFT, "parties.mill", "x", []), "nothing is chosen"),
        (lambda: joining.split(DRAFT, "parties.mill", "x", ["statements.77"]), "not in the draft any more"),
        (lambda: joining.split(DRAFT, "statements.0", "x", ["statements.1"]), "only parties and issues"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(act, told):
    with pytest.raises(UsageError, match=told):
        act()


def test_any_run_of_changes_leaves_a_case_or_is_told():
    """Whatever is done in whatever order, no condition speaks of an issue, or a level, that is gone."""
    done = 0
    for seed in seeds(40):
        draws, draft = random.Random(seed), DRAFT
        for _ in range(12):
            every = addresses(draft)
            if not every:
                break
            one, two = draws.choice(every), draws.choice(every)
            act = draws.choice(
                [
                    lambda d, one=one: editing.accepted(d, one, "Ada"),
                    lambda d, one=one: editing.rejected(d, one),
                    lambda d, one=one: editing.reversed_(d, one, "Ada"),
                    lambda d, one=one, two=two: joining.merged(d, one, two),
                    lambda d, one=one, two=two: joining.split(d, one, "Other", [two]),
                    lambda d, one=one: editing.renamed(d, one, "if then"),
                ]
            )
            try:
                new = act(draft)
            except UsageError:
                continue
            known = {issue.key: issue for issue in new.issues}
            parties = {party.key for party in new.parties}
            for said_of in new.statements:
                assert said_of.issue in known
                assert said_of.party in parties
            assert all(set(issue.control) <= parties and issue.control for issue in new.issues)
            if len(parties) >= 2 and known:
                assert case_of(new)
                done += 1
            draft = new
    assert done > 2 * len(seeds(40))


def test_a_draft_travels_as_plain_values():
    import json

    assert from_plain(json.loads(json.dumps(as_plain(DRAFT)))) == DRAFT
