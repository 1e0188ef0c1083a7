"""What the view Deals asks for: the zone, the win-sets and their overlap, packages as points, one package closely."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from winset.case.model import Case
from winset.engines.deals.frontier import FrontierRecord
from winset.engines.deals.overlap import OverlapRecord
from winset.engines.deals.zone import DealsRecord
from winset.web.requests import RESPONSES, Answer, CaseDesk, ChosenCase, answer, csv_response, kept, svg_response
from winset.web.workspace import Desk

router = APIRouter(prefix="/cases/{name}", tags=["deals"], responses=RESPONSES)

LISTED = 60
Draws = Annotated[int, Query(ge=100, le=10_000, description="how many draws to make of the ranges")]
Seed = Annotated[int, Query(ge=0, le=2**31, description="the random seed")]
Party = Annotated[str, Query(max_length=200, description="a party; the first signatories where none is named")]
Levels = Annotated[str, Query(max_length=8000, description="levels such as: aid = resumed, minerals = agreed")]


def _deals(desk: Desk, case: Case, draws: int, seed: int) -> DealsRecord:
    from winset.engines.deals.deals import deals

    return kept(desk, case, f"deals {draws} {seed}", lambda: deals(case, draws, seed, LISTED))


def _overlap(desk: Desk, case: Case, draws: int, seed: int) -> OverlapRecord:
    from winset.engines.deals.overlap import overlap

    return kept(desk, case, f"overlap {draws} {seed}", lambda: overlap(case, draws, seed))


def _frontier(desk: Desk, case: Case, first: str, second: str, draws: int, seed: int) -> FrontierRecord:
    from winset.engines.deals.frontier import frontier

    what = f"frontier {first} {second} {draws} {seed}"
    return kept(desk, case, what, lambda: frontier(case, first, second, draws, seed))


def _asked_levels(case: Case, text: str) -> dict[str, str]:
    """Read the levels of a package; those of issues nobody negotiates are passed over if the case knows them."""
    from winset.space.outcomes import assignments
    from winset.space.packages import Packages

    levels = dict(assignments(text))
    negotiated = Packages(case, limit=2**62).issues
    return {issue: level for issue, level in levels.items() if issue in negotiated or issue not in case.issues}


@router.get("/deals")
def zone(case: ChosenCase, desk: CaseDesk, draws: Draws = 10_000, seed: Seed = 1) -> Answer:
    """Give the zone of possible agreement, the win-sets and their overlap, the obstacles and the likeliest deals."""
    from winset.errors import CaseTooLargeError
    from winset.present.pictures.deals import overlap_plot, overlap_rows
    from winset.present.views.deals import deals_told
    from winset.space.packages import Packages

    record = _deals(desk, case, draws, seed)
    packages = Packages(case, limit=2**62)
    body = answer(
        record,
        told=deals_told(case, record),
        signatories=packages.signatories,
        absent=packages.absent,
        issues=packages.issues,
        valued=[party for party in (*packages.signatories, *packages.absent) if case.values.get(party)],
        overlap=None,
        plot=None,
        too_many=False,
    )
    try:
        shared = _overlap(desk, case, draws, seed)
    except CaseTooLargeError:
        return {**body, "too_many": True}
    return {**body, "overlap": overlap_rows(case, shared), "plot": overlap_plot(case, shared)}


@router.get("/deals.csv", response_class=Response)
def zone_csv(case: ChosenCase, desk: CaseDesk, draws: Draws = 10_000, seed: Seed = 1) -> Response:
    """Give the listed packages as CSV."""
    from winset.present.views.deals import deals_table
    from winset.spreadsheet import as_csv

    return csv_response(as_csv(*deals_table(case, _deals(desk, case, draws, seed))), "deals.csv")


@router.get("/deals.json")
def zone_json(case: ChosenCase, desk: CaseDesk, draws: Draws = 10_000, seed: Seed = 1) -> Answer:
    """Give the record of the deals."""
    return answer(_deals(desk, case, draws, seed))


@router.get("/overlap.svg", response_class=Response)
def overlap_svg(case: ChosenCase, desk: CaseDesk, draws: Draws = 10_000, seed: Seed = 1) -> Response:
    """Give the overlap of the win-sets as an SVG file."""
    from winset.present.pictures.deals import overlap_plot

    return svg_response(overlap_plot(case, _overlap(desk, case, draws, seed)), "overlap.svg")


@router.get("/overlap.json")
def overlap_json(case: ChosenCase, desk: CaseDesk, draws: Draws = 10_000, seed: Seed = 1) -> Answer:
    """Give the record of the overlap."""
    return answer(_overlap(desk, case, draws, seed))


@router.get("/frontier")
def points(
    case: ChosenCase,
    desk: CaseDesk,
    first: Party = "",
    second: Party = "",
    package: Levels = "",
    draws: Draws = 10_000,
    seed: Seed = 1,
) -> Answer:
    """Give every package by what two parties expect to gain, with the plot; one package can be ringed in it."""
    from winset.present.pictures.deals import frontier_plot
    from winset.present.words.negotiation import package_words
    from winset.space.packages import Packages

    record = _frontier(desk, case, first, second, draws, seed)
    chosen = None
    if package.strip():
        packages = Packages(case, limit=2**62)
        chosen = packages.levels(packages.number(_asked_levels(case, package)))
    front = [{"told": package_words(case, one.levels), **answer(one)} for one in record.points if one.front]
    return answer(
        {"parties": record.parties, "packages": record.packages, "drawn": len(record.points)},
        front=front,
        plot=frontier_plot(case, record, chosen),
    )


@router.get("/frontier.svg", response_class=Response)
def points_svg(
    case: ChosenCase, desk: CaseDesk, first: Party = "", second: Party = "", draws: Draws = 10_000, seed: Seed = 1
) -> Response:
    """Give the packages as points in an SVG file."""
    from winset.present.pictures.deals import frontier_plot

    return svg_response(frontier_plot(case, _frontier(desk, case, first, second, draws, seed)), "frontier.svg")


@router.get("/frontier.csv", response_class=Response)
def points_csv(
    case: ChosenCase, desk: CaseDesk, first: Party = "", second: Party = "", draws: Draws = 10_000, seed: Seed = 1
) -> Response:
    """Give the packages as points as CSV."""
    from winset.spreadsheet import as_csv

    return csv_response(as_csv(*_frontier(desk, case, first, second, draws, seed).rows()), "frontier.csv")


@router.get("/package")
def package(case: ChosenCase, levels: Levels = "", draws: Draws = 10_000, seed: Seed = 1) -> Answer:
    """Look at one package closely: whose requirements it fails, who gains, how the absent parties answer."""
    from winset.engines.deals.package import package as run
    from winset.present.views.deals import package_told

    record = run(case, _asked_levels(case, levels), draws, seed)
    return answer(record, told=package_told(case, record))


@router.get("/package.csv", response_class=Response)
def package_csv(case: ChosenCase, levels: Levels = "", draws: Draws = 10_000, seed: Seed = 1) -> Response:
    """Give the requirements of one package as CSV."""
    from winset.engines.deals.package import package as run
    from winset.spreadsheet import as_csv

    return csv_response(as_csv(*run(case, _asked_levels(case, levels), draws, seed).rows()), "package.csv")
