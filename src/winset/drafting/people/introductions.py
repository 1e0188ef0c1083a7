"""Whose people persons are by how they are brought in: *the guild's Ana Holt*, *Ana Holt, who runs the mill*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.people.insiders import was_once
from winset.drafting.people.names import COMMON, OPPOSITE, is_body, last_name, lemma_of, proper_name
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import OFFICES, ORGANISATIONS
from winset.reading.spans import Token

_LEADS = {"chair", "lead", "head", "run", "represent", "direct", "manage", "command", "found", "own"}
_SPEAKS_FOR = {"speak", "negotiate", "act", "talk", "bargain", "lead", "work", "argue"}
_OF = {"of", "for", "at", "from"}
_TITLES = {"mr", "mrs", "ms", "dr", "sir", "lady", "lord", "father", "rabbi", "imam", "sister", "brother", "baroness"}


def introduced_by(cast: Cast, source: ParsedSource) -> None:
    """Place persons whom no office places, by the first words that bring them in."""
    for token in source.doc:
        if not _person(cast, source, token):
            continue
        name = last_name(proper_name(token, titles=False))
        if cast.person_of.get(name):
            continue
        alone = cast.key_at(source, token.i)
        cast.mark(source, token.i, "")  # *Ana Holt, who heads its board*: not Ana Holt's
        key = next((one for one in _introducing(cast, source, token) if one and one != alone), "")
        if key:
            cast.person_of[name] = key
        cast.mark(source, token.i, alone)


def with_others(cast: Cast, source: ParsedSource) -> None:
    """*His finance minister, Ana Holt*: placed with the man named just before; with whom somebody is, others are."""
    for token in source.doc:
        name = token.text
        if token.pos_ != "PROPN" or name not in cast.person_of:
            continue
        his = [one for noun in _nouns(token) for one in children(noun, "poss") if lemma_of(noun) not in OPPOSITE]
        near = next((_last_person(cast, one) for one in his if one.lower_ in {"his", "her"}), "")
        if near and near != name and cast.person_of[near]:
            cast.person_of[name] = cast.person_of[near]
    for name, key in cast.person_of.items():
        last = last_name(cast.figures[key].name) if key in cast.figures else ""
        cast.person_of[name] = cast.person_of.get(last) or key


def _last_person(cast: Cast, pronoun: Token) -> str:
    """The person last named before a pronoun, in its sentence or the one before; a subject before others."""
    start = pronoun.doc[max(0, pronoun.sent.start - 1)].sent.start
    named = [one for one in pronoun.doc[start : pronoun.i] if one.pos_ == "PROPN" and one.text in cast.person_of]
    acting = [one for one in named if one.dep_ in {"nsubj", "nsubjpass"}]
    return (acting or named)[-1].text if named else ""


def _person(cast: Cast, source: ParsedSource, token: Token) -> bool:
    """Whether a word ends a person's full name: two words or a title, no article, no body; who speaks, or *who …*."""
    if token.pos_ != "PROPN" or (token.dep_ == "compound" and token.head.pos_ == "PROPN"):
        return False
    figure = cast.figures.get(cast.key_at(source, token.i))
    if figure is not None and figure.kind != "name":
        return False
    name = proper_name(token, titles=False)
    titled = any(one.lower_.strip(".") in _TITLES for one in children(token, "compound"))
    if not titled and len(name.split()) not in {2, 3}:
        return False
    if is_body(name) or children(token, "det") or lemma_of(token) in COMMON:
        return False
    first = name.split()[0]
    return titled or not any(one.text == first and one.nbor(1).text != name.split()[1] for one in source.doc[:-1])


