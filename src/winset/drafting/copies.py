"""Documents drafted together: one story in two outlets counts once, and a corrected version stands for the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from winset.frozen import Frozen
from winset.reading.corrections import corrects
from winset.reading.documents import ReadDocument
from winset.record.copies import RUN, SHARE, runs, shared
from winset.record.sentences import sentences


class Sifted(Frozen):
    """A document to draft from.

    Attributes
    ----------
    document : ReadDocument
        The document.
    own : str
        Its text, with blanks in place of the sentences that a document before it has; as long as the text.
    told : str
        What it repeats; empty where it repeats none.
    """

    document: ReadDocument
    own: str
    told: str = ""


def sifted(documents: Sequence[ReadDocument], known: Sequence[ReadDocument] = ()) -> list[Sifted]:
    """Give the documents to draft from, each with what none before it says; left out is what a later one corrects.

    Parameters
    ----------
    documents : sequence of ReadDocument
        What was read, in order.
    known : sequence of ReadDocument
        Documents that have been drafted from before.
    """
    found: list[Sifted] = []
    for one in documents:
        before = [*known, *(other.document for other in found)]
        share, first = max(((_share(one, other), -place) for place, other in enumerate(before)), default=(0.0, 0))
        if share < SHARE:
            found.append(Sifted(document=one, own=one.text))
            continue
        original = before[-first]
        corrected = corrects(one.text) and not corrects(original.text)
        if corrected and original not in known:
            found = [other for other in found if other.document != original]
            before.remove(original)
            told = f"{one.name} corrects {original.name}, which is left out"
        elif corrected:
            command = f"winset read {one.name} --case CASE --supersedes {original.name}"
            told = f"{one.name} is a corrected version of {_called(original)}; {command} puts it in that one's place"
        else:
            named = _called(original) if original in known else original.name
            told = f"{one.name} repeats {share:.0%} of {named}, and what both say counts once"
        found.append(Sifted(document=one, own=_own(one.text, [other.text for other in before]), told=told))
    return found


def _called(document: ReadDocument) -> str:
    """A document of a record by its row and its title."""
    return f'{document.name} "{document.title}"' if document.title else document.name


def _share(one: ReadDocument, other: ReadDocument) -> float:
    return shared(runs(one.text), runs(other.text))


def _own(text: str, others: Sequence[str]) -> str:
    """Blank the sentences of a text that other texts have; letters stay in their places, and so do line ends."""
    said = {_words(other[start:end]) for other in others for start, end in sentences(other)}
    known = frozenset(run for other in others for run in runs(other))
    return "".join(
        re.sub(r"[^\n]", " ", piece) if told and (_words(piece) in said or _known(piece, known)) else piece
        for piece, told in _pieces(text)
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a text and what stands between them."""
    place = 0
    for start, end in sentences(text):
        yield text[place:start], False
        yield text[start:end], True
        place = end
    yield text[place:], False


def _known(sentence: str, known: frozenset[tuple[str, ...]]) -> bool:
    """Whether nearly all of a sentence stands elsewhere: an outlet changes a comma or a name's place."""
    mine = runs(sentence)
    return len(mine) >= RUN and len(mine & known) >= 0.8 * len(mine)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower()))
