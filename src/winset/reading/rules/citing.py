"""Chains of reports: *citing two officials*, *quoting an aide*, *as first reported by …*."""

from __future__ import annotations

from collections.abc import Sequence

from winset.frozen import replace
from winset.reading.kinds import OUTLET, names_a_voice
from winset.reading.rules.phrases import phrase
from winset.reading.spans import Attribution, Doc, Token, merged, spans_of, text_of, trimmed

_CITING = frozenset({"citing", "quoting"})
_SOME = frozenset({"one", "two", "three", "four", "some", "several", "both", "another", "those"})
_REPORTED = frozenset({"reported", "quoted", "cited", "published", "carried", "revealed", "disclosed"})
_BEFORE = frozenset({"as", "first", "earlier", "previously", "initially", "originally"})


def with_chains(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """Put those who are cited inside what the medium says, and what a medium first reported inside its report."""
    result = list(found)
    for token in doc:
        if token.lower_ in _CITING and token.pos_ in {"VERB", "ADP"}:
            result = _cited(token, result)
        elif token.lower_ in _REPORTED and token.pos_ == "VERB":
            result = _first(token, result)
    return result


def _cited(word: Token, found: list[Attribution]) -> list[Attribution]:
    objects = [child for child in word.children if child.dep_ in {"dobj", "pobj"}]
    sentence = word.sent
    outer = [
        one
        for one in found
        if one.cue and one.source and sentence.start_char <= one.cue[0][0] < sentence.end_char and not _at(one, word)
    ]
    if not objects or not outer or not (names_a_voice(objects[0]) or objects[0].lower_ in _SOME):
        return found
    said = [one for one in outer if _medium(one, text_of(word.doc)) or one.lemma in {"report", "say", "write"}]
    if not said:
        return found
    above = min(said, key=lambda one: (not _medium(one, text_of(word.doc)), abs(one.cue[0][0] - word.idx)))
    cited = trimmed(phrase(objects[0]))
    whole = trimmed([word, *cited])
    spans = spans_of(whole)
    inner = replace(
        above, source=spans_of(cited), cue=spans_of([word]), content=_less(above.content, spans), lemma="according to"
    )
    wider = replace(above, content=merged(text_of(word.doc), (*above.content, *spans)))
    return [wider if one is above else one for one in found if one is above or not _at(one, word)] + [inner]


def _first(word: Token, found: list[Attribution]) -> list[Attribution]:
    agents = [grand for child in word.children if child.dep_ == "agent" for grand in child.children]
    marks = [child for child in word.children if child.lower_ in _BEFORE]
    if not agents or not marks or word.dep_ not in {"advcl", "acl", "parataxis", "conj"}:
        return found
    source = trimmed(phrase(agents[0]))
    first = min(marks, key=lambda one: one.i)
    cue = ((first.idx, agents[0].head.idx + len(agents[0].head)),)
    mine = {token.i for token in word.subtree}
    content = trimmed([token for token in word.sent if token.i not in mine])
    if not content or not source:
        return found
    kept = [one for one in found if not _at(one, word)]
    spans = merged(text_of(word.doc), spans_of(content))
    return [*kept, Attribution(spans_of(source), cue, spans, "according to")]


def _at(one: Attribution, word: Token) -> bool:
    return any(start <= word.idx < end for start, end in one.cue)


def _medium(one: Attribution, text: str) -> bool:
    return any(OUTLET.search(text[start:end]) for start, end in one.source)


def _less(spans: tuple[tuple[int, int], ...], cut: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Take some spans out of others."""
    left = list(spans)
    for first, last in cut:
        pieces = [piece for a, b in left for piece in ((a, min(b, first)), (max(a, last), b)) if piece[0] < piece[1]]
        left = pieces
    return tuple(left)