def _introducing(cast: Cast, source: ParsedSource, token: Token) -> Iterator[str]:
    """Whom the words around a name name: whose it is, what it is *of*, the noun beside it, what the person leads."""
    yield from (cast.key_at(source, one.i) for one in children(token, "poss"))
    yield from _after(cast, source, token)
    if token.dep_ == "pobj" and token.head.lower_ == "under" and token.head.i > 1 and token.head.nbor(-1).text == ",":
        yield cast.key_at(source, token.head.i - 2)  # *the ministry, under Ana Holt, …*
    for noun in _nouns(token):
        if was_once(noun):
            continue
        for one in children(noun, "poss") if lemma_of(noun) not in OPPOSITE else ():
            yield cast.meant(source, one) or (_before(cast, source, one) if one.lower_ == "whose" else "")
        yield from _after(cast, source, noun)
        for one in children(noun, "compound", "amod", "nmod"):
            yield cast.key_at(source, one.i) or cast.named(one)
        yield from _leading(cast, source, noun)
    yield from _leading(cast, source, token)


def _before(cast: Cast, source: ParsedSource, token: Token) -> str:
    """Who is named last before a word in its sentence."""
    named = (cast.key_at(source, place) for place in range(token.i - 1, token.sent.start - 1, -1))
    return next((key for key in named if key), "")


def _after(cast: Cast, source: ParsedSource, noun: Token) -> Iterator[str]:
    of = _OF | ({"in"} if lemma_of(noun) in OFFICES else set())
    for prep in children(noun, "prep"):
        for one in children(prep, "pobj") if prep.lower_ in of else ():
            yield cast.meant(source, one)
            yield from (cast.meant(source, low) for low in children(one, "poss"))


def _nouns(token: Token) -> Iterator[Token]:
    """*Its lead member for schools, Ana Holt*; *a man called Ana Holt*; *Ana Holt is the union's chair*."""
    found = [low for one in children(token, "appos") for low in (one, *children(one, "conj"))]
    above = token
    if token.dep_ == "oprd" and token.head.dep_ in {"acl", "relcl"}:  # *a former teacher called Ana Holt*
        above = token.head.head
        found.append(above)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "name":
        above = token.head.head.head.head  # *a retired admiral by the name of Ana Holt*
        found.append(above)
    while above.dep_ == "appos":  # *the committee's chair, the bassoonist Ana Holt*
        above = above.head
        found.append(above)
    if above.dep_ == "pobj" and above is not token:  # *its head in Dolo, Ana Holt*
        found.append(above.head.head)
    if token.dep_ in {"nsubj", "attr"} and token.head.lemma_ == "be":
        found += children(token.head, "attr" if token.dep_ == "nsubj" else "nsubj")
    beside = [one for one in token.head.children if one.i < token.i and one.dep_ in {"nsubj", "dep"}]
    found += [one for one in beside[-1:] if one.right_edge.i == token.left_edge.i - 1]  # *its chair Ana Holt would go*
    found += children(token, "compound", "nmod")
    for verb in children(token, "relcl"):
        found += [one for low in (verb, *children(verb, "conj")) if low.lemma_ == "be" for one in children(low, "attr")]
    for one in found:
        if (
            one.pos_ in {"NOUN", "PROPN"}
            and one.tag_ != "NNS"
            and lemma_of(one) not in (COMMON | ORGANISATIONS) - OFFICES
        ):
            yield one


def _leading(cast: Cast, source: ParsedSource, token: Token) -> Iterator[str]:
    """*Who leads the branch of the union*, *who speaks for the drivers*."""
    for first in children(token, "relcl"):
        for verb in (first, *children(first, "conj")):
            lemma = verb.lemma_.lower()
            if lemma in _LEADS:
                for one in children(verb, "dobj"):
                    yield from _whom(cast, source, one)
            for prep in children(verb, "prep") if lemma in _SPEAKS_FOR else ():
                for one in children(prep, "pobj") if prep.lower_ == "for" else ():
                    yield from _whom(cast, source, one)


def _whom(cast: Cast, source: ParsedSource, noun: Token) -> Iterator[str]:
    """Whom a noun names, what it is of, and whose it is."""
    yield cast.meant(source, noun)
    yield from _after(cast, source, noun)
    yield from (cast.meant(source, low) for low in children(noun, "poss"))
