"""What would change the answer, as a document."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.forecast.flips_record import Flip, FlipsRecord
from winset.engines.forecast.robustness import CLAIMS, Robustness
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words import words
from winset.present.words.computed import computed_from
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import headline_in_prose, headline_words, input_words
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import compose, phrase, refer
from winset.present.words.subjects import short_name

SHOWN = 10
TOLD = 5
"""How many are told in a line each; the table has more."""
LEAST = 0.005
"""What moves a headline by less than half a point is counted, not listed."""
NOTHING = "No single input, within its range, moves an ending or a level by half a point."


def flips_document(case: Case, record: FlipsRecord) -> Document:
    """Write what would change the answer."""
    top = [one for one in record.flips if one.move >= LEAST][:TOLD]
    told: Block = Bullets(tuple(_flip(case, one) for one in top)) if top else NOTHING
    sections = [
        Section("What would change the answer", (told,), "largest"),
        Section("As a table", tuple(_as_table(case, record)), "table"),
        Section("What leaving something out would do", tuple(_left_out(case, record))),
        Section("Together", tuple(_pairs(case, record))),
        Section(
            "How firm the headlines are", (Bullets(tuple(robustness_words(case, one) for one in record.robustness)),)
        ),
        Section("Which statements decide what can hold", tuple(_hinges(case, record))),
        Section(
            "How this was computed",
            (
                f"Every input set for certain at several places of its range ({record.settings['looked at']}), all "
                "others drawn as before with the same random numbers; "
                f"{counted(record.settings['draws'], 'draw')} each, their difference added to what "
                f"{counted(record.settings['as it stands'], 'draw')} of the case as it stands say. "
                "What comes and goes between two neighbouring places is not seen. The share is the part of the "
                "headline's variance that the input alone accounts for (first-order Sobol index). "
                + computed_from(record),
                *record.notes,
            ),
        ),
    ]
    return Document(case.title, "", tuple(section for section in sections if section.blocks))


def _flip(case: Case, one: Flip) -> str:
    name = headline_words(case, one.headline)
    if not one.low:
        return (
            f"{sentence(input_words(case, one.address))}: {name} {percent(one.at_low)} instead of {percent(one.base)}."
        )
    return (
        f"{sentence(input_words(case, one.address))}, at {one.low}: {name} {percent(one.at_low)}; "
        f"at {one.high}: {percent(one.at_high)} (as it stands {percent(one.base)})."
    )


def _left_out(case: Case, record: FlipsRecord) -> Iterator[Block]:
    moved = [one for one in record.left_out if one.move > one.noise and one.move >= LEAST]
    if moved:
        yield "Whoever is left out does nothing, and whatever is left out stays as it is today:"
        yield Bullets(tuple(_flip(case, one) for one in moved[:SHOWN]))
    elif record.left_out:
        yield "Nothing moves beyond noise."
    if record.not_left_out:
        for why in dict.fromkeys(record.not_left_out.values()):
            names = joined(short_name(case, key) for key, one in record.not_left_out.items() if one == why)
            yield f"Not tried, for the rest would be no case: {names} ({why})."


def _as_table(case: Case, record: FlipsRecord) -> Iterator[Block]:
    moving = [one for one in record.flips if one.move >= LEAST][: 2 * SHOWN]
    if moving:
        yield _tornado(case, moving)
        first = next((one for one in moving if one.high), None)
        if first is not None:
            yield f"To move one: winset what-if CASE --set {shlex.quote(f'{first.address}={first.high}')} sets the " + (
                "input named first; winset flips --json has the addresses of all."
            )
    if rest := len(record.flips) - len(moving):
        yield f"{sentence(counted(rest, 'more input'))} {'moves' if rest == 1 else 'move'} less, or nothing."


def _tornado(case: Case, moving: Sequence[Flip]) -> Table:
    rows = [
        (
            sentence(input_words(case, one.address)),
            headline_words(case, one.headline),
            percent(one.at_low),
            percent(one.base),
            percent(one.at_high),
            "within" if one.move <= one.noise else "beyond",
            "" if one.share != one.share else percent(one.share),
        )
        for one in moving
    ]
    return Table(("input", "moves", "low", "base", "high", "noise", "share"), tuple(rows))


def _pairs(case: Case, record: FlipsRecord) -> Iterator[Block]:
    lines = [
        f"{input_words(case, one.addresses[0])} and {input_words(case, one.addresses[1])}: "
        f"{headline_words(case, one.headline)} from {percent(min(one.corners))} to {percent(max(one.corners))}; the "
        f"effect of one changes by {abs(100 * one.interaction):.0f} points with the other"
        for one in record.pairs[:3]
        if abs(one.interaction) >= 0.005
    ]
    if lines:
        yield Bullets(tuple(lines))


def robustness_words(case: Case, one: Robustness) -> str:
    """Tell whether a headline is robust, with the smallest change that overturns it."""
    if one.level:
        if len(one.level) > 1:
            named = words.scenarios(case, one.level)
            return compose(
                sentence(named), ": a tie between packages of which bargaining picks none, so none is the likeliest."
            )
        name = sentence(headline_words(case, one.level[0]))
        return compose(name, ": about as likely as not, by a tie between packages of which bargaining picks none.")
    text = sentence(phrase("{} is {}", headline_in_prose(case, one.about), CLAIMS[one.claimed]))
    if one.robust:
        told = "{}: robust; no single input overturns it at any place within its range that was looked at."
        return phrase(told, text)
    about = input_words(case, one.address)
    value, mode, stands = (refer(told, "input", one.address) for told in (one.value, one.mode, one.stands))
    if not one.stands:
        return phrase("{}: not robust; overturned by {}, held at the most likely value {}.", text, about, mode)
    told = "{}: not robust; overturned by {}, at {} instead of {} (at {} it still stands)."
    return phrase(told, text, about, value, mode, stands)


def _hinges(case: Case, record: FlipsRecord) -> Iterator[Block]:
    change = {"without": "left out", "below": "one place lower", "opposite": "reversed"}
    lines = [
        f"{words.statement_reference(case, one.party, one.position - 1)}, {change[one.change]}: "
        f"{words.scenario(case, one.scenario)} {'can' if one.holds else 'can no longer'} hold"
        for one in record.hinges[:SHOWN]
    ]
    if lines:
        yield Bullets(tuple(lines))
