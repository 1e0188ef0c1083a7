"""Stances that no verb of saying tells.

For example *its decision to halt*, *may see an opening*, *the truce would cover the sea*, *holds out for support*.
"""

from __future__ import annotations

from collections.abc import Iterator

from winset.reading.rules.nominal import INCLINED, adjectives, reportedly
from winset.reading.rules.phrases import phrase, speaker, verb_cue
from winset.reading.spans import Attribution, Doc, Span, Token, spans_of, trimmed

_NOUNS = frozenset({"readiness", "willingness", "reluctance", "decision"})  # others are cues of nominal.nouns
_TEXTS = frozenset(
    "truce deal agreement accord treaty pact proposal draft ceasefire offer plan bill".split()  # noqa: SIM905
)
_TERMS = frozenset({"cover", "grant", "give", "include", "require", "allow", "provide", "oblige", "ban", "guarantee"})
_VIEWS = frozenset({"view", "see", "regard", "perceive"})


def stances(doc: Doc) -> Iterator[Attribution]:
    """Find stances of a parsed text."""
    yield from reportedly(doc)
    yield from (one for one in adjectives(doc, INCLINED) if one.content)
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in _NOUNS:
            yield from _owned(token)
        if token.pos_ == "VERB":
            yield from _terms(token, lemma)
            yield from _view(token, lemma)
            yield from _resisting(token, lemma)
            yield from _expressed(token, lemma)
            yield from _supposed(token)
            yield from _prepared(token)


def _made(source: list[Token], cue: Span, content: list[Token], lemma: str) -> Iterator[Attribution]:
    tokens = trimmed(content)
    if tokens:
        yield Attribution(spans_of(source), (cue,), spans_of(tokens), lemma)


def _span(first: Token, last: Token) -> Span:
    return (first.idx, last.idx + len(last))


def _owned(noun: Token) -> Iterator[Attribution]:
    owners = [child for child in noun.children if child.dep_ == "poss"]
    after = [child for child in noun.children if child.i > noun.i and child.dep_ in {"acl", "prep"}]
    if owners and after and (after[0].dep_ == "acl" or after[0].lower_ in {"to", "on"}):
        yield from _made(phrase(owners[0]), _span(noun, noun), list(after[0].subtree), noun.lemma_.lower())


def _terms(verb: Token, lemma: str) -> Iterator[Attribution]:
    if lemma not in _TERMS:
        return
    subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.lemma_.lower() in _TEXTS]
    modals = [child for child in verb.children if child.tag_ == "MD"]
    objects = [
        child
        for child in verb.children
        if child.i > verb.i and child.dep_ in {"dobj", "dative", "ccomp", "xcomp", "prep"}
    ]
    if subjects and modals and objects:
        content = [token for child in objects for token in child.subtree]
        yield from _made(
            [token for token in phrase(subjects[0]) if not _aside(token, subjects[0])], verb_cue(verb), content, lemma
        )


def _aside(token: Token, head: Token) -> bool:
    """Whether a token belongs to a clause that only describes the noun."""
    return any(one.dep_ in {"relcl", "acl", "appos"} for one in (token, *token.ancestors) if head in one.ancestors)


def _view(verb: Token, lemma: str) -> Iterator[Attribution]:
    if lemma not in _VIEWS:
        return
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    as_ = [child for child in verb.children if child.dep_ == "prep" and child.lower_ == "as"]
    modal = any(child.tag_ == "MD" for child in verb.children)
    if subjects and objects and (as_ or (modal and lemma == "see" and _chance(objects[0]))):
        content = [token for child in (*objects, *as_) for token in child.subtree]
        yield from _made(phrase(subjects[0]), verb_cue(verb), content, lemma)


def _chance(noun: Token) -> bool:
    return noun.lemma_.lower() in {"opening", "opportunity", "chance", "advantage", "benefit", "risk", "threat", "need"}


def _resisting(verb: Token, lemma: str) -> Iterator[Attribution]:
    source = speaker(verb) if lemma in {"resist", "hold"} else []
    if lemma == "resist" and source:
        objects = [child for child in verb.children if child.dep_ in {"dobj", "xcomp"} and child.i > verb.i]
        yield from _made(source, verb_cue(verb), [token for child in objects for token in child.subtree], lemma)
    if lemma == "hold" and any(child.lower_ == "out" and child.dep_ == "prt" for child in verb.children) and source:
        goals = [child for child in verb.children if child.dep_ == "prep" and child.lower_ == "for"]
        yield from _made(source, verb_cue(verb), [token for child in goals for token in child.subtree], "hold out")


def _expressed(verb: Token, lemma: str) -> Iterator[Attribution]:
    if lemma != "express":
        return
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    source = speaker(verb)
    if objects and source:
        yield from _made(source, verb_cue(verb), list(objects[0].subtree), lemma)


def _prepared(verb: Token) -> Iterator[Attribution]:
    """*is prepared to wait*: a participle that is read as a verb."""
    if verb.tag_ != "VBN" or verb.lower_ not in {"prepared", "inclined", "minded", "disposed"}:
        return
    clauses = [child for child in verb.children if child.dep_ == "xcomp" and child.i > verb.i]
    subjects = [child for child in verb.children if child.dep_ in {"nsubjpass", "nsubj"}]
    if clauses and subjects:
        after = [child for child in verb.children if child.dep_ == "advcl" and child.i > clauses[0].i]
        content = [token for child in (clauses[0], *after) for token in child.subtree]
        yield from _made(phrase(subjects[0]), verb_cue(verb), content, "ready")


def _supposed(verb: Token) -> Iterator[Attribution]:
    """*was supposed to be signed*: somebody expected it, nobody says who."""
    if verb.lower_ != "supposed":
        return
    clauses = [child for child in verb.children if child.dep_ == "xcomp"]
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    auxiliaries = [child for child in verb.children if child.dep_ == "auxpass"]
    if clauses and subjects and auxiliaries:
        content = [token for child in (*subjects, *clauses) for token in child.subtree]
        yield from _made([], _span(auxiliaries[0], verb), content, "suppose")
