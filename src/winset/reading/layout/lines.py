"""Lines and blocks of lines of a text: words divided at line ends, lines that only wrap, marks of lists."""

from __future__ import annotations

import re

from winset.frozen import Frozen

_MARK = re.compile(
    r"(?:[-–—•▪●◦*·‣]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?:\s+(?=\S))|(?:§|Art\.|Article)\s*\d+\.?\s+)"
)
_DIVIDED = re.compile(r"(?<=[^\W\d_]{2})[-\u00ad‐][ \t]{1,3}(?=[^\W\d_A-ZÀ-Þ]{2})")
_SPACES = re.compile(r"(?<=\S) (?P<more>[ \u00a0]+)(?=\S)")
_LAST = re.compile(r"[^\W\d_]+$")
_NEXT = re.compile(r"[^\W_]+")
_KEEPS = frozenset(
    """
    self well long short high low two three four five six seven eight nine ten non half ex anti pro so then mid year
    month day week ill full part cross first second third all over
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_LINKS = frozenset("and or to but nor than versus".split())  # noqa: SIM905
_SPEAKS = re.compile(
    r"(?:[A-Z][^:.!?\n]{0,40}|(?:Mr|Mrs|Ms|Dr)\.[^:!?\n]{1,40}|[QA]):(?=\s|$)|\*\*[^*\n]{1,60}\*\*|"
    r"(?:[A-Z][A-Z.'’-]+ ){1,5}(?:\([^()\n]{1,60}\) )?(?:—|–|―|--|-) "
)
_ENDED = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
_NARROWEST = 50  # letters; lines below that are no running text that wraps
_WIDEST = 120
_AROUND = 6  # lines before and after, for a column may change
_FILLED = 0.93  # of the widest line: letters are not all as wide


class Line(Frozen):
    """A line that is not empty: where it begins, where its words begin after the mark of an item, where it ends."""

    start: int
    begins: int
    end: int
    mark: str


class Block(Frozen):
    """Lines with no empty one between them."""

    lines: tuple[Line, ...]


def joined(text: str) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """Put words together that are divided at line ends, and words that stand apart by more than a blank.

    What is left out goes behind the line as blanks, so that the length stays; tells the stretches that moved, and by
    how much. A hyphen never divides a word before *and*, *or*, *to*: "short- and long-term". Give the text unwrapped.
    """
    moved: list[tuple[int, int, int]] = []
    lines: list[str] = []
    start = 0
    for line in text.split("\n"):
        cuts = sorted([*_divisions(line), *((match.start("more"), match.end()) for match in _SPACES.finditer(line))])
        pieces, place, gone = [], 0, 0
        for first, last in cuts:
            pieces.append(line[place:first])
            if gone:
                moved.append((start + place - gone, start + first - gone, gone))
            gone += last - first
            place = last
        pieces.append(line[place:])
        if gone:
            moved.append((start + place - gone, start + len(line) - gone, gone))
        lines.append("".join(pieces) + " " * gone)
        start += len(line) + 1
    return "\n".join(lines), tuple(moved)


def _divisions(line: str) -> list[tuple[int, int]]:
    found = []
    for match in _DIVIDED.finditer(line):
        rest = _NEXT.match(line, match.end())
        first = _LAST.search(line[max(0, match.start() - 30) : match.start()])
        whole = rest is not None and first is not None
        if whole and rest[0].lower() not in _LINKS and first[0].lower() not in _KEEPS:  # type: ignore[index]
            found.append(match.span())
    return found


def unwrapped(text: str) -> str:
    """Turn line breaks inside a sentence into blanks.

    A line goes on in the next one where that begins small and nothing ended before it, and in blocks whose lines are
    about as long as each other.
    """
    lines = text.split("\n")
    result = [lines[0]]
    wide = _wrapping(lines)
    for number in range(1, len(lines)):
        former, line = lines[number - 1].rstrip(), lines[number].lstrip()
        soft = bool(former and line) and not _MARK.match(line) and not _SPEAKS.match(line)
        if soft and not (line[0].islower() and not _ENDED.search(former)):
            soft = number in wide
        result += [" " if soft else "\n", lines[number]]
    return "".join(result)


def _wrapping(lines: list[str]) -> set[int]:
    """The numbers of lines that go on the paragraph of the line before.

    That is so in a block of lines about as long as each other; and where several paragraphs stand in one block, as in
    the text of a PDF, after a line that had no room left for the first word of the next one.
    """
    found: set[int] = set()
    start = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or not lines[number].strip():
            sizes = [len(one.strip()) for one in lines[start:number]]
            most = max(sizes, default=0)
            if len(sizes) > 1 and _NARROWEST < most < _WIDEST and all(size > 0.7 * most for size in sizes[:-1]):
                found.update(range(start + 1, number))
            else:
                found.update(start + one for one in range(1, len(sizes)) if _full(sizes, one, lines[start + one]))
            start = number + 1
    return found


def _full(sizes: list[int], number: int, line: str) -> bool:
    """Whether a line wraps into the one of a number: it had no room left, and lines around it are as wide."""
    around = sizes[max(0, number - _AROUND) : number + _AROUND]
    width = max(around)
    wide = sum(size > 0.85 * width for size in around) > 2
    room = sizes[number - 1] + 1 + len(line.split(maxsplit=1)[0]) <= _FILLED * width
    return wide and _NARROWEST < width < _WIDEST and not room


def blocks(text: str) -> list[Block]:
    """Part a text into blocks of lines."""
    found: list[list[Line]] = [[]]
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begins = start + len(raw) - len(raw.lstrip())
            mark = _MARK.match(text, begins, start + len(raw))
            words = mark.end() if mark else begins
            found[-1].append(Line(begins, words, start + len(raw.rstrip()), mark[0].strip() if mark else ""))
        elif found[-1]:
            found.append([])
        start += len(raw) + 1
    return [Block(tuple(lines)) for lines in found if lines]
