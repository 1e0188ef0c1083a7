"""Commands of the forecast log: add, resolve, score."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli import output

if TYPE_CHECKING:
    from winset.case.model import Case


@click.group()
def log() -> None:
    """Keep dated forecasts beside the case, resolve their questions, and score them."""


_FILE = click.option(
    "--file", "path", type=click.Path(dir_okay=False, path_type=Path), help="The log; by default beside the case."
)
_DATE = click.option("--date", "day", default=None, help="Year-month-day; by default today.")


@log.command()
@click.argument("case")
@click.option("--question", default=None, help="Only this question; by default every question the case can answer.")
@click.option("--probability", type=float, default=None, help="Your own probability instead of the computed one.")
@click.option("--draws", default=10_000, show_default=True, help="How many draws to make.")
@click.option("--seed", default=1, show_default=True, help="Random seed.")
@click.option("--note", default="", help="A remark kept with the forecast.")
@_DATE
@_FILE
def add(
    case: str,
    question: str | None,
    probability: float | None,
    draws: int,
    seed: int,
    note: str,
    day: str | None,
    path: Path | None,
) -> None:
    """Record forecasts of the case's questions, with the hash of the case."""
    from winset.log.store import Entry, append
    from winset.record.exchange import load_informed

    loaded = load_informed(case)
    target = path or _beside(loaded)
    open_ones, late = _still_open(loaded, target, _day(day), question)
    chances = _chances(loaded, question, probability, draws, seed)
    chances = {key: chance for key, chance in chances.items() if key in open_ones}
    made = {"method": "stated" if probability is not None else f"winset forecast, {draws} draws, seed {seed}"}
    extra = {"case": loaded.hash, **made, **({"note": note} if note else {})}
    entries = [Entry("forecast", key, _day(day), {"probability": chance, **extra}) for key, chance in chances.items()]
    append(target, entries)
    click.echo(f"Added {len(entries)} forecast{'s' if len(entries) != 1 else ''} to {target}.")
    for key, reason in late.items():
        click.echo(f"Left out '{key}': {reason}.", err=True)


def _still_open(case: Case, path: Path, day: str, question: str | None) -> tuple[set[str], dict[str, str]]:
    """The questions that can still be forecast, and why the others cannot; an error where none is left."""
    from winset.errors import UsageError
    from winset.log.hindsight import too_late
    from winset.log.store import read

    if question is not None:
        _require_question(case, question)
    asked = [key for key in case.questions if question in (None, key)]
    entries = read(path)[0] if path.is_file() else []
    reasons = {key: too_late(entries, key, day, case.questions[key].by) for key in asked}
    late = {key: reason for key, reason in reasons.items() if reason}
    if late and len(late) == len(asked):
        key, reason = next(iter(late.items()))
        more = f" (and {len(late) - 1} more)" if len(late) > 1 else ""
        hint = "Date it with --date when it was made; forecasts are kept before the answer is, and never after."
        raise UsageError(f"a forecast of '{key}'{more} would be hindsight: {reason}", hint)
    return set(asked) - set(late), late


def _chances(case: Case, question: str | None, probability: float | None, draws: int, seed: int) -> dict[str, float]:
    from winset.engines.bargaining.forecast import forecast
    from winset.errors import UsageError

    if probability is not None:
        if question is None or not 0 <= probability <= 1:
            raise UsageError("a stated probability lies between 0 and 1 and belongs to one question", "Use --question.")
        return {question: probability}
    shares = forecast(case, draws, seed).questions
    chosen = {key: share.probability for key, share in shares.items() if question in (None, key)}
    if not chosen:
        raise UsageError("no question of the case has a condition to compute", "Give --question and --probability.")
    return chosen


def _require_question(case: Case, question: str) -> None:
    from winset.errors import UsageError, nearest

    if question not in case.questions:
        raise UsageError(f"there is no question '{question}'", nearest(question, list(case.questions), "Questions"))


@log.command()
@click.argument("case")
@click.argument("question")
@click.argument("answer", type=click.Choice(["yes", "no"]))
@click.option("--note", default="", help="Where the answer comes from.")
@_DATE
@_FILE
def resolve(case: str, question: str, answer: str, note: str, day: str | None, path: Path | None) -> None:
    """Record the answer to a question; a later one replaces it, and both stay in the file."""
    from winset.case.reading import load
    from winset.log.store import Entry, append

    loaded = load(case)
    _require_question(loaded, question)
    target = path or _beside(loaded)
    append(target, [Entry("resolution", question, _day(day), {"answer": answer, **({"note": note} if note else {})})])
    click.echo(f"Resolved '{question}' as {answer} in {target}.")


@log.command()
@click.argument("case")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_FILE
def score(case: str, as_json: bool, path: Path | None) -> None:
    """Score the resolved forecasts against uniform, the status quo and stated base rates."""
    from winset.case.reading import load
    from winset.engines.records import plain
    from winset.log import scores
    from winset.log.hindsight import late_forecasts
    from winset.log.store import read
    from winset.present.logbook import score_document
    from winset.space.packages import question_at_status_quo

    loaded = load(case)
    entries, torn = read(path or _beside(loaded))
    closes = {key: one.by for key, one in loaded.questions.items()}
    made, late = scores.resolved(entries, closes), late_forecasts(entries, closes)
    rates = {key: float(one.base_rate[1]) for key, one in loaded.questions.items() if one.base_rate is not None}
    still = question_at_status_quo(loaded)
    compared, bins = scores.compare(made, still, rates), scores.calibration(made)
    if as_json:
        found = {"scores": compared, "calibration": bins, "forecasts": made, "not_scored": late, "torn": torn}
        output.show_json({name: plain(one) for name, one in found.items()})
    else:
        output.show(score_document(loaded, compared, bins, made, late, len(entries), torn))


def _beside(case: Case) -> Path:
    from winset.errors import UsageError
    from winset.log.store import log_path

    if not Path(case.file).is_file():
        hint = "Copy the case first (winset new FILE --from CASE), or name the log with --file."
        raise UsageError("the log of a catalogue case cannot stand beside it", hint)
    return log_path(case.file)


def _day(text: str | None) -> str:
    from winset.errors import UsageError

    try:
        return (date.fromisoformat(text) if text else date.today()).isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is not a date", "Write it year-month-day, such as 2025-03-09.") from None


COMMANDS = (log,)
