"""What *it* and *them* mean where they are what something is done to: *ruled out restoring them*."""

from __future__ import annotations

from winset.drafting.amounts import ABOUT_TIME
from winset.drafting.people.cast import Cast
from winset.drafting.source import ParsedSource
from winset.drafting.words import CHANGES, DAYS, EMPTY, OBSERVERS, OTHER_CHANGES, WEAK
from winset.reading.spans import Token

_OBJECTS = {"dobj", "nsubjpass", "oprd"}


def meant_thing(source: ParsedSource, cast: Cast, one: Token) -> Token:
    """*It could not be given up*: the thing last named before it in the sentence; of *them* also the one before."""
    if one.lower_ in {"it", "this", "that"} and one.dep_ == "nsubjpass":
        return _last(source, cast, one, one.sent.start, _OBJECTS) or one
    acts = one.head.lemma_.lower() in {*CHANGES, *OTHER_CHANGES}
    if one.lower_ not in {"it", "them"} or one.dep_ != "dobj" or not acts:
        return one
    before = one.doc[max(0, one.sent.start - 1)].sent.start
    number = {"NNS"} if one.lower_ == "them" else {"NN"}
    for places in (_OBJECTS, {"nsubj"}, {"pobj"}):
        for start in (one.sent.start, before):
            found = _last(source, cast, one, start, places, number)
            if found is not None:
                return found
    return one


def thing_before(source: ParsedSource, cast: Cast, one: Token) -> Token | None:
    """*The fee is due. The chain wants it waived*: the thing last named, in the sentence or the one before."""
    if one.lower_ not in {"it", "that", "this", "them"}:
        return None
    number = {"NNS"} if one.lower_ == "them" else {"NN"}
    before = one.doc[max(0, one.sent.start - 1)].sent.start
    for start, relations in (
        (one.sent.start, (_OBJECTS, {"nsubj"}, {"pobj"})),
        (before, ({"nsubj"}, _OBJECTS, {"pobj"})),
    ):
        for places in relations:
            found = _last(source, cast, one, start, places, number)
            if found is not None:
                return found
    return None


def _last(
    source: ParsedSource, cast: Cast, one: Token, start: int, relations: set[str], number: set[str] | None = None
) -> Token | None:
    """The thing last named in some place of a sentence that is nobody."""
    for place in range(one.i - 1, start - 1, -1):
        word = one.doc[place]
        lemma = word.lemma_.lower()
        named = word.dep_ in relations and word.pos_ == "NOUN" and lemma not in EMPTY | ABOUT_TIME | OBSERVERS | WEAK
        if named and (number is None or word.tag_ in number) and word.text not in DAYS and not cast.meant(source, word):
            return word
    return None
