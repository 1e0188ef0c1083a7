"""The report: the front pages, every format, the same bytes each time."""

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.cli import cli
from winset.frozen import replace
from winset.present.documents.document import Bullets, Table
from winset.present.documents.page_one import page_one
from winset.present.pictures import renderer
from winset.present.words.likelihood import SCALES
from winset.present.words.linter import lint
from winset.record.kinds import KINDS
from winset.reporting import results
from winset.reporting.build import TEMPLATES
from winset.reporting.fonts import missing_letters, missing_words
from winset.reporting.rendering import MEDIA, rendered
from winset.reporting.tree import LINE, Part, ReportSection, column_widths, texts


@pytest.fixture(scope="module")
def jeddah():
    return winset.report(winset.load("jeddah-2025"), draws=200)


@pytest.fixture(scope="module")
def written(jeddah):
    """The report of Jeddah in each form, made once."""
    return {form: rendered(jeddah, form) for form in MEDIA}


def pdf_text(content):
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_front_pages_follow_the_order_of_a_one_page_brief(jeddah):
    headings = [one.heading for one in jeddah.parts[0].sections]
    assert headings == [
        "In short",
        "How it may end",
        "What would change this",
        "Worth testing",
        "Who must say yes",
        "What this rests on",
        "Positions",
        "From the table to the endings",
        "Packages side by side",
        "Who signs, and who must accept at home",
        "What to watch",
    ]


def test_page_one_is_that_of_the_brief(jeddah):
    """The same sections, block for block, but for the line at the foot."""
    case = winset.load("jeddah-2025")
    page = page_one(case, winset.brief(case)).sections[:-1]
    front = jeddah.parts[0].sections[: len(page)]
    assert [(one.heading, one.blocks) for one in front] == [(one.heading, one.blocks) for one in page]


def test_the_same_case_gives_the_same_bytes(written):
    again = winset.report(winset.load("jeddah-2025"), draws=200)
    for form in MEDIA:
        assert rendered(again, form) == written[form]


def test_numbers_and_words_reach_every_format(jeddah, written):
    (endings,) = (one for one in jeddah.parts[0].sections if one.heading == "How it may end")
    chance = next(row[1] for row in endings.blocks[0].rows if row[0] == "Compromise")
    assert chance in written["html"].decode()
    assert chance in written["md"].decode()
    assert chance in " ".join(" ".join(pdf_text(written["pdf"])).split())


def test_pdf_pages_are_numbered_and_headed(jeddah, written):
    pages = pdf_text(written["pdf"])
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert number == 1 or (jeddah.title in text and jeddah.mark in text)


CATALOGUE = [path.stem for path in sorted(Path(winset.__file__).parent.joinpath("catalog").glob("*.yaml"))]


@pytest.fixture
def asked_once(monkeypatch):
    """The engines behind reports answer each question about a case once, however many reports ask it."""

    def remembering(compute):
        known = {}

        def remembered(case, *about, **more):
            key = (case.hash, about, *more.items())
            if key not in known:
                known[key] = compute(case, *about, **more)
            return known[key]

        return remembered

    for name in ("brief", "deals", "flips", "forecast", "stability"):
        monkeypatch.setattr(results, name, remembering(getattr(results, name)))


@pytest.mark.parametrize("name", CATALOGUE)
def test_t37_no_sentence_of_any_report_mixes_words_or_advises(name, asked_once, brief_of, monkeypatch):
    """Cell by cell and sentence by sentence; the annex that prints the scale lists words on purpose."""
    case, brief = brief_of(name)
    monkeypatch.setattr(results, "brief", lambda asked: {case.hash: brief}[asked.hash])
    titles = {one.title for one in case.sources.values()}  # others' words, told as theirs
    for scale, template in [(scale, "report") for scale in SCALES] + [("icd203", one) for one in TEMPLATES]:
        report = winset.report(case, template, scale=scale, draws=100)
        parts = tuple(part for part in report.parts if "Scale of words" not in part.title)
        for text in texts(replace(report, parts=parts)):
            if not text.startswith("Scale of words:") and text not in titles:
                assert lint(text, scale) == []


def test_a_case_without_numbers_or_record_gives_a_whole_report():
    report = winset.report(winset.load("syria-iraq"))
    headings = [one.heading for one in report.parts[0].sections]
    assert headings[0] == "In short"
    assert not {"Worth testing", "Packages side by side"} & set(headings)
    titles = " ".join(part.title for part in report.parts)
    assert all(word in titles for word in ("Options matrix", "Mediation guidance", "Colophon"))
    assert not any(word in titles for word in ("Forecast", "Claims", "Win-sets"))
    letters = [part.title.split()[1].rstrip(".") for part in report.parts[1:]]
    assert letters == [chr(ord("A") + place) for place in range(len(letters))]


