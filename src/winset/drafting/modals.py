"""What parties say they would do, would not do, or would do only if: *will not sign*, *could go to 6 percent if*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from winset.drafting.attitude import Attitude
from winset.drafting.changes import changes_in, negated, subject_of
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.words import CHANGES, OTHER_CHANGES
from winset.reading.spans import Token


def refused(source: Source, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*We will not sign*, *it could not be given up*: what somebody says it will not do."""
    modal = {child.lower_ for child in children(token, "aux")} & {"will", "wo", "would", "can", "ca", "could"}
    if not modal or not any(child.dep_ == "neg" for child in token.children) or hypothetical(token):
        return
    if lemma not in CHANGES and lemma not in OTHER_CHANGES and lemma not in {"accept", "give", "make", "have", "take"}:
        return
    subject = subject_of(token)
    speaker = _speaker(source, cast, token)
    for change in changes_in(source, cast, token, ""):
        holder = change.agent or speaker
        if holder and (not change.agent or holder == change.agent) and subject is not None:
            yield Attitude(holder, replace(change, agent=change.agent or holder), "refusal", False, token)


def _speaker(source: Source, cast: Cast, token: Token) -> str:
    """Who says a clause: the subject of the verb of saying above it."""
    above = token
    for _ in range(4):
        if above.dep_ in {"ccomp", "conj", "parataxis"} and above.head != above:
            above = above.head
            if above.lemma_.lower() in {"say", "tell", "state", "add", "insist", "argue", "declare"}:
                subject = subject_of(above)
                return cast.meant(source, subject) if subject is not None else ""
    return ""


def otherwise(source: Source, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*It would otherwise call a strike*: a threat."""
    if not any(child.lower_ == "otherwise" for child in token.children) or lemma not in {*CHANGES, *OTHER_CHANGES}:
        return
    for change in changes_in(source, cast, token, ""):
        if change.agent:
            yield Attitude(change.agent, change, "threat", True, token)


def unless(source: Source, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*It would strike unless …*: a threat."""
    if not {child.lower_ for child in children(token, "aux")} & {"will", "would"} or negated(token):
        return
    if any(low.lower_ == "unless" for child in children(token, "advcl") for low in children(child, "mark")):
        for change in changes_in(source, cast, token, ""):
            if change.agent:
                yield Attitude(change.agent, change, "threat", True, token)


def hypothetical(token: Token) -> bool:
    """Whether a verb stands under *if*, *whether*, *could* or *might*, where nothing is decided."""
    for _ in range(2):
        marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "aux"}}
        if marks & {"if", "whether", "unless", "were", "should", "until", "provided", "once", "before", "after"}:
            return True
        if token.dep_ != "xcomp":
            return False
        token = token.head
    return False
