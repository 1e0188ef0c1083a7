"""What would change the answer, as a document."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.forecast.flips_record import LEAST, Flip, FlipsRecord
from winset.engines.forecast.robustness import CLAIMS, Robustness
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words import words
from winset.present.words.computed import computed_from
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import at_both_ends, chance_words, headline_in_prose, headline_words, input_words
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.quorum import outvotable
from winset.present.words.runs import compose, phrase
from winset.present.words.supposing import held_at

SHOWN = 10
TOLD = 5
"""How many are told in a line each; the table has more."""
SHARE = 0.01
"""Where no input accounts for so much of what is uncertain, no shares are told."""
NOTHING = "No single input, within its range, moves an ending or a level by half a point."


def flips_document(case: Case, record: FlipsRecord) -> Document:
    """Write what would change the answer."""
    top = record.moving[:TOLD]
    told: Block = Bullets(tuple(_flip(case, one) for one in top)) if top else NOTHING
    sections = [
        Section("What would change the answer", (told,), "largest"),
        Section("As a table", tuple(_as_table(case, record)), "table"),
        Section("What leaving something out would do", tuple(_left_out(case, record))),
        Section("Together", tuple(_pairs(case, record))),
        Section("How firm the headlines are", tuple(_firmness(case, record.robustness))),
        Section("Which statements decide what can hold", tuple(_hinges(case, record))),
        Section(
            "How this was computed",
            (
                f"Every input is set for certain at several places of its range ({record.settings['looked at']}). All "
                "others are drawn as before, with the same random numbers: "
                f"{counted(record.settings['draws'], 'draw')} each. Their difference is added to what "
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
    return f"{about}. {at_both_ends(case, one.headline, low, high)} ({percent(one.base)} as it stands)."


def _left_out(case: Case, record: FlipsRecord) -> Iterator[Block]:
    moved = [one for one in record.left_out if one.move > one.noise and one.move >= LEAST]
    if moved:
        outvoted = any(case.issues[key].joint for key in case.issues) and outvotable(case)
        also = "What several move stays, too, where one of them is left out, though its vote may not be needed. "
        yield (also if outvoted else "") + (
            "Whoever is left out does nothing, and whatever is left out stays as it is today:"
        )
        yield Bullets(tuple(_flip(case, one) for one in moved[:SHOWN]))
    elif record.left_out:
        yield "Nothing moves beyond noise."
    if record.not_left_out:
        yield "Not tried, for the rest would be no case:"
        yield Bullets(tuple(_not_tried(case, record, why) for why in dict.fromkeys(record.not_left_out.values())))


def _not_tried(case: Case, record: FlipsRecord, why: str) -> str:
    names = [short_name(case, key) for key, one in record.not_left_out.items() if one == why]
    return f"{joined(names)}: {why.replace(' on it', ' on each') if len(names) > 1 else why}"


def _as_table(case: Case, record: FlipsRecord) -> Iterator[Block]:
    moving = record.moving[: 2 * SHOWN]
    if moving:
        yield _tornado(case, moving)
        first = next((one for one in moving if one.high), None)
        if first is not None:
            yield f"To move one: winset what-if CASE --set {shlex.quote(f'{first.address}={first.high}')} sets the " + (
                "input named first; winset flips --json has the addresses of all."
            )
    if moving and (rest := len(record.flips) - len(moving)):
        yield f"{sentence(counted(rest, 'more input'))} {'moves' if rest == 1 else 'move'} less, or nothing."


def _tornado(case: Case, moving: Sequence[Flip]) -> Table:
    """Set the chances at both ends of each input beside what they are; where all columns say the same, without it."""
    noise = any(one.move <= one.noise for one in moving)
    share = any(one.share >= SHARE for one in moving)
    rows = [
        (
            sentence(input_words(case, one.address)),
            headline_words(case, one.headline),
            _at(case, one, one.low, one.at_low),
            percent(one.base),
            _at(case, one, one.high, one.at_high),
            *(["within noise" if one.move <= one.noise else ""] if noise else []),
            *(["" if one.share != one.share else percent(one.share)] if share else []),
        )
        for one in moving
    ]
    header = ("input", "chance of", "at its low end", "now", "at its high end")
    return Table((*header, *([""] if noise else []), *(["share"] if share else [])), tuple(rows))


def _at(case: Case, one: Flip, value: str, chance: float) -> str:
    return f"{percent(chance)} ({held_at(case, one.address, value)})" if value else percent(chance)


def _pairs(case: Case, record: FlipsRecord) -> Iterator[Block]:
    rows = [
        (
            *(sentence(input_words(case, address)) for address in one.addresses),
            headline_words(case, one.headline),
            f"{percent(min(one.corners))} to {percent(max(one.corners))}",
            f"{abs(100 * one.interaction):.0f}",
        )
        for one in record.pairs[:3]
        if abs(one.interaction) >= LEAST
    ]
    if rows:
        yield Table(("input", "together with", "moves", "between", "points"), tuple(rows))
        yield "Points: by how many the effect of the one changes with the other."


def _firmness(case: Case, found: Sequence[Robustness]) -> Iterator[Block]:
    """Tell which headlines something overturns, and those that nothing does."""
    firm = [one for one in found if one.robust and not one.level]
    if overturned := tuple(_overturned(case, one) for one in found if one not in firm):
        yield Bullets(overturned)
    if firm:
        it = "this" if len(firm) == 1 else "these"
        yield f"Robust: no single input, at any place within its range that was looked at, overturns {it}:"
        yield Bullets(tuple(compose(sentence(_claim(case, one)), ".") for one in firm))


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
        return phrase("{}: not robust. Overturned by {}, held at the most likely value {}.", text, about, mode)
    told = "{}: not robust. Overturned by {}, at {} instead of {} (at {} it still stands)."
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
        turns = " ".join(f"{sentence(joined(hows, 'or'))}, {told}." for told, hows in alike.items())
        lines.append(f"{sentence(words.statement_reference(case, party, position - 1))}. {turns}")
    if lines:
        yield Bullets(tuple(lines))
