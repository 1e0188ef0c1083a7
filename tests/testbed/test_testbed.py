"""Every sentence of every expert, checked; see ``bed.py`` for the kinds of checks."""

import pytest

from testbed import bed, limits, table

SAID = [one for one in bed.sentences() if not one.cannot and not one.awaits]
UNSAID = [one for one in bed.sentences() if one.cannot and one.kind]


@pytest.mark.parametrize("sentence", SAID, ids=lambda one: one.name)
def test_page_one_says_what_an_expert_says(sentence):
    verdict = bed.check(sentence)
    assert verdict.holds, f"{sentence.says} {verdict.found}"


@pytest.mark.parametrize("sentence", UNSAID, ids=lambda one: one.name)
def test_what_cannot_be_said_is_still_not_said(sentence):
    """When this fails, winset has learned to say it: take the mark away and correct docs/limits.md."""
    verdict = bed.check(sentence)
    assert not verdict.holds, f"{sentence.says} {verdict.found}"


def test_there_are_conflicts_enough_and_all_are_small():
    assert len(bed.NAMES) >= 16
    for name in bed.NAMES:
        text = (bed.HERE / "cases" / f"{name}.yaml").read_text("utf-8")
        assert 40 <= len(text.splitlines()) <= 90
        case = bed.load(name)
        assert 2 <= len(case.parties) <= 5
        assert case.sources
        assert sum(one.conflict == name for one in bed.sentences()) >= 3


def test_a_third_of_the_conflicts_has_statements_only():
    assert sum(not bed.load(name).values for name in bed.NAMES) * 3 >= len(bed.NAMES) - 1


def test_the_page_on_limits_lists_what_cannot_be_said():
    """``uv run tests/testbed/limits.py`` writes the section."""
    assert limits.section() in limits.PAGE.read_text("utf-8")


def test_the_table_has_every_scenario():
    rows = table.rows("swap", bed.load("swap"))
    assert [row.scenario for row in rows] == list(bed.load("swap").scenarios)
    assert all(row.by_construction <= row.hold <= row.possible for row in rows)
