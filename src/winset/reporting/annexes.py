"""The annexes in their order; those with nothing to say are left out."""

from __future__ import annotations

from collections.abc import Iterator

from winset.reporting.annex_evidence import claim_sections, rival_sections, source_sections, timeline_sections
from winset.reporting.annex_method import colophon_sections, convention_sections, scale_sections
from winset.reporting.annex_numbers import change_sections, forecast_sections, objective_sections, win_set_sections
from winset.reporting.annex_stability import matrix_sections, route_sections
from winset.reporting.assumptions import assumption_sections
from winset.reporting.guidance import guidance_sections
from winset.reporting.results import Results
from winset.reporting.tree import Part, ReportSection


def annexes(r: Results, audience: str, draws: int, seed: int) -> Iterator[Part]:
    """Give the annexes of the report, lettered."""
    found: list[tuple[str, Iterator[ReportSection]]] = [
        ("Options matrix", matrix_sections(r)),
        ("Routes", route_sections(r)),
        ("Win-sets and packages", win_set_sections(r)),
        ("Forecast", forecast_sections(r)),
        ("What would change the answer", change_sections(r)),
        ("Timeline", timeline_sections(r)),
        ("Claims", claim_sections(r)),
        ("Rival explanations", rival_sections(r)),
        ("Preferences and objectives", objective_sections(r)),
        ("Assumptions", assumption_sections(r)),
        ("Mediation guidance", guidance_sections(r)),
        ("Scale of words", scale_sections(r)),
        ("Conventions and limits", convention_sections(r)),
        ("Sources", source_sections(r)),
        ("Colophon", colophon_sections(r, audience, draws, seed)),
    ]
    letter = 0
    for title, sections in found:
        if kept := tuple(sections):
            yield Part(f"Annex {chr(ord('A') + letter)}. {title}", kept, fresh=letter == 0)
            letter += 1
