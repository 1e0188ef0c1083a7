"""Verbs that attribute, with their clauses, objects and quotations."""

from __future__ import annotations

from collections.abc import Iterator

from winset.reading.cues import (
    NOT_CUES,
    RAISING,
    SAYING,
    THINKING,
    WITH_CLAUSE,
    WITH_OBJECT,
    WITH_PARTICLE,
    WITH_PREPOSITION,
)
from winset.reading.rules.phrases import CLAUSES, SUBJECTS, begins_with_that, speaker, verb_cue
from winset.reading.spans import Attribution, Doc, Span, Token, merged, spans_of, text_of, trimmed


def verbs(doc: Doc, quotes: list[Span]) -> Iterator[Attribution]:
    """Find verbs that attribute outside of quotations."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "prep"}:
            continue
        lemma = token.lemma_.lower()
        particle = _preposition(token)
        saying = lemma in SAYING or (lemma in WITH_CLAUSE and _clausal(token)) or _with_particle(token)
        if _inside(token, quotes):
            continue
        if _asked(token):
            tokens = [one for child in token.children if child.i > token.i for one in child.subtree]
            yield Attribution((), (verb_cue(token),), merged(text_of(doc), spans_of(trimmed(tokens))), lemma)
            continue
        if not saying and particle is None and (lemma not in THINKING or lemma in NOT_CUES):
            continue
        if lemma in {"see", "perceive"} and not _seen_as(token):
            continue
        if lemma in RAISING or _expected(token):
            yield from _raised(token, lemma)
            continue
        source = speaker(token)
        if particle is not None:
            objects = [child for child in particle.children if child.dep_ in {"pobj", "pcomp"}]
            if source and objects:
                start, _ = verb_cue(token)
                cue = (start, particle.idx + len(particle))
                tokens = trimmed([one for child in objects for one in child.subtree])
                yield Attribution(spans_of(source), (cue,), merged(text_of(doc), spans_of(tokens)), lemma)
                continue
        content = _content(token, source, quotes, saying)
        if content and (saying or source):
            yield Attribution(spans_of(source), (verb_cue(token),), merged(text_of(doc), content), lemma)


def _asked(verb: Token) -> bool:
    """Whether this is *asked about …*, said of somebody who then answers."""
    return verb.lemma_.lower() == "ask" and verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"}


def _clausal(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in verb.children)


def _with_particle(verb: Token) -> bool:
    wanted = WITH_PARTICLE.get(verb.lemma_.lower())
    return any(child.dep_ == "prt" and child.lower_ == wanted for child in verb.children)


def _inside(verb: Token, quotes: list[Span]) -> bool:
    """Whether the verb is itself part of somebody's quoted words."""
    return any(start < verb.idx < end for start, end in quotes)


def _preposition(verb: Token) -> Token | None:
    """The preposition right after a verb that belongs to its cue, when no clause says the content."""
    wanted = WITH_PREPOSITION.get(verb.lemma_.lower())
    if not wanted or any(child.dep_ in CLAUSES for child in verb.children):
        return None
    return next((child for child in verb.children if child.i == verb.i + 1 and child.lower_ in wanted), None)


def _expected(verb: Token) -> bool:
    """Whether a verb of thought is in the passive with an infinitive: *is expected to*."""
    return verb.lemma_.lower() in {"expect", "think", "believe", "suppose"} and any(
        child.dep_ == "auxpass" for child in verb.children
    )


