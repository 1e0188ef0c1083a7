"""Attributions as character spans of a text, and spans from the tokens of a parse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from winset.frozen import Frozen

Span = tuple[int, int]
Token = Any  # a spaCy token; spaCy is an extra, so its types are not imported
Doc = Any

_QUOTE = re.compile(r"[“\"][^“”\"]{2,2000}[”\"]|''(?:[^']|'(?!')){2,2000}''")
_OPENS = re.compile(r"\s*(?:“|\"|'')")


class Attribution(Frozen):
    """Somebody's words or thoughts, as character spans of the text; the end is exclusive.

    Attributes
    ----------
    source, cue, content : tuple of (int, int)
        Who, the words that attribute, and what; a source may be missing.
    lemma : str
        The base form of the cue's main word, where it is known.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    lemma: str = ""


def text_of(doc: Doc) -> str:
    """Give the text of a parse. spaCy puts it together from the tokens each time it is asked; this does so once."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    text: str = doc.user_data["text"]
    return text


def quotations(text: str) -> list[Span]:
    """Find the quotations of a text, paragraph by paragraph, so that one lost mark spoils no more than its own.

    A quotation that is not closed in its paragraph goes on to the paragraph's end where the next one opens it again.
    """
    found: list[Span] = []
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    for number, (start, line) in enumerate(lines):
        closed = [(start + match.start(), start + match.end()) for match in _QUOTE.finditer(line)]
        found += closed
        again = number + 1 < len(lines) and _OPENS.match(lines[number + 1][1])
        opened = again and _left_open(line, closed[-1][1] - start if closed else 0)
        if opened:
            found.append((start + opened.start(), start + len(line.rstrip())))
    return found


def _left_open(line: str, after: int) -> re.Match[str] | None:
    """Find the mark that opens a quotation which its paragraph does not close."""
    return re.compile(r"(?<!\w)(?:“|\"|'')(?=\S)[^”\"]*$").search(line, after)


def trimmed(tokens: list[Token]) -> list[Token]:
    """Sort tokens and leave out the punctuation at both ends, but for quotation marks."""
    tokens = sorted(tokens, key=lambda one: one.i)
    while tokens and tokens[-1].is_punct and not tokens[-1].is_quote:
        tokens.pop()
    while tokens and tokens[0].is_punct and not tokens[0].is_quote:
        tokens.pop(0)
    return tokens


def spans_of(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Join neighbouring tokens to spans."""
    spans: list[list[int]] = []
    last = -2
    for token in sorted(tokens, key=lambda one: one.i):
        if token.is_space:
            continue
        if token.i == last + 1 and spans:
            spans[-1][1] = token.idx + len(token)
        else:
            spans.append([token.idx, token.idx + len(token)])
        last = token.i
    return tuple((start, end) for start, end in spans)


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans, join those that touch or overlap, and leave out those without a letter."""
    result: list[list[int]] = []
    for start, end in sorted(spans):
        if result and not re.search(r"\w", text[result[-1][1] : start]):
            result[-1][1] = max(result[-1][1], end)
        else:
            result.append([start, end])
    return tuple((start, end) for start, end in result if re.search(r"\w", text[start:end]))
