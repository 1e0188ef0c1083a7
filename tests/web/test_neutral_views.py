"""Exchanging the names of two parties exchanges them in every sentence of these views, and changes nothing else."""

import json

import winset
from winset.engines.deals.frontier import frontier
from winset.engines.deals.overlap import overlap
from winset.engines.outcomes.map import outcome_map
from winset.engines.records import plain
from winset.present.documents.results import why_document
from winset.present.pictures.deals import frontier_plot, overlap_plot
from winset.present.pictures.map import map_drawing, map_notes
from winset.present.views.deals import deals_told, package_told
from winset.present.words.words import route_step

CASE = winset.load("jeddah-2025")
PACKAGE = {"aid": "resumed", "truce": "partial", "territory": "de facto line"}


def named(first, second):
    parties = {
        **CASE.parties,
        "US": CASE.parties["US"].model_copy(update={"name": first}),
        "UA": CASE.parties["UA"].model_copy(update={"name": second}),
    }
    return CASE.model_copy(update={"parties": parties})


def everything(case):
    """Every sentence and label that the views Outcomes, Map and Deals make of a case."""
    drawn = outcome_map(case, chosen=15)
    told = [
        [why_document(case, winset.why(case, number)) for number in (0, 15, 648)],
        [route_step(case, move.step) for move in drawn.moves],
        map_notes(case, drawn),
        map_drawing(case, drawn),
        deals_told(case, winset.deals(case, draws=200)),
        package_told(case, winset.package(case, PACKAGE, draws=200)),
        overlap_plot(case, overlap(case, draws=200)),
        frontier_plot(case, frontier(case, draws=200)),
    ]
    return json.dumps(plain(told), ensure_ascii=False).replace(case.hash[:12], "")


def test_exchanging_names_exchanges_them_everywhere():
    one, other = everything(named("Arcadia", "Borduria")), everything(named("Borduria", "Arcadia"))
    assert one.count("Arcadia") > 20
    assert one.replace("Arcadia", "@").replace("Borduria", "Arcadia").replace("@", "Borduria") == other
    assert "@" not in one
