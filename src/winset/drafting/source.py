"""A document as the draft sees it: its parse, its attributions, and the sentence of every word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator

from winset.case.model import Case
from winset.frozen import Frozen, replace
from winset.reading.layout.layout import Layout
from winset.reading.model.model import Model
from winset.reading.proposals import Proposal
from winset.reading.reader import enriched, parsed_text, placed
from winset.reading.spans import Attribution, Doc, Token, text_of
from winset.record.dates import ImpreciseDate
from winset.record.sentences import sentences


class ParsedSource(Frozen):
    """A document.

    Attributes
    ----------
    letter : str
        What its references begin with.
    name, text : str
        The file's name, and the text.
    doc : spacy.tokens.Doc
        Its parse.
    layout : Layout
        How it is laid out.
    found : tuple of Attribution
        Who says what.
    published : ImpreciseDate or None
        When.
    """

    letter: str
    name: str
    text: str
    doc: Doc
    layout: Layout
    found: tuple[Attribution, ...]
    published: ImpreciseDate | None = None
    told: tuple[str, ...] = ()
    date: str = ""
    title: str = ""
    _ends: tuple[int, ...] = ()

    def number(self, token: Token) -> int:
        """Give the number of the sentence a word stands in."""
        ((start, _),) = self.layout.original(((token.idx, token.idx + 1),))
        return bisect_right(self._ends, start) + 1

    def above(self, token: Token) -> str:
        """Give what stands between the sentence of a word and the one before it: a heading that is no sentence."""
        start = token.sent.start
        ((begin, _),) = self.layout.original(((self.doc[start].idx, self.doc[start].idx + 1),))
        ((before, _),) = self.layout.original(((self.doc[max(0, start - 1)].idx, self.doc[max(0, start - 1)].idx + 1),))
        return self.text[before + 1 : begin].strip() if start else ""

    def reference(self, token: Token) -> str:
        """Give the sentence of a word as a basis cites it."""
        return f"{self.letter}{self.number(token)}"

    @property
    def headline_end(self) -> int:
        """Where the headline ends in the parsed text: the first line where it is no sentence, else 0."""
        text = text_of(self.doc)
        first = text.lstrip().split("\n", 1)[0]
        if len(first) >= 160 or first.rstrip()[-1:] in '.?!”"':
            return 0
        return len(text) - len(text.lstrip()) + len(first)

    def claims(self, case: Case | None) -> list[Proposal]:
        """Give the claims, with the parties of a case as actors."""
        return placed(enriched(self.doc, list(self.found), case, self.published), self.text, self.layout)


def source_of(
    text: str,
    name: str = "",
    letter: str = "S",
    model: Model | None = None,
    published: ImpreciseDate | None = None,
    language: str = "",
    numbered: str = "",
    **about: str,
) -> ParsedSource:
    """Parse a text for drafting; its sentences are counted in ``numbered``, where blanks stand for some of that."""
    whole = parsed_text(text, model, language)
    ends = tuple(end for _, end in sentences(numbered or text))
    one = ParsedSource(letter, name, text, whole.doc, whole.layout, whole.found, published, whole.told, _ends=ends)
    return replace(one, **about)


def children(token: Token, *relations: str) -> list[Token]:
    """Give the words that hang on a word by one of some relations."""
    return [child for child in token.children if child.dep_ in relations]


def objects_of(token: Token, prepositions: Collection[str]) -> list[Token]:
    """Give what a word says by some prepositions: the *guild* of *a source close to the guild* by *to*."""
    return [low for one in children(token, "prep") if one.lower_ in prepositions for low in children(one, "pobj")]


def sentences_before(token: Token, most: int) -> Iterator[Doc]:
    """The sentences before the one of a token, the nearest first."""
    start = token.sent.start
    for _ in range(most):
        if start <= 0:
            return
        before = token.doc[start - 1].sent
        yield before
        start = before.start


def coordinated(token: Token) -> list[Token]:
    """Give a word and what is joined to it by *and* or *or*."""
    found, waiting = [], [token]
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting += [child for child in one.children if child.dep_ in {"conj", "appos"} and child.pos_ == one.pos_]
        named = {"NOUN", "PROPN"}  # *Antara Metals and the villagers*
        waiting += [low for low in children(one, "conj") if low.pos_ != one.pos_ and {low.pos_, one.pos_} <= named]
    return found
