"""A text in passages that an encoder can take at once: whole paragraphs, and sentences of those that are too long."""

from __future__ import annotations

from itertools import groupby

from winset.frozen import Frozen
from winset.reading.features.view import ParseView
from winset.reading.network.pieces import END, LONGEST, START, Pieces


class Passage(Frozen):
    """Tokens that follow each other, as pieces.

    Attributes
    ----------
    first, last : int
        The first token, and the one after the last.
    pieces : list of int
        The numbers of the pieces, with that for the start and that for the end.
    places : list of int
        Where each token's first piece stands; 0, the start, for tokens without one.
    """

    first: int
    last: int
    pieces: list[int]
    places: list[int]


def passages(view: ParseView, pieces: Pieces) -> list[Passage]:
    """Divide a text."""
    words = [pieces.of(view.text[start:end]) for start, end in zip(view.start, view.end, strict=True)]
    sizes = [len(word) for word in words]
    bounds: list[tuple[int, int, int]] = []  # first token, last token, pieces
    for first, last in _blocks(view, sizes):
        size = sum(sizes[first:last])
        if bounds and bounds[-1][2] + size <= LONGEST - 2:
            bounds[-1] = (bounds[-1][0], last, bounds[-1][2] + size)
        else:
            bounds.append((first, last, size))
    return [_passage(words[first:last], first, pieces) for first, last, _ in bounds]


def _blocks(view: ParseView, sizes: list[int]) -> list[tuple[int, int]]:
    """The paragraphs, or the sentences of a paragraph that has too many pieces."""
    blocks = []
    for _, sentences in groupby(view.sentences, key=lambda one: view.paragraph[one[0]]):
        inside = list(sentences)
        first, last = inside[0][0], inside[-1][1]
        blocks += [(first, last)] if sum(sizes[first:last]) <= LONGEST - 2 else inside
    return blocks


def _passage(words: list[tuple[int, ...]], first: int, pieces: Pieces) -> Passage:
    row, places = [pieces.number(START)], []
    for word in words:
        fits = word and len(row) + len(word) < LONGEST
        places.append(len(row) if fits else 0)
        row += word if fits else ()
    return Passage(first, first + len(words), [*row, pieces.number(END)], places)
