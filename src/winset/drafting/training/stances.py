"""Stances to learn from: every party with every issue, as drafted and as annotated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from winset.drafting.agenda import Agenda
from winset.drafting.assembling import Assembly
from winset.drafting.conditions.terms import terms
from winset.drafting.people.figures import aliases
from winset.drafting.source import ParsedSource
from winset.drafting.stances.matters import Matter
from winset.drafting.stances.stances import PartyIssuePair, Setting, pairs, read_by_rule, setting
from winset.drafting.stances.voices import Voices
from winset.drafting.training.articles import Article, spans
from winset.drafting.training.fitting import Example
from winset.frozen import replace

Answers = dict[tuple[str, str], set[str]]
"""What the annotation has for a party and an issue."""
_WAYS = frozenset({"wants", "resists"})
_DRAFTED, _ANNOTATED = 0.7, 0.5
"""What an example counts, by whose parties and issues it is about."""


class TermExample(Example):
    """A party and an issue beside a condition as an example."""


class PairExample(Example, kw_only=True):
    """A party and an issue as an example."""

    pair: PartyIssuePair


def stances(article: Article) -> Iterator[Example]:
    """Every party with every issue, and what the annotation has for the two; then both beside every condition."""
    told: Answers = {}
    for one in article.gold["stances"]:
        told.setdefault((one["party"], one["issue"]), set()).add(one["direction"])
    held: dict[tuple[str, str], set[int]] = {}
    for one in article.gold["conditions"]:
        told.setdefault((one["party"], one["withholds"]), set()).add("withholds")
        held.setdefault((one["party"], one["withholds"]), set()).update(one["sentences"])
    for known, parties, issues, worth in settings(article):
        for pair in pairs(known):
            found = told.get((parties.get(pair.party, ""), issues.get(pair.issue, "")), set())
            yield PairExample(pair.signs, bool(found), article.name, worth, frozenset(found), pair=pair)
        for term in terms(known):
            where = held.get((parties.get(term.party, ""), issues.get(term.issue, "")), set())
            yield TermExample(term.signs, int(term.reference[1:]) in where, article.name, worth)


def taken(example: Example) -> Example | None:
    """Whether there is a stance at all."""
    return replace(example, right=bool(example.answers & _WAYS)) if isinstance(example, PairExample) else None


def held_back(example: Example) -> Example | None:
    """Whether a party holds back an issue on a condition."""
    return example if isinstance(example, TermExample) else None


def against(example: Example) -> Example | None:
    """Whether the one stance there is resists, by the sentences that tell most of it."""
    ways = example.answers & _WAYS
    if len(ways) != 1 or not isinstance(example, PairExample):
        return None
    return Example(example.pair.way_signs, ways == {"resists"}, example.article, example.worth)


def settings(article: Article) -> Iterator[tuple[Setting, Mapping[str, str], Mapping[str, str], float]]:
    """What is drafted, what is annotated; each with the annotation's keys of its parties and issues, and its worth."""
    assembly = Assembly(article.sources)
    parties, issues = known_as(article, assembly.agenda)
    yield setting(assembly.agenda), parties, issues, _DRAFTED
    annotated = _annotated(article, assembly, parties)
    yield annotated, {one: one for one in annotated.roles}, {one.key: one.key for one in annotated.matters}, _ANNOTATED


def known_as(article: Article, agenda: Agenda) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The annotation's keys of the parties and issues of a draft."""
    figures = [agenda.cast.figures[key] for key in agenda.keys]
    parties = _first((one.key, article.party_of([one.key, one.name, *aliases(one)])) for one in figures)
    issues = _first(
        (one.key, article.issue_of([one.key, one.name, *one.levels], _numbers(one.basis))) for one in agenda.topics
    )
    return parties, issues


def _annotated(article: Article, assembly: Assembly, parties: Mapping[str, str]) -> Setting:
    """The annotation's own parties and issues, where the text names them."""
    (source,) = article.sources
    gold = article.gold
    named = {place: one["key"] for one in gold["parties"] for place in phrases(source, one["names"], ())}
    roles = {
        one["key"]: "mediates" if one["kind"] == "mediator" else "seated" if one["at_table"] else "absent"
        for one in gold["parties"]
    }
    voices = Voices(source, assembly.cast, roles, parties, named)
    matters = [
        Matter(one["key"], {source.letter: phrases(source, one["names"], voices.at)}, tuple(one["control"]))
        for one in gold["issues"]
    ]
    found = [(clear, replace(one, holder=parties.get(one.holder, ""))) for clear, one in read_by_rule(assembly.agenda)]
    held = [replace(one, holder=parties.get(one.holder, "")) for one in assembly.agenda.withheld]
    return Setting([voices], matters, found, held, roles)


def phrases(source: ParsedSource, names: Sequence[str], without: Collection[int]) -> frozenset[int]:
    """Where a document has some phrases: the main word of each."""
    found = {span.root.i for name in names for span in spans(source, name.strip())}
    return frozenset(found - set(without))


def _first(found: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Ours with theirs, each of theirs once."""
    result: dict[str, str] = {}
    for own, theirs in found:
        if theirs and theirs not in result.values():
            result[own] = theirs
    return result


def _numbers(references: Sequence[str]) -> list[int]:
    return [int(one[1:]) for one in references]