def section(report, title, heading):
    part = next(part for part in report.parts if title in part.title)
    return next(one for one in part.sections if heading in one.heading)


def test_options_matrix_shows_stable_outcomes(jeddah):
    """Every column is an equilibrium by the independent list of stability; Y and N agree with its levels."""
    case = winset.load("jeddah-2025")
    held = {one.number: one.levels for one in winset.stability(case, "nash", limit=1000).equilibria["nash"].outcomes}
    table = section(jeddah, "Options matrix", "option by option").blocks[0]
    names = {case.issue_name(key): key for key in case.issues}
    for place, number in enumerate(table.header[3:], 3):
        for row in table.rows:
            issue, _, level = row[1].partition(": ")
            if issue in names:
                assert row[place] == ("Y" if held[int(number)][names[issue]] == level else "N")


def test_t26_both_explanations_stand_with_their_sentences(jeddah):
    table = section(jeddah, "Rival explanations", "group 1").blocks[0]
    told = {row[0]: row[1:] for row in table.rows}
    assert "S5" in told["the signing failed over talks and territory"][0]
    assert "S14" in told["the signing failed over talks and territory"][0]
    assert "S4" in told["the signing failed over the public quarrel"][0]


def test_t40_and_t50_objectives_have_ranges_and_omissions_are_listed(jeddah):
    table = next(block for block in section(jeddah, "objectives", "United States").blocks if isinstance(block, Table))
    assert ("the minerals agreement is signed", "+7", "+12", "+18") in [row[:4] for row in table.rows]
    missing = section(jeddah, "Assumptions", "missing from the sources").blocks[0].items
    assert len(missing) == len(winset.load("jeddah-2025").not_in_source)


def test_checklist_names_who_is_missing_and_what_touches_on_law(jeddah):
    rows = dict(section(jeddah, "Mediation guidance", "Checklist").blocks[1].rows)
    assert "Not at the table: Russia." in rows["Inclusivity"]
    assert "elections under martial law" in rows["International law and normative frameworks"]
    assert len(rows) == 8


HOSTILE = '<script>x</script> *bold* #panic("x") $ \\ @cite `code` [link](http://a.example) <b> | // /* \\u{41} \' "'
SCRIPTS = "Перемир'я Ελλάδα 停戦協定 Łódź"


