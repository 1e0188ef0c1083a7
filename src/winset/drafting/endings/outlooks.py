"""Endings told in a row or as a judgement: *the first would …*, *failing that, …*, *could not be excluded*."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from winset.drafting.endings.events import EVENTS, LIKELY, POSSIBLE
from winset.drafting.endings.imagined import imagined, stands_in_row, supposed
from winset.drafting.source import children, objects_of, sentences_before
from winset.reading.spans import Token

_DEAL = "(?:deal|agreement|accord|settlement|compromise|pact|truce|understanding)"
_FAILING = re.compile(
    r"\W*(?:and |but |or )?(?:otherwise|or else|failing (?:that|this|it|which|an?y?\b)|in the alternative|alternatively"
    rf"|barring (?:that|this|an?\b)|short of (?:that|this|an?\b)|without (?:one|it|an? {_DEAL})\b"
    rf"|(?:in )?(?:the )?absen(?:ce|t) (?:of )?(?:one|that|it|an?y?) ?{_DEAL}?"
    r"|if (?:they|it|he|she|the sides?) (?:cannot|can not|do not|does not|fails?))\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\W*(?:(?:in|under) (?:the|an?|one) (?:\w+ )?(?:first|second|third|fourth|one|other|another|last|worst|best)?"
    r"|(?:in|under) another)\b",
    re.IGNORECASE,
)
_ORDINAL = {"second", "third", "fourth", "fifth", "another", "other", "last", "final", "likeliest", "worst", "best"}
_ORDINAL |= {"better", "worse", "latter", "former", "darker", "brighter", "gloomier", "rosier", "bleaker", "milder"}
_SERIES = _ORDINAL | {"first", "one"}
_TELLS = {"be", "see", "mean", "involve", "bring", "have", "entail", "lead", "leave", "run", "end"}
_CHANCE = {"option", "possibility", "prospect", "alternative"}
_EXCLUDE = {"exclude", "rule", "discount", "dismiss"}
_REACH = {"reach", "card", "table", "question", "sight", "horizon"}
_SEEM = {"be", "seem", "look", "appear", "remain", "become"}
_AWAITS = {"expect", "foresee", "predict", "anticipate", "envisage", "reckon", "bet", "forecast", "hope"}


def told_in_turn(words: Sequence[Token], outside: Callable[[Token], bool]) -> list[Token]:
    """Give the heads of the endings that a sentence tells as one of a row, or as what follows if not.

    Parameters
    ----------
    words : sequence of Token
        The sentence.
    outside : callable
        Whether a word means no party: what parties expect of each other is a demand.
    """
    text = words[0].doc[words[0].i : words[0].sent.end].text
    if (found := imagined(words, outside)) or (found := stands_in_row(words)):
        return found
    if _FAILING.match(text) or _opens_row(words):
        return _foretold(words)
    if _or_else(words[0]):
        return [words[0].sent.root]
    return (
        _one_of_row(words)
        or supposed(words)
        or [
            low
            for one in words
            if one.pos_ == "VERB" and one.lemma_.lower() in _AWAITS and any(map(outside, children(one, "nsubj")))
            for low in _awaited(one)
        ]
    )


def fails_by_opening(head: Token) -> bool:
    """Tell whether the sentence of an ending begins with *failing that*, *in the absence of one* and the like."""
    return bool(_FAILING.match(head.sent.text.strip()))


def _foretold(words: Sequence[Token]) -> list[Token]:
    """What a sentence says will follow: its first verb with a modal, else what somebody expects."""
    verbs = [one for one in words if one.pos_ in {"VERB", "AUX"} and one.tag_ != "MD"]
    for one in verbs:
        if any(low.tag_ == "MD" for low in children(one, "aux")) and not _aside(one):
            return [one]
    for one in verbs:
        if one.lemma_.lower() in _AWAITS:
            return _awaited(one) or children(one, "dobj")
    root = words[0].sent.root
    said = [one for one in children(root, "ccomp") if one.i < root.i and one.pos_ in {"VERB", "AUX"}]
    return said[:1] or [root]


def _aside(verb: Token) -> bool:
    """Whether a verb stands in a clause about a noun or under a condition, not in the main line."""
    return verb.dep_ in {"relcl", "acl"} or any(low.dep_ == "mark" and low.lower_ != "that" for low in verb.children)


def _awaited(verb: Token) -> list[Token]:
    """*Expects years of litigation*, *reckon on an extension*: the nouns for what comes."""
    following = [one for one in children(verb, "ccomp", "xcomp") if one.tag_ == "VB" and children(one, "nsubj")]
    if following:  # *expect the two to muddle through*
        return following[:1]
    objects = [*children(verb, "dobj"), *objects_of(verb, {"on", "for"})]
    found = []
    for one in objects:
        found += [
            low for low in [one, *objects_of(one, {"of"})] if low.pos_ == "NOUN" and low.lemma_.lower() in EVENTS
        ][:1]
    return found


def _opens_row(words: Sequence[Token]) -> bool:
    """*In one outcome sketched by officials, …*, *under a second, …*."""
    first = words[0]
    if first.lower_ not in {"in", "under"} or first.dep_ != "prep" or not _TURN.match(first.sent.text.strip()):
        return False
    for one in children(first, "pobj"):
        telling = {low.lower_ for low in one.children} | {one.lower_}
        if (one.lemma_.lower() in POSSIBLE and telling & _SERIES) or (
            (one.lower_ in _ORDINAL or (one.lower_ == "one" and telling & _ORDINAL)) and _row_before(first)
        ):
            return True
    return False


def _row_before(token: Token) -> bool:
    """Whether one of the four sentences before speaks of several endings, or of one of several."""
    for before in sentences_before(token, 4):
        for one in before:
            lemma = one.lemma_.lower()
            if lemma in POSSIBLE and (one.tag_ == "NNS" or {low.lower_ for low in one.children} & _SERIES):
                return True
    return False


def _or_else(first: Token) -> bool:
    """*Ministers may agree on a figure. … Or the session ends without one*: one of such a row of sentences."""
    if first.lower_ == "or":
        return first.i > 0 and _may(first.doc[first.i - 1])
    after = first
    for _ in range(2):
        if not _may(after) or after.sent.end >= len(first.doc):
            return False
        after = first.doc[after.sent.end]
        if next((one.lower_ for one in after.sent if not one.is_space and not one.is_punct), "") == "or":
            return True
    return False


def _may(word: Token) -> bool:
    return any(one.lower_ in {"may", "might", "could"} for one in children(word.sent.root, "aux"))


def _one_of_row(words: Sequence[Token]) -> list[Token]:
    for token in words:
        lemma = token.lemma_.lower()
        telling = {low.lower_ for low in token.children} | {token.lower_}
        bare = token.lower_ in _SERIES and token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ != "one"
        bare = bare or (token.lower_ == "one" and token.dep_ == "nsubj" and not children(token, "prep"))
        if bare and token.head.lemma_.lower() in _TELLS and _row_before(token):
            return _said_of(token.head)
        if lemma not in POSSIBLE or not telling & _SERIES or token.tag_ == "NNS":
            continue
        if lemma in {"way", "case", "path", "course", "route"} and not telling & (
            _ORDINAL - {"last", "other", "final"}
        ):
            continue
        own = [one for one in children(token, "acl", "appos", "dep") if one.i > token.i and one.pos_ != "PRON"]
        if own and (own[0].dep_ != "acl" or children(own[0], "mark")):
            return own[:1]
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in _TELLS:
            return _said_of(token.head)
        if telling & {"third", "fourth", "another", "worst"} and lemma not in {"case", "course", "version", "result"}:
            return [token]  # *some spoke of another way, a referendum*, however the parse hangs it on
    for token in words:  # *there remains the option of doing nothing*, *observers see a chance of a split*
        left = token.lemma_.lower() in _CHANCE and token.head.lemma_.lower() in {"remain", "leave"}
        if left or (token.lemma_.lower() in {"chance", "risk"} and token.head.lemma_.lower() == "see"):
            below = [low for prep in children(token, "prep") if prep.lower_ == "of" for low in prep.children]
            if below:
                return below[:1]
    return [low for one in words for low in _judged(one)][:1]


def _said_of(verb: Token) -> list[Token]:
    """What *the second is …*, *a third would see …* tells."""
    found = [*children(verb, "attr", "dobj"), *children(verb, "ccomp", "xcomp"), *children(verb, "conj")]
    return [one for one in found if one.i > verb.i and one.pos_ in {"NOUN", "PROPN", "VERB", "AUX"}][:1]


def _judged(token: Token) -> list[Token]:
    """*Could not be excluded*, *was conceivable*, *seemed out of reach*, *is what most delegates hope for*."""
    lemma = token.lemma_.lower()
    subjects = [one for one in children(token, "nsubj", "nsubjpass") if one.pos_ == "NOUN"]
    modal = any(low.tag_ == "MD" for low in token.children)
    denied = any(low.dep_ == "neg" for low in token.children)
    if lemma in _EXCLUDE and modal and denied and children(token, "auxpass"):
        return subjects
    events = [one for one in subjects if one.lemma_.lower() in EVENTS]
    if not events or lemma not in _SEEM:
        return []
    states = {one.lower_ for one in children(token, "acomp", "oprd", "advmod")}
    below = {
        low.lemma_.lower()
        for prep in children(token, "prep")
        for one in (prep, *children(prep, "prep"))
        for low in children(one, "pobj")
    }
    hoped = any(
        one.lemma_.lower() in _AWAITS and any(low.lower_ == "what" for low in one.subtree)
        for one in children(token, "ccomp")
    )
    return events if states & LIKELY or below & _REACH or hoped else []
