"""The worked cases: entered for a day before the outcome, frozen, sourced, and their pages say what winset prints."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

import winset
from test_tutorial import follow
from winset.case import catalogue
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_text
from winset.space.game import Game

PAGES = Path(__file__).resolve().parent.parent / "docs" / "worked"
HAPPENED = {  # written from the public record, apart from the answers in the files
    "nhl-2012": 'cba = signed and money = 300 and limit = 7 and duration = 10 and pension = "defined benefit" and '
    'union = "not filed" and season = "in doubt"',
    "brexit-2019": 'treaty = "not in force" and extension = granted and length = 3 and exit = no',
    "grain-2023": 'initiative = "not renewed" and corridor = closed and attacks = begun and own = opened and '
    'bank = "cut off" and cover = none',
}
NUMBERS = ("values", "conditions", "ratification", "homes", "delay", "threats", "reactions", "talks", "deadlines")
FROZEN = {"nhl-2012": "e211082f0bb3", "brexit-2019": "7ba001f44372", "grain-2023": "379b060e32b0"}
UNCHECKED = re.compile(r"analyst assumption|public record, not checked|https?://\S+|c\d+")


def bare(value):
    """What is reckoned with, without what it rests on."""
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if key not in {"basis", "note"}}
    return [bare(one) for one in value] if isinstance(value, list) else value


def bases(value):
    if isinstance(value, dict):
        own = value.get("basis") or []
        yield from [own] if isinstance(own, str) else own
        for key, one in value.items():
            yield from bases(one) if key != "basis" else ()
    elif isinstance(value, list):
        for one in value:
            yield from bases(one)


@pytest.mark.parametrize("name", HAPPENED)
def test_the_day_lies_before_the_outcome_and_all_sources_before_the_day(name):
    case = winset.load(name)
    day = str(case.as_of)
    assert all(str(question.by) > day for question in case.questions.values())
    assert all(day >= source.date for source in case.sources.values())
    rows = [json.loads(line) for line in (catalogue.FOLDER / f"{name}.record.jsonl").read_text("utf-8").splitlines()]
    documents = {row["url"]: row["date"] for row in rows if row["id"].startswith("d")}
    assert documents.items() <= {source.url: source.date for source in case.sources.values()}.items()
    assert "someone who knew" in case.note
    assert case.not_in_source


@pytest.mark.parametrize("name", HAPPENED)
def test_everything_rests_on_a_source_with_an_address_or_says_that_it_does_not(name):
    case = winset.load(name)
    cited = set(bases(case.model_dump(mode="json")))
    for basis in cited:
        assert UNCHECKED.fullmatch(basis) or case.sources[basis[0]].url.startswith("http"), basis
    assert {basis[0] for basis in cited} >= set(case.sources), "a source that nothing cites"


@pytest.mark.parametrize("name", HAPPENED)
def test_the_answers_are_those_of_what_happened(name):
    case = winset.load(name)
    space = Game(case).space
    happened = space.where(HAPPENED[name])
    assert happened.sum() == 1
    for key, question in case.questions.items():
        assert (space.where(question.when) & happened).any() == (question.answer == "yes"), key


@pytest.mark.parametrize("name", HAPPENED)
def test_the_numbers_stand_as_they_were_frozen(name):
    """They were written before any forecast; whoever mends one tells it in the case's note and here."""
    data = winset.load(name).model_dump(mode="json", exclude_defaults=True, include=set(NUMBERS))
    digest = sha256(json.dumps(bare(data), sort_keys=True).encode()).hexdigest()[:12]
    assert digest == FROZEN[name]


@pytest.mark.parametrize("name", HAPPENED)
def test_page_one_begins_its_sentences_and_denies_no_deal_that_some_runs_have(name):
    case = winset.load(name)
    found = winset.brief(case)
    told = as_text(brief_document(case, found), 100)
    assert not re.search(r"^ *- [a-z]", told, re.MULTILINE)
    assert found.numbers.zone[0] > 0
    assert "in any run" not in told


@pytest.mark.parametrize("name", HAPPENED)
def test_its_page_shows_what_is_printed(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (PAGES / f"{name}.md").read_text("utf-8")
    follow(page)
    for heading in ("## What winset says", "## What happened", "## Where it misleads"):
        assert heading in page
