"""Turns of a transcript: SPEAKER: what is said, until the next one speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from winset.frozen import Frozen
from winset.reading.layout.lines import Block
from winset.reading.spans import Span

_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_PART = rf"{_NAME}|of|the|for|de|van|von|bin|al-\w+"
_LABEL = re.compile(
    rf"(?P<who>(?:{_PART})(?:,? (?:{_PART}|\([^()\n]{{1,40}}\))){{0,7}}|"
    rf"\*\*[^*\n]{{1,60}}\*\*)(?: ?\([^()\n]{{1,60}}\))?(?: ?\[[^\]\n]{{1,30}}\])?\s?:(?=\s|$)"
)
_HANSARD = re.compile(
    r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Ambassador|Secretary|General)\.? )+[A-Z][A-Z'’-]+)\.(?=\s)"
)
_ASKS = re.compile(
    r"(?:Q\d*|QUESTIONS?|QUESTIONER|MODERATORS?|INTERVIEWER|REPORTERS?|JOURNALISTS?|HOST|OPERATOR|ANCHOR|PRESENTER|MC|"
    r"(?:THE )?(?:CHAIR|CLERK|PRESS)|.*\b(?:MODERATOR|INTERVIEWER|REPORTER|JOURNALIST|HOST))",
    re.IGNORECASE,
)
_NO_ONE = re.compile(
    r"(?:UPDATED?|NOTE|NB|CORRECTION|SOURCES?|PHOTO|READ MORE|RELATED|EDITOR['’]?S NOTE|SUBJECT|DATE|TO|FROM|CC|"
    r"RE|FILE|LOCATION|TIME|PLACE|TOPIC|AGENDA|TITLE|PARTICIPANTS|PRESENT|WARNING|IMPORTANT|SUMMARY|BACKGROUND|CONTACT)S?",
    re.IGNORECASE,
)


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


def turns(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Find the turns of a transcript; none where lines merely happen to hold a colon.

    A transcript has at least two turns, and somebody in it speaks twice, or asks, or most of its blocks are turns.
    """
    found: list[tuple[Span, Span, int]] = []
    for block in blocks:
        for line in block.lines:
            match = _LABEL.match(text, line.start, line.end) or _HANSARD.match(text, line.start, line.end)
            if match and not _NO_ONE.fullmatch(match["who"].strip("* ")):
                found.append((match.span("who"), (match.end() - 1, match.end()), line.start))
    labels = Counter(_named(text, who) for who, _, _ in found)
    asking = any(_ASKS.fullmatch(label) for label in labels)
    if len(found) < 2 or not (asking or max(labels.values()) > 1 or len(found) > 0.6 * len(blocks)):
        return ()
    ends = [start for _, _, start in found[1:]] + [len(text)]
    return tuple(
        Turn(
            who,
            mark,
            mark[1] + len(text[mark[1] : end]) - len(text[mark[1] : end].lstrip()),
            end,
            bool(_ASKS.fullmatch(_named(text, who))),
        )
        for (who, mark, _), end in zip(found, ends, strict=True)
        if text[mark[1] : end].strip()
    )


def _named(text: str, who: Span) -> str:
    return text[who[0] : who[1]].strip("* ")
