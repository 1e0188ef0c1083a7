"""Examples of things that are issues, and of things that are words for the same issue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from winset.drafting.assembling import Assembly
from winset.drafting.issues.choosing import topic_by_thing
from winset.drafting.issues.thing_signs import pair_signs
from winset.drafting.issues.things import Thing
from winset.drafting.training.articles import Article, words
from winset.drafting.training.fitting import Example

_PAIR = frozenset({"pair"})
_LEAST = 0.3
"""The share of the words of an issue that a thing must have to be a word for it."""


def issues(article: Article) -> Iterator[Example]:
    """Ask of every thing of an article whether it is an issue, and of every two that are whether they are the same."""
    agenda = Assembly(article.sources).agenda
    found = [(one, *_issue(article, one)) for one in agenda.things]
    for one, share, _ in found:
        yield Example(one.signs, share >= _LEAST, article.name)
    of = topic_by_thing(agenda.things, agenda.made)
    named = [(one, key) for one, _, key in found if key]
    for (one, key), (two, other) in combinations(named, 2):
        together = of.get(id(one), -1) == of.get(id(two), -2)
        yield Example(pair_signs(one, two, together), key == other, article.name, answers=_PAIR)


def things(example: Example) -> Example | None:
    """Which things are issues."""
    return None if example.answers else example


def same_thing(example: Example) -> Example | None:
    """Which two things are words for one issue."""
    return example if example.answers else None


def _issue(article: Article, thing: Thing) -> tuple[float, str]:
    """The issue that a thing is a word for, and how much of a name of it a phrase of the thing has."""
    best, key = 0.0, ""
    lemmas = {*words(thing.lemmas), *words(one.token.text for one in thing.mentions)}
    for issue in article.gold["issues"]:
        told = {low for number in issue["sentences"] for low in (number - 1, number, number + 1)}
        near = [one for one in thing.mentions if one.source.number(one.token) in told]
        for name in (words([low]) for low in issue["names"]):
            if near and name & lemmas:
                share = max(len(name & words([one.phrase])) for one in near) / len(name)
                if share > best:
                    best, key = share, issue["key"]
    return (best, key) if best >= 0.22 else (0.0, "")
