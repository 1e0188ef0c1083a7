"""The scores of logged forecasts as a document."""

from __future__ import annotations

from collections.abc import Sequence

from winset.case.model import Case
from winset.log.scores import Bin, Score, Scored
from winset.present.document import Block, Document, Section, Table
from winset.present.likelihood import percent


def score_document(
    case: Case,
    compared: Sequence[Score],
    bins: Sequence[Bin],
    made: Sequence[Scored],
    entries: int,
    torn: Sequence[int],
) -> Document:
    """Write scores, calibration and every resolved forecast."""
    notes: list[Block] = [
        "Brier: mean squared distance, 0 best, 0.25 for always saying one half, 1 worst. Log: mean of minus the "
        "logarithm of the chance given to what happened, 0 best. A few questions from one case say little about skill."
    ]
    if torn:
        notes.append(f"Passed over: line {', '.join(map(str, torn))}, cut short or not an entry.")
    if not made:
        waiting = f"None of the {entries} entries is a forecast whose question is resolved."
        return Document(case.title, "", (Section("Scores", (waiting,)),))
    scores = tuple((one.name, str(one.count), f"{one.brier:.3f}", f"{one.log_loss:.3f}") for one in compared)
    rows = tuple(
        (f"{percent(one.low)} to {percent(one.high)}", str(one.count), percent(one.mean), percent(one.came))
        for one in bins
    )
    each = tuple(
        (one.date, one.question, percent(one.probability), "yes" if one.answer else "no", f"{one.brier:.3f}")
        for one in made
    )
    return Document(
        case.title,
        "",
        (
            Section("Scores", (Table(("forecast", "questions", "Brier", "log"), scores), *notes)),
            Section("Calibration", (Table(("forecast between", "count", "mean forecast", "came true"), rows),)),
            Section("Forecasts", (Table(("made", "question", "yes", "answer", "Brier"), each),)),
        ),
    )
