"""A report as a word-processor file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from winset import extras
from winset.present.documents.document import Bullets, Table
from winset.reporting.docx_room import HEADING, READABLE, TITLE, figure_room, table_height
from winset.reporting.plots import as_pngs
from winset.reporting.tree import Block, Figure, Part, Report, column_widths, least_widths, linked

PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
MARGIN = 20
LINE = 90  # letters that fit on a line of a table, in whatever font stands in for the one that is asked for
BETWEEN = 2  # letters as wide as what a cell leaves free beside its text
LETTERS, SMALL = 8.5, 7.0  # points; the smaller ones for tables of many columns, so that no word is cut
WHOLE = 0.22  # of the height of a page that a table may have that stays on one
PIECE = 0.2  # of the height of a page that a piece of a tall picture may have
PROPERTY = 255  # letters that a property of a file may have
_EPOCH = (1980, 1, 1, 0, 0, 0)


def as_docx(report: Report, paper: str = "a4") -> bytes:
    """Render a report as .docx.

    Parameters
    ----------
    report : Report
        What to render.
    paper : {"a4", "letter"}
        Paper size.

    Raises
    ------
    UsageError
        If the extra ``docx`` is not installed.
    """
    try:
        import docx
    except ImportError:
        raise extras.missing("docx", "a .docx file", "Or write .html and open that in the word processor.") from None
    document = docx.Document()
    _Writer(document, report, paper).write()
    raw = io.BytesIO()
    document.save(raw)
    return _dated(raw.getvalue())


def _dated(content: bytes) -> bytes:
    """Pack the parts anew with one fixed time, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


