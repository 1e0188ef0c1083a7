"""Cues that are no verbs: *according to*, nouns, adjectives, *reportedly*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.reading.cues import ADJECTIVES, NOUNS, OPEN_NOUNS, PURPOSES
from winset.reading.rules.phrases import CLAUSES, SUBJECTS, begins_with_that, phrase, speaker, verb_cue
from winset.reading.spans import Attribution, Doc, Token, merged, spans_of, text_of, trimmed

INCLINED = frozenset({"willing", "open", "ready", "prepared", "unwilling", "reluctant", "determined"})
_AFTER_NOUNS = {"on", "of", "for", "about", "to", "against", "that"}


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
            and head != token.sent.root
            and head.dep_ in {"ccomp", "advcl", "conj", "relcl"}
        ):
            tokens = trimmed([one for one in head.subtree if one.i not in used])
        yield Attribution(
            spans_of(source), ((token.idx, to.idx + 2),), merged(text_of(doc), spans_of(tokens)), "according to"
        )


def nouns(doc: Doc) -> Iterator[Attribution]:
    """Find reporting nouns with what follows: *his insistence on …*, *claims that …*, *criticism of … from …*."""
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ != "NOUN" or (lemma not in NOUNS and lemma not in OPEN_NOUNS):
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        wanted = _AFTER_NOUNS if owners and lemma in NOUNS else OPEN_NOUNS.get(lemma, set())
        content = next((child for child in token.children if child.i > token.i and _follows(child, wanted)), None)
        if content is not None:
            source = phrase(owners[0]) if owners else _origin(token)
            yield _with_preposition(token, token, content, source)


def _follows(child: Token, wanted: set[str]) -> bool:
    """Whether a phrase is one of those wanted: a clause with *that*, or a preposition."""
    if child.dep_ in {"acl", "ccomp", "relcl"}:
        return ("that" in wanted and begins_with_that(child)) or (child.dep_ != "relcl" and "to" in wanted)
    return child.dep_ == "prep" and child.lower_ in wanted


def _origin(noun: Token) -> list[Token]:
    """Who is behind a noun without a possessor: *from …*, *among …*, or who has or voices it."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"from", "among", "by"}:
            return [one for grand in child.children if grand.dep_ == "pobj" for one in phrase(grand)]
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        return speaker(noun.head)
    return []


def _with_preposition(first: Token, word: Token, content: Token, source: list[Token]) -> Attribution:
    """A cue that goes on to the preposition right after it, whose object is the content."""
    objects = [child for child in content.children if child.dep_ in {"pobj", "pcomp"}]
    last, tokens = word, list(content.subtree)
    if content.dep_ == "prep" and content.i == word.i + 1 and objects:
        last, tokens = content, [one for child in objects for one in child.subtree]
    mine = {one.i for one in source}
    spoken = spans_of(trimmed([one for one in tokens if one.i not in mine]))
    return Attribution(spans_of(source), ((first.idx, last.idx + len(last)),), spoken, word.lemma_.lower())


def adjectives(doc: Doc, wanted: frozenset[str] = ADJECTIVES) -> Iterator[Attribution]:
    """Adjectives of will and conviction with a clause or a preposition: *is eager to …*, *is critical of …*."""
    for token in doc:
        word = token.lower_
        if token.pos_ != "ADJ" or word not in wanted:
            continue
        inclined = word in INCLINED and token.head.lemma_ in {"be", "appear", "seem", "remain"}
        if not inclined and token.dep_ not in {"acomp", "attr", "oprd", "conj"}:
            continue
        before = {"to"} if word == "open" else {"of", "about", *(["to"] if inclined else [])}
        contents = [
            child
            for child in token.children
            if child.i > token.i and (child.dep_ in CLAUSES or (child.dep_ == "prep" and child.lower_ in before))
        ]
        subjects = [child for child in token.head.children if child.dep_ in SUBJECTS]
        if contents and subjects:
            near = 0 < token.i - token.head.i <= (2 if inclined else 1)  # *is not ready*: the denial is of the cue
            yield _with_preposition(token.head if near else token, token, contents[0], phrase(subjects[0]))


def purposes(doc: Doc) -> Iterator[Attribution]:
    """Find *in a bid to …* and the like, whose source is the subject of the clause."""
    for token in doc:
        if token.lemma_.lower() not in PURPOSES or token.dep_ != "pobj" or token.head.lower_ != "in":
            continue
        clauses = [child for child in token.children if child.dep_ in {"acl", "relcl", "xcomp"} and child.i > token.i]
        if clauses:
            start = token.head.idx
            cue = (start, token.idx + len(token))
            content = spans_of(trimmed(list(clauses[0].subtree)))
            yield Attribution(spans_of(speaker(token.head.head)), (cue,), content, token.lemma_.lower())


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
            yield from _remaining(token)
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


def _remaining(word: Token) -> Iterator[Attribution]:
    """Find *the outcome remains uncertain*, which has no source."""
    verb = word.head
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if word.lower_ != "clear" and word.dep_ == "acomp" and subjects:
        start = verb.idx if verb.i == word.i - 1 else word.idx
        yield Attribution((), ((start, word.idx + len(word)),), spans_of(phrase(subjects[0])), word.lower_)


def unseen(doc: Doc) -> Iterator[Attribution]:
    """Find *whether … remains to be seen*, which has no source."""
    for token in doc:
        if token.lemma_ != "remain" or doc[token.i + 1 : token.i + 4].text.lower() != "to be seen":
            continue
        subjects = [child for child in token.children if child.dep_ in {*SUBJECTS, *CLAUSES} and child.i < token.i]
        if subjects:
            seen = doc[token.i + 3]
            content = spans_of(trimmed(list(subjects[0].subtree)))
            yield Attribution((), ((token.idx, seen.idx + len(seen)),), content, "unclear")


def reportedly(doc: Doc) -> Iterator[Attribution]:
    """*… has reportedly softened its stance*: a cue without a source, its clause the content."""
    for token in doc:
        if token.lower_ not in {"reportedly", "allegedly", "purportedly", "supposedly"}:
            continue
        head = token.head
        while head.pos_ not in {"VERB", "AUX"} and head.head != head:
            head = head.head
        tokens = trimmed([one for one in head.subtree if one.i != token.i])
        yield Attribution((), ((token.idx, token.idx + len(token)),), spans_of(tokens), token.lower_)
