"""Building a report: what is computed once, who may see what, which parts it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from winset.case.model import Case
from winset.engines.evidence.citations import is_claim
from winset.engines.records import CaseReference, versions
from winset.engines.talks.run import DRAWS
from winset.errors import UsageError, nearest
from winset.present.documents.document import Table
from winset.present.words.confirmation import summary
from winset.present.words.likelihood import DEFAULT
from winset.present.words.likelihood import scale as known_scale
from winset.present.words.prose import day_words
from winset.record.exchange import record_of, tables_of
from winset.record.handling import AUDIENCES, redacted
from winset.reporting.annex_evidence import source_sections
from winset.reporting.annex_method import colophon_sections
from winset.reporting.annexes import annexes
from winset.reporting.assumptions import based_entries
from winset.reporting.audience import for_public
from winset.reporting.front import front_sections
from winset.reporting.position import iceberg_sections, red_line_sections
from winset.reporting.results import Results, Rows, gathered
from winset.reporting.roles import role_parts
from winset.reporting.shared_space import common_space_sections, scenario_sections
from winset.reporting.stakeholders import stakeholder_sections
from winset.reporting.tree import Part, Report, ReportSection, tidied

TEMPLATES = {
    "report": "Report",
    "iceberg": "Position, reason, motive",
    "common-space": "Common shared space",
    "stakeholders": "Stakeholder map",
    "red-lines": "Red lines",
    "scenarios": "Endings and bottom lines",
    "roles": "Role sheets",
}
_SHEETS: Mapping[str, Callable[[Results], Iterator[ReportSection]]] = {
    "iceberg": iceberg_sections,
    "common-space": common_space_sections,
    "stakeholders": stakeholder_sections,
    "red-lines": red_line_sections,
    "scenarios": scenario_sections,
}


def report(
    case: Case,
    template: str = "report",
    audience: str = "public",
    scale: str = DEFAULT,
    draws: int = DRAWS,
    seed: int = 1,
    rows: Rows | None = None,
) -> Report:
    """Build a report of a case.

    Parameters
    ----------
    case : Case
        The case; one with priors as :func:`winset.record.exchange.load_informed` gives it.
    template : str
        What kind of document: ``report``, ``iceberg``, ``common-space``, ``stakeholders``, ``red-lines``,
        ``scenarios`` or ``roles``; role sheets hold only what the public may see of the record.
    audience : {"public", "restricted"}
        Who it is for: for the public, restricted rows of the record are left out and hidden names withheld.
    scale : str
        The scale of words: ``icd203``, ``phia`` or ``none``.
    draws, seed : int
        For the forecast.
    rows : mapping of str to mapping of str to Row, optional
        The rows of the record, by table; by default those of the record that belongs to the case.

    Returns
    -------
    Report

    Raises
    ------
    UsageError
        If a template, audience or scale is unknown.

    Examples
    --------
    >>> import winset
    >>> record = winset.report(winset.load("chicken"))
    >>> record.parts[0].sections[0].heading
    'In short'
    """
    _known(template, tuple(TEMPLATES), "template")
    _known(audience, AUDIENCES, "audience")
    known_scale(scale)
    if rows is None:
        rows = tables_of(record_of(case))
    if template == "roles":
        audience = "public"
    visible = redacted(rows, audience)
    results = gathered(case, rows, visible, scale, draws, seed)
    parts = tuple(map(tidied, _parts(results, template, audience, draws, seed)))
    built = Report(
        case=CaseReference.of(results.case),
        method="report",
        settings={"template": template, "audience": audience, "scale": scale, "draws": draws},
        seed=seed,
        title=case.title,
        summary="" if template == "roles" else case.summary if template == "report" else summary(case),
        kind=TEMPLATES[template],
        mark="Holds every sheet" if template == "roles" else audience.capitalize(),
        byline=_byline(results),
        parts=parts,
        links=_links(case, parts),
    )
    return for_public(built, rows, visible, map(case.party_name, case.parties)) if audience == "public" else built


def _parts(r: Results, template: str, audience: str, draws: int, seed: int) -> Iterator[Part]:
    if template == "report":
        yield Part("", tuple(front_sections(r)))
        yield from annexes(r, audience, draws, seed)
        return
    if template == "roles":
        yield from role_parts(r)
    else:
        yield Part("", tuple(_SHEETS[template](r)))
    colophon = tuple(colophon_sections(r, audience, draws, seed))
    sources = tuple(source_sections(r))
    yield Part("Sources and colophon", (*sources, *colophon), fresh=template == "roles")


def _known(name: str, known: tuple[str, ...], noun: str) -> None:
    if name not in known:
        raise UsageError(f"there is no {noun} '{name}'", nearest(name, known, f"{noun.capitalize()}s"))


def _byline(r: Results) -> str:
    case = r.case
    parts = (
        f"As of {day_words(case.as_of)}" if case.as_of else "Undated",
        case.author,
        f"case version {case.version}" if case.version else "",
        f"case {case.hash[:12]}",
        f"winset {versions()['winset']}",
    )
    return " · ".join(part for part in parts if part)


def _links(case: Case, parts: tuple[Part, ...]) -> Mapping[str, str]:
    """Find what leads to a row: claims to the claim table, sources and their items to the list of sources."""
    tables = [block for part in parts for one in part.sections for block in one.blocks if isinstance(block, Table)]
    links = {key: key for table in tables for key in table.keys}
    for _, entry in based_entries(case):
        for item in entry.basis:
            source = item.rstrip("0123456789")  # S8 is item 8 of source S
            if item not in links and source in links and not is_claim(case, item):
                links[item] = source
    return links
