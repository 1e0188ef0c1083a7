"""Who is a party, who mediates, who is absent: everybody in an article, and what a person made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from winset.drafting.figures import aliases
from winset.drafting.parties import Cast
from winset.drafting.seats import signs_of
from winset.drafting.source import Source
from winset.drafting.training.articles import Article, spans
from winset.drafting.training.fitting import Example

_SEATED = {"left out", "waits outside", "mediates", "acts as a party", "meets", "others meet", "has to agree at home"}
"""What tells whether somebody sits at the table, besides how much of the text is about them."""


def parties(article: Article) -> Iterator[Example]:
    """Everybody whom an article names; the one of several that has most of a party's names is right."""
    cast = Cast(article.sources)
    signs, known = signs_of(article.sources, cast), placed(article, cast)
    yield from (Example(low, key in known, article.name) for key, low in signs.items())


def mediators(article: Article) -> Iterator[Example]:
    """The parties of an article: who mediates."""
    yield from _among(article, mediating=True)


def absent(article: Article) -> Iterator[Example]:
    """The parties of an article but the mediators: who is not at the table."""
    yield from _among(article, mediating=False)


def _among(article: Article, mediating: bool) -> Iterator[Example]:
    cast = Cast(article.sources)
    signs, gold = signs_of(article.sources, cast), {one["key"]: one for one in article.gold["parties"]}
    for key, party in placed(article, cast).items():
        mediates = gold[party]["kind"] == "mediator"
        if mediating or not mediates:
            right = mediates if mediating else not gold[party]["at_table"]
            told = {name: low for name, low in signs[key].items() if mediating or name in _SEATED or "share" in name}
            yield Example(told, right, article.name)


def placed(article: Article, cast: Cast) -> dict[str, str]:
    """Which figure is which party of the annotation: the one with most of the words that the party's names stand at."""
    words, shared = Counter[str](), Counter[tuple[str, str]]()
    at = {one.letter: named(article, one) for one in article.sources}
    for (letter, place), key in cast.at.items():
        words[key] += 1
        if place in at[letter]:
            shared[key, at[letter][place]] += 1
    cells = []
    for one in cast.figures.values():
        party = article.party_of([one.name, *aliases(one)])
        for other in article.gold["parties"]:
            both = shared[one.key, other["key"]]
            if both or party == other["key"]:
                cells.append((-both * both / max(1, words[one.key]) - (party == other["key"]), one.key, other["key"]))
    found: dict[str, str] = {}
    for _, key, party in sorted(cells):
        if key not in found and party not in found.values():
            found[key] = party
    return found


def named(article: Article, source: Source) -> dict[int, str]:
    """Which party of the annotation a word of a document belongs to by its names; the longest name counts."""
    found: dict[int, str] = {}
    names = [(name, one["key"]) for one in article.gold["parties"] for name in one["names"]]
    for name, key in sorted(names, key=lambda pair: len(pair[0])):
        for span in spans(source, name):
            found |= dict.fromkeys(range(span.start, span.end), key)
    return found