def hostile_case():
    return winset.from_data(
        {
            "winset": "1",
            "title": HOSTILE,
            "summary": SCRIPTS,
            "parties": {"a": {"name": f"A {HOSTILE}", "home": [HOSTILE]}, "b": {"name": SCRIPTS}},
            "issues": {"x": {"name": HOSTILE, "levels": ["no", "yes"], "control": "a", "basis": HOSTILE}},
            "preferences": {"a": [{"prefer": "x = yes", "basis": HOSTILE}], "b": ["x = no"]},
            "values": {
                "a": [{"when": "x = yes", "points": [1, 2, 3]}],
                "b": [{"when": "x = yes", "points": [-1, 1, 2]}],
            },
            "scenarios": {"deal": {"when": "x = yes", "name": SCRIPTS}},
        }
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_a_case_says_is_never_markup(template):
    report = winset.report(hostile_case(), template, draws=100)
    page = rendered(report, "html").decode()
    assert "<script" not in page
    assert "<b>" not in page
    text = rendered(report, "md").decode()
    assert re.search(r"(?<!\\)<script", text) is None
    assert re.search(r"(?<!\\)\[link\]\(", text) is None
    pages = "".join(pdf_text(rendered(report, "pdf"))).replace("\n", "").replace(" ", "")
    assert HOSTILE.replace(" ", "") in pages
    assert "Перемир'я" in pages
    docx = rendered(report, "docx")
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        assert "&lt;script&gt;" in parts.read("word/document.xml").decode()


def test_cjk_is_set_or_named_as_missing():
    """Where no font has the letters, the file says so in words; where one has, they can be read back."""
    pages = " ".join(" ".join(pdf_text(rendered(winset.report(hostile_case(), draws=100), "pdf"))).split())
    missing = missing_letters([SCRIPTS])
    if missing:
        assert f"U+{ord(missing[0]):04X}" in pages
    else:
        assert "停戦協定" in pages.replace(" ", "")
    assert set(missing_letters([SCRIPTS], ignore_system_fonts=True)) == set("停戦協定")
    assert "CJK UNIFIED IDEOGRAPH-505C (U+505C)" in missing_words("停")


def test_papers_have_their_sizes(jeddah, written):
    from pypdf import PdfReader

    letter = rendered(jeddah, "pdf", "letter")
    for content, size in ((written["pdf"], (595, 842)), (letter, (612, 792))):
        pages = PdfReader(io.BytesIO(content)).pages
        assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == size
        assert "In short" in pages[0].extract_text()
        assert all(
            words in pages[1].extract_text()
            for words in ("From the table", "Packages side by side", "Who signs", "What to watch")
        )
        assert any("Stable outcomes, option by option" in page.extract_text() for page in pages[2:7])


def test_no_page_but_the_last_is_more_than_a_third_empty(jeddah, written):
    """By the last words above the foot; where a page ends with a figure, these are its caption."""
    from pypdf import PdfReader

    for content in (written["pdf"], rendered(jeddah, "pdf", "letter")):
        pages = PdfReader(io.BytesIO(content)).pages
        for page in pages[:-1]:
            heights = []

            def seen(text, outer, inner, *font, found=heights):
                if text.strip():
                    found.append(outer[3] * inner[5] + outer[5])

            page.extract_text(visitor_text=seen)
            height = float(page.mediabox.height)
            assert min(y for y in heights if y > 60) < height * 0.38


def test_a_few_lines_take_no_page_of_their_own(jeddah):
    """Up to 7 are spared by setting what stands above them a little closer; more are left there."""
    counts = []
    for lines in range(112, 127, 2):
        section = ReportSection("Lines", (Bullets(tuple(f"line {number}" for number in range(lines))),))
        pages = pdf_text(rendered(replace(jeddah, parts=(Part("", (section,)),)), "pdf"))
        counts.append((len(pages), pages[-1].count("line")))
    spared = [lines for number, lines in counts if number == 2]
    left = [lines for number, lines in counts if number == 3]
    assert spared
    assert left
    assert min(left) > 7


def test_no_column_is_narrower_than_a_word():
    address = (
        "https://example.org/news/2019/a-long-road-to-somewhere/and-further-on/and-further-still/and-to-the-end.html"
    )
    table = Table(
        ("source", "title", "date", "where"),
        (("S", "Extending Article 50 may prove a tall order in London", "2019-01-16", address),) * 9,
    )
    widths = column_widths(table)
    assert widths[0] >= len("source")
    assert widths[1] >= 2 * len("Extending")
    assert widths[2] >= len("2019-01-16")
    assert sum(widths) + 2 * (len(widths) - 1) <= LINE


def test_the_page_needs_nothing_else(written):
    page = written["html"].decode()
    assert not re.search(r"<(script|link|iframe|object|form)|\b(src|action)=|url\(|@import", page)
    targets = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert {"c1", "S"} <= targets


@pytest.mark.parametrize(("package", "form"), [("typst", "pdf"), ("docx", "docx")])
def test_a_missing_package_is_named_with_the_remedy(package, form, jeddah, monkeypatch):
    monkeypatch.setattr(renderer._Apart, "wanted", False)  # a process of its own would find the package
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(winset.UsageError, match=rf"winset\[{form}\]"):
        rendered(jeddah, form)


def test_label_swap_leaves_fair_prose():
    """Exchanging the names of two parties exchanges them in every sentence and changes nothing else."""
    case = winset.load("jeddah-2025")
    names = {"US": "Ambria", "UA": "Borduria"}
    plain = case.model_copy(update={"title": "T", "summary": "", "note": "", "not_in_source": ()})

    def named(first, second):
        parties = {**plain.parties}
        for key, name in {"US": first, "UA": second}.items():
            parties[key] = parties[key].model_copy(update={"name": name})
        report = winset.report(plain.model_copy(update={"parties": parties}), draws=100, rows=no_rows())
        hashed = (report.case.hash, report.case.hash[:12])
        return [re.sub("|".join(map(re.escape, hashed)), "HASH", text) for text in texts(report)]

    swapped = {"Ambria": "Borduria", "Borduria": "Ambria"}
    first, second = named(*names.values()), named("Borduria", "Ambria")
    assert [re.sub("Ambria|Borduria", lambda found: swapped[found.group()], text) for text in first] == second


def no_rows():
    return {table: {} for table in KINDS}


def test_command_writes_every_format_and_prints(tmp_path):
    runner = CliRunner()
    for form in MEDIA:
        file = tmp_path / f"r.{form}"
        result = runner.invoke(cli, ["report", "chicken", "-o", str(file)])
        assert result.exit_code == 0, result.output
        assert file.read_bytes() == rendered(winset.report(winset.load("chicken")), form)
    assert runner.invoke(cli, ["report", "chicken"]).output.startswith("# Chicken")
    wrong = runner.invoke(cli, ["report", "chicken", "-o", str(tmp_path / "r.doc")])
    assert wrong.exit_code != 0
    assert "cannot write a report as '.doc'" in str(wrong.exception)
    unknown = runner.invoke(cli, ["report", "chicken", "--template", "icebrg"])
    assert "Did you mean 'iceberg'?" in str(unknown.exception)
