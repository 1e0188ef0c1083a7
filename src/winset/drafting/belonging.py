"""Whose home an audience is, where the text says who must agree: possessor, place, subject, the party in focus."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.names import lemma_of, proper_name
from winset.drafting.owners import is_audience, kinds_of, owner_of, said_owner, told
from winset.drafting.parties import Cast
from winset.drafting.source import Source
from winset.drafting.words import AUDIENCES_OF, MEDIATORS, OBSERVERS
from winset.reading.spans import Token

Home = tuple[str, str, Token]
"""A party, an audience as the text calls it, and the word for it."""


def focus(source: Source, cast: Cast, token: Token, parties: list[str]) -> str:
    """The party last spoken of as a subject or owner before a word, in its paragraph."""
    for place in range(token.i - 1, max(-1, token.i - 60), -1):
        one = token.doc[place]
        if "\n" in one.text:
            return ""
        key = cast.at.get((source.letter, place), "")
        if one.dep_ == "nsubj" and one.lower_ in {"he", "she"}:
            key = cast.meant(source, one)
        if key in parties and (
            one.dep_ in {"nsubj", "nsubjpass", "poss"}
            or one.head.dep_ in {"nsubj", "nsubjpass"}
            or (one.dep_ == "pobj" and one.head.lower_ in {"in", "at", "on", "within", "among", "for"})
        ):
            return key
    return ""


def called(one: Token) -> str:
    """An audience as the text calls it."""
    return proper_name(one) if one.pos_ == "PROPN" else told(one)


def at_home(
    source: Source,
    cast: Cast,
    token: Token,
    one: Token,
    parties: list[str],
    subject: Token | None = None,
    crowd: bool = False,
) -> Iterator[Home]:
    """An audience with the party whose home it is; with both where *both* have one."""
    if one.pos_ not in {"NOUN", "PROPN"} or one.lemma_.lower() in OBSERVERS | MEDIATORS or len(one.text) < 3:
        return
    meant = cast.meant(source, one)
    if meant in parties and not (one.pos_ == "NOUN" and is_audience(one)):
        return  # who bargains is nobody's home
    fitting = [key for key in parties if may_have(cast, key, one)]
    whole = [one, *([subject] if subject is not None else [])]
    if any(low.lower_ in {"both", "each"} for word in whole for low in word.children):
        most = sorted(fitting, key=lambda key: -cast.figures[key].mentions)[:2]
        yield from ((key, called(one), one) for key in parties if key in most)
        return
    found = [said_owner(source, cast, token, one, parties)]
    found += [cast.meant(source, subject)] if subject is not None else []
    near = focus(source, cast, one, parties)
    found += [] if crowd and near and not _same_sentence(source, cast, one, near) else [near]
    found += [owner_of(source, cast, token, one, parties, "", True)]
    most = sorted(parties, key=lambda key: -cast.figures[key].mentions)[:2]
    left = [key for key in fitting if key in most]
    found += left if len(left) == 1 and len(most) == 2 and not crowd else []
    key = next((key for key in found if key in fitting), "")
    if key and (meant != key or is_audience(one)):
        yield key, called(one), one


def _same_sentence(source: Source, cast: Cast, one: Token, key: str) -> bool:
    return any(cast.at.get((source.letter, low.i)) == key for low in one.sent if low.i < one.i)


def may_have(cast: Cast, key: str, one: Token) -> bool:
    """Whether a party can have such an audience: no union has shareholders, no company a parliament."""
    if cast.figures[key].kind == "group" and key != cast.union:
        return True
    kinds = kinds_of(cast, key)
    suiting = {kind for kind, words in AUDIENCES_OF.items() if lemma_of(one).rstrip("s") in words}
    return not kinds or not suiting or bool(kinds & suiting)
