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
from winset.present.words.negotiation import at_both_ends, chance_words, headline_in_prose, headline_words, input_words
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import compose, joined_by, phrase
from winset.present.words.subjects import short_name
from winset.present.words.supposing import held_at

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
        Section("How firm the headlines are", (Bullets(tuple(_firmness(case, record.robustness))),)),
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
    about, chance = sentence(input_words(case, one.address)), chance_words(case, one.headline)
    if not one.low:
        return f"{about}: {chance} is {percent(one.at_low)} instead of {percent(one.base)}."
    low = held_at(case, one.address, one.low), percent(one.at_low)
    high = held_at(case, one.address, one.high), percent(one.at_high)
    return f"{about}: {at_both_ends(case, one.headline, low, high)} ({percent(one.base)} as it stands)."


def _left_out(case: Case, record: FlipsRecord) -> Iterator[Block]:
    moved = [one for one in record.left_out if one.move > one.noise and one.move >= LEAST]
    if moved:
        yield "Whoever is left out does nothing, and whatever is left out stays as it is today:"
        yield Bullets(tuple(_flip(case, one) for one in moved[:SHOWN]))
    elif record.left_out:
        yield "Nothing moves beyond noise."
    if record.not_left_out:
        told = [
            f"{joined(short_name(case, key) for key, one in record.not_left_out.items() if one == why)} ({why})"
            for why in dict.fromkeys(record.not_left_out.values())
        ]
        yield f"Not tried, for the rest would be no case: {'; '.join(told)}."


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
        f"{sentence(input_words(case, one.addresses[0]))} and {input_words(case, one.addresses[1])}: "
        f"{chance_words(case, one.headline)} goes from {percent(min(one.corners))} to {percent(max(one.corners))}; the "
        f"effect of one changes by {abs(100 * one.interaction):.0f} points with the other."
        for one in record.pairs[:3]
        if abs(one.interaction) >= 0.005
    ]
    if lines:
        yield Bullets(tuple(lines))


def _firmness(case: Case, found: Sequence[Robustness]) -> Iterator[str]:
    """Tell which headlines something overturns, and in one sentence those that nothing does."""
    firm = [one for one in found if one.robust and not one.level]
    yield from (_overturned(case, one) for one in found if one not in firm)
    if firm:
        told = joined_by("; ", (_claim(case, one) for one in firm))
        nothing = "no single input, at any place within its range that was looked at, overturns"
        yield phrase("Robust, for {} {}: {}.", nothing, "it" if len(firm) == 1 else "them", told)


def _claim(case: Case, one: Robustness) -> str:
    return phrase("{} is {}", headline_in_prose(case, one.about), CLAIMS[one.claimed])


def _overturned(case: Case, one: Robustness) -> str:
    """Tell the smallest change that overturns a headline, or that it is a tie."""
    if one.level:
        if len(one.level) > 1:
            named = words.some_scenarios(case, one.level)
            return compose(
                sentence(named), ": a tie between packages of which bargaining picks none, so none is the likeliest."
            )
        name = sentence(headline_words(case, one.level[0]))
        return compose(name, ": about as likely as not, by a tie between packages of which bargaining picks none.")
    text = sentence(_claim(case, one))
    about = input_words(case, one.address)
    value, mode, stands = (
        held_at(case, one.address, told) if told else "" for told in (one.value, one.mode, one.stands)
    )
    if not one.stands:
        return phrase("{}: not robust; overturned by {}, held at the most likely value {}.", text, about, mode)
    told = "{}: not robust; overturned by {}, at {} instead of {} (at {} it still stands)."
    return phrase(told, text, about, value, mode, stands)


def _hinges(case: Case, record: FlipsRecord) -> Iterator[Block]:
    change = {"without": "left out", "below": "one place lower", "opposite": "reversed"}
    found: dict[tuple[str, int], dict[str, dict[bool, list[str]]]] = {}
    for one in record.hinges:
        by_change = found.setdefault((one.party, one.position), {})
        by_change.setdefault(change[one.change], {}).setdefault(one.holds, []).append(one.scenario)
    lines = []
    for (party, position), by_change in list(found.items())[:SHOWN]:
        alike: dict[str, list[str]] = {}
        for how, endings in by_change.items():
            told = joined(
                f"{words.some_scenarios(case, keys)} {'can' if holds else 'can no longer'} hold"
                for holds, keys in endings.items()
            )
            alike.setdefault(told, []).append(how)
        turns = "; ".join(f"{joined(hows, 'or')}, {told}" for told, hows in alike.items())
        lines.append(f"{sentence(words.statement_reference(case, party, position - 1))}: {turns}.")
    if lines:
        yield Bullets(tuple(lines))
