"""Who can move what: every issue that is drafted and annotated beside every party."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.assembling import Assembly
from winset.drafting.control import control_signs
from winset.drafting.training.articles import Article
from winset.drafting.training.fitting import Example
from winset.drafting.training.stances import known_as


def control(article: Article) -> Iterator[Example]:
    """Every party with every issue that the annotation has, and whether it can move it."""
    agenda = Assembly(article.sources).agenda
    for topic in agenda.topics:
        topic.control = ()
    parties, issues = known_as(article, agenda)
    able = {one["key"]: set(one["control"]) for one in article.gold["issues"]}
    for (party, issue), signs in control_signs(agenda).items():
        if party not in agenda.mediators and issue in issues:
            yield Example(signs, parties.get(party, "") in able[issues[issue]], article.name)
