"""Who can move an issue: who did it, who alone may, who withholds it, who is asked to, who offers or refuses it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from winset.drafting.change import Change
from winset.drafting.changes import changes_in
from winset.drafting.issues import Topic
from winset.drafting.linking import fits
from winset.drafting.outside import deciders
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.verbs import antecedent
from winset.drafting.withholding import Withheld
from winset.reading.places import place_of
from winset.reading.spans import Token

_LAWS = {"law", "legislation", "statute", "constitution", "act"}
_LAWMAKERS = {"government", "parliament", "congress", "senate", "state", "legislature", "assembly"}
_JOINT = {
    *("agreement", "protocol", "timetable", "formula", "allocation"),
    *("quota", "border", "boundary", "seat", "majority", "parity"),
}
_DIVIDED = {"share", "split", "ratio", "extension", "renewal", "rollover"}
_CONSENTS = {"accept", "tolerate", "stomach", "swallow", "live", "settle", "welcome"}
"""What takes both to divide, where both have spoken of it."""
_ANSWERS = {"refusal", "offer", "threat", "concession"}


def take_control(
    topics: Sequence[Topic],
    sources: Iterable[Source],
    cast: Cast,
    withheld: Sequence[Withheld],
    parties: Sequence[str],
    table: Sequence[str],
) -> None:
    """Give topics those who can move them, with a question where the text does not say.

    Parameters
    ----------
    topics
        The issues in the making.
    sources, cast
        The documents, and who everybody is.
    withheld
        What parties withhold unless something happens: theirs to give.
    parties, table
        The keys of those who bargain or act from outside, and of those at the table.
    """
    alone = [
        (key, change)
        for source in sources
        for key, word in deciders(source, cast)
        if key in parties
        for head in [antecedent(word)]
        for change in (
            changes_in(source, cast, head, key) if head.pos_ == "VERB" else _decided(source, cast, head, key)
        )
    ]
    for topic in topics:
        own = {id(change) for change in topic.changes}
        topic.holders = [one.holder for one in withheld for change in one.held if id(change) in own]
        topic.deciders = [key for key, change in alone if fits(topic, change)]
        _settle(topic, list(parties), list(table), _votes(topic, list(table)))


def _decided(source: Source, cast: Cast, noun: Token, key: str) -> Iterator[Change]:
    """*The decision on the bank*: the bank."""
    preps = [prep for prep in children(noun, "prep") if prep.lower_ in {"on", "over", "about", "of"}]
    for one in [low for prep in preps for low in children(prep, "pobj")]:
        yield from changes_in(source, cast, one, key)


def _settle(topic: Topic, parties: list[str], table: list[str], votes: dict[str, float]) -> None:
    """Count who can do it; an agreement, a truce or a share takes all who are at the table."""
    able = {key: weight for key, weight in votes.items() if key in parties and weight > 0}
    held = {one.holder for one in topic.stances}
    divided = topic.root in _DIVIDED or any(one.share for one in topic.changes)
    joint = topic.root in _JOINT or (divided and len(held & set(table)) > 1)
    if deciding := [key for key in dict.fromkeys(topic.deciders) if key in parties]:
        topic.control = (deciding[0],)
    elif joint or (topic.root == "truce" and len(table) > 1):
        topic.control = tuple(table) if len(table) > 1 else tuple(able) or tuple(parties[:1])
    elif topic.root in _LAWS and (makers := [one for one in parties if set(one.split("_")) & _LAWMAKERS]):
        topic.control = (makers[0],)
    elif able:
        topic.control = (max(able, key=lambda key: (able[key], -parties.index(key))),)
    else:
        others = [one for one in table if one not in held] or table or parties
        topic.control = (others[0],) if others else ()
        topic.question = f"who can move it is not said: {' or '.join(parties[:3])}?"


def _votes(topic: Topic, table: list[str]) -> dict[str, float]:
    """How much speaks for each party's being able to."""
    votes: dict[str, float] = defaultdict(float)
    for deed in topic.deeds:
        votes[deed.agent] += 2
    asking = {one.holder for one in topic.stances if one.act == "demand" and one.wants and not one.change.agent}
    for holder in topic.holders:
        votes[holder] += 1.5 if holder not in asking else 0  # who would give up what it asks for does not have it
    borne = {id(one.change) for one in topic.stances if one.token.lemma_.lower() in _CONSENTS}
    for one in topic.changes:
        votes[one.agent] += id(one) not in borne  # who could tolerate a thing is not who does it
        for child in children(one.theme, "amod", "compound", "nmod"):
            place = place_of().get(child.text)
            if place is not None and child.i < one.theme.i:
                votes[re.sub(r"\W+", "_", place.names[0].lower())] += 1
    for stance in topic.stances:
        if (stance.act == "demand" and not stance.change.agent) or id(stance.change) in borne:
            others = [one for one in table if one != stance.holder]
            if len(others) == 1:
                votes[others[0]] += 0.5
            votes[stance.holder] -= 1
        elif stance.act in _ANSWERS and not stance.change.agent:
            votes[stance.holder] += 0.5
    return votes
