"""Who makes up a body by the words of its name, or by whose it is said to be: *Controllers' Guild*, *their union*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.people.mentions import Mentions
from winset.drafting.people.names import SUBJECTS, lemma_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import COMPANY, MEMBERS, ORGANISATIONS, REBELS
from winset.reading.spans import Token

_ENDINGS = ("er", "or", "ist", "ian", "ent", "ant", "man")
_NO_PEOPLE = {"partner", "paper", "power", "member", "settlement", "apartment", "restaurant", "investment", "german"}
_OF_PEOPLE = MEMBERS | {"union", "guild", "body", "society"}


def people(lemma: str) -> bool:
    """Whether a noun is for people by its ending: *controller*, *angler*, *musician*, *parent*."""
    return lemma.endswith(_ENDINGS) and len(lemma) > 5 and lemma not in COMPANY | ORGANISATIONS | REBELS | _NO_PEOPLE


def made_up(mentions: Mentions, source: ParsedSource) -> Iterator[tuple[str, str]]:
    """Give nouns for people with the body by name that is made up of them."""
    for key, one in mentions.figures.items():
        for word in re.split(r"[\s'’]+", one.name) if one.kind == "name" else ():
            lemma = word.lower().removesuffix("s")
            if word.endswith("s") and word[:1].isupper() and people(lemma):
                yield lemma, key
    for token in source.doc:
        if token.pos_ != "NOUN" or lemma_of(token) not in _OF_PEOPLE:
            continue
        names = [mentions.key_at(source, one.i) for one in children(token, "appos")]
        for whose in children(token, "poss") if any(names) else ():  # *paramedics … their union, the …*
            crowd = _subject_before(whose) if whose.lower_ == "their" else whose
            if crowd is not None and crowd.tag_ == "NNS":
                yield lemma_of(crowd), next(key for key in names if key)


def _subject_before(token: Token) -> Token | None:
    """The subject in the plural last named before a word, in its sentence or the one before."""
    start = token.doc[max(0, token.sent.start - 1)].sent.start
    named = [one for one in token.doc[start : token.i] if one.dep_ in SUBJECTS and one.tag_ == "NNS"]
    return named[-1] if named else None
