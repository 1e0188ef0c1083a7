"""Sentences read whatever the names: of parties that act alone or are many, of endings that are titles or clauses."""

import re

import pytest

import winset
from winset.engines.brief.brief import brief
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_markdown
from winset.present.words import prose
from winset.present.words.articles import takes_the

ALONE = """
winset: 1
title: A walk-out
parties:
  A: {name: Workers}
  B: {name: Firm}
  M: {name: Mediators, at_table: no}
issues:
  work: {name: Work, levels: [goes on, stopped], control: A}
  pay: {name: Pay, levels: [old, new], control: [A, B]}
impossible: [{when: work = stopped and pay = new}]
preferences:
  A: [work = stopped]
  B: [work = "goes on"]
scenarios:
  stop: {name: "NAME", when: work = stopped}
  deal: {name: Pay and peace, when: pay = new}
"""
NAMES = ["Lock-out goes on", "European Union leaves", "talks, then war", "walk-out", "union split", "hour of calm"]


def told(tmp_path, name):
    path = tmp_path / "case.yaml"
    path.write_text(ALONE.replace("NAME", name), "utf-8")
    case = winset.load(path)
    return as_markdown(brief_document(case, brief(case)))


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_is_named_so_that_every_sentence_reads(tmp_path, name):
    (line,) = [one for one in told(tmp_path, name).splitlines() if "Moving one at a time" in one]
    as_noun = {"walk-out": "a walk-out", "union split": "a union split", "hour of calm": "an hour of calm"}
    assert line.endswith(f"end in {as_noun.get(name, chr(34) + name + chr(34))}.")


@pytest.mark.parametrize("noun", ["union", "European plan", "unit", "one-sided step", "user fee", "UN plan"])
def test_a_before_a_consonant_sound(noun):
    assert prose.with_article(noun) == f"a {noun}"


@pytest.mark.parametrize("noun", ["agreement", "unimportant step", "unsigned paper", "hour", "honest offer", "end"])
def test_an_before_a_vowel_sound(noun):
    assert prose.with_article(noun) == f"an {noun}"


@pytest.mark.parametrize("name", ["Judge", "Accused", "Heirs", "Chief prosecutor"])
def test_who_is_named_by_an_office_or_a_part_has_an_article(name):
    assert takes_the(name)


def test_an_absent_party_without_issues_has_no_section_and_no_empty_line(tmp_path):
    text = told(tmp_path, "walk-out")
    assert "Mediators" not in text, "who wants and moves nothing is no better and no worse off"
    assert not re.search(r": \.|^- *\.?$|, \.", text, re.MULTILINE)


def test_an_absent_party_that_answers_is_headed_without_a_verb(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(ALONE.replace("NAME", "walk-out").replace("control: A}", "control: M}"), "utf-8")
    case = winset.load(path)
    headings = [section.heading for section in brief_document(case, brief(case)).sections]
    assert "Not at the table: Mediators" in headings


def test_terms_of_an_agreement_are_told_whatever_level_they_rest_at():
    case = winset.load("ferry-contract")
    text = as_markdown(brief_document(case, brief(case)))
    signed = [line for line in text.splitlines() if line.startswith("- The contract is signed")]
    assert signed
    assert all("the yearly grant is " in line and "the duration is " in line for line in signed)
    assert (
        "The county and the ferry company together: the contract is signed, the yearly grant is 7 million and the "
        in text
    )
    assert "from 6 million" not in text
    (row,) = [line for line in text.splitlines() if line.startswith("| Yearly grant")]
    assert "exists only if the contract is signed | 6 million / 7 million / 8 million" in row
