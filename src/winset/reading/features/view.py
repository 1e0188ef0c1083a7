"""A parsed text as plain lists, with what the rules and the quotation marks say about every token."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from winset.reading.cues import ADJECTIVES, NOUNS, SAYING, THINKING
from winset.reading.spans import Attribution, Doc, Span, quotations, text_of

_DIGIT = re.compile(r"\d")
_ODD = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_LEXICON = (("saying", SAYING), ("thinking", THINKING), ("noun", NOUNS), ("adjective", ADJECTIVES))
QUOTES = frozenset('“”"«»') | {"''", "``"}


class ParseView:
    """The tokens of a parsed text as lists, one entry a token.

    Attributes
    ----------
    lower, lemma, pos, tag, dep, shape : list of str
        What the parser says.
    head : list of int
        The number of the token that governs each.
    children : list of list of int
        The tokens that each governs.
    quoted : list of int
        The number of the quotation that each stands in, or -1.
    sentence, paragraph : list of int
        The sentence and the paragraph that each stands in.
    cue, role : list
        The rules' cue label of each token, and the rules' attributions.
    """

    def __init__(self, doc: Doc, ruled: list[Attribution]) -> None:
        self.doc = doc
        self.text = text_of(doc)
        tokens = list(doc)  # each is made anew whenever a text is gone through
        self.start = [token.idx for token in tokens]
        self.end = [token.idx + len(token) for token in tokens]
        self.lower = [_plain(token.lower_) for token in tokens]
        self.lemma = [_plain(token.lemma_.lower()) for token in tokens]
        self.pos = [token.pos_ for token in tokens]
        self.tag = [token.tag_ for token in tokens]
        self.dep = [token.dep_ for token in tokens]
        self.shape = ["Aa" if token.is_title else "A" if token.is_upper else "a" for token in tokens]
        self.head = [token.head.i for token in tokens]
        self.left = [token.left_edge.i for token in tokens]
        self.space = [token.is_space for token in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for number, head in enumerate(self.head):
            if head != number:
                self.children[head].append(number)
        self.sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        self.sentence = [number for number, (start, end) in enumerate(self.sentences) for _ in range(start, end)]
        self.paragraph = _paragraphs(self)
        self.quotes = quotations(self.text)
        self.quoted = self._numbered(self.quotes)
        self.lexicon = ["+".join(name for name, words in _LEXICON if lemma in words) or "none" for lemma in self.lemma]
        self.ruled = ruled
        self.rule_cue = ["O"] * len(self.start)
        self.rule_at: dict[int, Attribution] = {}
        for one in ruled:
            for place, number in enumerate(self.tokens(one.cue)):
                self.rule_cue[number] = "I" if place else "B"
                self.rule_at.setdefault(number, one)
        self.rule_source = self._any(one.source for one in ruled)
        self.rule_content = self._any(one.content for one in ruled)

    def tokens(self, spans: Iterable[Span]) -> list[int]:
        """Number the tokens that spans touch."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self.end, start), bisect_left(self.start, end)))
        return sorted(number for number in found if not self.space[number])

    def spans(self, numbers: Iterable[int]) -> tuple[Span, ...]:
        """Join tokens that follow each other to spans of characters."""
        spans: list[list[int]] = []
        last = -2
        for number in sorted(numbers):
            if self.space[number]:
                continue
            if last >= 0 and all(self.space[between] for between in range(last + 1, number)):
                spans[-1][1] = self.end[number]
            else:
                spans.append([self.start[number], self.end[number]])
            last = number
        return tuple((start, end) for start, end in spans)

    def _numbered(self, spans: list[Span]) -> list[int]:
        inside = [-1] * len(self.start)
        for quotation, span in enumerate(spans):
            for number in self.tokens([span]):
                inside[number] = quotation
        return inside

    def _any(self, many: Iterable[tuple[Span, ...]]) -> set[int]:
        return {number for spans in many for number in self.tokens(spans)}


def _plain(word: str) -> str:
    """A word with all digits alike, on one line."""
    return _ODD.sub("_", _DIGIT.sub("0", word))


def _paragraphs(view: ParseView) -> list[int]:
    breaks = [match.start() for match in re.finditer("\n", view.text)]
    return [bisect_right(breaks, start) for start in view.start]
