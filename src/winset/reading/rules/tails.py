"""Speakers at the end of a sentence: *…, a haulier whose trucks were held up said*; and names passed on with *as*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.frozen import replace
from winset.reading.rules.phrases import SUBJECTS
from winset.reading.spans import Attribution, Doc, Span, Token, merged, spans_of, text_of, trimmed

_TAIL = re.compile(
    r"(?P<said>.{12,}), (?P<who>(?:an?|one|the|two|three|several|some|his|her|its|their|[A-Z][\w.'’-]+) "
    r"[^,;:“”\"]{2,120}?) "
    r"(?P<cue>(?:later |also |then )?(?:said|says|say|added|explained|recalled|complained|warned|noted|argued|wrote|"
    r"joked|conceded|insisted|told))(?P<rest>(?: (?!that\b)[^,;:“”\"]{1,60})?)[.]?\s*",
    re.DOTALL,
)
_OPENS = re.compile(
    r"(?:When|As|After|Before|While|If|Although|Though|Because|Since|Once|Until|In|On|At|By|With|During|Asked|“|\")\b",
    re.IGNORECASE,
)
_NAMED = frozenset("describe characterize characterise dub label brand portray call".split())  # noqa: SIM905
_AS = re.compile(r",? as (?=[“\"']|\w)")


def with_tails(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """Give sentences that end with who says them to that speaker, where the parse took the speaker for another."""
    result = [_named_as(one, text_of(doc)) for one in found]
    for sentence in doc.sents:
        text = text_of(doc)[sentence.start_char : sentence.end_char]
        match = _TAIL.fullmatch(text) if ", " in text else None
        if match is None or _OPENS.match(text):
            continue
        at = sentence.start_char
        who, cue, said = ((at + a, at + b) for a, b in (match.span("who"), match.span("cue"), match.span("said")))
        there = [one for one in result if _touches(one.cue, cue)]
        if any(one.source and not _touches(one.source, said) for one in there):
            continue
        words = trimmed([token for token in sentence if token.idx < said[1]])
        if not words or not any(_finite(token) for token in words):
            continue
        content = merged(text_of(doc), spans_of(words))
        result = [_cut(one, said, who) for one in result if one not in there]
        result.append(Attribution((who,), (cue,), content, _lemma(doc, cue)))
    return [one for one in result if one.content]


def _touches(spans: Sequence[Span], other: Span) -> bool:
    return any(start < other[1] and other[0] < end for start, end in spans)


def _finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and any(child.dep_ in SUBJECTS for child in token.children)


def _lemma(doc: Doc, cue: Span) -> str:
    verb = doc.char_span(*cue, alignment_mode="expand")[-1]
    return str(verb.lemma_).lower()


def _cut(one: Attribution, said: Span, who: Span) -> Attribution:
    """What stands in the sentence goes no further than what is said."""
    if not _touches(one.cue, said):
        return one
    parts = tuple((start, min(end, said[1])) if start < said[1] < end else (start, end) for start, end in one.content)
    return replace(one, content=tuple(span for span in parts if not _touches((span,), who)))


def _named_as(one: Attribution, text: str) -> Attribution:
    """*was described by one person as "weak"*: what follows *as* is said, and no part of who says it."""
    if one.lemma not in _NAMED or not one.source or one.source[-1][0] < one.cue[-1][1]:
        return one
    start, end = one.source[-1]
    match = _AS.search(text, start, end)
    if match is None or match.start() == start:
        return one
    source = (*one.source[:-1], (start, match.start()))
    return replace(one, source=source, content=merged(text, (*one.content, (match.end() - 3, end))))
