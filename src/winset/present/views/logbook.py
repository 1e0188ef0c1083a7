"""The forecast log for a page: a line for every question over time, scores, calibration with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winset.case.model import Case
from winset.engines.forecast.forecast_record import wilson
from winset.log import scores
from winset.log.hindsight import late_forecasts
from winset.log.store import LogEntry
from winset.present.documents.logbook import READING
from winset.present.pictures.palette import NEUTRAL_RULE
from winset.present.views.forecast import SCHEMA, lines_plot
from winset.present.words.likelihood import percent, word

ENOUGH = 5


def log_shown(case: Case, entries: Sequence[LogEntry], still: Mapping[str, bool]) -> dict[str, Any]:
    """Give what a page shows of a log.

    Parameters
    ----------
    case : Case
        The case.
    entries : sequence of LogEntry
        The log, in order.
    still : mapping of str to bool
        What every question's answer is while the status quo stays.

    Returns
    -------
    dict
        ``questions`` with their dated forecasts, ``scores``, ``calibration``, ``plots`` by name, ``reading`` in words;
        ``not_scored`` lists the forecasts made in hindsight.
    """
    closes = {key: one.by for key, one in case.questions.items()}
    made = scores.resolved(entries, closes)
    rates = {key: float(one.base_rate[1]) for key, one in case.questions.items() if one.base_rate is not None}
    calibration = [_bin(one) for one in scores.calibration(made)]
    plots: dict[str, Any] = {}
    if any(entry.kind == "forecast" for entry in entries):
        plots["log"] = _over_time(case, entries)
    if len({one.question for one in made}) >= ENOUGH:
        plots["calibration"] = _calibration_plot(case, calibration)
    return {
        "questions": [_question(case, key, entries) for key in _keys(case, entries)],
        "scores": scores.compare(made, still, rates),
        "calibration": calibration,
        "resolved": made,
        "questions_resolved": len({one.question for one in made}),
        "not_scored": late_forecasts(entries, closes),
        "enough": ENOUGH,
        "plots": plots,
        "reading": READING,
    }


def _keys(case: Case, entries: Sequence[LogEntry]) -> list[str]:
    return list(dict.fromkeys([*case.questions, *(entry.question for entry in entries)]))


def _question(case: Case, key: str, entries: Sequence[LogEntry]) -> dict[str, Any]:
    question = case.questions.get(key)
    mine = [entry for entry in entries if entry.question == key]
    answers = [entry for entry in mine if entry.kind == "resolution"]
    return {
        "key": key,
        "text": question.text if question else key,
        "by": question.by if question else "",
        "rule": question.when if question else None,
        "stated": question.answer if question else None,
        "answer": answers[-1].fields["answer"] if answers else None,
        "answered": answers[-1].date if answers else "",
        "note": answers[-1].fields.get("note", "") if answers else "",
        "forecasts": [
            {
                "date": entry.date,
                "probability": float(entry.fields["probability"]),
                "percent": percent(float(entry.fields["probability"])),
                "word": word(float(entry.fields["probability"])),
                "method": str(entry.fields.get("method", "")),
                "case": str(entry.fields.get("case", ""))[:12],
                "note": str(entry.fields.get("note", "")),
            }
            for entry in mine
            if entry.kind == "forecast"
        ],
    }


def _bin(one: scores.Bin) -> dict[str, Any]:
    share = wilson(one.came * one.questions, one.questions)
    return {
        "low": one.low,
        "high": one.high,
        "questions": one.questions,
        "forecasts": one.forecasts,
        "mean": one.mean,
        "came": one.came,
        "came_low": share.low,
        "came_high": share.high,
    }


def _over_time(case: Case, entries: Sequence[LogEntry]) -> dict[str, Any]:
    rows = [
        {
            "date": entry.date,
            "what": case.questions[entry.question].text if entry.question in case.questions else entry.question,
            "p": round(100 * float(entry.fields["probability"]), 2),
        }
        for entry in entries
        if entry.kind == "forecast"
    ]
    return lines_plot(f"{case.title}: forecasts by date", rows, ("date", "temporal", "Made on"))


def _calibration_plot(case: Case, bins: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    rows = [{name: 100 * one[name] for name in ("mean", "came", "came_low", "came_high")} for one in bins]
    domain = {"scale": {"domain": [0, 100]}, "type": "quantitative"}
    x = {"field": "mean", "title": "Forecast, %", **domain}
    line = {"values": [{"x": 0, "y": 0}, {"x": 100, "y": 100}]}
    return {
        "$schema": SCHEMA,
        "title": {"text": f"{case.title}: calibration", "anchor": "start"},
        "data": {"values": rows},
        "width": 260,
        "height": 260,
        "layer": [
            {
                "data": line,
                "mark": {"type": "line", "strokeDash": [4, 4], "color": NEUTRAL_RULE, "strokeWidth": 1},
                "encoding": {"x": {"field": "x", **domain}, "y": {"field": "y", **domain}},
            },
            {
                "mark": {"type": "rule"},
                "encoding": {"x": x, "y": {"field": "came_low", **domain}, "y2": {"field": "came_high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 70},
                "encoding": {"x": x, "y": {"field": "came", "title": "Came true, %", **domain}},
            },
        ],
    }
