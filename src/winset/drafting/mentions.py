"""Which figures a text has, and at which of its words each is named."""

from __future__ import annotations

from winset.drafting.figures import NamedActor
from winset.drafting.source import ParsedSource
from winset.reading.spans import Token


class Mentions:
    """The figures of one or several documents, and the words at which they stand."""

    def __init__(self, sources: tuple[ParsedSource, ...]) -> None:
        self.sources = sources
        self.figures: dict[str, NamedActor] = {}
        self.at: dict[tuple[str, int], str] = {}
        self.person_of: dict[str, str] = {}

    def figure(self, key: str, name: str, kind: str) -> NamedActor:
        """Give the figure of a key, a new one where there is none."""
        if key not in self.figures:
            self.figures[key] = NamedActor(key, name, kind)
        return self.figures[key]

    def put(self, source: ParsedSource, token: Token, figure: NamedActor, surface: str) -> None:
        """Say that a word means a figure."""
        self.at[source.letter, token.i] = figure.key
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
        for place, key in self.at.items():
            if key == one.key:
                self.at[place] = into.key
        del self.figures[one.key]
