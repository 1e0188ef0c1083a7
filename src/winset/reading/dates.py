"""Dates a text names, worked out against the day it was published; none is ever made up.

What needs a day of publication (*on Tuesday*, *last week*, *March 11* without a year) stays unknown without one. A
month or weekday alone is the last one before publication where the verb is in the past, the next one after it where
the verb looks ahead, and otherwise the nearest.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.reading.frames import Frame, clause_of, tokens_of
from winset.reading.spans import Doc, Token, text_of
from winset.record.dates import MONTHS, ImpreciseDate, day, month, read_date, stretch, year

_MONTH = "|".join(MONTHS) + r"|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}  # noqa: SIM905
_COUNT = rf"\d{{1,3}}|an?|{'|'.join(_NUMBERS)}"
_PATTERN = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)"
    rf"|(?P<part>\b(?:[Ee]arly|[Mm]id|[Ll]ate)[ -](?:in )?)?\b"
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{_MONTH})"
    rf"(?: (?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:))?(?:,? (?P<year>[12]\d{{3}}))?(?!\w)"
    rf"|(?P<relative>\b(?:[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier this|[Ll]ater this|[Cc]oming|[Pp]ast)) "
    rf"(?P<unit>week|month|year|{'|'.join(_WEEKDAYS)})\b"
    rf"|\b(?P<count>{_COUNT}) (?P<counted>day|week|month|year)s? (?P<way>ago|earlier|later|from now)\b"
    rf"|\b[Ii]n (?P<ahead>{_COUNT}) (?P<aheads>day|week|month|year)s\b"
    rf"|\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)\b"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    rf"|\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Oo]f|[Ff]rom) "
    rf"(?P<yearly>(?:early |mid-|late )?(?:19|20)\d\d)\b(?!-)"
)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|last|next|this|during|through|throughout|from|to|before|after|between|and|a|the|"
    r"every|late|early|mid|for)|[’']s)[ -]$",
    re.IGNORECASE,
)
_AHEAD = {"will", "’ll", "'ll", "shall", "to"}
_LOOKS_AHEAD = {"set", "due", "schedule", "plan", "expect", "upcoming", "slate", "hope", "intend", "aim", "ready"}


class FoundDate(Frozen):
    """A date in the text: where it stands, and what it comes to."""

    start: int
    end: int
    date: ImpreciseDate


def publication(text: str) -> ImpreciseDate | None:
    """Read a date of publication; none where nothing is given or it cannot be read."""
    try:
        return read_date(text) if text else None
    except UsageError:
        return None


def dates_in(doc: Doc, published: ImpreciseDate | None) -> list[FoundDate]:
    """Find the dates of a text that can be worked out.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    published : ImpreciseDate or None
        When it was published.
    """
    found = []
    for match in _PATTERN.finditer(text_of(doc)):
        words = match.groupdict()
        if _only_a_word(words) and not _BEFORE_MONTH.search(text_of(doc)[max(0, match.start() - 12) : match.start()]):
            continue
        tokens = tokens_of(doc, (match.span(),))
        try:
            value = _value(words, published, _tense(tokens[0]) if tokens else 0)
        except (ValueError, OverflowError, UsageError):
            continue  # 31 February, or a year before the first
        if value is not None:
            found.append(FoundDate(match.start(), match.end(), value))
    return found


def _only_a_word(words: dict[str, str | None]) -> bool:
    """Whether this could be *may* or *march* at the beginning of a sentence."""
    return words["month"] in {"May", "March"} and not any(words[part] for part in ("before", "after", "year", "part"))


def date_of(frame: Frame, inner: Sequence[Frame], found: Sequence[FoundDate]) -> str:
    """Give the date of a claim: of the act where the cue has one, or else of what is told; empty without one."""
    if frame.verb is None or not found:
        return ""
    held = {token.i for one in inner for token in (*one.content, *one.cue)}
    parts = {token.i for token in (*frame.content, *frame.source)}
    beside = [token for token in frame.verb.subtree if token.i not in parts]
    own = [token for token in frame.content if token.i not in held]
    for words in (beside, own, frame.content):
        for one in found:
            if any(one.start <= token.idx < one.end for token in words):
                return one.date.text
    return ""


def _tense(token: Token) -> int:
    """-1 where the verb is in the past, 1 where it looks ahead, 0 where neither."""
    verb = clause_of(token)
    for _ in range(4):
        helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        if helpers & _AHEAD or any(child.lower_ in _AHEAD for child in verb.children if child.tag_ in {"TO", "MD"}):
            return 1 if not _past_frame(verb) else -1
        wanted = verb.tag_ == "VB" or (verb.tag_ == "VBP" and verb.dep_ == "ccomp")  # demands that talks begin
        if wanted and not helpers & {"did", "to", "do", "have", "are"} and not _past_frame(verb):
            return 1
        if verb.lemma_.lower() in _LOOKS_AHEAD and not _past_frame(verb):
            return 1
        if verb.tag_ in {"VBD"} or helpers & {"was", "were", "had", "did", "has", "have", "’ve"}:
            return -1
        if verb.head == verb:
            break
        verb = clause_of(verb.head)
    return 0


def _past_frame(verb: Token) -> bool:
    """Whether what looks ahead does so from the past: *was to be signed in February*."""
    while True:
        if verb.tag_ == "VBD" or any(
            child.lower_ in {"was", "were", "had"} for child in verb.children if child.dep_ in {"aux", "auxpass"}
        ):
            return True
        if verb.dep_ not in {"xcomp", "aux", "auxpass"} or verb.head == verb:
            return False
        verb = verb.head


def _value(words: dict[str, str | None], published: ImpreciseDate | None, tense: int) -> ImpreciseDate | None:
    if words["iso"]:
        return read_date(words["iso"])
    if words["yearly"]:
        return read_date(words["yearly"].replace("mid-", "mid "))
    if words["month"]:
        return _monthly(words, published, tense)
    if published is None or not published.exact:
        return None
    today = published.first
    if words["near"]:
        shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[words["near"].lower()]
        return day(today + timedelta(days=shift))
    if words["weekday"]:
        return day(_weekday(today, words["weekday"], tense, strict=False))
    if words["relative"] and words["unit"]:
        return _relative(today, words["relative"].lower(), words["unit"], tense)
    if words["ahead"] and words["aheads"]:
        return _counted(today, _number(words["ahead"]), words["aheads"])
    if words["count"] and words["counted"] and words["way"] in {"ago", "from now"}:
        return _counted(today, _number(words["count"]) * (-1 if words["way"] == "ago" else 1), words["counted"])
    return None  # a day later than what?


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 1)


def _monthly(words: dict[str, str | None], published: ImpreciseDate | None, tense: int) -> ImpreciseDate | None:
    number = next(place for place, name in enumerate(MONTHS, 1) if name[:3] == str(words["month"])[:3])
    part = (words["part"] or "").lower().split(" ")[0].split("-")[0]
    which = words["before"] or words["after"]
    if words["year"]:
        wanted = int(words["year"])
        return day(date(wanted, number, int(which))) if which else month(wanted, number, part)
    if published is None:
        return None
    reference = published.first
    candidates = []
    for wanted in (reference.year - 1, reference.year, reference.year + 1):
        if which and int(which) > monthrange(wanted, number)[1]:
            continue
        candidates.append(day(date(wanted, number, int(which))) if which else month(wanted, number, part))
    if tense < 0:
        candidates = [one for one in candidates if one.first <= published.last]
        return candidates[-1] if candidates else None
    if tense > 0:
        candidates = [one for one in candidates if one.last >= reference]
        return candidates[0] if candidates else None
    return min(candidates, key=lambda one: abs((one.first - reference).days), default=None)


def _weekday(today: date, name: str, tense: int, strict: bool) -> date:
    """The last or next day of that name; publication day itself counts unless *last* or *next* says otherwise."""
    wanted = _WEEKDAYS.index(name)
    if tense > 0:
        ahead = (wanted - today.weekday()) % 7
        return today + timedelta(days=ahead or (7 if strict else 0))
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=back or (7 if strict else 0))


def _relative(today: date, word: str, unit: str, tense: int) -> ImpreciseDate:
    step = -1 if word in {"last", "past"} else 1 if word in {"next", "coming"} else 0
    if unit in _WEEKDAYS:
        return day(_weekday(today, unit, step or tense, strict=step != 0))
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return stretch(monday, monday + timedelta(days=6))
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return month(months // 12, months % 12 + 1)
    return year(today.year + step)


def _counted(today: date, count: int, unit: str) -> ImpreciseDate:
    if unit == "day":
        return day(today + timedelta(days=count))
    if unit == "week":
        around = today + timedelta(weeks=count)
        monday = around - timedelta(days=around.weekday())
        return stretch(monday, monday + timedelta(days=6))
    if unit == "month":
        months = today.year * 12 + today.month - 1 + count
        return month(months // 12, months % 12 + 1)
    return year(today.year + count)
