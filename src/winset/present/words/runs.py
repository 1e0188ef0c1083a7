"""Text that knows what it speaks of: runs, some of which stand for a party, an outcome, an entry, a claim, a figure.

A :class:`Text` is a string like any other, so that a terminal, a test or a plot reads it as it is; what renders links
reads its runs. Nothing finds out afterwards, from the words, what they meant. Text is put together by :func:`phrase`
and :func:`compose`; an f-string or ``join`` gives the words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from winset.frozen import Frozen

Kind = Literal[
    "party",
    "issue",
    "scenario",
    "outcome",
    "outcomes",
    "possible",
    "map",
    "package",
    "statement",
    "entry",
    "input",
    "headline",
    "draws",
    "deals",
    "flips",
    "source",
]


class Reference(Frozen):
    """What a stretch of text stands for.

    Attributes
    ----------
    kind : str
        ``party``, ``issue``, ``scenario``; ``outcome`` and ``map`` (key: an outcome's number); ``outcomes`` (those that
        hold in a scenario, or, without a key, outside all); ``possible`` (all outcomes); ``package`` (key: its levels);
        ``statement`` (key: party and place, ``US:9``); ``entry`` (key: a section of the case, or a section and an entry
        of it, ``conditions:strict``); ``input`` (key: its address); ``headline`` (key: a headline of the forecast);
        ``draws`` (key: how many); ``deals``; ``flips``; ``source`` (key: what a basis names, ``c3``, ``S8``).
    key : str
        Which.
    """

    kind: Kind
    key: str = ""


class TextRun(Frozen):
    """A stretch of text, and what it stands for."""

    text: str
    reference: Reference | None = None


class Text(str):
    """A string made of runs.

    Examples
    --------
    >>> told = phrase("{} moves to {}.", refer("Ukraine", "party", "UA"), "partial")
    >>> told
    'Ukraine moves to partial.'
    >>> [run.text for run in told.runs if run.reference]
    ['Ukraine']
    """

    runs: tuple[TextRun, ...]

    def __new__(cls, runs: Iterable[TextRun]) -> Text:
        """Make a text of runs; neighbours that stand for nothing become one."""
        kept: list[TextRun] = []
        for run in runs:
            if kept and run.reference is None and kept[-1].reference is None:
                kept[-1] = TextRun(kept[-1].text + run.text)
            elif run.text:
                kept.append(run)
        text = super().__new__(cls, "".join(run.text for run in kept))
        text.runs = tuple(kept)
        return text

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.runs,)


def runs_of(text: str) -> tuple[TextRun, ...]:
    """Give the runs of a text; a plain string is one that stands for nothing."""
    return text.runs if isinstance(text, Text) else (TextRun(str(text)),) if text else ()


def compose(*parts: str) -> str:
    """Put texts one after another; what they stand for stays with them."""
    if not any(isinstance(part, Text) for part in parts):
        return "".join(parts)
    return Text(run for part in parts for run in runs_of(part))


def phrase(template: str, *parts: str) -> str:
    """Fill the places ``{}`` of a sentence of ours with texts; what they stand for stays with them.

    Examples
    --------
    >>> phrase("{} of {}.", "one", "{two}")
    'one of {two}.'
    """
    pieces = template.split("{}")
    if len(pieces) != len(parts) + 1:
        msg = f"{len(pieces) - 1} places for {len(parts)} texts: {template}"
        raise ValueError(msg)
    filled = [pieces[0]]
    for part, piece in zip(parts, pieces[1:], strict=True):
        filled += [part, piece]
    return compose(*filled)


def refer(text: str, kind: Kind, key: str = "") -> str:
    """Say what a text stands for; stretches of it that stand for something already keep that.

    Examples
    --------
    >>> refer("32%", "headline", "compromise").runs
    (TextRun(text='32%', reference=Reference(kind='headline', key='compromise')),)
    """
    reference = Reference(kind, key)
    return Text(run if run.reference else TextRun(run.text, reference) for run in runs_of(text))


def joined_by(separator: str, parts: Iterable[str]) -> str:
    """Join texts as ``separator.join`` does; what they stand for stays with them."""
    pieces: list[str] = []
    for part in parts:
        pieces += [separator, part] if pieces else [part]
    return compose(*pieces)


def capitalised(text: str, place: int) -> str:
    """Make one letter of a text a capital; what its runs stand for stays."""
    runs: list[TextRun] = []
    for run in runs_of(text):
        if 0 <= place < len(run.text):
            run = TextRun(run.text[:place] + run.text[place : place + 1].upper() + run.text[place + 1 :], run.reference)
            place = -1
        elif place >= 0:
            place -= len(run.text)
        runs.append(run)
    return Text(runs) if isinstance(text, Text) else "".join(run.text for run in runs)


def began(text: str, word: str, other: str) -> str:
    """Begin a text with another word; what its runs stand for stays.

    Examples
    --------
    >>> began("If it rains", "If ", "Suppose ")
    'Suppose it rains'
    """
    first, *rest = runs_of(text)
    return compose(other, Text((TextRun(first.text.removeprefix(word), first.reference), *rest)))


def references(texts: Sequence[str]) -> list[TextRun]:
    """Give the runs of some texts that stand for something."""
    return [run for text in texts for run in runs_of(text) if run.reference]
