"""What a report consists of: parts with sections of text, lists, tables and figures, built once for every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from winset.engines.records import Record, Rows
from winset.frozen import Frozen, replace
from winset.present.documents.document import Bullets, Document, Section, Table
from winset.present.pictures import frame
from winset.present.pictures.frame import Picture
from winset.present.words.runs import Text, TextRun, runs_of

LINE = 118  # letters that fit on a line of a table on paper
SHORT = 14  # letters of what stands on one line, such as a party's name, where the others leave room


class Figure(Frozen):
    """A plot, or a picture of the case.

    Attributes
    ----------
    caption : str
        What it shows.
    told : str
        The same in words, for those who do not see it.
    drawing : mapping or Picture
        The Vega-Lite specification, or the picture.
    """

    caption: str
    told: str
    drawing: Mapping[str, Any] | Picture


Block = str | Bullets | Table | Figure


class ReportSection(Frozen):
    """A heading and what stands under it; ``key`` names it for what looks it up."""

    heading: str
    blocks: tuple[Block, ...]
    key: str = ""


class Part(Frozen):
    """The front pages, an annex, or a sheet: begins on a new page where ``fresh``.

    Attributes
    ----------
    title : str
        Its title; empty for the front pages.
    sections : tuple of ReportSection
        What it holds.
    mark : str
        Who it is for, printed at the head of its pages; empty for the mark of the whole.
    fresh : bool
        Whether it begins on a new page.
    """

    title: str
    sections: tuple[ReportSection, ...]
    mark: str = ""
    fresh: bool = False


class Report(Record, kw_only=True):
    """A report, ready to be rendered.

    Attributes
    ----------
    title, summary, kind : str
        The case's title and summary, and what kind of document this is.
    mark : str
        The handling mark.
    byline : str
        Date, author and version.
    parts : tuple of Part
        The front pages, then the annexes.
    links : mapping of str to str
        What a basis names (a claim, a source, an item of a source), and the row of an annex that it leads to.
    """

    title: str
    summary: str
    kind: str
    mark: str
    byline: str
    parts: tuple[Part, ...]
    links: Mapping[str, str]

    def rows(self) -> Rows:
        """Give one row per section."""
        body = [(part.title or self.kind, section.heading) for part in self.parts for section in part.sections]
        return ("part", "section"), body


def sections_of(document: Document) -> tuple[ReportSection, ...]:
    """Take over the sections of a result's document."""
    return tuple(_taken(section) for section in document.sections)


def _taken(section: Section) -> ReportSection:
    return ReportSection(section.heading, section.blocks, section.key)


def section(heading: str, blocks: Iterator[Block]) -> Iterator[ReportSection]:
    """Give a section, or nothing where there is nothing to say."""
    found = tuple(blocks)
    if found:
        yield ReportSection(heading, found)


def rewritten(report: Report, change: Callable[[str], str]) -> Report:
    """Apply a change to every text of a report; a text that it alters across its runs stands for nothing after."""
    change = partial(_in_runs, change)
    return replace(
        report,
        title=change(report.title),
        summary=change(report.summary),
        byline=change(report.byline),
        case=replace(report.case, title=change(report.case.title), version=change(report.case.version)),
        parts=tuple(
            replace(
                part,
                title=change(part.title),
                sections=tuple(
                    replace(one, heading=change(one.heading), blocks=tuple(_rewritten(b, change) for b in one.blocks))
                    for one in part.sections
                ),
            )
            for part in report.parts
        ),
    )


def _in_runs(change: Callable[[str], str], text: str) -> str:
    """Apply a change to a text, and keep its runs where each can be changed by itself to the same end."""
    changed = change(str(text))
    if not isinstance(text, Text):
        return changed
    runs = Text(TextRun(change(run.text), run.reference) for run in text.runs)
    return runs if runs == changed else changed


def _rewritten(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, str):
        return change(block)
    if isinstance(block, Bullets):
        return replace(block, items=tuple(map(change, block.items)))
    if isinstance(block, Table):
        rows = tuple(tuple(map(change, row)) for row in block.rows)
        return replace(block, header=tuple(map(change, block.header)), rows=rows)
    caption, told = change(block.caption), change(block.told)
    if not isinstance(block.drawing, Picture):
        return Figure(caption, told, _data(block.drawing, change))
    picture = frame.rewritten(block.drawing, change)
    words = frame.words_of(picture)
    # in a picture texts are broken over lines: where one would still keep what is taken out, its words alone stay
    return Figure(caption, told, picture) if change(words) == words else f"{caption}: {told}"


