"""Page one is one page: short, readable, without machine names, and its figures are those of the engines."""

import re

import pytest
import textstat

import winset
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.document import Bullets, as_markdown, as_text
from winset.present.documents.page_one import page_one
from winset.present.words.likelihood import percent
from winset.present.words.linter import lint, lint_page
from winset.record.exchange import load_informed
from winset.space.inputs import inputs


@pytest.fixture(scope="module")
def jeddah():
    case = load_informed("jeddah-2025")
    record = winset.brief(case)
    return case, record, page_one(case, record)


def prose(page):
    """The sentences of a page: no heading, no table, no foot."""
    blocks = [block for section in page.sections if section.key != "footer" for block in section.blocks]
    return [
        line
        for block in blocks
        if isinstance(block, str | Bullets)
        for line in (block.items if isinstance(block, Bullets) else [block])
    ]


def test_the_flagship_fits_a_page_and_reads_easily(jeddah):
    text = as_text(jeddah[2], 104)
    assert len(text.splitlines()) <= 45
    assert len(text.split()) <= 450
    assert textstat.flesch_reading_ease("\n".join(prose(jeddah[2]))) >= 45


def test_its_figures_are_those_of_the_record(jeddah):
    case, record, page = jeddah
    numbers = record.numbers
    text = as_text(page, 200)
    for key, chance in numbers.scenarios.items():
        (line,) = [one for one in text.splitlines() if re.match(rf"  {case.scenario_name(key)}\b", one, re.IGNORECASE)]
        assert f" {percent(chance)} " in line
    assert f"({percent(numbers.in_force)})" in text
    (strict,) = [one for one in numbers.changes if one.address == "conditions.strict.probability"]
    assert f"compromise {percent(strict.chances['compromise'])}" in text
    assert strict.chances["compromise"] < numbers.scenarios["compromise"]
    told = f"some agreement {percent(numbers.without.after)} instead of {percent(numbers.in_force)}."
    assert f"If no truce can be offered: {told}" in text


def test_what_waiting_less_dearly_does_is_what_flips_says(jeddah):
    """One figure for one thing: page one moves an input to its end as the flips do."""
    case, record, _ = jeddah
    numbers = record.numbers
    (waiting,) = [one for one in numbers.changes if one.address == "delay.UA"]
    alone = winset.changed(case, {"delay.UA": waiting.value})
    told = winset.what_if(case, alone, 2_000)
    (found,) = [one for one in told.differences if one.headline == "compromise"]
    moved = waiting.chances["compromise"] - numbers.scenarios["compromise"]
    assert moved == pytest.approx(found.after - found.before, abs=2 * found.noise)


def test_the_possibility_that_agreement_hangs_on_is_the_one_that_what_if_finds(jeddah):
    """Leaving out every issue of the talks in turn, one of them costs an agreement most: that one is told."""
    case, record, _ = jeddah
    found = record.numbers.without
    moves = {}
    for issue in ("aid", "intelligence", "minerals", "truce", "territory", "leadership"):
        told = winset.what_if(case, winset.without(case, issue), 500)
        (one,) = [one for one in told.differences if one.headline == IN_FORCE]
        moves[issue] = one.after - one.before
    assert found.issue == min(moves, key=moves.get) == "truce"
    assert found.after - found.before == pytest.approx(moves["truce"], abs=0.06)


def test_where_no_possibility_matters_none_is_told():
    case = load_informed("ferry-contract")
    numbers = winset.brief(case).numbers
    assert numbers.without is None or numbers.without.move < 0.05
    told = as_text(page_one(case, winset.brief(case)), 104)
    assert not [words for words in ("in any case", "stays at", "cannot", "can be") if words in told]


def test_signs_are_the_parties_rankings(jeddah):
    """A sign is that of every outcome the ending stands for, worked out from the ranks one by one."""
    case, record, page = jeddah
    game = winset.game(case)
    today = game.status_quo
    (table,) = next(section for section in page.sections if section.key == "endings").blocks
    (breakdown,) = [row for row in table.rows if row[0].startswith("Breakdown")]
    (held,) = [one for one in record.held if one.scenario == "breakdown"]
    assert held.able is not None
    ends = [game.space.cell_of(kind.outcome.number) for kind in held.kinds][:1]
    for key, payoff in zip(game.parties, game.payoffs, strict=True):
        signs = {
            ("+" if payoff[cell] > payoff[today] else "-" if payoff[cell] < payoff[today] else "0") for cell in ends
        }
        assert breakdown[table.header.index(case.party_name(key))] in {*signs, "+/-"}


def test_every_section_of_the_model_page_stands(jeddah):
    headings = [section.heading for section in jeddah[2].sections]
    assert headings == [
        "In short",
        "How it may end",
        "What would change this",
        "Worth testing",
        "Who must say yes",
        "What this rests on",
        "",
    ]
    markdown = as_markdown(jeddah[2])
    assert "- A: Aid and intelligence resume" in markdown
    assert "- B: As A, but" in markdown
    assert "winset brief --full" in markdown


@pytest.mark.parametrize("name", ["border", "corridor", "lockout", "merger"])
def test_pages_of_conflicts_nobody_wrote_phrases_for(name):
    case = winset.load(f"tests/testbed/cases/{name}.yaml")
    record = winset.brief(case)
    page = page_one(case, record)
    assert len(as_text(page, 104).splitlines()) <= 60
    assert lint("\n".join(prose(page))) == []
    assert lint_page(prose(page), list(inputs(case))) == []
    headings = [section.heading for section in page.sections]
    assert ("Worth testing" in headings) == bool(case.values)
    assert ("How one would get there" in headings) == (not case.values)
    if not case.values:
        assert "likelihood" not in as_text(page, 104)


def test_an_agreement_nobody_would_have_without_chances_is_said_to_owe_them_little(jeddah):
    numbers = jeddah[1].numbers
    near = abs(numbers.in_force - numbers.by_assumption[IN_FORCE]) < 0.03
    assert ("the wishes hardly move it" in as_text(jeddah[2], 200)) == near
