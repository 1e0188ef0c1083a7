"""What each party can do alone, and what happens by itself on a day, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from winset import expr
from winset.case.model import Case
from winset.case.talks import Deadline
from winset.engines.stability.unilateral import AloneMove
from winset.expr.evaluation import Codes
from winset.present.documents.document import Block, Bullets
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.prose import counted, day_words, joined, sentence
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer
from winset.space.today import codes_of

SHOWN = 3
LAST = "9999-12-31"
_POINTS = {1: "better", 0: "no different", -1: "worse"}


def deadline_when(one: Deadline, place: int) -> str:
    """Say when a deadline of the case comes; the day stands for that entry."""
    if one.on is None:
        return refer("when the talks end", "entry", f"deadlines:{place}")
    return phrase("on {}", refer(day_words(one.on), "entry", f"deadlines:{place}"))


def alone_blocks(case: Case, moves: Mapping[str, tuple[AloneMove, ...]]) -> Iterator[Block]:
    """Say what each party can change by itself today, who gains and who loses by it."""
    lines = [line for key, found in moves.items() for line in _moves(case, key, found)]
    if lines:
        yield Bullets(tuple(lines))
    unable = [key for key, found in moves.items() if not found and case.has_part(key)]
    if unable and lines:
        yield phrase("{} can change nothing alone.", sentence(words.the_parties(case, unable)))
    elif unable:
        yield "No party can change anything alone."


def _moves(case: Case, party: str, found: tuple[AloneMove, ...]) -> Iterator[str]:
    for one in found[:SHOWN]:
        yield _move(case, one)
    if len(found) > SHOWN:
        more = counted(len(found) - SHOWN, "more such move", to=Reference("map"))
        yield phrase("{}: {}.", words.party(case, party), more)


def _move(case: Case, one: AloneMove) -> str:
    into = words.in_all(case, one.scenarios)
    where = phrase("; this leads to {}", into) if into else ""
    law = phrase("; law or contract then requires that {}", words.levels(case, one.forced)) if one.forced else ""
    parts = [phrase("{}{}{}.", sentence(words.route_step(case, one.step)), law, where)]
    sides = [
        phrase("{} {}", word, words.the_parties(case, keys))
        for word, keys in (("better than now for", one.better), ("worse than now for", one.worse))
        if keys
    ]
    parts.append(compose(sentence(joined_by("; ", sides)), ".") if sides else "No different for anyone.")
    if one.by_points:
        told = [phrase("{} for {}", _POINTS[sign], words.the_party(case, key)) for key, sign in one.by_points.items()]
        parts.append(phrase("By points: {}.", joined(told)))
    if one.presses:
        parts.append("It presses the others.")
    return joined_by(" ", parts)


def by_day(case: Case) -> list[tuple[int, Deadline]]:
    """Give the deadlines with their places in the case, in the order in which they come."""
    return sorted(enumerate(case.deadlines, 1), key=lambda item: item[1].on or case.talks.deadline or LAST)


def deadline_lines(case: Case) -> Iterator[str]:
    """Say what happens by itself, and when."""
    for place, one in by_day(case):
        if brings(case, one):
            yield _deadline(case, one, place)


def brings(case: Case, one: Deadline) -> dict[str, str]:
    """Give the levels that a deadline brings about, without those at which issues stand today."""
    return {key: level for key, level in one.then.items() if level != case.status_quo_level(key)}


def _brought(case: Case, one: Deadline) -> Codes:
    """Today with what a deadline brings, as level numbers."""
    return codes_of(case, one.then)


def came_about(case: Case, one: Deadline) -> bool:
    """Whether what averts a deadline is only that its own consequence has come about already."""
    if one.unless is None:
        return False
    averts = expr.parse(one.unless)
    own = set(expr.issues_of(averts, case.levels)) <= set(one.then)
    return own and bool(expr.evaluate(averts, _brought(case, one), case.levels))


def no_deadline(case: Case) -> Iterator[str]:
    """Say that nothing happens by itself, where the talks end on a day."""
    if not case.deadlines and case.talks.deadline is not None:
        day = refer(day_words(case.talks.deadline), "entry", "talks")
        told = "The talks end on {}; the case names nothing that then happens by itself, so today goes on."
        yield phrase(told, day)


def _deadline(case: Case, one: Deadline, place: int) -> str:
    low, mode, high = (float(number) for number in one.chance)
    what = words.levels(case, brings(case, one))
    if low < 1:
        told = f"{percent(mode)}{f', from {percent(low)} to {percent(high)}' if low != high else ''}"
        what = phrase("{} ({})", what, refer(told, "input", f"deadlines.{place}"))
    when = sentence(deadline_when(one, place))
    if one.unless is None or came_about(case, one):
        return phrase("{} this happens by itself: {}.", when, what)
    return phrase("{}, unless {}, this happens by itself: {}.", when, words.condition(case, one.unless), what)
