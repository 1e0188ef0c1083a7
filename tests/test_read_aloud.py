"""What is printed, as somebody reads it aloud: nothing twice, every name with its article, no long sentence."""

import re
from contextlib import suppress

import pytest

import winset
from winset.case import catalogue
from winset.case.reading import read_case
from winset.engines.forecast.flips import flips
from winset.engines.routes.stable import routes
from winset.errors import UsageError
from winset.present.documents.brief import brief_document
from winset.present.documents.comparison import compare_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import Bullets, Table
from winset.present.documents.flips import flips_document
from winset.present.documents.forecast import forecast_document
from winset.present.documents.foresight import farsighted_document
from winset.present.documents.results import routes_document, stability_document, why_document
from winset.present.words.linter import lint_lines, too_long
from winset.present.words.negotiation import input_name
from winset.present.words.words import the_party
from winset.space.inputs import inputs

CASES = ["nhl-2012", "grain-2023", "brexit-2019", "supply-contract", "elmira", "wage-round"]
LEGEND = "Scale of words"
NOTHING = re.compile(r"[+-]0\.0\b|\bfrom (\S+) to \1(?= )")


def texts(section):
    for block in section.blocks:
        if isinstance(block, str):
            yield str(block)
        elif isinstance(block, Bullets):
            yield from map(str, block.items)


def cells(section):
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (str(cell) for row in (block.header, *block.rows) for cell in row)


@pytest.mark.parametrize("name", CASES)
def test_lists_of_outcomes_routes_and_packages_read_well(name):
    case = winset.load(name)
    names = {
        case.party_name(key): str(the_party(case, key))
        for key in case.parties
        if the_party(case, key) != case.party_name(key)
    }
    documents = [stability_document(case, winset.stability(case)), routes_document(case, routes(case, limit=20))]
    if case.values:
        documents.append(deals_document(case, winset.deals(case, draws=0)))
    for section in (one for document in documents for one in document.sections):
        assert lint_lines([section.heading, *texts(section)], names) == []


def documents(case, brief):
    """Everything that is printed of a case, but for what is too large to compute of it."""
    stability = winset.stability(case)
    yield brief_document(case, brief)
    yield stability_document(case, stability)
    yield routes_document(case, routes(case, limit=20))
    for one in stability.equilibria["nash"].outcomes[:2]:
        yield why_document(case, winset.why(case, one.number))
    other = winset.without(case, next(iter(case.parties)))
    yield compare_document(case, other, winset.compare(case, other))
    with suppress(UsageError):
        yield farsighted_document(case, winset.farsighted(case))
    if case.values:
        yield deals_document(case, winset.deals(case, draws=40))
        yield forecast_document(case, winset.forecast(case, 40))
        yield flips_document(case, flips(case, 20))


@pytest.mark.parametrize("name", catalogue.names())
def test_no_sentence_is_long_and_no_amount_is_nothing_with_a_sign(name, brief_of):
    case, brief = brief_of(name)
    for document in documents(case, brief):
        for section in document.sections:
            told = [section.heading, *texts(section), *cells(section)]
            assert [problem for one in told if not one.startswith(LEGEND) for problem in too_long(one)] == []
            assert [one for one in told if NOTHING.search(one)] == []


@pytest.mark.parametrize("name", catalogue.names())
def test_no_two_inputs_are_called_the_same(name):
    case = winset.load(name)
    called = [input_name(case, address) for address in inputs(case)]
    assert sorted(called) == sorted(set(called))


QUARRY = """
winset: 1
title: A quarry
parties: {town: {name: Town council}, firm: {name: Quarry firm}}
issues:
  tax: {name: Tax, unit: EUR, from: 0, to: 4, step: 2, control: [town, firm]}
  stone: {name: Stone, unit: tonnes a month, from: 0, to: 4, step: 2, control: [town, firm]}
values:
  town: [{of: tax, times: stone, each: [0.1, 0.2, 0.3]}]
  firm: [{of: stone, each: [1, 2, 3]}]
conditions: {c: {party: town, withholds: stone > 0, unless: tax > 0, probability: 0.5}}
profiles:
  town:
    hard: {weight: 0.4, values: [{when: tax > 2, points: [1, 2, 3]}], conditions: {c: 0.9}}
    soft: {weight: 0.6}
"""


def test_inputs_of_a_voice_and_of_a_product_say_what_they_are_about():
    case = read_case(QUARRY.encode(), "quarry.yaml")
    called = {address: str(input_name(case, address)) for address in inputs(case)}
    assert len(called) == len(set(called.values()))
    product = "the town council's points for each EUR of the tax times each tonne a month of the stone"
    assert called["values.town.1.each"] == product
    assert called["values.firm.1.each"] == "the quarry firm's points for each tonne a month of the stone"
    assert "a voice of the town council, hard: its points if the tax is above 2 EUR" in called.values()