def _raised(verb: Token, lemma: str) -> Iterator[Attribution]:
    """A verb whose subject belongs to the content and that names no source."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    clauses = [child for child in verb.children if child.dep_ in {*CLAUSES, "oprd", "acomp"}]
    if subjects and clauses:
        tokens = [one for child in (*subjects, *clauses[:1]) for one in child.subtree]
        yield Attribution((), (verb_cue(verb),), spans_of(trimmed(tokens)), lemma)


def _content(verb: Token, source: list[Token], quotes: list[Span], saying: bool) -> list[Span]:
    """Find what is said: a clause, the clause around the verb, an object, or a quotation beside it."""
    own = (
        {one.i for one in source}
        | {verb.i}
        | {child.i for child in verb.children if child.dep_ in {"aux", "neg", "auxpass"}}
    )
    clauses = [child for child in verb.children if child.dep_ in CLAUSES] or _told_that(verb)
    if clauses:
        tokens = [one for clause in clauses for one in clause.subtree if one.i not in own]
        spans = _with_quotes(spans_of(trimmed(tokens)), quotes)
        return spans + _following(verb, max(spans), quotes) if saying and spans else spans
    if saying and verb.dep_ == "parataxis" and verb.head.pos_ in {"VERB", "AUX"}:
        mine = {one.i for one in verb.subtree}
        return _with_quotes(spans_of(trimmed([one for one in verb.head.subtree if one.i not in mine])), quotes)
    takes_object = verb.lemma_.lower() in WITH_OBJECT or _seen_as(verb) or _with_particle(verb)
    if takes_object and (objects := _objects(verb, own)):
        return objects
    beside = _beside(verb, quotes) if saying else []
    if saying and beside and all(end <= verb.sent.start_char for _, end in beside):
        return _objects(verb, own) or beside
    return beside


def _seen_as(verb: Token) -> bool:
    """Whether this is *views it as a betrayal*."""
    near = [*verb.children, *(below for child in verb.children if child.dep_ == "dobj" for below in child.children)]
    return verb.lemma_.lower() in {"view", "see", "regard", "perceive"} and any(
        child.dep_ == "prep" and child.lower_ == "as" for child in near
    )


def _objects(verb: Token, own: set[int]) -> list[Span]:
    """The object with what belongs to it, for verbs whose object is what is said or thought."""
    objects = [
        child
        for child in verb.children
        if child.dep_ in {"dobj", "prep", "oprd", "nsubjpass", "attr", "dative"}
        and child.i not in own
        and not (
            child.dep_ == "prep"
            and (child.i < verb.i or child.lower_ in {"in", "on", "at", "during", "after", "before"})
        )
    ]
    if not any(child.dep_ in {"dobj", "nsubjpass"} for child in objects):
        return []
    tokens = {one.i: one for child in objects for one in child.subtree}
    return list(spans_of(trimmed(list(tokens.values()))))


def _with_quotes(spans: tuple[Span, ...], quotes: list[Span]) -> list[Span]:
    """Take in the whole of every quotation that the content covers for the most part, also across sentences."""
    result = list(spans)
    for start, end in quotes:
        inside = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
        if inside > 0.3 * (end - start):
            result.append((start, end))
    return result


def _beside(verb: Token, quotes: list[Span]) -> list[Span]:
    """The quotations in the verb's sentence, or that end or begin right at it, and what goes on after."""
    sentence = verb.sent
    near = [
        (start, end)
        for start, end in quotes
        if start < sentence.end_char + 3 and end > sentence.start_char - 3 and end - start > 12
    ]
    if any("\n" in text_of(verb.doc)[end : verb.idx] for _, end in near):  # another paragraph's, and another speaker's
        near = [one for one in near if "\n" not in text_of(verb.doc)[one[1] : verb.idx]]
    return near + _following(verb, near[-1], quotes) if near else []


def _following(verb: Token, spoken: Span, quotes: list[Span]) -> list[Span]:
    """The quotation that goes on after *…," he said.*: it begins where the sentence of a quotation ends."""
    if spoken[0] > verb.idx or not any(start < spoken[1] and end > spoken[0] for start, end in quotes):
        return []
    end = verb.sent.end_char
    text = text_of(verb.doc)
    return [span for span in quotes if 0 <= span[0] - end <= 2 and "\n" not in text[end : span[0]]]


def _told_that(verb: Token) -> list[Token]:
    """The clause after *told somebody that …*, where the parser hangs it on the recipient."""
    if verb.lemma_.lower() not in {"tell", "inform", "assure", "warn", "remind", "advise"}:
        return []
    recipients = [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    return [
        clause
        for recipient in recipients
        for clause in recipient.children
        if clause.dep_ in {"relcl", "acl"} and begins_with_that(clause)
    ]
