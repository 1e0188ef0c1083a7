"""What each party can do alone, and what happens by itself on a day, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from winset.case.model import Case
from winset.case.negotiation import Deadline
from winset.engines.alone import AloneMove
from winset.present import words
from winset.present.document import Block, Bullets
from winset.present.likelihood import percent
from winset.present.words import counted, joined, sentence
from winset.record.dates import MONTHS

SHOWN = 3
_POINTS = {1: "better", 0: "no different", -1: "worse"}


def day_words(day: str) -> str:
    """Write a date as a reader says it.

    Examples
    --------
    >>> day_words("2013-01-11")
    '11 January 2013'
    """
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def alone_blocks(case: Case, moves: Mapping[str, tuple[AloneMove, ...]]) -> Iterator[Block]:
    """Say what each party can change by itself today, who gains and who loses by it."""
    lines = [line for key, found in moves.items() for line in _moves(case, key, found)]
    if lines:
        yield Bullets(tuple(lines))
    unable = [case.party_name(key) for key, found in moves.items() if not found]
    if unable and lines:
        yield f"Nothing alone: {joined(unable)}."
    elif unable:
        yield "No party can change anything alone."


def _moves(case: Case, party: str, found: tuple[AloneMove, ...]) -> Iterator[str]:
    for one in found[:SHOWN]:
        yield _move(case, one)
    if len(found) > SHOWN:
        yield f"{case.party_name(party)}: {counted(len(found) - SHOWN, 'such move')} more."


def _move(case: Case, one: AloneMove) -> str:
    into = joined(words.scenario(case, key) for key in one.scenarios)
    parts = [f"{case.party_name(one.party)}: {words.changes(case, one.step)}{f', into {into}' if into else ''}."]
    sides = [
        f"{word} {words.parties(case, keys)}"
        for word, keys in (("better than now for", one.better), ("worse than now for", one.worse))
        if keys
    ]
    parts.append(f"{sentence('; '.join(sides))}." if sides else "No different for anyone.")
    if one.by_points:
        told = [f"{_POINTS[sign]} for {case.party_name(key)}" for key, sign in one.by_points.items()]
        parts.append(f"By points: {joined(told)}.")
    if one.presses:
        parts.append("It presses the others.")
    return " ".join(parts)


def deadline_lines(case: Case) -> Iterator[str]:
    """Say what happens by itself, and when."""
    for one in case.deadlines:
        yield _deadline(case, one)


def no_deadline(case: Case) -> Iterator[str]:
    """Say that nothing happens by itself, where the talks end on a day."""
    if not case.deadlines and case.talks.deadline is not None:
        day = day_words(case.talks.deadline)
        yield f"The talks end on {day}; the case names nothing that then happens by itself, so today goes on."


def _deadline(case: Case, one: Deadline) -> str:
    low, mode, high = (float(number) for number in one.chance)
    chance = (
        f" ({percent(mode)}{f', from {percent(low)} to {percent(high)}' if low != high else ''})" if low < 1 else ""
    )
    what = f"{words.levels(case, one.then)}{chance}"
    if one.unless is None:
        return f"On {day_words(one.on)} by itself: {what}."
    unless = words.condition(case, one.unless)
    return f'If "{unless}" does not hold by {day_words(one.on)}, this happens by itself: {what}.'
