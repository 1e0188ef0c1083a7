"""Annexes on method: the scale of words, conventions and limits, and the colophon."""

from __future__ import annotations

from collections.abc import Iterator

from winset.engines.records import versions
from winset.present.documents.document import Bullets, Table
from winset.present.words.likelihood import SCALES
from winset.present.words.prose import day_words
from winset.reporting.annex_evidence import withheld_words
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section


def scale_sections(r: Results) -> Iterator[ReportSection]:
    """Print the scale of words, where a forecast uses it."""
    if r.forecast is None:
        return
    scale = SCALES[r.scale]
    if not scale.bands:
        yield ReportSection("Scale", ("Probabilities are told as numbers, without words.",))
        return
    rows = []
    lower = 0.0
    for upper, word in scale.bands:
        rows.append((word, f"above {100 * lower:g}% to {100 * upper:g}%" if lower else f"up to {100 * upper:g}%"))
        lower = upper
    yield ReportSection(
        scale.name,
        (
            Table(("word", "probability"), tuple(rows)),
            f"{scale.source}. Words of other scales are not used. A likelihood says how probable something is; how "
            "well founded that is, is told apart from it: by grades, bases, and what would change the answer.",
        ),
    )


def convention_sections(r: Results) -> Iterator[ReportSection]:
    """State the conventions behind the results, and what they do not show."""
    yield from section("Conventions", _conventions(r))
    yield from section("Limits", _limits(r))


def _conventions(r: Results) -> Iterator[Block]:
    lines = [
        f"{r.brief.outcomes:,} outcomes are possible. An outcome holds when no party alone has an improvement from it "
        "(Nash stability).",
        "A joint move is an improvement only if every member prefers the result.",
        "A preference statement outranks all statements below it of the same party.",
        "A route is credible when every step is an improvement for all who take it.",
    ]
    if r.deals is not None:
        lines.append(
            "A package is a deal when those whose signature the talks need find it no worse than no deal, no real "
            "condition forbids it, and their homes accept it."
        )
    if r.forecast is not None:
        lines += [
            "Ranges are drawn as triangular distributions: lowest, most likely, highest; each input by itself.",
            "Points are on each party's own scale; those of two parties are never compared or added.",
            "What the signatories agree on follows generalised Nash bargaining; costs of waiting and dependence count.",
        ]
    yield Bullets(tuple(lines))


def _limits(r: Results) -> Iterator[Block]:
    lines = ["Preferences are reported or assumed, as marked; nothing here says what a party wants."]
    if r.forecast is not None:
        lines += [
            "The simulation interval says how well the simulation is resolved, nothing about the ranges themselves.",
            "Inputs are moved one at a time, and the first few in pairs; larger joint changes are not examined.",
        ]
    if r.case.note:
        lines.append(r.case.note)
    lines += ["What is not modelled may still happen.", *r.notes]
    yield Bullets(tuple(lines))


def colophon_sections(r: Results, audience: str, draws: int, seed: int) -> Iterator[ReportSection]:
    """Say from what, by whom and with what the report was made."""
    case = r.case
    rows = [
        ("case", case.title),
        ("as of", day_words(case.as_of) if case.as_of else "not dated"),
        ("author", case.author or "not named"),
        ("case version", case.version or "not numbered"),
        ("case hash (SHA-256)", case.hash),
        ("computed with", ", ".join(f"{name} {version}" for name, version in versions().items())),
    ]
    if any(case.values.values()):
        rows.append(("draws and seed", f"{draws:,} draws, seed {seed}"))
    rows.append(("handling", ". ".join(filter(None, (audience, withheld_words(r))))))
    yield ReportSection("Colophon", (Table(("", ""), tuple(rows)),))
