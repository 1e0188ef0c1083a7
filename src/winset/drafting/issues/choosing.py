"""Which of the things that a text speaks of are its issues: by learned weights, of what rules found among others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from winset.drafting.issues.change import Change
from winset.drafting.issues.issues import Topic
from winset.drafting.issues.thing_signs import Around, judge, pair_signs
from winset.drafting.issues.things import Thing, things_of
from winset.drafting.people.cast import Cast
from winset.drafting.source import ParsedSource
from winset.drafting.weights import SignWeights, weights

_SAID = 1.5
"""How much less likely the words of a topic may be that somebody asks for or refuses."""
_SHARED = {"in one phrase", "words beside in common", "begin alike"}
_LONG = 10
"""How many sentences a text has in which it tells something that two things are spoken of side by side.

In a shorter one what somebody asks for may be an issue though no word for it is spoken of as issues are.
"""
MOST_LOOKED_AT = 26
"""How many of the likeliest things are compared with each other."""


def known_at(
    sources: Sequence[ParsedSource],
    cast: Cast,
    keys: Iterable[str],
    told: Iterable[tuple[str, Change]],
    topics: Sequence[Topic],
) -> Around:
    """What is known before things are judged: who is meant where, and what rules found at each word."""
    of = set(keys)
    parties = {
        (source.letter, token.i)
        for source in sources
        for token in source.doc
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and cast.meant(source, token) in of
    }
    rules: dict[tuple[str, int], set[str]] = defaultdict(set)
    every = [*told, *(("topic", change) for topic in topics for change in topic.changes)]
    for name, change in every:
        for token in (change.theme, change.token):
            rules[change.source.letter, token.i] |= {name, *([f"{name} {kind}"] if (kind := _kind(change)) else [])}
    return Around(parties, rules)


def _kind(change: Change) -> str:
    return change.kind.split()[0] if change.kind in {"noun", "amount", "keep"} else ""


def judged(sources: Sequence[ParsedSource], cast: Cast, around: Around) -> list[Thing]:
    """Give the things of documents with their odds, the likeliest first."""
    things = things_of(sources, cast)
    judge(things, sources, around)
    by_signs = weights("things")
    for one in things:
        one.odds = by_signs.odds(one.signs)
    return sorted(things, key=lambda one: (-one.odds, one.mentions[0].place))


def places(topic: Topic) -> set[tuple[str, int]]:
    """Where a topic's changes stand."""
    return {(one.source.letter, token.i) for one in topic.changes for token in (one.theme, one.token)}


def topic_by_thing(things: Sequence[Thing], topics: Sequence[Topic]) -> dict[int, int]:
    """Which topic of the rules a thing is a word of, by the thing's identity: the one that it stands in most often."""
    at = [places(topic) for topic in topics]
    found: dict[int, int] = {}
    for thing in things:
        own = {(one.source.letter, one.token.i) for one in thing.mentions}
        most = max(range(len(at)), key=lambda place: (len(own & at[place]), -place), default=-1)
        if most >= 0 and own & at[most]:
            found[id(thing)] = most
    return found


def chosen(topics: Sequence[Topic], things: Sequence[Thing], most: int) -> list[Topic]:
    """Choose the issues among the topics that rules made and the other things, and give each the words for it."""
    of = topic_by_thing(things, topics)
    for place, topic in enumerate(topics):
        topic.things = [one for one in things if of.get(id(one)) == place]
    limit, same = weights("things").threshold, weights("same_thing")
    long = max((one.sentence for thing in things for one in thing.mentions), default=0) >= _LONG
    told = [one for one in topics if one.things or (one.stances and not long)]
    found = [one for one in told if one.odds >= limit - (_SAID if one.stances else 0)]
    for thing in things[:MOST_LOOKED_AT]:
        if id(thing) in of:
            continue
        alike = [_alike(same, topic.things, thing, of) for topic in found]
        likest = max(range(len(found)), key=lambda place: alike[place], default=-1)
        another = likest >= 0 and alike[likest] >= same.threshold
        if another and (long or _told_together(found[likest], thing)):
            found[likest].things.append(thing)
        elif not another and thing.odds >= limit:
            found.append(_topic(thing))
    return sorted(found, key=lambda topic: -topic.odds)[:most]


def _told_together(topic: Topic, thing: Thing) -> bool:
    """Whether a thing shares words with a word for a topic: in a short text everything is spoken of nearby."""
    return any(_SHARED & set(pair_signs(one, thing, False)) for one in topic.things[:8])


def _alike(same: SignWeights, things: Sequence[Thing], thing: Thing, of: Mapping[int, int]) -> float:
    """How likely a thing is another word for what some things are words for: by the two that are likest."""
    own = of.get(id(thing), -1)
    told = [same.odds(pair_signs(one, thing, of.get(id(one), -2) == own)) for one in things[:8]]
    return sum(sorted(told)[-2:]) / len(told[-2:]) if told else same.threshold - 1


def _topic(thing: Thing) -> Topic:
    """A topic of a thing that no rule made one of."""
    changes = [Change(one.source, one.token, one.token, "noun", "", "") for one in thing.mentions]
    words = {word for one in changes for word in one.modifiers}
    return Topic(changes[0].root, words, changes, things=[thing])
