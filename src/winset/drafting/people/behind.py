"""Whose home an audience is: possessor, place, who is spoken of around, and of what kind both are, as signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.people.names import lemma_of
from winset.drafting.people.owners import CLASSES, kinds_of, owner_of, said_owner
from winset.drafting.people.verbs import subject_of
from winset.drafting.source import ParsedSource, children, sentences_before
from winset.drafting.weights import Signs
from winset.drafting.words import AUDIENCES_OF
from winset.reading.spans import Token

_PERSONAL = {"he", "she", "his", "her", "him", "they", "their", "it", "its", "we", "our", "us"}


def beside(
    source: ParsedSource, cast: Cast, token: Token, parties: list[str], table: Collection[str]
) -> Iterator[tuple[str, Signs]]:
    """Give every party with what speaks for an audience's being its own."""
    spoken_of = [(name, other) for name, other in _spoken_of(source, cast, token, parties) if other in parties]
    named = Counter(_named(source, cast, _paragraph(token), parties))
    here = set(_named(source, cast, token.sent, parties))
    order = sorted(parties, key=lambda one: -cast.figures[one].mentions)
    for key in parties:
        signs = {name if other == key else f"{name}, another": 1.0 for name, other in spoken_of}
        signs |= dict.fromkeys(_of_kinds(cast, token, key, parties), 1.0)
        if named:
            signs["share of paragraph"] = named[key] / named.total()
            signs["alone in paragraph"] = float(named[key] == named.total())
        signs["in its sentence" if key in here else "in another's sentence" if here else "alone"] = 1.0
        signs |= {f"rank {min(order.index(key), 3)}": 1.0, "at the table": float(key in table)}
        yield key, signs


def _of_kinds(cast: Cast, token: Token, key: str, parties: list[str]) -> Iterator[str]:
    """Of what kind a party and an audience are, and whether these go together."""
    lemma = lemma_of(token)
    for kind in sorted(kinds_of(cast, key) or {cast.figures[key].kind}):
        yield from (f"a {kind}", f"{kind} has {lemma}")
        yield from (f"{kind} has {name}" for name, words in CLASSES.items() if lemma in words)
    suiting = {kind for kind, words in AUDIENCES_OF.items() if lemma.rstrip("s") in words}
    if suiting:
        suits = [one for one in parties if kinds_of(cast, one) & suiting]
        own = "suits it" if key in suits else "does not suit it" if kinds_of(cast, key) else "may suit it"
        yield from (own, f"{own}, of {min(len(suits), 3)}")


def _spoken_of(source: ParsedSource, cast: Cast, token: Token, parties: list[str]) -> Iterator[tuple[str, str]]:
    """Who is named where around an audience."""
    meant = cast.meant
    yield "itself", meant(source, token)
    yield from (("possessor", meant(source, one)) for one in children(token, "poss"))
    yield "said to be its", said_owner(source, cast, token, token, parties)
    yield "of its kind", owner_of(source, cast, token, parties)
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
    subject = subject_of(verb)
    if subject is not None and subject is not token:
        yield "subject", meant(source, subject)
    subjects = [one for one in token.sent if one.dep_ in {"nsubj", "nsubjpass"} and one is not token]
    yield "a subject here", next((key for one in subjects if (key := meant(source, one)) in parties), "")
    pronouns = [one for one in token.sent if one.lower_ in _PERSONAL and one.i < token.i]
    yield from (("pronoun here", meant(source, one)) for one in pronouns[:1])
    yield "first here", _first(source, cast, token.sent, parties)
    for number, before in enumerate(sentences_before(token, 2), 1):
        yield f"first {number} before", _first(source, cast, before, parties)
        subjects = [one for one in before if one.dep_ in {"nsubj", "nsubjpass"}] if number == 1 else []
        yield "subject before", next((key for one in subjects if (key := meant(source, one)) in parties), "")
    yield "first of paragraph", _first(source, cast, _paragraph(token), parties)
    yield "in focus", _focus(source, cast, token, parties)
    near = (cast.key_at(source, place) for place in range(token.i - 1, max(-1, token.i - 80), -1))
    yield "last named", next((key for key in near if key in parties), "")
    later = (cast.key_at(source, place) for place in range(token.i + 1, min(len(token.doc), token.i + 25)))
    yield "next named", next((key for key in later if key in parties), "")


def _named(source: ParsedSource, cast: Cast, words: Iterable[Token], parties: list[str]) -> Iterator[str]:
    return (key for one in words if (key := cast.key_at(source, one.i)) in parties)


def _first(source: ParsedSource, cast: Cast, words: Iterable[Token], parties: list[str]) -> str:
    return next(_named(source, cast, words, parties), "")


def _paragraph(token: Token) -> Iterable[Token]:
    doc, start, end = token.doc, token.i, token.i
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) - 1 and "\n" not in doc[end].text:
        end += 1
    return list(doc[start:end])


def _focus(source: ParsedSource, cast: Cast, token: Token, parties: list[str]) -> str:
    """The party last spoken of as a subject or owner before a word, in its paragraph."""
    for place in range(token.i - 1, max(-1, token.i - 60), -1):
        one = token.doc[place]
        if "\n" in one.text:
            return ""
        key = cast.key_at(source, place)
        if one.dep_ == "nsubj" and one.lower_ in {"he", "she"}:
            key = cast.meant(source, one)
        above = one.dep_ == "pobj" and one.head.lower_ in {"in", "at", "on", "within", "among", "for"}
        if key in parties and (above or {one.dep_, one.head.dep_} & {"nsubj", "nsubjpass"} or one.dep_ == "poss"):
            return key
    return ""
