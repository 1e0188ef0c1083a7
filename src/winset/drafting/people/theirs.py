"""Bodies by who is in them: *his company*, *Holt's union* are whom he or she speaks for."""

from __future__ import annotations

from winset.drafting.people.cast import Cast
from winset.drafting.people.names import lemma_of, phrase
from winset.drafting.source import ParsedSource, children
from winset.reading.spans import Token
from winset.word_sets import word_set

_BODIES = word_set(
    "company firm union group party ministry federation council club association country government department agency "
    "authority guild organisation organization league side team"
)
_NAMELESS = {"company", "union", "unions"}
_PERSONAL = {"his", "her"}


def bodies_of_persons(cast: Cast, source: ParsedSource) -> None:
    """Place the bodies that a person is said to have; a body without a name that only one party has is that party."""
    owned: dict[str, set[str]] = {}
    for token in source.doc:
        if token.pos_ != "NOUN" or token.tag_ != "NN" or lemma_of(token) not in _BODIES:
            continue
        former = cast.figures.get(cast.key_at(source, token.i))
        nameless = former is not None and former.kind in {"company", "union"} and former.name in _NAMELESS
        if former is not None and not nameless:
            continue
        key = next((key for one in children(token, "poss") if (key := _owner(cast, source, one, nameless))), "")
        if key and former is not None and former.key != key:
            owned.setdefault(former.key, set()).add(key)
            former.mentions -= 1
        if key:
            cast.put(source, token, cast.figures[key], phrase(token))
    for own, keys in owned.items():
        if len(keys) == 1:
            _become(cast, own, min(keys))


def _become(cast: Cast, own: str, key: str) -> None:
    cast.merge(cast.figures[own], cast.figures[key])
    cast.person_of |= {name: key for name, low in cast.person_of.items() if low == own}
    cast.companies = {key if low == own else low for low in cast.companies}
    cast.union = key if cast.union == own else cast.union


def _owner(cast: Cast, source: ParsedSource, one: Token, nameless: bool) -> str:
    if one.lower_ in _PERSONAL:
        return cast.meant(source, one) if nameless else ""
    return cast.person_of.get(one.text, "") if one.pos_ == "PROPN" else ""
