"""The packages worth testing, by letters, for page one."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.deals.zone import Package
from winset.engines.forecast.summary import Summary
from winset.expr import assigned
from winset.present.documents.document import Block, Bullets
from winset.present.words import packages as worded
from winset.present.words import quorum, words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import percent
from winset.present.words.prose import joined, sentence
from winset.present.words.runs import joined_by, phrase, refer

LEAST = 0.02
NEAR = 0.03
"""Shares of runs that differ by less are told as the same."""


def package_lines(case: Case, numbers: Summary) -> Iterator[Block]:
    """Tell the packages, each by what sets it apart from those above, with what it would run into."""
    if not numbers.packages:
        when = "more than a few runs" if numbers.zone[0] else "any run"
        yield f"No package {quorum.suits(case)}, in {when}."
        return
    if not any(one.central for one in numbers.packages):
        yield f"With everything as most likely no package {quorum.suits(case)}. These do most often:"
    levels = [one.levels for one in numbers.packages]
    told, near = worded.lettered(case, levels), worded.nearest(case, levels)
    first = numbers.packages[0]
    lines = [phrase("{}: {} {}", worded.letter(0), told[0], _risks(case, first))]
    for place, one in enumerate(numbers.packages[1:], 1):
        line = phrase("{}: {}", worded.letter(place), told[place])
        other = numbers.packages[near[place] or 0]
        lost = quorum.outvoted(case, one)
        new = _outvoted(case, lost) if lost != quorum.outvoted(case, other) else ()
        asked = worded.outside_mandates(case, one.levels) != worded.outside_mandates(case, other.levels)
        rest = (_apart(case, one, other), *(_confirmed(case, one) if asked else ()), *_refused(case, one, other), *new)
        rest = (*rest, _gains(case, one, other, near[place] is None))
        lines.append(joined_by(" ", [line, *filter(None, rest)]))
    yield Bullets(tuple(lines))


def _share(one: Package, share: float) -> str:
    return refer(percent(share), "package", assigned(one.levels))


def _risks(case: Case, one: Package) -> str:
    lost = quorum.outvoted(case, one)
    parts = [_suits(case, one), *_confirmed(case, one), *_refused(case, one), *_outvoted(case, lost)]
    if worse := [key for key, gain in one.over_today.items() if gain < -LEAST and key not in lost]:
        parts.append(phrase("Compared with today it is worse for {}.", words.the_parties(case, worse)))
    if one.answers and len(one.answers) > 1:
        answer, chance = one.answers[0]
        there = words.differing(case, answer)
        absent = list(dict.fromkeys(key for issue in answer for key in case.issues[issue].control))
        idle = phrase("{} {} nothing", words.the_parties(case, absent), _change(case, absent))
        what = words.levels(case, there) if there else idle
        parts.append(phrase("Likeliest answer: {} ({}).", what, _share(one, chance)))
    return joined_by(" ", parts)


def _change(case: Case, absent: list[str]) -> str:
    many = len(absent) > 1 or is_several(case.party_name(absent[0]))
    return "change" if many else "changes"


def _confirmed(case: Case, one: Package) -> Iterator[str]:
    """Say whose capital has to confirm a package, and how likely it does."""
    for key in worded.outside_mandates(case, one.levels):
        share = refer(percent(float(case.mandates[key].confirmed[1])), "entry", f"mandates:{key}")
        yield phrase("The capital of {} has to confirm it ({}).", words.the_party(case, key), share)


def _refused(case: Case, one: Package, other: Package | None = None) -> Iterator[str]:
    """Say who would refuse a package in how many runs; of a later one, where that differs from what it is told by."""
    before = other.refused_by if other else {}
    found = {key: chance for key, chance in one.refused_by.items() if chance >= LEAST}
    if found and (other is None or any(abs(p - before.get(key, 0.0)) >= NEAR for key, p in found.items())):
        by = joined(
            phrase("{} would refuse it in {}", words.the_party(case, key), _share(one, p)) for key, p in found.items()
        )
        yield phrase("{}.", sentence(by))


def _outvoted(case: Case, lost: list[str]) -> Iterator[str]:
    if lost:
        yield phrase("Worse than no deal for {}, who can be outvoted.", words.the_parties(case, lost))


def _suits(case: Case, one: Package) -> str:
    suits = phrase("In {} of runs it {}.", _share(one, one.share), quorum.suits(case))
    failing = [name for name, share in one.fails[:2] if share >= LEAST]
    return phrase("{} It fails where {}.", suits, worded.where_fails(case, failing)) if failing else suits


def _apart(case: Case, one: Package, other: Package) -> str:
    """Tell of a later package how often it suits all, where that differs from the one it is told by."""
    if abs(one.share - other.share) < NEAR:
        return ""
    suits = phrase("It {} in {} of runs", quorum.suits_short(case), _share(one, one.share))
    new = [
        worded.fails(case, name) for name, share in one.fails[:1] if share >= LEAST and name not in dict(other.fails)
    ]
    return phrase("{}; it fails where {}.", suits, new[0]) if new else phrase("{}.", suits)


def _gains(case: Case, one: Package, other: Package, whole: bool) -> str:
    """Say who gains more and who less than by the package it is told by; by the first, where it is told whole."""
    told = worded.gains(case, one, other)
    if whole and told:
        return phrase("Compared with {}: {}.", worded.letter(0), told)
    return phrase("{}.", sentence(told)) if told else ""
