"""Capitals that no list knows: *a Karskan diplomat said Moselin could live with six months* is about Karsk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from winset.drafting.names import SUBJECTS, is_body
from winset.drafting.source import Source, children
from winset.drafting.words import SAYING
from winset.reading.spans import Token

if TYPE_CHECKING:
    from winset.drafting.parties import Cast

_WHERE = {"in", "at", "to", "from", "near", "towards", "with", "of"}


def merge_capitals(cast: Cast, source: Source) -> None:
    """Make a place one with the party whose officials say what it could do, if nothing else is told of it."""
    for token in source.doc:
        key = cast.at.get((source.letter, token.i), "")
        figure = cast.figures.get(key)
        if figure is None or figure.kind != "name" or " " in figure.name or is_body(figure.name):
            continue
        if token.dep_ != "nsubj" or token.head.dep_ != "ccomp" or key in cast.companies:
            continue
        says = token.head.head
        modal = any(one.tag_ == "MD" for one in children(token.head, "aux"))
        speaker = next((other for one in children(says, "nsubj") if (other := cast.meant(source, one))), "")
        owner = cast.figures.get(speaker)
        if not modal or says.lemma_.lower() not in SAYING or owner is None or owner.kind not in {"name", "state"}:
            continue
        others = [one for one in source.doc if one is not token and cast.at.get((source.letter, one.i)) == key]
        if owner is not figure and not is_body(owner.name) and others and all(_only_place(one) for one in others):
            cast.merge(figure, owner)


def _only_place(token: Token) -> bool:
    """Whether a name is only where something is, or who is told something, or whose officials speak there."""
    if token.dep_ in SUBJECTS or token.dep_ == "conj":
        return False
    return token.dep_ != "pobj" or token.head.lower_ in _WHERE
