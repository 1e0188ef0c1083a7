"""Who speaks in a transcript: *MS. OKORO (Harbour Party): We will not …*, and from then on *MS. OKORO: We …*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.source import ParsedSource
from winset.reading.spans import Doc, Token

_APART = re.compile(r"[(\[,]|\b(?:of|for)\b")
_SPEAKS = {"speak", "represent", "behalf"}
_NEAR = 8
"""Within how many words a name is told whose it is."""
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "the", "madam"}


def place_speakers(cast: Cast, source: ParsedSource) -> None:
    """Put the name of a label with the party that a label, or whoever calls the speaker up, has beside it."""
    speaks = _speakers(cast, source)
    if not any(speaks.values()):
        return
    for key in _TITLES & cast.figures.keys():  # *MS.* is nobody
        cast.forget(key)
    for token in source.doc:
        key = speaks.get(token.lower_, "") if token.text[:1].isupper() else ""
        former = cast.figures.get(cast.key_at(source, token.i))
        if not key or (former is not None and (former.key == key or " " in former.name)):
            continue
        cast.person_of[token.text] = key
        cast.figures[key].persons.add(token.text)
        if former is None:
            cast.put(source, token, cast.figures[key], token.text)
        else:
            cast.merge(former, cast.figures[key])


def _speakers(cast: Cast, source: ParsedSource) -> dict[str, str]:
    """The last names of labels in small letters, and the party of each; empty where nothing tells."""
    speaks: dict[str, str] = {}
    for label in labels(source):
        name, beside = _parts(label)
        if name is not None and not speaks.get(name.lower_):
            speaks[name.lower_] = next((key for one in beside if (key := cast.key_at(source, one.i))), "")
    for token in source.doc:
        if token.lower_ in speaks and token.text[:1].isupper() and not speaks[token.lower_]:
            speaks[token.lower_] = cast.person_of.get(token.text, "") or _introduced(cast, source, token)
    return speaks


def _introduced(cast: Cast, source: ParsedSource, name: Token) -> str:
    """*Ms. Brandt, of the Fisheries Ministry*, *Mr. Hale, you speak for the federation*: whom a name goes with."""
    after = [one for one in source.doc[name.i + 1 : name.sent.end] if not one.is_space]
    words = [one.lower_ for one in after]
    beside = words[:1] == ["("] or (words[:1] == [","] and words[1:2] in (["of"], ["for"], ["from"]))
    speaks = next((place for place, one in enumerate(after) if one.lemma_.lower() in _SPEAKS), 0)
    start = 0 if beside else speaks + 1 if speaks and speaks < _NEAR else len(after)
    return next((key for one in after[start : start + _NEAR] if (key := cast.key_at(source, one.i))), "")


def labels(source: ParsedSource) -> Iterator[Doc]:
    """The labels of those who speak, one for every turn; whoever signs a letter stands behind it and is none."""
    for turn in source.layout.turns:
        span = source.doc.char_span(*turn.speaker, alignment_mode="expand")
        if turn.speaker[0] < turn.start and span is not None and len(span):
            yield span


def _parts(label: Doc) -> tuple[Token | None, list[Token]]:
    """The last name of a label, and what tells whose the speaker is."""
    apart = next((place for place, one in enumerate(label) if _APART.fullmatch(one.text)), len(label))
    names = [one for one in label[:apart] if one.is_alpha and one.lower_ not in _TITLES]
    return (names[-1] if names else None), list(label[apart:])