def _data(value: Any, change: Callable[[str], str]) -> Any:
    """Change the texts of a specification, keys included."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {change(key): _data(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_data(item, change) for item in value]
    return value


def texts(report: Report) -> Iterator[str]:
    """Give every text of a report, figures in words included."""
    yield from (report.title, report.summary, report.byline)
    for part in report.parts:
        yield part.title
        for one in part.sections:
            yield one.heading
            for block in one.blocks:
                yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row
    else:
        yield from (block.caption, block.told)


def tidied(part: Part) -> Part:
    """Leave out empty columns of the tables of a part."""
    return replace(part, sections=tuple(replace(one, blocks=tuple(map(_tidied, one.blocks))) for one in part.sections))


def _tidied(block: Block) -> Block:
    return without_empty_columns(block) if isinstance(block, Table) else block


def without_empty_columns(table: Table) -> Table:
    """Leave out the columns in which no row says anything; the first column stays."""
    used = [place for place in range(len(table.header)) if place == 0 or any(row[place] for row in table.rows)]
    rows = tuple(tuple(row[place] for place in used) for row in table.rows)
    return replace(table, header=tuple(table.header[place] for place in used), rows=rows)


def column_widths(table: Table, line: int = LINE) -> list[float]:
    """Share a line among the columns of a table, so that no word is cut and long texts get most.

    Parameters
    ----------
    table : Table
        The table.
    line : int
        Letters that fit on the line; two more are left between columns.

    Returns
    -------
    list of float
        Letters for each column; zeros where all fit as they are.

    Examples
    --------
    >>> column_widths(Table(("a", "b"), (("x", "y"),)), 40)
    [0.0, 0.0]
    >>> column_widths(Table(("a", "b"), (("x", "word " * 30),)), 40)
    [3.0, 35.0]
    """
    rows = [table.header, *table.rows]
    columns = range(len(table.header))
    sizes = [[len(row[place]) for row in rows] for place in columns]
    free = line - 2 * (len(columns) - 1)
    if sum(map(max, sizes)) <= free:
        return [0.0] * len(columns)
    least = least_widths(table)
    short = [max(least[place], *(size + 1 for size in sizes[place] if size < SHORT), 0) for place in columns]
    widths = short if sum(short) < free * 0.8 else least
    while sum(widths) > free and max(widths) > SHORT:
        widths[widths.index(max(widths))] -= 1
    for _ in range(max(0, free - sum(widths))):
        gains = [_height(sizes[place], widths[place]) - _height(sizes[place], widths[place] + 1) for place in columns]
        widths[gains.index(max(gains))] += 1
    return [float(width) for width in widths]


def least_widths(table: Table) -> list[int]:
    """Give the letters that each column must have for no word to be cut."""
    rows = [table.header, *table.rows]
    return [
        max(3, *(len(piece) for row in rows for piece in _unbroken(row[place]))) for place in range(len(table.header))
    ]


def _unbroken(text: str) -> list[str]:
    """Cut a text where a line may end: between words, and within addresses and words with hyphens."""
    return re.split(r"\s+|(?<=[/-])(?=[^\W\d])", text)


def _height(sizes: Sequence[int], width: int) -> float:
    """Weigh how much a column's texts run over several lines at a width, the longest most."""
    return sum(max(1.0, size / width) ** 2 for size in sizes)


def linked(text: str, links: Mapping[str, str]) -> list[tuple[str, str]]:
    """Cut a text where what it cites leads to a row of an annex.

    Returns
    -------
    list of (str, str)
        Pieces, each with the target it leads to, or an empty target.

    Examples
    --------
    >>> from winset.present.words.runs import compose, refer
    >>> linked(compose("see ", refer("S8", "source", "S8"), "; S8."), {"S8": "S"})
    [('see ', ''), ('S8', 'S'), ('; S8.', '')]
    """
    pieces: list[tuple[str, str]] = []
    for run in runs_of(text):
        cited = run.reference is not None and run.reference.kind == "source"
        target = links.get(run.reference.key, "") if cited and run.reference else ""
        if pieces and not target and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + run.text, "")
        else:
            pieces.append((run.text, target))
    return pieces
