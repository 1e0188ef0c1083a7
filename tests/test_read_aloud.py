"""Lists that are printed, as somebody reads them aloud: nothing is told again, every name has its article."""

import pytest

import winset
from winset.engines.routes.stable import routes
from winset.present.documents.deals import deals_document
from winset.present.documents.document import Bullets
from winset.present.documents.results import routes_document, stability_document
from winset.present.words.linter import lint_lines
from winset.present.words.words import the_party

CASES = ["nhl-2012", "grain-2023", "brexit-2019", "supply-contract", "elmira", "wage-round"]


def texts(section):
    for block in section.blocks:
        if isinstance(block, str):
            yield str(block)
        elif isinstance(block, Bullets):
            yield from map(str, block.items)


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
