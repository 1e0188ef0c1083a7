"""What was said before and is pointed at: *opposes this*, *dismissed the idea*, *was asked to and refused*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.attitudes.modals import hypothetical
from winset.drafting.issues.attitude import Attitude
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, objects_of
from winset.drafting.words import LIKES, REFUSALS
from winset.frozen import replace
from winset.reading.spans import Token

_AGREES = {"agree", "accept"}
_IDEAS = {"idea", "proposal", "demand", "plan", "offer", "request", "suggestion", "notion", "principle", "call"}
_ALONE = {"refuse", "decline", "agree", "accept", "object"}


def points(token: Token) -> bool:
    """Whether a verb says that somebody is for or against what was said last."""
    lemma = token.lemma_.lower()
    if lemma not in REFUSALS | LIKES | _AGREES or token.pos_ != "VERB" or negated(token) or hypothetical(token):
        return False
    objects = [*children(token, "dobj"), *objects_of(token, {"to"})]
    if any(one.lower_ in {"this", "that", "it"} or _idea(one) for one in objects):
        return True
    return lemma in _ALONE and token.tag_ in {"VBD", "VBN"} and not children(token, *_BELOW)


_BELOW = ("dobj", "xcomp", "ccomp", "prep", "advcl", "agent", "nsubjpass", "auxpass", "acomp", "npadvmod")


def _idea(word: Token) -> bool:
    """*That idea*, *the proposal*, *both demands*: with nothing that says which."""
    told = {one.dep_ for one in word.children} - {"det", "predet", "punct"}
    return word.lemma_.lower() in _IDEAS and not told and any(one.dep_ == "det" for one in word.children)


def pointed(source: ParsedSource, cast: Cast, token: Token, former: Attitude) -> Iterator[Attitude]:
    """Who is for or against what somebody else wanted last."""
    subject = subject_of(token)
    near = token.sent.start - former.token.sent.end <= 3 and former.wants
    wants = token.lemma_.lower() in LIKES | _AGREES
    for holder in cast.several(source, subject) if subject is not None and near else ():
        if holder != former.holder:
            change = replace(former.change, token=token, source=source)
            yield Attitude(holder, change, "preference" if wants else "refusal", wants, token)
