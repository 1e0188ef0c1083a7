"""A forecast as a document."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.forecast.forecast_record import ForecastRecord, Share
from winset.engines.forecast.not_forecast import only_mover
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words import quorum, words
from winset.present.words.amounts import looked_at, shares_by_band
from winset.present.words.computed import computed_from
from winset.present.words.likelihood import DEFAULT, explained, percent, told
from winset.present.words.negotiation import ASSUMED, NOT_FORECAST, TIED, not_forecast_words, package_words
from winset.present.words.packages import letter, lettered
from winset.present.words.prose import counted, sentence
from winset.present.words.runs import refer

FLIPS_HINT = "What would change the answer: winset flips."
EVENTS = {
    "no-zone": "no package that all would sign",
    "talks-failed": "the talks fail although there is one",
    "agreed": "agreed at the table within the mandates",
    "ad-referendum": "agreed at the table subject to the capitals",
    "unconfirmed": "not confirmed by a capital",
    "rejected": "rejected at home",
    "refused": "refused by an absent party",
    "too-late": "too late: what a deadline brought made it impossible",
    "in-force": "an agreement in force",
}

_WORTH_SAYING = 0.005


def event_words(case: Case) -> dict[str, str]:
    """Say what can become of the talks; where some can be outvoted, no package has to be signed by all."""
    return {**EVENTS, "no-zone": f"no package {quorum.signable(case)}"}


def forecast_document(case: Case, record: ForecastRecord, scale: str = DEFAULT) -> Document:
    """Write a forecast."""
    sections = [
        Section("How it may end", tuple(_scenarios(case, record, scale)), "scenarios"),
        Section("The talks", (_events(case, record, scale),)),
        Section("Issue by issue", (_issues(case, record, scale),)),
        Section("Questions", tuple(_questions(case, record, scale))),
        Section("Over time", tuple(_moments(case, record)), "time"),
        Section("How this was computed", tuple(_forecast_method(case, record, scale)), "method"),
    ]
    return Document(case.title, case.summary, tuple(section for section in sections if section.blocks))


def _row(name: str, share: Share, scale: str) -> tuple[str, str, str]:
    return name, told(share.probability, scale), f"{100 * share.low:.1f} to {100 * share.high:.1f}"


def _scenarios(case: Case, record: ForecastRecord, scale: str) -> Iterator[Block]:
    alone = {key: percent(share.probability) for key, share in record.by_assumption.items()}
    beyond = record.not_forecast.scenarios
    rows = [
        (case.scenario_name(key), NOT_FORECAST, "", "")
        if key in beyond
        else (*_row(case.scenario_name(key), share, scale), alone.get(key, ""))
        for key, share in record.scenarios.items()
    ]
    rows.append((*_row("outside these endings", record.outside, scale), ""))
    rows.append(("other: not modelled", told(record.other, scale), "stated in the case", percent(record.other)))
    rows.append((*_row("an agreement in force", record.events["in-force"], scale), alone.get(IN_FORCE, "")))
    head = ("ending", "probability", "simulation interval, %")
    unforecast = list(not_forecast_words(case, beyond))
    if alone:
        yield Table((*head, "by assumptions alone"), tuple(rows))
        yield from unforecast
        yield ASSUMED
    else:
        yield Table(head, tuple(row[:3] for row in rows))
        yield from unforecast
        yield (
            "There are too many packages to list: those that can be agreed on were found block by block, every draw "
            "ending as with all of them. How many packages are deals, and what the assumptions alone would give, was "
            "not counted."
        )
    if mover := only_mover(case):
        who = words.the_party(case, mover)
        yield f"Only {who} moves anything: there is nothing to agree on, and what it does alone is not forecast."
    yield "Packages most often in force at the end:"
    yield Bullets(tuple(_in_force(case, record)))
    if record.tied >= _WORTH_SAYING:
        yield (
            f"A tie: in {percent(record.tied)} of the draws bargaining picked none of several packages, and each had "
            f"the same chance. {TIED}"
        )


def _in_force(case: Case, record: ForecastRecord) -> Iterator[str]:
    """Tell the packages most often in force by letters, the later ones by what differs from one above."""
    some = [levels for levels, _ in record.packages if words.differing(case, levels)]
    told = iter([(letter(place), text) for place, text in enumerate(lettered(case, some))])
    for levels, share in record.packages:
        if words.differing(case, levels):
            name, text = next(told)
            yield f"{name} ({percent(share.probability)}): {text}"
        else:
            yield f"{sentence(package_words(case, levels))} ({percent(share.probability)})."


def _events(case: Case, record: ForecastRecord, scale: str) -> Block:
    rows = []
    for key, text in event_words(case).items():
        if record.events[key].probability:
            rows.append(_row(text, record.events[key], scale))
        if key == "refused" and len([share for share in record.refused_by.values() if share.probability]) > 1:
            rows += [
                _row(f"of these, {words.the_party(case, party)} alone could have let it stand", share, scale)
                for party, share in record.refused_by.items()
                if share.probability
            ]
    return Table(("what becomes of the talks", "probability", "simulation interval, %"), tuple(rows))


def _issues(case: Case, record: ForecastRecord, scale: str) -> Block:
    rows = []
    for issue in record.levels:
        for place, (band, share) in enumerate(shares_by_band(case, record, issue).items()):
            now = " (now)" if band.now and words.exists(case, issue, {}) else ""
            unsaid = band.first in record.not_forecast.levels.get(issue, ())
            chance = NOT_FORECAST if unsaid else told(share.probability, scale)
            rows.append(("" if place else short_name(case, issue), f"{band.text}{now}", chance))
    return Table(("issue", "level", "probability"), tuple(rows))


def _questions(case: Case, record: ForecastRecord, scale: str) -> Iterator[Block]:
    chances = {
        key: NOT_FORECAST if key in record.not_forecast.questions else told(share.probability, scale)
        for key, share in record.questions.items()
    }
    rows = [
        (question.text, question.by, chances[key], question.answer or "open")
        for key, question in case.questions.items()
        if key in chances
    ]
    if rows:
        yield f"Answered {record.settings['questions']}."
        yield Table(("question", "by", "yes", "answer"), tuple(rows))


def _moments(case: Case, record: ForecastRecord) -> Iterator[Block]:
    if len(record.moments) > 1:
        keys = [key for key in record.scenarios if key not in record.not_forecast.scenarios]
        names = [case.scenario_name(key) for key in keys]
        rows = [
            (f"{one.day:g}", percent(one.in_force), *(percent(one.scenarios[key]) for key in keys))
            for one in record.moments
        ]
        yield Table(("days from now", "agreement in force", *names), tuple(rows))


def _forecast_method(case: Case, record: ForecastRecord, scale: str) -> Iterator[Block]:
    if case.note:
        yield f"Caution: {case.note}"
    stopped = " The run was stopped early: partial result." if record.partial else ""
    yield f"{counted(record.draws, 'draw')} of the ranges in the case.{stopped} {computed_from(record)}"
    if looked_at(case):
        yield looked_at(case)
    yield "The interval says how well the simulation is resolved, nothing about the ranges themselves."
    yield refer(FLIPS_HINT, "flips")
    yield explained(scale)