class _Writer:
    def __init__(self, document: Any, report: Report, paper: str) -> None:
        from docx.shared import Mm, Pt

        self.document, self.report, self.mm, self.pt = document, report, Mm, Pt
        self.marked: set[str] = set()
        self.width, self.height = (side - 2 * MARGIN for side in PAPERS[paper])
        section = document.sections[0]
        section.page_width, section.page_height = Mm(PAPERS[paper][0]), Mm(PAPERS[paper][1])
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Georgia", Pt(10)
        normal.paragraph_format.space_after = Pt(4)
        for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 11.5)):
            style = document.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = "Georgia", Pt(size), None
            _own_font(style)

    def write(self) -> None:
        report = self.report
        self._properties()
        kind = self.document.add_paragraph(f"{report.kind.upper()}    ")
        kind.add_run(report.mark).bold = True
        _outlined(self.document.add_heading(report.title, 0))
        if report.summary:
            self.document.add_paragraph().add_run(report.summary).italic = True
        self.document.add_paragraph(report.byline)
        self._running(self.document.sections[0], report.mark)
        for part in report.parts:
            self._part(part)

    def _properties(self) -> None:
        properties = self.document.core_properties
        when = datetime.fromisoformat(self.report.case.as_of or "1980-01-01").replace(tzinfo=UTC)
        title, comments = (text[:PROPERTY] for text in (self.report.title, self.report.byline))
        properties.title, properties.author, properties.comments = title, "", comments
        properties.created = properties.modified = when
        properties.last_modified_by, properties.revision = "", 1

    def _running(self, section: Any, mark: str) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT

        section.header.is_linked_to_previous = False
        head = section.header.paragraphs[0]
        head.text = f"{self.report.title}\t{mark}"
        for stop in list(head.style.paragraph_format.tab_stops):
            head.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        head.paragraph_format.tab_stops.add_tab_stop(self.mm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        head.runs[0].font.size = self.pt(8.5)
        footer = section.footer.paragraphs[0]
        if not footer.runs:
            footer.alignment = 1
            for text in ("PAGE", " / ", "NUMPAGES"):
                _field(footer, text) if text.isupper() else footer.add_run(text)

    def _part(self, part: Part) -> None:
        if part.fresh and any(one.mark for one in self.report.parts):
            self._running(self.document.add_section(), part.mark or self.report.mark)
        if part.title:
            self.document.add_heading(part.title, 1)
        above = TITLE if part.title else 0.0  # what the headings take that stay with the block below them
        for one in part.sections:
            if one.heading:
                self.document.add_heading(one.heading, 2)
                above += HEADING
            for block in one.blocks:
                self._block(block, above)
                above = 0.0

    def _block(self, block: Block, above: float) -> None:
        if isinstance(block, str):
            self._words(self.document.add_paragraph(), block)
        elif isinstance(block, Bullets):
            number = self._numbering() if block.ordered else None
            for item in block.items:
                paragraph = self.document.add_paragraph(style="List Number" if block.ordered else "List Bullet")
                if number is not None:
                    of_list = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    of_list.get_or_add_ilvl().val, of_list.get_or_add_numId().val = 0, number
                self._words(paragraph, item)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._figure(block, above)

    def _numbering(self) -> int:
        """Begin a numbered list: the word processor counts its items, from 1."""
        numbering = self.document.part.numbering_part.numbering_definitions._numbering
        style = self.document.styles["List Number"].element.pPr.numPr.numId.val
        one = numbering.add_num(numbering.num_having_numId(style).abstractNumId.val)
        one.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(one.numId)

    def _words(self, paragraph: Any, text: str) -> list[Any]:
        """Write a text; what it cites leads to the row of it."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        runs = []
        for piece, target in linked(text, self.report.links):
            run = paragraph.add_run(piece)
            runs.append(run)
            if target:
                link = OxmlElement("w:hyperlink")
                link.set(qn("w:anchor"), self._bookmark(target))
                run._r.addprevious(link)
                link.append(run._r)
        return runs

    def _bookmark(self, key: str) -> str:
        """Give the name of the mark at a row; a name there is short and of plain letters."""
        return f"row_{list(dict.fromkeys(self.report.links.values())).index(key) + 1}"

    def _marked(self, paragraph: Any, key: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if key in self.marked:
            return
        self.marked.add(key)
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(name)
            mark.set(qn("w:id"), str(len(self.marked)))
            if name == "w:bookmarkStart":
                mark.set(qn("w:name"), self._bookmark(key))
            paragraph._p.append(mark)

    def _table(self, block: Table) -> None:
        headed = any(block.header)
        table = self.document.add_table(0, len(block.header), "Table Grid")
        widths, size, height = self._widths(block)
        table.autofit = False
        _close(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        together = len(block.rows) + headed - 1 if height <= WHOLE * self.height else 1
        for place, cells in enumerate(([block.header] if headed else []) + list(block.rows)):
            row = table.add_row()
            for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                for run in self._words(cell.paragraphs[0], text):
                    run.font.size, run.italic = self.pt(size), headed and place == 0
                cell.paragraphs[0].paragraph_format.space_after = self.pt(0)
                cell.paragraphs[0].paragraph_format.keep_with_next = place < together
                cell.width = widths[column]
            _marked_row(row, "w:cantSplit")
            if headed and place == 0:
                _marked_row(row, "w:tblHeader")
            elif key := dict(enumerate(block.keys, int(headed))).get(place):
                self._marked(row.cells[0].paragraphs[0], key)
        self.document.add_paragraph()

    def _widths(self, block: Table) -> tuple[list[Any], float, float]:
        """Give the widths of columns, the size of letters and the height; a table of short rows is narrow."""
        size = LETTERS
        widths = column_widths(block, LINE)
        if any(widths) and sum(least_widths(block)) + BETWEEN * len(widths) > LINE:
            size = SMALL
            widths = column_widths(block, int(LINE * LETTERS / SMALL))
        height = table_height(block, widths, size)
        if any(widths):
            shares = [width + BETWEEN for width in widths]
            return [self.mm(self.width * share / sum(shares)) for share in shares], size, height
        longest = [max(len(row[place]) for row in (block.header, *block.rows)) for place in range(len(block.header))]
        line = LINE + BETWEEN
        return [self.mm(self.width * min(1.0, (letters + BETWEEN + 1) / line)) for letters in longest], size, height

    def _figure(self, block: Figure, above: float) -> None:
        drawn = as_pngs(block, PIECE * self.height / self.width)
        caption = block.caption.rstrip(".")
        for number, content in enumerate(drawn, 1):
            picture = self.document.add_picture(io.BytesIO(content))
            room = self.height
            if len(drawn) == 1:
                pixels = picture.height / self.pt(2)  # it is drawn at twice its size
                room = max(figure_room(self.height, above, block.caption), READABLE * pixels)
            shrunk = min(1.0, self.mm(self.width) / picture.width, self.mm(room) / picture.height)
            picture.height, picture.width = int(picture.height * shrunk), int(picture.width * shrunk)
            told = f"{caption}: {block.told}" if number == 1 else f"{caption}, part {number} of {len(drawn)}"
            picture._inline.docPr.set("descr", told)
            for side in ("distT", "distB", "distL", "distR"):
                picture._inline.set(side, "0")  # said, as some programs leave room on either side where nothing is
            how = self.document.paragraphs[-1].paragraph_format
            how.keep_with_next, how.space_after = number == len(drawn) or None, self.pt(0)
        self.document.add_paragraph().add_run(block.caption).italic = True


def _own_font(style: Any) -> None:
    """Have a style use the font that it names, not that of the theme."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _close(table: Any) -> None:
    """Leave little free beside the text of a cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    free = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        one = OxmlElement(side)
        one.set(qn("w:w"), "57")  # twentieths of a point: one millimetre
        one.set(qn("w:type"), "dxa")
        free.append(one)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(free) if look is not None else table._tbl.tblPr.append(free)


def _field(paragraph: Any, name: str) -> None:
    """Add a field that the word processor computes, such as the page's number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _marked_row(row: Any, what: str) -> None:
    """Have a row of a table stay on one page (``w:cantSplit``), or be repeated on every page (``w:tblHeader``)."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(what))


def _outlined(paragraph: Any) -> None:
    """Have the title stand in the outline above the headings of the first page, which belong to no annex."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(level)
