"""Letters: from the salutation to the close, all is said by whoever signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.reading.layout.lines import Line
from winset.reading.layout.turns import Turn

_TO = r"(?:[^.!?\n]|(?<=\b[DM]rs)\.|(?<=\b[DM][rs])\.|(?<=\bProf)\.){2,80}"  # *Dear Ms. Quill*
_DEAR = re.compile(
    rf"(?:Dear|Honou?rable|Honou?red|Esteemed|To) {_TO}[,:]|(?:Sir|Madam|Sirs|Gentlemen)[^.!?\n]{{0,30}}[,:]|"
    r"(?:(?:Dear )?(?:Colleagues|Friends|Comrades|Neighbou?rs|Brothers and sisters|Sisters and brothers)|"
    r"Fellow \w+)[,:]"
)
_CLOSE = re.compile(
    r"(?:Yours(?: \w+){0,3}|(?:Very |Most )?(?:Sincerely|Respectfully|Faithfully|Cordially)(?: yours)?|(?:With )?"
    r"(?:[Kk]ind|[Bb]est|[Ww]arm)(?:est)? (?:regards|wishes)|Regards|With (?:great )?respect|In solidarity|"
    r"On behalf of [^.!?\n]{3,60}),?"
)
_SIGNS = re.compile(r"(?P<who>[A-ZÀ-Þ][\w.'’& -]{2,60}?)(?:,.*|\s\(.*)?")


def letters(text: str, lines: Sequence[Line]) -> tuple[Turn, ...]:
    r"""Find the letters of a text, each as one turn of whoever signs it; its cue are the words that close it.

    Examples
    --------
    >>> from winset.reading.layout.lines import blocks
    >>> text = "Dear Members,\n\nWe refuse.\n\nYours faithfully,\nRuth Calder"
    >>> (one,) = letters(text, [line for block in blocks(text) for line in block.lines])
    >>> text[slice(*one.speaker)], text[one.start : one.end].strip()
    ('Ruth Calder', 'We refuse.')
    """
    found: list[Turn] = []
    opened: Line | None = None
    for number, line in enumerate(lines):
        words = text[line.start : line.end]
        if _DEAR.fullmatch(words):
            opened = line
        elif opened is not None and _CLOSE.fullmatch(words) and number + 1 < len(lines):
            signed = _SIGNS.fullmatch(text, lines[number + 1].start, lines[number + 1].end)
            if signed:
                found.append(
                    Turn(
                        signed.span("who"),
                        (line.start, line.start + len(words.rstrip(","))),
                        opened.end + 1,
                        line.start,
                        False,
                    )
                )
            opened = None
    return tuple(found)
