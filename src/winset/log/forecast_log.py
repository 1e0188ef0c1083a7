"""The forecast log of a case: add forecasts, resolve their questions, score them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as calendar
from pathlib import Path
from typing import Any

from winset.case.model import Case
from winset.engines.records import CaseReference, Record, Rows, Shown
from winset.errors import UsageError, nearest
from winset.frozen import Frozen
from winset.log import scores
from winset.log.hindsight import HindsightForecast, late_forecasts, too_late
from winset.log.scores import Bin, Score, Scored
from winset.log.store import LogEntry, append, log_path, read
from winset.record.exchange import with_record

_STATE = "Give your own chance with --question and --probability."


class Added(Frozen):
    """What was added to a log.

    Attributes
    ----------
    entries : tuple of LogEntry
        The new lines.
    left_out : mapping of str to str
        Questions whose forecast would have been hindsight, and those that no forecast reaches, with the reason.
    """

    entries: tuple[LogEntry, ...]
    left_out: dict[str, str]


class ScoresRecord(Record, kw_only=True):
    """The resolved forecasts of a log, scored.

    Attributes
    ----------
    scores : tuple of Score
        The logged forecasts beside an even chance, everything as today and stated base rates.
    calibration : tuple of Bin
        How often a yes came, by the chance that was given to it.
    forecasts : tuple of Scored
        Every forecast that is scored.
    not_scored : tuple of HindsightForecast
        Forecasts made after their answer.
    torn : tuple of int
        Lines of the file that are not entries.
    """

    scores: tuple[Score, ...]
    calibration: tuple[Bin, ...]
    forecasts: tuple[Scored, ...]
    not_scored: tuple[HindsightForecast, ...]
    torn: tuple[int, ...]

    def rows(self) -> Rows:
        """Give one row per way of forecasting."""
        body = [
            (one.name, str(one.questions), str(one.forecasts), f"{one.brier:.3f}", f"{one.log_loss:.3f}")
            for one in self.scores
        ]
        return ("forecast", "questions", "forecasts", "Brier", "log"), body


class ForecastLog(Shown):
    """The log of a case; :func:`winset.forecast_log` gives it.

    Parameters
    ----------
    case : Case
        The case.
    path : Path
        The file, one line for each forecast and resolution; it need not exist yet.
    """

    def __init__(self, case: Case, path: Path) -> None:
        self.case = case
        self.path = path

    @property
    def entries(self) -> Sequence[LogEntry]:
        """Every forecast and resolution, in order."""
        return read(self.path)[0] if self.path.is_file() else []

    def rows(self) -> Rows:
        """Give one row per entry."""
        said = [str(one.fields.get("probability", one.fields.get("answer", ""))) for one in self.entries]
        body = [(one.date, one.kind, one.question, what) for one, what in zip(self.entries, said, strict=True)]
        return ("date", "kind", "question", "says"), body

    def to_dict(self) -> dict[str, Any]:
        """Give every entry."""
        kept = [{"kind": one.kind, "question": one.question, "date": one.date, **one.fields} for one in self.entries]
        return {"entries": kept}

    def _caption(self) -> str:
        return f"forecast log of {self.case.title}"

    def add(
        self,
        question: str | None = None,
        probability: float | None = None,
        *,
        draws: int = 10_000,
        seed: int = 1,
        note: str = "",
        date: str | None = None,
    ) -> Added:
        """Record forecasts of the case's questions, with the hash of the case.

        Parameters
        ----------
        question : str, optional
            Only this one; by default every question that the case can answer.
        probability : float, optional
            Your own probability instead of the computed one.
        draws, seed
            As in :func:`winset.forecast`.
        note : str
            A remark kept with the forecast.
        date : str, optional
            When it was made, year-month-day; by default today.

        Raises
        ------
        UsageError
            If every forecast would be hindsight, or the question is unknown, cannot be computed or is beyond forecasts.
        """
        stated = None if probability is None else _stated(question, probability)
        day = _day(date)
        open_ones, left_out = self._still_open(day, question)
        case = with_record(self.case)
        if stated is None:
            chances, beyond = _computed(case, question, draws, seed)
            method = f"winset forecast, {draws} draws, seed {seed}"
        else:
            chances, beyond, method = stated, {}, "stated"
        beyond = {key: reason for key, reason in beyond.items() if key in open_ones}
        open_ones -= set(beyond)
        if not open_ones:
            key, reason = next(iter(beyond.items()))
            raise UsageError(f"'{key}' is left out: {reason}", _STATE)
        extra = {"case": case.hash, "method": method, **({"note": note} if note else {})}
        entries = [
            LogEntry("forecast", key, day, {"probability": chance, **extra})
            for key, chance in chances.items()
            if key in open_ones
        ]
        append(self.path, entries)
        return Added(tuple(entries), left_out | beyond)

    def resolve(self, question: str, answer: bool | str, *, note: str = "", date: str | None = None) -> LogEntry:
        """Record the answer to a question, yes or no; a later one replaces it, and both stay in the file."""
        self._require(question)
        told = ("yes" if answer else "no") if isinstance(answer, bool) else answer
        if told not in {"yes", "no"}:
            raise UsageError(f"'{answer}' is no answer", "Answer yes or no.")
        entry = LogEntry("resolution", question, _day(date), {"answer": told, **({"note": note} if note else {})})
        append(self.path, [entry])
        return entry

    def score(self) -> ScoresRecord:
        """Score the resolved forecasts against an even chance, everything as today and stated base rates."""
        from winset.space.packages import question_at_status_quo

        entries, torn = read(self.path)
        questions = self.case.questions
        closes = {key: one.by for key, one in questions.items()}
        made = scores.resolved(entries, closes)
        rates = {key: float(one.base_rate[1]) for key, one in questions.items() if one.base_rate is not None}
        return ScoresRecord(
            case=CaseReference.of(self.case),
            method="scores of logged forecasts",
            settings={"entries": len(entries)},
            scores=tuple(scores.compare(made, question_at_status_quo(self.case), rates)),
            calibration=tuple(scores.calibration(made)),
            forecasts=tuple(made),
            not_scored=tuple(late_forecasts(entries, closes)),
            torn=tuple(torn),
        )

    def _still_open(self, day: str, question: str | None) -> tuple[set[str], dict[str, str]]:
        """The questions that can still be forecast, and why the others cannot; an error where none is left."""
        if not self.case.questions:
            hint = "Add one under 'questions', with the day it is decided and the rule that decides it."
            raise UsageError("the case asks no question that a forecast could be kept of", hint)
        if question is not None:
            self._require(question)
        asked = [key for key in self.case.questions if question in (None, key)]
        entries = self.entries
        reasons = {key: too_late(entries, key, day, self.case.questions[key].by) for key in asked}
        late = {key: reason for key, reason in reasons.items() if reason}
        if late and len(late) == len(asked):
            key, reason = next(iter(late.items()))
            more = f" (and {len(late) - 1} more)" if len(late) > 1 else ""
            hint = "Date it with --date when it was made; forecasts are kept before the answer is, and never after."
            raise UsageError(f"a forecast of '{key}'{more} would be hindsight: {reason}", hint)
        return set(asked) - set(late), late

    def _require(self, question: str) -> None:
        known = list(self.case.questions)
        if question not in known:
            raise UsageError(f"there is no question '{question}'", nearest(question, known, "Questions"))


def forecast_log(case: Case, file: str | Path | None = None) -> ForecastLog:
    """Open the forecast log of a case, an append-only file of dated forecasts and of their answers.

    Parameters
    ----------
    case : Case
        The case; forecasts are made with the chances its record leads to.
    file : str or Path, optional
        The log; by default beside the case.

    Raises
    ------
    UsageError
        If it is a catalogue case and no file is named.
    """
    if file is None and not Path(case.file).is_file():
        hint = "Copy the case first (winset new FILE --from CASE), or name the log with --file."
        raise UsageError("the log of a catalogue case cannot stand beside it", hint)
    return ForecastLog(case, log_path(case.file) if file is None else Path(file))


def _stated(question: str | None, probability: float) -> dict[str, float]:
    if not 0 <= probability <= 1:
        raise UsageError(f"a probability lies between 0 and 1. Got {probability:g}", "30% is 0.3.")
    if question is None:
        raise UsageError("a stated probability belongs to one question", "Name it with --question.")
    return {question: probability}


def _computed(case: Case, question: str | None, draws: int, seed: int) -> tuple[dict[str, float], dict[str, str]]:
    """The chances of the questions asked for, and why others of them have none."""
    from winset.engines.forecast.forecast import forecast

    record = forecast(case, draws, seed)
    chosen = {key: share.probability for key, share in record.questions.items() if question in (None, key)}
    if not chosen:
        raise UsageError("no question of the case has a condition to compute", "Give --question and --probability.")
    return chosen, unreached(case, record.not_forecast.questions)


def unreached(case: Case, questions: Iterable[str]) -> dict[str, str]:
    """Say why questions are not logged that no forecast of the case answers with yes."""
    from winset.engines.forecast.not_forecast import why_not_forecast

    asked = {key: case.questions[key].when for key in questions}
    return {key: why_not_forecast(case, [when], "a yes takes") for key, when in asked.items() if when is not None}


def _day(text: str | None) -> str:
    try:
        return (calendar.fromisoformat(text) if text else calendar.today()).isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is not a date", "Write it year-month-day, such as 2025-03-09.") from None
