"""Who is a party, who mediates, who is absent: everybody in an article, and what a person made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.people.figures import aliases
from winset.drafting.people.parties import cast_of
from winset.drafting.people.seats import signs_of
from winset.drafting.source import ParsedSource
from winset.drafting.training.articles import Article, spans
from winset.drafting.training.fitting import Example
from winset.frozen import replace

_SEATED = {"left out", "waits outside", "mediates", "acts as a party", "meets", "others meet"}
"""What tells whether somebody sits at the table, besides how much of the text is about them."""


def everybody(article: Article) -> Iterator[Example]:
    """Everybody whom an article names, and what they are; of several, the one with most of a party's names is right."""
    cast = cast_of(article.sources)
    told, known = signs_of(article.sources, cast), placed(article, cast)
    gold = {one["key"]: one for one in article.gold["parties"]}
    for key, low in told.items():
        found = gold.get(known.get(key, ""))
        mediates = found is not None and found["kind"] == "mediator"
        away = found is not None and not found["at_table"]
        answers = [name for name, holds in (("mediates", mediates), ("absent", away)) if holds]
        yield Example(low, found is not None, article.name, answers=frozenset(answers))


def mediators(example: Example) -> Example | None:
    """Of the parties: who mediates."""
    return replace(example, right="mediates" in example.answers) if example.right else None


def absent(example: Example) -> Example | None:
    """Of the parties but the mediators: who is not at the table."""
    if not example.right or "mediates" in example.answers:
        return None
    told = {name: low for name, low in example.signs.items() if name in _SEATED or "share" in name}
    return replace(example, signs=told, right="absent" in example.answers)


def placed(article: Article, cast: Cast) -> dict[str, str]:
    """Which figure is which party of the annotation: the one with most of the words that the party's names stand at."""
    words, shared = Counter[str](), Counter[tuple[str, str]]()
    at = {one.letter: named(article, one) for one in article.sources}
    for letter, place, key in cast.marked():
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


def named(article: Article, source: ParsedSource) -> dict[int, str]:
    """Which party of the annotation a word of a document belongs to by its names; the longest name counts."""
    found: dict[int, str] = {}
    names = [(name, one["key"]) for one in article.gold["parties"] for name in one["names"]]
    for name, key in sorted(names, key=lambda pair: len(pair[0])):
        for span in spans(source, name):
            found |= dict.fromkeys(range(span.start, span.end), key)
    return found
