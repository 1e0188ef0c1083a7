"""Who stands behind whom: every noun for people or a body of an article, each that is one beside every party."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.people.audiences import candidates
from winset.drafting.people.behind import beside
from winset.drafting.people.parties import cast_of
from winset.drafting.people.seats import seats_of
from winset.drafting.source import ParsedSource
from winset.drafting.training.articles import Article, spans
from winset.drafting.training.fitting import Example
from winset.drafting.training.parties import placed

_ITS = frozenset({"its"})


def homes(article: Article) -> Iterator[Example]:
    """Each noun, then each that stands behind somebody beside each party that bargains."""
    cast = cast_of(article.sources)
    seats = seats_of(article.sources, cast)
    known = placed(article, cast)
    parties = [one.key for one in seats.figures if one.key not in seats.mediators]
    for source in article.sources:
        at = _annotated(article, source)
        for token, told in candidates(source, cast, parties):
            owners = at.get(token.i, set())
            yield Example(told, bool(owners), article.name)
            for key, signs in beside(source, cast, token, parties, seats.table) if owners else ():
                yield Example(signs, known.get(key, "") in owners, article.name, answers=_ITS)


def behind(example: Example) -> Example | None:
    """Who stands behind anybody."""
    return None if example.answers else example


def behind_whom(example: Example) -> Example | None:
    """Behind whom, where somebody does."""
    return example if example.answers else None


def _annotated(article: Article, source: ParsedSource) -> dict[int, set[str]]:
    """The words that a home's name ends with or heads, and whose home it is."""
    found: dict[int, set[str]] = {}
    for party in article.gold["parties"]:
        for name in party["home"]:
            for span in spans(source, name):
                for place in {span.root.i, span.end - 1}:
                    found.setdefault(place, set()).add(party["key"])
    return found
