"""Which figures a text has, and at which of its words each is named."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.people.figures import NamedActor
from winset.drafting.source import ParsedSource
from winset.reading.spans import Token


class Mentions:
    """The figures of one or several documents, and the words at which they stand."""

    def __init__(self, sources: tuple[ParsedSource, ...]) -> None:
        self.sources = sources
        self.figures: dict[str, NamedActor] = {}
        self._at: dict[tuple[str, int], str] = {}
        self.person_of: dict[str, str] = {}

    def figure(self, key: str, name: str, kind: str) -> NamedActor:
        """Give the figure of a key, a new one where there is none."""
        if key not in self.figures:
            self.figures[key] = NamedActor(key, name, kind)
        return self.figures[key]

    def key_at(self, source: ParsedSource, place: int) -> str:
        """Give the key of the figure that the word at a place names; empty where it names none."""
        return self._at.get((source.letter, place), "")

    def mark(self, source: ParsedSource, place: int, key: str) -> None:
        """Say whom the word at a place names, and count nothing; an empty key takes it back."""
        if key:
            self._at[source.letter, place] = key
        else:
            self._at.pop((source.letter, place), None)

    def marked(self) -> Iterator[tuple[str, int, str]]:
        """Give every word that names a figure: the letter of its document, its place, the key."""
        return ((letter, place, key) for (letter, place), key in self._at.items())

    def put(self, source: ParsedSource, token: Token, figure: NamedActor, surface: str) -> None:
        """Say that a word means a figure."""
        self.mark(source, token.i, figure.key)
        figure.surfaces[surface] += 1
        figure.mentions += 1
        figure.first = min(figure.first, token.i + 100_000 * self.sources.index(source))
        figure.sentences.add(source.reference(token))

    def merge(self, one: NamedActor, into: NamedActor) -> None:
        """Make one figure of two."""
        into.surfaces += one.surfaces
        into.mentions += one.mentions
        into.sentences |= one.sentences
        into.first = min(into.first, one.first)
        for place, key in self._at.items():
            if key == one.key:
                self._at[place] = into.key
        del self.figures[one.key]

    def forget(self, key: str) -> None:
        """Take a figure for nobody: no word names it any more."""
        self._at = {place: one for place, one in self._at.items() if one != key}
        del self.figures[key]
