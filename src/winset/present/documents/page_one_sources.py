"""What page one rests on: sources, assumptions, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.forecast.summary import Summary
from winset.engines.talks.paired import IN_FORCE
from winset.present.words import quorum, words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import TIED
from winset.present.words.prose import agreeing, counted
from winset.present.words.runs import Reference, phrase, refer
from winset.present.words.subjects import uncapital

NAMED = 3
NEAR = 0.03
NOTES = 2
LONG = 70
_BEGINNING = re.compile(r".{24,}?(?=[,;(])")  # of a title: a headline may begin "Tressin, Norvik Gas head for …"


def rests_on(case: Case, record: BriefRecord) -> Iterator[str]:
    """Say what the page rests on, a line each."""
    yield from _sources(case, record)
    if record.numbers is not None:
        yield _owed(record.numbers)
        if record.numbers.level:
            yield TIED
    if case.note:
        yield case.note
    yield from _missing(case)
    if record.misaligned:
        told = "For {}, statements and points disagree: what can hold and what is likely rest on different wishes."
        yield phrase(told, words.the_parties(case, [one.party for one in record.misaligned]))
    if record.numbers is not None and (told := quorum.caution(case)):
        yield told
    yield from record.notes[:NOTES]


def _sources(case: Case, record: BriefRecord) -> Iterator[str]:
    total = sum(record.bases.values())
    if not total:
        return
    sourced = refer(str(record.bases["sourced"] or "None"), "entry", "preferences")
    all_ = counted(total, "preference", to=Reference("entry", "preferences"))
    if not case.sources or not record.bases["sourced"]:
        assumed = record.bases["assumed"]
        be = "is an assumption" if assumed == 1 else "are assumptions"
        rest = f"; {assumed} {be} of the analyst" if assumed else ""
        cite = agreeing(record.bases["sourced"] or 1, total, "cites", "cite")
        yield phrase("{} of {} {} a source{}.", sourced, all_, cite, rest)
        return
    first, *others = case.sources.items()
    short = _BEGINNING.match(first[1].title)
    title = refer(short[0].strip() if short else first[1].title, "source", first[0])
    count = counted(len(others), "more source", to=Reference("entry", "sources"))
    more = phrase(", and {}", count) if others else ""
    every = record.bases["sourced"] == total > 1
    which = phrase("all {}", all_) if every else phrase("{} of {}", sourced, all_)
    yield phrase("{} of {}: {}{}.", "Sources" if others else "Source", which, title, more)


def _owed(numbers: Summary) -> str:
    """Say how much of the chance of an agreement is owed to what the parties want."""
    chance, alone = numbers.in_force, numbers.by_assumption[IN_FORCE]
    figure = refer(percent(chance), "headline", IN_FORCE)
    without = refer(percent(alone), "headline", IN_FORCE)
    start = "If nobody preferred anything, some agreement would stand at"
    if percent(chance) == percent(alone) == "100%":
        return phrase("{} {}, too: nothing else in the case prevents one.", start, without)
    if abs(chance - alone) >= NEAR:
        return phrase("{} {} instead of {}.", start, without, figure)
    # it speaks of the figure: what they want may still move it, as the flips then say
    compared = "too" if percent(chance) == percent(alone) else phrase("not {}", figure)
    return phrase("{} {}, {}: the wishes hardly move it.", start, without, compared)


def _missing(case: Case) -> Iterator[str]:
    if not case.not_in_source:
        return
    what = [uncapital(case, _beginning(one.what)) for one in case.not_in_source]
    named = [one for place, one in enumerate(what[:NAMED]) if len(", ".join(what[: place + 1])) <= LONG] or what[:1]
    mark = ";" if any("," in one for one in named) else ","
    told = refer(f"{mark} ".join(named), "entry", "not_in_source")
    more = len(what) - len(named)
    rest = phrase("{} and {} more", mark, refer(str(more), "entry", "not_in_source")) if more else ""
    yield phrase("Not in the source: {}{}.", told, rest)


def _beginning(text: str) -> str:
    """Give what a remark begins with: up to a colon, full stop or bracket; of a long one up to a comma."""
    told = re.split(r"[:;.(]", text)[0].strip()
    return told if len(told) <= LONG else told.split(",")[0].strip()
