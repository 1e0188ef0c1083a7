"""Who can move an issue: by learned weights of what each party says and does of it; agreements take all.

A union, tenants or farmers can move what they do themselves, such as a strike; the rest they mostly ask of others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from winset.drafting.agenda import Agenda
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.issues import Topic
from winset.drafting.issues.linking import fits
from winset.drafting.people.cast import Cast
from winset.drafting.people.outside import deciders
from winset.drafting.people.verbs import antecedent
from winset.drafting.source import ParsedSource, children
from winset.drafting.stances.stances import pairs, setting
from winset.drafting.weights import Signs, weights
from winset.drafting.words import UNION
from winset.reading.spans import Token
from winset.word_sets import word_set

_JOINT = {
    *("agreement", "protocol", "timetable", "formula", "allocation", "truce"),
    *("quota", "border", "boundary", "seat", "majority", "parity"),
}
_DIVIDED = {"share", "split", "ratio", "extension", "renewal", "rollover"}
"""What takes both to divide, where both have spoken of it."""
_ALONE = "alone may"
_PEOPLE = UNION | word_set(
    "guild association federation confederation brotherhood alliance forum society community collective "
    "player musician tenant resident villager neighbour farmer herder fisherman rider courier "
    "student parent paramedic keeper controller pensioner fan supporter campaigner"
)
_ACTS_OF_PEOPLE = word_set(
    "strike walkout stoppage slowdown boycott ballot picket blockade protest demonstration "
    "petition complaint appeal challenge lawsuit suit litigation injunction"
)
_OUT_OF_CHARACTER = 0.6
"""By how much it lessens the odds of people to move another thing than their own acts, and of others to move those."""


def take_control(agenda: Agenda) -> None:
    """Give the issues those who can move them, with a question where that is not likely enough."""
    by_signs = weights("control")
    signs = control_signs(agenda)
    movers = [key for key in agenda.keys if key not in agenda.mediators]
    for topic in agenda.topics:
        if said := [key for key in movers if _ALONE in signs[key, topic.key]]:
            topic.control = (said[0],)
        elif len(agenda.table) > 1 and _joint(topic, agenda.table):
            topic.control = tuple(agenda.table)
        else:
            topic.movers = {key: by_signs.odds(signs[key, topic.key]) for key in movers}
            _take_likeliest(agenda, topic)


def keep_in_character(agenda: Agenda) -> None:
    """Let people rather move what people do, and others the rest.

    Comes after whatever weights say of stances, which were learned beside control by weights alone.
    """
    people = {key for key in agenda.keys if _words(agenda.names[key]) & _PEOPLE}
    for topic in agenda.topics:
        for key in _out_of_character(topic, people):
            topic.movers[key] -= _OUT_OF_CHARACTER
        _take_likeliest(agenda, topic)


def _take_likeliest(agenda: Agenda, topic: Topic) -> None:
    likely = sorted(topic.movers, key=lambda key: -topic.movers[key])[:3]
    if not likely:
        return
    topic.control, topic.question = (likely[0],), ""
    if topic.movers[likely[0]] < weights("control").threshold:
        *others, last = (agenda.names[key] for key in likely)
        who = f"{', '.join(others)} or {last}" if others else last
        topic.question = f"the text does not say who can move it: {who}?"


def _out_of_character(topic: Topic, people: Collection[str]) -> list[str]:
    """Who would hardly move an issue: people, where it is none of their acts; all others, where it is one."""
    theirs = bool(_words(topic.name) & _ACTS_OF_PEOPLE)
    return [key for key in topic.movers if people and (key in people) != theirs]


def _words(name: str) -> set[str]:
    words = re.findall(r"[a-z-]+", re.sub(r"[’']s?\b", "", name.lower()))
    return {*words, *(word.removesuffix("s") for word in words)}


def _joint(topic: Topic, table: Sequence[str]) -> bool:
    """Whether an issue takes all who are at the table: an agreement, a truce, a share that several speak of."""
    held = {one.holder for one in topic.stances} & set(table)
    divided = topic.root in _DIVIDED or any(one.share for one in topic.changes)
    return topic.root in _JOINT or (divided and len(held) > 1)


def control_signs(agenda: Agenda) -> Mapping[tuple[str, str], Signs]:
    """Give the signs that a party can move an issue, by both: those of a stance, and what turns of phrase tell."""
    alone = list(_deciders(agenda))
    topics = {one.key: one for one in agenda.topics}
    found: dict[tuple[str, str], Signs] = {}
    for pair in pairs(setting(agenda)):
        told = dict.fromkeys(_told(topics[pair.issue], pair.party, alone, agenda.table), 1.0)
        found[pair.party, pair.issue] = {**pair.signs, **told}
    return found


def _told(topic: Topic, party: str, alone: Sequence[tuple[str, Change]], table: Sequence[str]) -> Iterator[str]:
    """What turns of phrase tell of a party and an issue: who did it, who would, who is asked to, who asks."""
    if any(key == party and fits(topic, change) for key, change in alone):
        yield _ALONE
    if any(one.agent == party for one in topic.deeds):
        yield "did it"
    if any(one.agent == party for one in topic.changes):
        yield "would do it"
    for one in topic.stances:
        yield f"{'its' if one.holder == party else 'another has a'} {one.act}, {'for' if one.wants else 'against'}"
        if one.holder != party and one.change.agent == party:
            yield "is asked to"
    asking = {one.holder for one in topic.stances if one.act == "demand" and one.wants}
    if asking and set(table) - asking == {party}:
        yield "alone does not ask"


def _deciders(agenda: Agenda) -> Iterator[tuple[str, Change]]:
    """Who alone may do something, with what: *only X can …*, *the decision on … rests with X*."""
    for source in agenda.sources:
        for key, word in deciders(source, agenda.cast):
            head = antecedent(word)
            if head.pos_ == "VERB":
                yield from ((key, change) for change in changes_in(source, agenda.cast, head, key))
            else:
                yield from ((key, change) for change in _decided(source, agenda.cast, head, key))


def _decided(source: ParsedSource, cast: Cast, noun: Token, key: str) -> Iterator[Change]:
    """*The decision on the bank*: the bank."""
    preps = [prep for prep in children(noun, "prep") if prep.lower_ in {"on", "over", "about", "of"}]
    for one in [low for prep in preps for low in children(prep, "pobj")]:
        yield from changes_in(source, cast, one, key)
