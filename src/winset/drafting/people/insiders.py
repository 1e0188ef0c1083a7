"""People without a name, and with whom they are: *an adviser of his*, *a source close to the guild's executive*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.people.names import OPPOSITE, lemma_of
from winset.drafting.source import children, objects_of
from winset.drafting.words import OFFICES
from winset.reading.spans import Token
from winset.word_sets import word_set

INSIDERS = word_set(
    "source insider aide adviser advisor colleague member deputy diplomat ally associate confidant staffer figure "
    "person man woman people someone somebody anyone servant officer lawyer participant mp lawmaker "
    "legislator councillor"
)
"""Who speaks without a name, besides those of an office."""
_WITH = {"of", "to", "in", "at", "from", "within", "inside", "around", "on", "for", "under"}
_NEAR = {"close", "familiar", "near", "loyal", "acquainted", "briefed"}
_KNOWS = {"know", "sit", "work", "advise", "serve", "help", "be", "speak", "attend"}
_SOME = {"one", "two", "three", "four", "several", "some", "another", "others", "many"}
_FORMER = {"former", "ex", "retired", "onetime", "erstwhile"}


def was_once(*nouns: Token) -> bool:
    """*A former head of the agency*: who speaks for it no more."""
    below = (low for one in nouns for low in one.children)
    return any(low.lower_ in _FORMER and low.dep_ in {"amod", "compound", "nmod"} for low in below)


def is_insider(token: Token) -> bool:
    """Whether a word is for people without a name who may be somebody's; *one of his advisers*, too."""
    lemma = lemma_of(token)
    if lemma in INSIDERS or token.lower_ in INSIDERS:
        return token.pos_ in {"NOUN", "PRON"}
    return token.lower_ in _SOME and token.pos_ != "ADJ" and any(_of_people(one) for one in objects_of(token, {"of"}))


def _of_people(token: Token) -> bool:
    return token.tag_ == "NNS" and lemma_of(token) in INSIDERS | OFFICES


def with_whom(token: Token) -> Iterator[Token]:
    """The words that say with whom people without a name are, the nearest first."""
    nouns = [token, *(one for one in objects_of(token, {"of"}) if _of_people(one))]
    for noun in nouns:
        if lemma_of(noun) not in OPPOSITE - {"colleague"}:  # *one of his colleagues*
            yield from children(noun, "poss", "compound", "nmod", "amod")
    for one in objects_of(token, _WITH):
        yield from _whose(one)
    for near in children(token, "amod", "acl", "appos", "acomp"):
        for one in objects_of(near, {"to", "with", "on", "by"}) if near.lower_ in _NEAR else ():
            yield from _whose(one)
    for verb in children(token, "relcl"):
        if verb.lemma_.lower() in _KNOWS:
            inside = [low for one in objects_of(verb, _WITH | {"with"}) for low in (one, *objects_of(one, {"on"}))]
            for one in [*children(verb, "dobj"), *inside]:
                yield from _whose(one)


def _whose(noun: Token) -> Iterator[Token]:
    yield from (noun, *children(noun, "poss", "compound"))
    yield from objects_of(noun, {"of"})
