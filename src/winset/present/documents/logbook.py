"""The scores of logged forecasts as a document."""

from __future__ import annotations

from collections.abc import Sequence

from winset.case.model import Case
from winset.log.hindsight import HindsightForecast
from winset.log.scores import Bin, Score, Scored
from winset.present.documents.document import Block, Document, Section, Table
from winset.present.words.likelihood import percent
from winset.present.words.prose import counted

READING = (
    "Brier: squared distance, 0 best, 0.25 for always saying one half, 1 worst. Log: minus the logarithm of the chance "
    "given to what happened, 0 best. Both are means for each question, then over questions, so that a question "
    "forecast often counts once. Beside each way of forecasting stand the logged forecasts of the same questions. A "
    "few questions from one case say little about skill."
)
_SCORES = ("forecast", "questions", "forecasts", "Brier", "logged Brier", "log", "logged log")
_CALIBRATION = ("forecast between", "questions", "forecasts", "mean forecast", "came true")


def score_document(
    case: Case,
    compared: Sequence[Score],
    bins: Sequence[Bin],
    made: Sequence[Scored],
    late: Sequence[HindsightForecast],
    entries: int,
    torn: Sequence[int],
) -> Document:
    """Write scores, calibration and every resolved forecast."""
    notes: list[Block] = [READING]
    if torn:
        notes.append(f"Passed over: line {', '.join(map(str, torn))}, cut short or not an entry.")
    if not made:
        waiting = (
            f"Nothing to score yet: the log has {counted(entries, 'entry', 'entries')}, and no forecast whose question "
            "was answered after it. When one is decided: winset log resolve CASE QUESTION yes"
        )
        return Document(case.title, "", (Section("Scores", (waiting,)), *_not_scored(late)))
    scores = tuple(
        (
            one.name,
            str(one.questions),
            str(one.forecasts),
            f"{one.brier:.3f}",
            f"{one.logged_brier:.3f}",
            f"{one.log_loss:.3f}",
            f"{one.logged_log_loss:.3f}",
        )
        for one in compared
    )
    rows = tuple(
        (
            f"{percent(one.low)} to {percent(one.high)}",
            str(one.questions),
            str(one.forecasts),
            percent(one.mean),
            percent(one.came),
        )
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
            Section("Scores", (Table(_SCORES, scores), *notes)),
            Section("Calibration", (Table(_CALIBRATION, rows),)),
            Section("Forecasts", (Table(("made", "question", "chance of yes", "answer", "Brier"), each),)),
            *_not_scored(late),
        ),
    )


def _not_scored(late: Sequence[HindsightForecast]) -> tuple[Section, ...]:
    if not late:
        return ()
    rows = tuple((one.date, one.question, percent(one.probability), one.reason) for one in late)
    return (Section("Not scored: made in hindsight", (Table(("made", "question", "chance of yes", "reason"), rows),)),)
