"""The next useful step: every want of small cases is seen, in the order of the work, and nothing else."""

import pytest
from click.testing import CliRunner

import winset
from winset.case.catalogue import names
from winset.case.reading import read_case
from winset.case.sections import SECTIONS
from winset.cli import cli
from winset.log.store import LogEntry
from winset.present.views.next_steps import AtHand, at_hand, beginning, next_steps
from winset.record.files import new_record

ESSENTIALS = """winset: 1
title: Talks
parties: {A: {name: Alpha}, B: {name: Beta}}
issues:
  aid: {name: Aid, levels: [no, yes], control: A}
  truce: {name: Truce, levels: [no, yes], control: B}
"""
WANTS = """preferences:
  A: [{prefer: truce = yes, basis: S1}]
  B: [{prefer: aid = yes, basis: S2}]
"""
ENDS = """scenarios: {swap: aid = yes and truce = yes}
sources: {S: {title: A statement}}
not_in_source: [How long it lasts]
"""
NUMBERS = "values: {A: [{when: truce = yes, points: 5, basis: S1}], B: [{when: aid = yes, points: 5, basis: S2}]}\n"
QUESTION = "questions: {q: {text: Is there aid?, by: 2026-03-01, rule: a statement, when: aid = yes}}\n"
WHOLE = ESSENTIALS + WANTS + ENDS + NUMBERS + QUESTION


def steps(text, *given):
    return [(one.what, one.where) for one in next_steps(read_case(text.encode(), "talks.yaml"), *given)][:-1]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        (ESSENTIALS, "Say what Alpha and Beta reportedly want", "case?section=preferences"),
        (WHOLE.replace(", B: {name: Beta}", "").replace("control: B", "control: A").split("preferences")[0],
         "Name a second party", "case?section=parties"),
        (ESSENTIALS + "preferences: {A: [{prefer: truce = yes, basis: S1}]}\n" + ENDS,
         "Say what Beta reportedly wants", "case?section=preferences"),
        (WHOLE.replace("swap: aid = yes and truce = yes", ""), "Name the ways it may end", "case?section=scenarios"),
        (WHOLE.replace(", basis: S2}]\nscenarios", "}]\nscenarios"), "Name the sources", "record?part=missing"),
        (ESSENTIALS + WANTS + ENDS, "Give a few values as ranges", "case?section=values"),
        (WHOLE.replace(", B: [{when: aid = yes, points: 5, basis: S2}]", ""), "Give values of Beta",
         "case?section=values"),
        (ESSENTIALS + WANTS + ENDS + NUMBERS, "Ask a dated question", "case?section=questions"),
        (WHOLE, "Keep a forecast", "log"),
        (WHOLE.replace("not_in_source: [How long it lasts]", ""), "Say what the material leaves out",
         "case?section=not_in_source"),
    ],
)  # fmt: skip
def test_what_a_small_case_lacks_is_the_next_step(text, what, where):
    assert (what, where) in steps(text)


def test_a_whole_case_lacks_nothing_and_is_handed_on():
    case = read_case(WHOLE.encode(), "talks.yaml")
    assert [one.where for one in next_steps(case, AtHand(forecasts=1))] == ["report"]


def test_the_essentials_come_before_sources_and_these_before_numbers():
    bare = ESSENTIALS + "preferences: {A: [truce = yes]}\n"
    wheres = [where for _, where in steps(bare, AtHand(proposed=2))]
    assert wheres == [
        "case?section=preferences",
        "case?section=preferences",
        "case?section=scenarios",
        "record?part=review",
        "record?part=missing",
        "case?section=values",
        "case?section=not_in_source",
    ]


def test_sources_are_counted_and_a_linked_claim_is_one():
    text = WHOLE.replace(", basis: S1", "").replace(", basis: S2", ", basis: analyst assumption")
    case = read_case(text.encode(), "talks.yaml")
    assert next_steps(case)[0].why.startswith("2 statements have no source")
    with_link = AtHand(linked=frozenset({"preferences.A.1"}))
    assert next_steps(case, with_link)[0].why.startswith("1 statement has no source")


def test_what_record_and_log_hold_is_looked_up():
    case = read_case(WHOLE.replace(", basis: S1", "").encode(), "talks.yaml")
    store = new_record(None)
    for number, status in enumerate(("accepted", "proposed", "proposed"), 1):
        store.add("claims", {"content": f"claim {number}", "source": "Alpha", "status": status}, "2026-01-01")
    store.add("links", {"claim": "c1", "about": "preferences.A.1", "stands": "for"}, "2026-01-01")
    log = [LogEntry("forecast", "q", "2026-02-01", {"probability": 0.4})]
    before, after = (at_hand(case, store, log, day) for day in ("2026-02-28", "2026-03-02"))
    assert before == AtHand(2, frozenset({"preferences.A.1"}), 1, 0)
    assert after.answerable == 1
    answered = [*log, LogEntry("resolution", "q", "2026-03-02", {"answer": "yes"})]
    assert at_hand(case, store, answered, "2026-03-02").answerable == 0
    store.close()
    assert [one.what for one in next_steps(case, after)] == [
        "Review 2 proposed claims",
        "Say how 1 question came out",
        "Hand it on",
    ]


def test_a_draft_begins_with_the_essentials_it_lacks():
    assert [one.where.split("=")[1] for one in beginning({})] == ["parties", "issues", "preferences", "scenarios"]
    assert [
        one.where for one in beginning({key: {"a": 1} for key in ("parties", "issues", "preferences", "scenarios")})
    ] == ["case"]


def test_every_case_of_the_catalogue_has_steps_that_lead_somewhere():
    for name in names():
        found = next_steps(winset.load(name))
        assert found[-1].where == "report"
        for one in found:
            view, _, section = one.where.partition("?section=")
            assert view in {"case", "record?part=missing", "record?part=review", "log", "report"}
            assert not section or section in SECTIONS
        has_values = bool(winset.load(name).values)
        assert has_values != ("case?section=values" in {one.where for one in found}), name


def test_check_ends_with_the_next_step(tmp_path):
    file = tmp_path / "talks.yaml"
    file.write_text(ESSENTIALS + WANTS + ENDS, encoding="utf-8")
    told = CliRunner().invoke(cli, ["check", str(file)]).output.splitlines()[-1]
    assert told == (
        "Next: give a few values as ranges (section values). This case has no numbers: deals and forecasts need them."
    )
