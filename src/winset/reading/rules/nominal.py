"""Cues that are no verbs: *according to*, nouns, adjectives, *reportedly*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.reading.cues import ADJECTIVES, NOUNS
from winset.reading.rules.phrases import CLAUSES, SUBJECTS, begins_with_that, phrase, speaker, verb_cue
from winset.reading.spans import Attribution, Doc, merged, spans_of, trimmed


def according(doc: Doc) -> Iterator[Attribution]:
    """Find *according to …*, whose content is the clause it stands in."""
    for token in doc:
        if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        objects = [child for child in (*to.children, *token.children) if child.dep_ == "pobj"]
        if not objects:
            continue
        source = phrase(objects[0])
        used = {one.i for one in source} | {token.i, to.i}
        tokens = trimmed([one for one in token.sent if one.i not in used])
        head = token.head
        if (
            head.pos_ in {"VERB", "AUX"}
            and head is not token.sent.root
            and head.dep_ in {"ccomp", "advcl", "conj", "relcl"}
        ):
            tokens = trimmed([one for one in head.subtree if one.i not in used])
        yield Attribution(
            spans_of(source), ((token.idx, to.idx + 2),), merged(doc.text, spans_of(tokens)), "according to"
        )


def nouns(doc: Doc) -> Iterator[Attribution]:
    """Possessed reporting nouns with what follows: *his insistence on …*, *its claim that …*."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in NOUNS:
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        contents = [
            child
            for child in token.children
            if child.dep_ in {"acl", "ccomp"}
            or (child.dep_ == "prep" and child.lower_ in {"on", "of", "for", "about", "to", "against"})
        ]
        if owners and contents and contents[0].i > token.i:
            source = phrase(owners[0])
            tokens = trimmed([one for child in contents[:1] for one in child.subtree])
            yield Attribution(
                spans_of(source), ((token.idx, token.idx + len(token)),), spans_of(tokens), token.lemma_.lower()
            )


def adjectives(doc: Doc) -> Iterator[Attribution]:
    """Adjectives of will and conviction with a clause: *is eager to …*."""
    for token in doc:
        if token.pos_ != "ADJ" or token.lower_ not in ADJECTIVES or token.dep_ not in {"acomp", "attr", "conj"}:
            continue
        clauses = [child for child in token.children if child.dep_ in CLAUSES]
        subjects = [child for child in token.head.children if child.dep_ in SUBJECTS]
        if clauses and subjects:
            start = token.head.idx if token.head.i == token.i - 1 else token.idx
            cue = (start, token.idx + len(token))
            yield Attribution(
                spans_of(phrase(subjects[0])), (cue,), spans_of(trimmed(list(clauses[0].subtree))), token.lower_
            )


def clear(doc: Doc) -> Iterator[Attribution]:
    """*made it clear that …*, and *it is unclear whether …*, which has no source."""
    for token in doc:
        if token.lower_ not in {"clear", "unclear", "uncertain"} or token.pos_ != "ADJ":
            continue
        clauses = [
            child
            for child in (*token.children, *token.head.children)
            if child.i > token.i and (child.dep_ in CLAUSES or begins_with_that(child))
        ]
        if not clauses:
            continue
        content = spans_of(trimmed(list(clauses[0].subtree)))
        verb = token.head
        if verb.lemma_ == "make" and token.lower_ == "clear":
            yield Attribution(
                spans_of(speaker(verb)), ((verb_cue(verb)[0], token.idx + len(token)),), content, "make clear"
            )
        elif token.lower_ != "clear":
            start = verb.idx if verb.i == token.i - 1 else token.idx
            yield Attribution((), ((start, token.idx + len(token)),), content, token.lower_)


def reportedly(doc: Doc) -> Iterator[Attribution]:
    """*… has reportedly softened its stance*: a cue without a source, its clause the content."""
    for token in doc:
        if token.lower_ not in {"reportedly", "allegedly", "purportedly", "supposedly"}:
            continue
        head = token.head
        while head.pos_ not in {"VERB", "AUX"} and head.head is not head:
            head = head.head
        tokens = trimmed([one for one in head.subtree if one.i != token.i])
        yield Attribution((), ((token.idx, token.idx + len(token)),), spans_of(tokens), token.lower_)
