"""Endings that somebody imagines, or that stand in a row without being called so: *there is X, there is Y*, *or …*."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from winset.drafting.endings.events import EVENTS, LIKELY, POSSIBLE
from winset.drafting.source import children, sentences_before
from winset.reading.spans import Token

_IMAGINES = {"imagine", "envisage", "foresee", "picture", "predict", "forecast", "anticipate"}
_THINKS = {
    *("think", "believe", "reckon", "suspect", "fear", "suppose", "guess", "say", "argue", "warn", "consider", "bet"),
    *("conclude", "predict", "expect", "estimate", "judge", "assume", "note"),
}
_MAY = {"may", "might", "could", "would"}
_NUMBERS = {"two", "three", "four", "five", "several"}
_PLACES = {"second", "third", "fourth", "fifth", "last", "final", "other"}


def imagined(words: Sequence[Token], outside: Callable[[Token], bool]) -> list[Token]:
    """Give what is imagined: *can imagine the police moving in*, *think a truce likelier*, *a deal could be had*."""
    for verb in words:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or any(one.dep_ == "neg" for one in verb.children):
            continue
        below = [one for one in children(verb, "ccomp", "xcomp") if one.i > verb.i and one.pos_ in {"VERB", "AUX"}]
        if lemma in _IMAGINES:
            found = [one for one in below if children(one, "nsubj", "nsubjpass")]
            acting = [low for one in children(verb, "dobj") for low in children(one, "acl") if low.tag_ == "VBG"]
            found = found or acting  # the same, read as a noun with what it does
            if found:
                return found[:1]
        if lemma in _THINKS and any(map(outside, children(verb, "nsubj"))):
            found = _held_likely(words, verb) or [one for one in below if _comes(one)]
            if found:
                return found[:1]
    return []


def supposed(words: Sequence[Token]) -> list[Token]:
    """Give what the text itself says an ending would bring: *a ban would be the first of its kind*."""
    for one in words:
        verb = one.head
        if one.dep_ in {"nsubj", "nsubjpass"} and _event(one) and verb.dep_ in {"ROOT", "ccomp"}:
            modal = any(low.lower_ in _MAY for low in children(verb, "aux"))
            takes = verb.lemma_.lower() in {"have", "need", "require", "take"}  # what it takes, not what it brings
            if modal and not takes and not any(low.dep_ == "neg" for low in verb.children):
                return [one]
    return []


def stands_in_row(words: Sequence[Token]) -> list[Token]:
    """Give endings that stand in a row: *there is X, there is Y*, *a fourth line, X, …*, *or the permits run out*."""
    first = words[0]
    if not _row_announced(first):
        return []
    there = [one for word in words if word.dep_ == "expl" for one in children(word.head, "attr")]
    if there:
        return list(dict.fromkeys(there))
    for one in words[:3]:
        called = {low.lower_ for low in one.children} & _PLACES
        if called and one.pos_ == "NOUN":
            return children(one, "appos")[:1] or ([one.sent.root] if one.dep_ in {"nsubj", "pobj"} else [])
    if first.lower_ == "or" and not first.sent.text.strip().endswith("?"):
        return [first.sent.root]
    if first.dep_ == "nsubj" and any(
        low.lower_ in {"may", "might", "could", "can"} for low in children(first.head, "aux")
    ):
        return [first.head]
    return []


def _event(noun: Token) -> bool:
    """*A ban*, *years of litigation*: any such ending, none that is known already."""
    if noun.lemma_.lower() not in EVENTS:
        return False
    return not any(one.dep_ in {"det", "poss"} and one.lower_ not in {"a", "an", "another"} for one in noun.children)


def _held_likely(words: Sequence[Token], verb: Token) -> list[Token]:
    """*Think a quick peace likelier*: however the parse hangs the words together."""
    for one in words:
        if one.i > verb.i and one.lower_ in LIKELY:
            nouns = [low for low in [*children(one, "compound", "nsubj"), one.head] if low.i > verb.i]
            nouns += [low for low in children(one.head, "nsubj") if low.i > verb.i]
            found = [low for low in nouns if low.lemma_.lower() in EVENTS]
            if found:
                return found[:1]
    return []


def _comes(verb: Token) -> bool:
    """*An accord could be had within weeks*."""
    modal = any(low.lower_ in _MAY for low in children(verb, "aux"))
    return modal and any(low.lemma_.lower() in EVENTS for low in children(verb, "nsubj", "nsubjpass"))


def _row_announced(first: Token) -> bool:
    """Whether one of the four sentences before says that there are several ways on, or guesses at one."""
    for before in sentences_before(first, 4):
        for one in before:
            numbered = {low.lower_ for low in children(one, "nummod", "amod", "det")} & _NUMBERS
            if numbered and one.tag_ == "NNS":
                ahead = any(low.tag_ == "MD" for low in before) or one.lemma_.lower() in POSSIBLE
                if ahead or any(low.lower_ in {"open", "possible", "ahead"} for low in before):
                    return True
            if one.lemma_.lower() in _IMAGINES | {"odds"} and before.end >= first.sent.start - 120:
                return True
    return False
