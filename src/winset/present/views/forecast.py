"""A forecast for a page: groups of bars with their words, and plots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.forecast.forecast_record import ForecastRecord, Share
from winset.engines.forecast.not_forecast import why_not_forecast
from winset.engines.forecast.what_if import WhatIfRecord
from winset.engines.talks.paired import IN_FORCE
from winset.frozen import Frozen
from winset.present.documents.forecast import event_words
from winset.present.documents.what_if import what_if_document
from winset.present.pictures.palette import NEUTRAL_RULE
from winset.present.words.amounts import shares_by_band
from winset.present.words.likelihood import DEFAULT, explained, percent, told, word
from winset.present.words.negotiation import NOT_FORECAST, headline_words, package_words

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


class Bar(Frozen):
    """A probability to be drawn.

    Attributes
    ----------
    key, name : str
        Its headline as results name it, and its name for readers.
    probability, low, high : float
        The probability and its interval; the same where there is none.
    word, percent : str
        In words, and as readers see the number; ``not forecast`` and nothing where no forecast reaches it.
    note : str
        What sets it apart: ``now``, ``not modelled``, what it would be by assumptions alone, or why it is not forecast.
    """

    key: str
    name: str
    probability: float
    low: float
    high: float
    word: str
    percent: str
    note: str = ""


class Group(Frozen):
    """Bars that belong together: ``scenarios``, ``talks``, ``questions``, ``packages``, or an issue by its key."""

    key: str
    name: str
    bars: tuple[Bar, ...]


def forecast_shown(case: Case, record: ForecastRecord, scale: str = DEFAULT) -> dict[str, Any]:
    """Give what a page shows of a forecast besides the record.

    Returns
    -------
    dict
        ``groups`` of bars, ``plots`` by name, ``method`` and ``scale`` in words.
    """
    groups = _groups(case, record, scale)
    plots = {"forecast": bars_plot(f"{case.title}: how it may end", groups[0].bars)}
    if len(record.moments) > 1:
        plots["days"] = days_plot(case, record)
    return {"groups": groups, "plots": plots, "method": method_words(record), "scale": explained(scale)}


def method_words(record: ForecastRecord) -> str:
    """Name the method of a forecast with everything that would make it again."""
    stopped = "; stopped early: a partial result" if record.partial else ""
    return (
        f"{record.method[0].upper()}{record.method[1:]}, {record.draws:,} draws, seed {record.seed}{stopped}. "
        f"Case {record.case.hash[:12]}, winset {record.versions['winset']}."
    )


def _bar(key: str, name: str, share: Share, scale: str, note: str = "") -> Bar:
    p = share.probability
    return Bar(key, name, p, share.low, share.high, word(p, scale), percent(p), note)


def _unforecast(key: str, name: str, note: str = "") -> Bar:
    return Bar(key, name, 0.0, 0.0, 0.0, NOT_FORECAST, "", note)


def _groups(case: Case, record: ForecastRecord, scale: str) -> list[Group]:
    alone = {key: f"by assumptions alone {percent(one.probability)}" for key, one in record.by_assumption.items()}
    unsaid = record.not_forecast
    scenarios = [
        _unforecast(key, case.scenario_name(key), why_not_forecast(case, [case.scenarios[key].when]))
        if key in unsaid.scenarios
        else _bar(key, case.scenario_name(key), share, scale, alone.get(key, ""))
        for key, share in record.scenarios.items()
    ]
    scenarios.append(_bar("outside", "outside these endings", record.outside, scale, "modelled, but in no ending"))
    other = Share(record.other, record.other, record.other)
    scenarios.append(_bar("other", "other", other, scale, "not modelled: set aside by the case"))
    groups = [Group("scenarios", "How it may end", tuple(scenarios))]
    questions = [
        _unforecast(key, question.text, _question_note(question.by, question.answer) + _why(case, question.when))
        if key in unsaid.questions
        else _bar(key, question.text, record.questions[key], scale, _question_note(question.by, question.answer))
        for key, question in case.questions.items()
        if key in record.questions
    ]
    if questions:
        groups.append(Group("questions", "Questions", tuple(questions)))
    for issue in record.levels:
        bars = [
            _unforecast(band.condition(issue), band.text, "now" if band.now else "")
            if band.first in unsaid.levels.get(issue, ())
            else _bar(band.condition(issue), band.text, share, scale, "now" if band.now else "")
            for band, share in shares_by_band(case, record, issue).items()
        ]
        groups.append(Group(issue, short_name(case, issue), tuple(bars)))
    notes = {"in-force": alone.get(IN_FORCE, "")}
    talks = [_bar(key, text, record.events[key], scale, notes.get(key, "")) for key, text in event_words(case).items()]
    groups.append(Group("talks", "What becomes of the talks", tuple(talks)))
    packages = [
        _bar(str(place), package_words(case, levels), share, scale)
        for place, (levels, share) in enumerate(record.packages)
    ]
    groups.append(Group("packages", "Packages most often in force at the end", tuple(packages)))
    return groups


def _why(case: Case, when: str | None) -> str:
    return f"; {why_not_forecast(case, [when])}" if when else ""


def _question_note(by: str, answer: str | None) -> str:
    return f"by {by}; answered: {answer}" if answer else f"by {by}; open"


def bars_plot(title: str, bars: Iterable[Bar]) -> dict[str, Any]:
    """Draw probabilities as bars with their intervals."""
    rows = [
        {
            "what": bar.name,
            "probability": round(100 * bar.probability, 3),
            "low": round(100 * bar.low, 3),
            "high": round(100 * bar.high, 3),
            "told": f"{bar.word} ({bar.percent})" if bar.percent else bar.word,
        }
        for bar in bars
    ]
    y = {"field": "what", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320}}
    scale = {"domain": [0, 100]}
    x = {"field": "probability", "type": "quantitative", "title": "Probability, %", "scale": scale}
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "data": {"values": rows},
        "width": 420,
        "height": {"step": 24},
        "layer": [
            {"mark": {"type": "bar", "height": 12}, "encoding": {"y": y, "x": x}},
            {
                "mark": {"type": "rule", "strokeWidth": 2, "color": NEUTRAL_RULE},
                "encoding": {"y": y, "x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 11},
                "encoding": {"y": y, "x": {"field": "high", "type": "quantitative"}, "text": {"field": "told"}},
            },
        ],
    }


def days_plot(case: Case, record: ForecastRecord) -> dict[str, Any]:
    """Draw the scenarios and an agreement in force by day."""
    rows: list[Mapping[str, Any]] = []
    for moment in record.moments:
        rows.append({"day": moment.day, "what": "an agreement in force", "p": round(100 * moment.in_force, 2)})
        rows += [
            {"day": moment.day, "what": case.scenario_name(key), "p": round(100 * chance, 2)}
            for key, chance in moment.scenarios.items()
            if key not in record.not_forecast.scenarios
        ]
    return lines_plot(f"{case.title}: by day", rows, ("day", "quantitative", "Days from the date of the case"))


def lines_plot(title: str, rows: Iterable[Mapping[str, Any]], along: tuple[str, str, str]) -> dict[str, Any]:
    """Draw one line for each ``what``, with its percentage ``p``, along a field of a type and title."""
    field, kind, name = along
    x = {"field": field, "type": kind, "title": name}
    y = {"field": "p", "type": "quantitative", "title": "Probability, %", "scale": {"domain": [0, 100]}}
    legend = {"orient": "bottom", "columns": 1, "labelLimit": 420, "symbolSize": 80}
    series = {"field": "what", "type": "nominal", "title": None, "sort": None, "legend": legend}
    line = {"mark": "line", "encoding": {"x": x, "y": y, "color": series}}
    points = {
        "mark": {"type": "point", "filled": True, "size": 60},
        "encoding": {"x": x, "y": y, "color": series, "shape": series},
    }
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "data": {"values": list(rows)},
        "width": 420,
        "height": 220,
        "layer": [line, points],
    }


def what_if_shown(case: Case, other: Case, record: WhatIfRecord) -> dict[str, Any]:
    """Give what a page shows of two versions besides the record.

    Returns
    -------
    dict
        ``rows`` with the names and words of every difference, ``sections`` in words, ``plots`` by name.
    """
    rows = [
        {
            "key": one.headline,
            "name": headline_words(case, one.headline),
            "before": one.before,
            "after": one.after,
            "told_before": told(one.before),
            "told": told(one.after),
            "beyond_noise": one.beyond_noise,
            "first": one.headline in case.scenarios or one.headline == IN_FORCE,
        }
        for one in record.differences
    ]
    words = [one for one in what_if_document(case, other, record).sections if one.key != "side by side"]
    return {"rows": rows, "sections": words, "plots": {"what-if": what_if_plot(other.title, rows)}}


def what_if_plot(title: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Draw every headline before and after, a line between."""
    values = [
        {"what": one["name"], "first": round(100 * one["before"], 2), "second": round(100 * one["after"], 2)}
        for one in rows
        if one["first"] or one["beyond_noise"]
    ]
    y = {"field": "what", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320}}
    scale = {"domain": [0, 100]}

    def x(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "title": "Probability, %", "scale": scale}

    def point(field: str, filled: bool) -> dict[str, Any]:
        return {"mark": {"type": "point", "filled": filled, "size": 70}, "encoding": {"y": y, "x": x(field)}}

    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": "open: first version, filled: second", "anchor": "start"},
        "data": {"values": values},
        "width": 420,
        "height": {"step": 22},
        "layer": [
            {"mark": {"type": "rule"}, "encoding": {"y": y, "x": x("first"), "x2": {"field": "second"}}},
            point("first", False),
            point("second", True),
        ],
    }
