"""What speaks for a party's being able to move an issue: what it does, what is asked of it, what rules say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log2

from winset.drafting.issues import Topic
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.thing_signs import classes_of, verb_above
from winset.drafting.things import Mention
from winset.drafting.verbs import negated, subject_of
from winset.reading.spans import Token

_OF_WHOM = {"of", "from", "by", "to", "for", "with", "on"}


def control_signs(
    topic: Topic, cast: Cast, parties: Sequence[str], table: Sequence[str], votes: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """Give what speaks for each party, by its key.

    Parameters
    ----------
    topic
        The issue in the making, with its words.
    cast
        Who everybody is.
    parties, table
        The keys of those who bargain or act from outside, and of those at the table.
    votes
        What rules count for each party.
    """
    told: dict[str, Counter[str]] = {key: Counter() for key in parties}
    for thing in topic.things[:4]:
        for mention in thing.mentions[:12]:
            for key, sign in set(_of_mention(cast, mention)):
                if key in told:
                    told[key][sign] += 1
    for one in topic.stances:
        if one.holder in told:
            told[one.holder][f"{one.act}: {'wants' if one.wants else 'resists'}"] += 1
    for change in topic.changes:
        if change.agent in told:
            told[change.agent][f"agent of {change.kind.split()[0]}"] += 1
    most = max(votes.values(), default=0)
    found = {}
    for place, key in enumerate(parties):
        signs = {name: min(1 + log2(number) / 2, 2.0) for name, number in told[key].items()}
        signs |= {f"party {min(place, 3)} of {min(len(parties), 5)}": 1.0, f"word {topic.things[0].stem}": 1.0}
        signs["at the table" if key in table else "not at the table"] = 1.0
        signs["votes"] = max(-2.0, min(votes.get(key, 0.0), 3.0))
        signs["most votes"] = float(0 < most == votes.get(key, 0.0))
        signs["by rule"] = float(key in topic.control)
        signs["by rule, one of several"] = float(key in topic.control and len(topic.control) > 1)
        signs["decides alone"] = float(key in topic.deciders)
        signs["withholds it"] = float(key in topic.holders)
        signs["does it"] = float(any(one.agent == key for one in topic.deeds))
        first = max(told, key=lambda low: sum(told[low].values()))
        signs["told of most"] = float(first == key and bool(told[key]))
        found[key] = {name: value for name, value in signs.items() if value}
    return found


def _of_mention(cast: Cast, mention: Mention) -> Iterator[tuple[str, str]]:
    """Who stands how to a word: as subject of its verb, as its owner, as who is asked."""
    source, token = mention.source, mention.token
    if token.pos_ == "VERB":
        yield from _by_subject(source, cast, token, "subject itself")
    verb = verb_above(token)
    if verb is not None:
        yield from _by_subject(source, cast, verb, "subject")
        yield from _beside(source, cast, verb, "beside")
        higher = verb_above(verb)
        if higher is not None:
            yield from _by_subject(source, cast, higher, "subject above")
            yield from _beside(source, cast, higher, "beside above")
    for one in token.children:
        if one.dep_ in {"poss", "compound", "amod", "nmod"} and (key := cast.meant(source, one)):
            yield key, f"owner as {one.dep_}"
    yield from _beside(source, cast, token, "below")
    for word in token.sent:
        if word.pos_ in {"NOUN", "PROPN", "PRON"} and (key := cast.at.get((source.letter, word.i), "")):
            yield key, "in the sentence"
            if abs(word.i - token.i) < 6:
                yield key, "near, before" if word.i < token.i else "near, after"


def _by_subject(source: Source, cast: Cast, verb: Token, how: str) -> Iterator[tuple[str, str]]:
    subject = subject_of(verb)
    for key in cast.several(source, subject) if subject is not None else ():
        yield key, how
        for name in classes_of(verb.lemma_.lower()):
            yield key, f"{how} of {name}{', denied' if negated(verb) else ''}"
        for one in children(verb, "aux"):
            yield key, f"{how}, {one.lower_}"
        if children(verb, "auxpass"):
            yield key, f"{how}, passive"


def _beside(source: Source, cast: Cast, word: Token, how: str) -> Iterator[tuple[str, str]]:
    """Parties among a verb's objects, or what stands after *of*, *from*, *by* below a word."""
    for one in children(word, "dobj", "dative", "agent", "prep"):
        for low in [one] if one.dep_ in {"dobj", "dative"} else children(one, "pobj"):
            for key in cast.several(source, low):
                if one.dep_ in {"dobj", "dative"} or one.lower_ in _OF_WHOM:
                    yield key, f"{how}, {one.lower_ if one.dep_ not in {'dobj', 'dative'} else one.dep_}"
                    if word.pos_ == "VERB":
                        for name in classes_of(word.lemma_.lower()):
                            yield key, f"{how} of {name}"
