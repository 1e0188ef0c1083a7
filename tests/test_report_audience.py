"""Who may read what: restricted rows and hidden names are in no byte of a public report, in any format."""

import io
import re
import zipfile

import pytest

import winset
from winset.frozen import replace
from winset.present.pictures.frame import Picture, text
from winset.record.files import new_record
from winset.reporting.build import TEMPLATES
from winset.reporting.plots import as_svg
from winset.reporting.rendering import MEDIA, rendered
from winset.reporting.tree import Figure, Part, ReportSection, rewritten

AT = "2026-01-15T12:00:00+00:00"
SECRETS = ("Jane Quillfeather", "Quillfeather", "QUILLFEATHER", "seven percent behind closed doors", "zephyr memo")
CASE = {
    "winset": "1",
    "title": "Port strike",
    "summary": "The port and the union talk. Quillfeather is said to waver.",
    "as_of": "2026-01-15",
    "note": "Told by Jane  Quillfeather in person.",
    "parties": {
        "port": {"name": "Port", "home": ["board"], "mandate": "Jane Quillfeather speaks for the board", "basis": "c1"},
        "union": {"name": "Union", "home": ["members"], "basis": "interview with Jane Quillfeather"},
    },
    "issues": {
        "wages": {"name": "Wages", "levels": ["as now", "higher"], "control": ["port", "union"]},
        "strike": {"name": "Strike", "levels": ["on", "off"], "control": "union", "note": "QUILLFEATHER doubts it"},
    },
    "preferences": {
        "port": [{"prefer": "strike = off", "basis": ["c1", "c2"]}],
        "union": [{"prefer": "wages = higher", "basis": "c3"}, {"prefer": "strike = off iff wages = higher"}],
    },
    "values": {
        "port": [{"when": "strike = off", "points": [5, 10, 15]}, {"when": "wages = higher", "points": [-9, -6, -3]}],
        "union": [{"when": "wages = higher", "points": [4, 9, 14]}, {"when": "strike = on", "points": [-3, -1, 0]}],
    },
    "conditions": {
        "offer": {
            "party": "union",
            "withholds": "strike = off",
            "unless": "wages = higher",
            "prior": [0.4, 0.6, 0.8],
            "basis": ["c2", "c3", "the zephyr memo on wages"],
        }
    },
    "scenarios": {"settlement": {"when": "wages = higher and strike = off"}},
    "not_in_source": ["What Quillfeather told the board"],
}


@pytest.fixture(scope="module")
def rows():
    store = new_record(None)
    store.add("documents", {"title": "The zephyr memo on wages", "handling": "restricted", "date": "2026-01-10"}, AT)
    named = {"source": "Jane Quillfeather", "source_kind": "person", "content": "the board would pay", "actor": "port"}
    store.add("claims", named | {"handling": "names hidden", "date": "2026-01-11", "via": "a reporter"}, AT)
    closed = {"source": "a member of the board", "content": "seven percent behind closed doors", "actor": "port"}
    store.add("claims", closed | {"handling": "restricted", "speech_act": "offer", "date": "2026-01-12"}, AT)
    spoken = {"source": "the union", "content": "no strike without higher wages", "actor": "union"}
    store.add("claims", spoken | {"via": "Jane Quillfeather", "speech_act": "condition", "date": "2026-01-13"}, AT)
    store.add("claims", {"content": "wages as in the memo", "document": "d1", "speech_act": "demand"}, AT)
    for claim in ("c1", "c2", "c3"):
        store.add("links", {"claim": claim, "about": "the strike ends"}, AT)
    store.add("notes", {"about": "c1", "text": "Quillfeather again, on the phone", "author": "analyst"}, AT)
    store.add("notes", {"about": "c2", "text": "seven percent behind closed doors, confirmed"}, AT)
    store.add("events", {"date": "2026-01-12", "issue": "strike", "level": "on", "note": "said Quillfeather"}, AT)
    store.add(
        "stances", {"party": "port", "position": "no more than seven percent behind closed doors", "claim": "c2"}, AT
    )
    return store.tables()


def words_of(content, form):
    """All text of a rendered report: of PDF pages and figures, of the parts of a .docx."""
    if form == "pdf":
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in reader.pages)
        return f"{pages} {reader.metadata} {' '.join(pages.split())}"
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return content.decode()


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_secret_reaches_the_public(template, rows):
    report = winset.report(winset.from_data(CASE), template, "public", draws=100, rows=rows)
    for form in MEDIA:
        told = words_of(rendered(report, form), form)
        assert [secret for secret in SECRETS if secret.casefold() in told.casefold()] == []
        assert "Port strike" in told
    figures = [block for part in report.parts for one in part.sections for block in one.blocks]
    assert not any(secret in str(one.drawing) for one in figures if isinstance(one, Figure) for secret in SECRETS)


def test_what_is_left_out_is_counted_not_told(rows):
    public = rendered(winset.report(winset.from_data(CASE), draws=100, rows=rows), "md").decode()
    assert re.search(r"2 claims.* restricted and not shown here", public)
    assert "name withheld" in public
    restricted = rendered(winset.report(winset.from_data(CASE), "report", "restricted", draws=100, rows=rows), "md")
    assert all(secret in restricted.decode() for secret in ("Jane Quillfeather", "seven percent behind closed doors"))
    assert "**Restricted**" in restricted.decode()


def test_role_sheets_keep_what_is_confidential_from_the_others(rows):
    """Even where all may be read, a sheet holds nothing of the points, conditions or homes of another party."""
    report = winset.report(winset.from_data(CASE), "roles", "restricted", draws=100, rows=rows)
    sheets = {part.title: part for part in report.parts if part.title.startswith("Sheet of")}
    assert list(sheets) == ["Sheet of Port", "Sheet of Union"]
    assert all(part.fresh and part.mark.startswith("Confidential: ") for part in sheets.values())
    told = {title: str(part) for title, part in sheets.items()}
    assert "+15" in told["Sheet of Port"]
    assert "+15" not in told["Sheet of Union"]
    assert "+14" in told["Sheet of Union"]
    assert "+14" not in told["Sheet of Port"]
    assert "Would not have it that the strike is off" in told["Sheet of Union"]
    assert "Would not have it that the strike is off" not in told["Sheet of Port"]
    assert "no strike without higher wages" in told["Sheet of Port"]
    assert not any(secret in text for secret in SECRETS for text in told.values())


def test_what_a_picture_would_show_broken_over_lines_is_taken_out_with_it():
    lines = tuple(text(line, 0, 20 * place) for place, line in enumerate(("talks with Mr", "Nobody Known go on")))
    picture = Picture("positions", "Positions", "Case", "seen", (), lines, 100, 40)
    part = Part("", (ReportSection("Positions", (Figure("Positions", "seen", picture),)),))
    shown = replace(winset.report(winset.load("chicken"), template="red-lines"), parts=(part,))

    def block(word: str) -> object:
        return rewritten(shown, lambda told: told.replace(word, "[name withheld]")).parts[0].sections[0].blocks[0]

    within = block("Nobody")
    assert isinstance(within, Figure)
    assert "Nobody" not in as_svg(within)
    assert "[name withheld] Known" in as_svg(within)
    assert block("Mr Nobody Known") == "Positions: seen"
