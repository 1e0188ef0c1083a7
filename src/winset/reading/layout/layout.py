"""A text as the parser should see it, letter by letter as long as before, and what its layout says.

What is no sentence (list marks, datelines, times, headings in capitals) is blanked; words divided at line ends are put
together, with blanks after them; a line break inside a sentence becomes a blank. Every other line, table cell and list
item begins a sentence, so that nothing runs on into what stands below it.
"""

from __future__ import annotations

import re

from winset.frozen import Frozen, replace
from winset.reading.layout.items import OperativeClause, clauses
from winset.reading.layout.letters import letters
from winset.reading.layout.lines import Block, Line, blocks, joined, unwrapped
from winset.reading.layout.turns import Turn, nobody, turns
from winset.reading.spans import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = rf"(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?|{_WEEKDAY}"
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_TOWN = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}"
_AGENCY = r"\([A-Z][\w .&/-]{1,40}\)"
_DASH = r"(?:[—–]|--?|―)"
_DATELINE = re.compile(
    rf"(?:{_CITY}(?:, {_TOWN})?(?:,? (?:{_DAY}))?(?: ?{_AGENCY})?|{_TOWN}(?:, {_TOWN})?,? (?:{_DAY})(?: ?{_AGENCY})?|"
    rf"\({_TOWN}(?:, {_TOWN})?,? (?:{_DAY})\)|"
    rf"{_TOWN}(?:, {_TOWN})? {_AGENCY}|{_AGENCY}) ?{_DASH} +(?=[\w“\"'‘])"
)
_TIME = re.compile(
    r"(?:(?:UPDATED?|LATEST|BREAKING|NEW|CORRECTION)[ :]+)?"
    r"(?:\[?\(?\d{1,2}[:.h]\d{2}(?: ?(?:[ap]\.?m\.?|[A-Z]{2,4}))*\)?\]?"
    r"|\d{1,2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?)\s*(?:[—–:|-]+\s*|\s{2,}|$)"
    r"|(?:UPDATED?|LATEST|BREAKING)\s*[—–:|-]+\s*",
)
_LABEL = re.compile(r"(?P<who>[A-Z][\w ’'-]{1,30}):[ \t]+(?=\S)")
_NOTES = re.compile(r"correct|clarif|editor|note$|update", re.IGNORECASE)  # what follows is about the text itself
_POINTS = re.compile(
    r"(?:read more|read also|see also|also read|related|more on this|photo|picture|image|video|watch|listen|"
    r"sign up|subscribe)\b[^.]*[:|].*",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[-–—]+ ?[A-ZÀ-Þ][^.!?\n]{2,80}\w\.?$")
_BETWEEN_DASHES = re.compile(r"[-–—]{1,2} ?\S[^.!?\n]{2,60}\S ?[-–—]{1,2}\.?")
_WORDS = re.compile(r"\w+(?:[-'’.]\w+)*")
_LONGEST_HEADING = 18
_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


class Layout(Frozen):
    """What the layout of a text says.

    Attributes
    ----------
    text : str
        As the parser should see it; as long as the text itself.
    breaks : tuple of int
        Where sentences begin at the latest.
    moved : tuple of (start, end, by)
        Stretches of ``text`` whose letters stand further on in the document: parts of divided words.
    headings : tuple of (int, int)
        Lines that only announce what follows: nothing in them is claimed.
    turns : tuple of Turn
        Turns of a transcript.
    clauses : tuple of OperativeClause
        Operative clauses, whose subject stands above them.
    """

    text: str
    breaks: tuple[int, ...] = ()
    moved: tuple[tuple[int, int, int], ...] = ()
    headings: tuple[Span, ...] = ()
    turns: tuple[Turn, ...] = ()
    clauses: tuple[OperativeClause, ...] = ()

    def original(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Give spans of the parsed text as spans of the document."""
        return spans if not self.moved else tuple((self._place(a, False), self._place(b, True)) for a, b in spans)

    def _place(self, place: int, end: bool) -> int:
        for first, last, by in self.moved:
            if first < place <= last if end else first <= place < last:
                return place + by
        return place


def layout_of(text: str, join: bool = True) -> Layout:
    r"""Look at how a text is laid out.

    Parameters
    ----------
    text : str
        The text.
    join : bool, optional
        Whether divided words are put together; without it every letter stays in its place.

    Examples
    --------
    >>> layout_of("The agree-\nment holds.").text
    'The agreement holds.  '
    >>> found = layout_of("TALKS FAIL\n\nBERN, May 3 (AP) — The union left.")
    >>> found.text.split(), found.headings
    (['The', 'union', 'left.'], ((0, 10),))
    """
    shown = re.sub(r"\r(?!\n)", "\n", text.replace("\r\n", " \n")).replace("\ufeff", " ")
    shown, moved = joined(unwrapped(shown)) if join else (unwrapped(shown), ())
    found = blocks(shown)
    spoken = turns(shown, found) or letters(shown, [line for block in found for line in block.lines])
    labelled = {place for turn in spoken for place in range(turn.speaker[0] - 2, turn.speaker[0] + 1)}
    body = list(shown)
    breaks: list[int] = []
    headings: list[Span] = []
    lines = [(block, line) for block in found for line in block.lines]
    starts = [
        one.start if one.start in labelled or _signs(shown, one) else _prefix(shown, one, body) for _, one in lines
    ]
    listed = (
        () if spoken else clauses(shown, [replace(one, begins=at) for (_, one), at in zip(lines, starts, strict=True)])
    )
    for number, (block, line) in enumerate(lines):
        later = lines[number + 1 : number + 2]
        start = starts[number]
        breaks += [start, *_cells(shown, start, line.end)]
        follows = bool(later)
        timed = start > line.begins or (number > 0 and starts[number - 1] == lines[number - 1][1].end)
        kind = _heading(shown[start : line.end], line, block, number == 0, follows, timed)
        if kind:
            headings.append((line.start, line.end))
        if kind == "blank":
            body[start : line.end] = " " * (line.end - start)
    breaks += [turn.start for turn in spoken]
    breaks += [clause.content[0] for clause in listed]
    return Layout("".join(body), tuple(sorted(set(breaks))), moved, tuple(headings), spoken, listed)


def _signs(text: str, line: Line) -> bool:
    """Whether a line only says whose the quotation above it is: *– Lena Moe*."""
    return bool(_SIGNED.match(text, line.start, line.end)) and text[: line.start].rstrip()[-1:] in {"”", '"'}


def _prefix(text: str, line: Line, body: list[str]) -> int:
    """Blank what stands before the sentence of a line: the mark of an item, a time, a dateline."""
    start = line.begins
    if line.mark:
        body[line.start : start] = " " * (start - line.start)
    label = _LABEL.match(text, start, line.end)
    if label and nobody(label["who"]) and not _NOTES.match(label["who"]):
        body[start : label.end()] = " " * (label.end() - start)
        start = label.end()
    for pattern in (_TIME, _DATELINE):
        if (match := pattern.match(text, start, line.end)) and match.end() > start:
            body[start : match.end()] = " " * (match.end() - start)
            start = match.end()
    return start


def _cells(text: str, start: int, end: int) -> list[int]:
    """Where the cells of a table row begin."""
    return [start + match.end() for match in re.finditer(r"[|\t]\s*(?=\S)", text[start:end])]


def _heading(words: str, line: Line, block: Block, first: bool, follows: bool, timed: bool) -> str:
    """Say whether a line only announces what follows: no claims are in it; one in capitals is not even parsed."""
    count = len(_WORDS.findall(words))
    marked = f"{line.mark} {words.rstrip()}"
    if count <= _LONGEST_HEADING and (_POINTS.fullmatch(words.rstrip()) or _BETWEEN_DASHES.fullmatch(marked)):
        return "blank"
    if not count or _ENDS.search(words.rstrip()) or (line.mark and not timed):
        return ""
    letters = [character for character in words if character.isalpha()]
    capitals = len(letters) > 3 and sum(character.isupper() for character in letters) > 0.8 * len(letters)
    if capitals and (follows or count > 1):
        return "blank"
    if timed:
        return "blank" if follows or block.lines[-1] is not line else ""
    alone = len(block.lines) == 1
    return "quiet" if first and follows and alone and count <= _LONGEST_HEADING else ""
