"""The sentences of a text in order, as claims cite them: S8 is the eighth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|\n+")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|Jr|Sr|vs|No|Nos|Art|pp?|cf|e\.g|i\.e|etc|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z](?:\.[A-Z])+))\.$"
)
_LONGEST = 12
_VISIBLE = re.compile(r"\S")
_CITED = re.compile(r"S([1-9][0-9]*)(?:\s*[-–]\s*S?([1-9][0-9]*))?")


def sentences(text: str, until: int | None = None) -> list[tuple[int, int]]:
    r"""Give the character spans of the sentences of a text, the end exclusive; a line break ends one, too.

    What follows the sentence that a place ``until`` stands in may be left out.

    Examples
    --------
    >>> text = 'J.D. Vance came. “No,” he said. Then?\nHe left'
    >>> [text[start:end] for start, end in sentences(text)]
    ['J.D. Vance came.', '“No,” he said.', 'Then?', 'He left']
    """
    found = []
    start = 0
    for match in _END.finditer(text):
        end = match.end() if match.group().strip() else match.start()
        if match.group().startswith(".") and (_shortened(text, start, match.start()) or _goes_on(text, match.end())):
            continue
        found.append((start, end))
        start = match.end()
        if until is not None and end > until:
            break
    else:
        found.append((start, len(text)))
    trimmed = [(first + len(text[first:last]) - len(text[first:last].lstrip()), last) for first, last in found]
    return [(first, first + len(text[first:last].rstrip())) for first, last in trimmed if text[first:last].strip()]


def _shortened(text: str, start: int, stop: int) -> bool:
    """Whether a full stop ends an abbreviation; only so much is looked at as the longest of them has letters."""
    return _SHORT.search(text, max(start, stop - _LONGEST), stop + 1) is not None


def _goes_on(text: str, end: int) -> bool:
    """Whether the next letter is a small one."""
    following = _VISIBLE.search(text, end)
    return following is not None and following.group().islower()


def cited(reference: str) -> list[int]:
    """Give the numbers of the sentences that a reference cites.

    Examples
    --------
    >>> cited("S5, S7-S9, page 3")
    [5, 7, 8, 9]
    """
    found: list[int] = []
    for part in re.split("[,;]", reference):
        if match := _CITED.fullmatch(part.strip()):
            first = int(match[1])
            found += range(first, min(int(match[2] or first), first + 1000) + 1)
    return found


def passage(text: str, spans: Mapping[str, Sequence[Sequence[int]]]) -> tuple[int, int] | None:
    """Give the stretch of whole sentences that spans of a claim lie in; None where it has no place in the text.

    Examples
    --------
    >>> text = "One. Two is said. Three."
    >>> text[slice(*passage(text, {"content": [[9, 11]]}))]
    'Two is said.'
    """
    ends = [(start, end) for fragments in spans.values() for start, end in fragments]
    if not ends:
        return None
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    around = [(start, end) for start, end in sentences(text) if start < last and first < end]
    return (min(first, around[0][0]), max(last, around[-1][1])) if around else (first, last)
