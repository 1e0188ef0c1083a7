"""Turns of a transcript: SPEAKER: what is said, until the next one speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from winset.frozen import Frozen
from winset.reading.layout.lines import Block, Line
from winset.reading.spans import Span

_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_PART = rf"{_NAME}|of|the|for|de|van|von|bin|al-\w+"
_WHO = rf"(?P<who>(?:{_PART})(?:,? (?:{_PART}|\([^()\n]{{1,40}}\))){{0,7}})(?: ?\([^()\n]{{1,60}}\))?"
_STRONG = r"\*\*|__"
_LABELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WHO}(?: ?\[[^\]\n]{{1,30}}\])?\s?:(?=\s|$)",
        rf"(?:{_STRONG})(?P<who>[^*_:\n]{{1,60}}?)[.:]?(?:{_STRONG})\s?[:—–]?(?=\s|$)",
        r"(?P<who>[QA])\.(?=\s)",
        r"(?P<who>(?:The |THE )?(?:CHAIR|PRESIDENT|SPEAKER|WITNESS|COURT|CLERK|COMMISSIONER)[A-Z]*)\.(?=\s)",
        r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Ambassador|Secretary|General)\.? )+"
        r"(?:[A-Z][A-Z'’-]+|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?))\.(?=\s)",
    )
)
# Labels before a dash: names in capitals, or with a title or an affiliation, so that no item of a list is one.
_DASHED = re.compile(
    r"(?P<who>(?:THE )?[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,4}(?: ?\([^()\n]{1,60}\))?|"
    r"(?:Mr|Mrs|Ms|Dr|Senator|Minister|Ambassador|Chairman|Chairwoman)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
    r"(?: ?\([^()\n]{1,60}\))?|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3} ?\([^()\n]{1,60}\))\s?(?:—|–|―|--| - )(?=\s)"
)
_ASKS = re.compile(
    r"(?:Q\d*|QUESTIONS?|QUESTIONER|MODERATORS?|INTERVIEWER|REPORTERS?|JOURNALISTS?|HOST|OPERATOR|ANCHOR|PRESENTER|MC|"
    r"(?:THE )?(?:CHAIR|CLERK|PRESS)|.*\b(?:MODERATOR|INTERVIEWER|REPORTER|JOURNALIST|HOST))",
    re.IGNORECASE,
)
_NO_ONE = re.compile(
    r"(?:UPDATED?|NOTE|NB|CORRECTION|SOURCES?|PHOTO|READ MORE|RELATED|EDITOR['’]?S NOTE|SUBJECT|DATE|TO|FROM|CC|"
    r"RE|FILE|LOCATION|TIME|PLACE|TOPIC|AGENDA|TITLE|PARTICIPANTS|PRESENT|WARNING|IMPORTANT|SUMMARY|BACKGROUND|CONTACT|"
    r"IN ATTENDANCE|ATTENDEE|ATTENDING|APOLOG(?:Y|IE)|ABSENT|VENUE|REF(?:ERENCE)?|ENCLOSURE|ENC|MEDIA|"
    r"(?:PRESS|MEDIA) CONTACT|PHONE|TEL|E-?MAIL|NEXT STEP|DECISION|ACTION|RESULT|VOTE|MINUTES|KEY POINT|ABOUT .*|"
    r"NOTES? (?:FOR|TO) (?:THE )?EDITOR|"
    r"QUOTES?|EXAMPLES?|HEADLINE|ANSWER|ITEM \d+|PARAGRAPH \d+)S?",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[\"'”’)*_]*\s*$")


class Turn(Frozen):
    """Somebody's turn.

    Attributes
    ----------
    speaker : (int, int)
        The label.
    mark : (int, int)
        The colon or full stop after it.
    start, end : int
        Where what is said stands.
    asks : bool
        Whether the speaker only puts questions to others.
    """

    speaker: Span
    mark: Span
    start: int
    end: int
    asks: bool


def nobody(label: str) -> bool:
    """Whether a label before a colon names nobody: *Contact*, *Present*, *About the union*.

    Examples
    --------
    >>> nobody("Contact"), nobody("Ms. Tran")
    (True, False)
    """
    return bool(_NO_ONE.fullmatch(label.strip("*_ ")))


def turns(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Find the turns of a transcript; none where lines merely happen to hold a colon or a dash.

    A transcript has at least two turns, and somebody in it speaks twice, or asks, or most of its blocks are turns;
    where dashes or *Q.* and *A.* mark the turns, at least two speak, one of them twice.
    """
    lines = [line for block in blocks for line in block.lines]
    found = _labelled(text, lines, _LABELS)
    dashed = _labelled(text, lines, (_DASHED,))
    if len(dashed) > len(found):
        names = Counter(_named(text, who) for who, _, _ in dashed)
        found = dashed if len(names) > 1 and max(names.values()) > 1 else found
    labels = Counter(_named(text, who) for who, _, _ in found)
    if set(labels) & {"Q", "A"} and not {"Q", "A"} <= set(labels) and text[found[0][1][0]] == ".":
        return ()
    asking = any(_ASKS.fullmatch(label) for label in labels)
    if len(found) < 2 or not (asking or max(labels.values()) > 1 or len(found) > 0.6 * len(blocks)):
        return ()
    ends = [start for _, _, start in found[1:]] + [len(text)]
    spoken = [
        (who, mark, mark[1] + len(text[mark[1] : end]) - len(text[mark[1] : end].lstrip()), end)
        for (who, mark, _), end in zip(found, ends, strict=True)
        if text[mark[1] : end].strip()
    ]
    asks = {label for label in labels if _ASKS.fullmatch(label)} or _interviewer(text, spoken)
    return tuple(Turn(who, mark, start, end, _named(text, who) in asks) for who, mark, start, end in spoken)


def _labelled(text: str, lines: Sequence[Line], patterns: Sequence[re.Pattern[str]]) -> list[tuple[Span, Span, int]]:
    """The lines that begin with a label: whose, its mark, where the line begins."""
    found: list[tuple[Span, Span, int]] = []
    for line in lines:
        match = next((one for pattern in patterns if (one := pattern.match(text, line.start, line.end))), None)
        if match and not nobody(match["who"]):
            last = match.start() + len(match[0].rstrip())
            first = match.end("who") if text[last - 1] in "*_" else last - 1
            found.append((match.span("who"), (first, last), line.start))
    return found


def _interviewer(text: str, spoken: Sequence[tuple[Span, Span, int, int]]) -> set[str]:
    """Of two who speak, the one most of whose turns end with a question."""
    turns: dict[str, list[bool]] = {}
    for who, _, start, end in spoken:
        turns.setdefault(_named(text, who), []).append(bool(_QUESTION.search(text[start:end])))
    if len(turns) != 2:
        return set()
    return {label for label, asks in turns.items() if len(asks) > 1 and sum(asks) > 0.5 * len(asks)}


def _named(text: str, who: Span) -> str:
    return text[who[0] : who[1]].strip("*_ ")
