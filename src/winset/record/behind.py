"""The sentences that the basis of an entry names, as they stand in the documents of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from winset.case.model import Case
from winset.claims import SourceDocument
from winset.record.sentences import sentences

_ITEM = re.compile(r"([A-Z])([1-9][0-9]*)")


def sentences_behind(
    case: Case, documents: Mapping[str, SourceDocument], basis: Iterable[str]
) -> list[tuple[str, str]]:
    """Give each sentence that a basis names, with its name: ``("S8", "However, for Trump, …")``.

    The letter names a source of the case; its document is the one of the same title, else the one at the same place
    in the record. What names no sentence of a document is left out.
    """
    texts: dict[str, list[str]] = {}
    listed = [one for one in documents.values() if one.text]
    for place, (letter, source) in enumerate(case.sources.items()):
        fitting = [one for one in listed if one.title == source.title] or listed[place : place + 1]
        if fitting:
            text = fitting[0].text
            texts[letter] = [text[start:end] for start, end in sentences(text)]
    found = []
    for item in dict.fromkeys(basis):
        if match := _ITEM.fullmatch(item):
            number = int(match[2])
            here = texts.get(match[1], [])
            if number <= len(here):
                found.append((item, " ".join(here[number - 1].split())))
    return found
