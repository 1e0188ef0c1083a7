"""Annotated articles: the text, and what a person would draft from it; which of ours is which of theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from winset.drafting.source import ParsedSource, source_of
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.reading.model.shipped import shipped
from winset.reading.spans import Doc, text_of
from winset.word_sets import word_set

_FILLERS = word_set(
    "the a an of and or for to in on at by with from its his her their mr mrs ms dr that this all any no not per"
)


class Article(Frozen):
    """An article with its annotation, as ``training/README.md`` describes it.

    Attributes
    ----------
    name, text : str
        The file's name without its ending, and the text.
    gold : dict
        The annotation.
    """

    name: str
    text: str
    gold: Mapping[str, Any]

    @cached_property
    def sources(self) -> tuple[ParsedSource, ...]:
        """The text as it is drafted from."""
        return (source_of(self.text, f"{self.name}.txt", "S", shipped()),)

    def issue_of(self, phrases: Iterable[str], sentences: Iterable[int]) -> str:
        """Which issue of the annotation some phrases of some sentences name; empty where none does."""
        return self._best("issues", phrases, sentences)

    def party_of(self, names: Iterable[str]) -> str:
        """Which party of the annotation some names name; empty where none does."""
        return self._best("parties", names, ())

    def _best(self, part: str, phrases: Iterable[str], sentences: Iterable[int]) -> str:
        own, near = words(phrases), {low for one in sentences for low in (one - 1, one, one + 1)}
        best, key = 0.0, ""
        for one in self.gold[part]:
            share = max((_share(own, words([name]), part) for name in one["names"]), default=0.0)
            score = share + (0.3 if near & set(one.get("sentences", ())) else 0.0)
            if share > 0 and score > best:
                best, key = score, one["key"]
        return key if best >= 0.5 else ""


def _share(own: frozenset[str], named: frozenset[str], part: str) -> float:
    most = len(named) if part == "issues" else min(len(named), len(own))
    return len(own & named) / most if most else 0.0


def words(phrases: Iterable[str]) -> frozenset[str]:
    """The words of some phrases, without endings and small words."""
    found = set()
    for phrase in phrases:
        for one in re.findall(r"[a-z0-9][a-z0-9.-]*", phrase.lower().replace("’", "'")):
            plain = one.strip(".-")
            if plain and plain not in _FILLERS:
                found.add(plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain)
    return frozenset(found)


def spans(source: ParsedSource, name: str) -> Iterator[Doc]:
    """Give where a document has a name of the annotation, in whatever letters and with whichever apostrophe."""
    text = text_of(source.doc).replace("’", "'")
    pattern = re.escape(name.replace("’", "'")).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
        yield source.doc.char_span(*match.span(), alignment_mode="expand")


def articles(folder: Path) -> list[Article]:
    """Read the annotated articles of a folder: ``NAME.txt`` with ``NAME.json``.

    Raises
    ------
    UsageError
        If there is none.
    """
    found = [
        Article(path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text("utf-8")))
        for path in sorted(folder.glob("*.json"))
    ]
    if not found:
        raise UsageError(f"no annotated article in {folder}", "NAME.txt needs NAME.json beside it.")
    return found
