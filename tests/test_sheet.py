"""The scoring sheet: written, changed as a person would, and read back into the case; hostile files are refused."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case import catalogue
from winset.case.reading import read_case
from winset.case.rewriting import Edit, rewrite, rewrite_together
from winset.case.sheet.applying import with_sheet
from winset.case.sheet.writing import csv_text, workbook
from winset.cli import cli
from winset.errors import CaseFileError, SheetError, WinsetError

CASE = """\
# a sale, by an analyst
winset: 1
title: A sale
parties:
  buyer: {home: board}   # who pays
  seller: {}
issues:
  price: {unit: EUR, from: 100, to: 200, step: 10, now: 120, control: [buyer, seller], marks: {offer: 150, list: 180}}
  volume: {unit: t, from: 0, to: 10, step: 1, control: [buyer, seller]}
  delivery: {levels: [late, "on time", early], control: seller}
preferences:
  buyer:
    - delivery >= "on time"   # said twice
    - {prefer: price <= 150, basis: [S1, S2]}
values:
  # the buyer first
  buyer:
    - {when: delivery = early, points: [2, 5, 9], basis: S1}
    - {of: price, points: {100: 30, offer: [8, 10, 12], 200: -20}, basis: [S1, S2]}  # falls
    - of: volume
      each: 0.5    # a tonne
      basis: S3
    - {when: delivery = early and price > 150, points: 3, stake: audience}
  seller:
    - {when: delivery = "on time", points: [-4, 1]}
    - {when: delivery = "on time", points: 7, stake: leader, basis: analyst assumption}
    - {of: price, times: volume, each: [0.001, 0.002, 0.003], basis: S1}
conditions:
  floor: {party: seller, withholds: price > 100, unless: volume >= 2, probability: [0.5, 0.7, 0.9], basis: S2}
"""
CELLS = {  # where a person finds a number in the sheet, and where the case has it
    ("delivery", "early", "at this level", "buyer"): "values.buyer.1",
    ("price", "100", "on a curve", "buyer"): "values.buyer.2.100",
    ("price", "offer", "on a curve", "buyer"): "values.buyer.2.offer",
    ("price", "200", "on a curve", "buyer"): "values.buyer.2.200",
    ("volume", "", "each unit", "buyer"): "values.buyer.3.each",
    ("", "", "under the condition", "buyer"): "values.buyer.4",
    ("delivery", "on time", "at this level", "seller"): "values.seller.1",
    ("delivery", "on time", "at this level", "seller", "leader"): "values.seller.2",
    ("price", "", "each unit of it times volume", "seller"): "values.seller.3.each",
}


def rows_of(text=CASE, table="Values"):
    return list(csv.DictReader(io.StringIO(csv_text(read_case(text.encode(), ""), table))))


def find(rows, issue, level, counts, stake=""):
    return next(r for r in rows if (r["issue"], r["level"], r["counts"], r["stake"]) == (issue, level, counts, stake))


def fill(row, owner, numbers, basis=None):
    for name, value in zip(("low", "most likely", "high"), numbers, strict=True):
        row[f"{owner}: {name}"] = value
    if basis is not None:
        row[f"{owner}: basis"] = basis


def saved(folder, rows, name="sheet.csv"):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / name).write_text(stream.getvalue(), "utf-8")
    return folder / name


def read_back(folder, rows, text=CASE):
    return with_sheet(text, "sale.yaml", saved(folder, rows))[0]


def told(folder, sheet, text=CASE):
    with pytest.raises(SheetError) as error:
        with_sheet(text, "sale.yaml", sheet)
    return str(error.value).splitlines()


@pytest.mark.parametrize("name", [*catalogue.names(), "sale"])
def test_a_sheet_that_nobody_changed_changes_nothing(name, tmp_path):
    text = CASE if name == "sale" else (catalogue.FOLDER / f"{name}.yaml").read_text("utf-8")
    case = read_case(text.encode(), f"{name}.yaml")
    (tmp_path / "all.xlsx").write_bytes(workbook(case))
    for table in ("Values", "Statements", "Conditions"):
        (tmp_path / f"{table}.csv").write_text(csv_text(case, table), "utf-8")
    for sheet in tmp_path.iterdir():
        assert with_sheet(text, f"{name}.yaml", sheet) == (text, False)
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


numbers = st.integers(-9_999, 9_999).map(lambda n: f"{n / 100:.2f}")


@settings(max_examples=25)
@given(changes=st.dictionaries(st.sampled_from(sorted(CELLS)), st.lists(numbers, min_size=3, max_size=3), max_size=6))
def test_what_is_changed_in_cells_arrives_in_the_case_and_nothing_else(changes, tmp_path_factory):
    rows, expected = rows_of(), read_case(CASE.encode(), "")
    for key, texts in changes.items():
        issue, level, counts, owner, *stake = key
        three = sorted(texts, key=float)
        row = find(rows, issue, level, counts, *(stake or (["audience"] if counts == "under the condition" else [])))
        fill(row, owner, three)
        expected = winset.changed(expected, {CELLS[key]: three})
    text = read_back(tmp_path_factory.mktemp("sheet"), rows)
    changed = read_case(text.encode(), "")
    assert changed.values == expected.values
    whole = {**changed.model_dump(), "title": "", "values": ""}
    assert whole == {**expected.model_dump(), "title": "", "values": ""}
    assert re.findall("#.*", text) == re.findall("#.*", CASE)
    assert (text == CASE) == (changed.values == read_case(CASE.encode(), "").values)


def test_values_in_empty_cells_become_entries_and_emptied_ones_go(tmp_path):
    rows = rows_of()
    fill(find(rows, "delivery", "late", "at this level"), "board", ("-3", "-2", "-1"))
    fill(find(rows, "delivery", "early", "at this level"), "board", ("", "4", ""), "S9; minutes")
    fill(find(rows, "delivery", "early", "at this level"), "buyer", ("", "", ""))
    fill(find(rows, "price", "offer", "on a curve"), "seller", ("1", "", "3"))
    fill(find(rows, "price", "200", "on a curve"), "seller", ("", "9", ""))
    fill(find(rows, "price", "100", "on a curve"), "buyer", ("", "", ""))
    fill(find(rows, "price", "list", "on a curve"), "buyer", ("-9", "-6", "-5"))
    rows.append(
        {**dict.fromkeys(rows[0], ""), "condition": "volume > 3 and delivery=late", "seller: most likely": "-8"}
    )
    values = read_case(read_back(tmp_path, rows).encode(), "").model_dump(mode="json", exclude_defaults=True)["values"]
    assert values["board"] == [
        {"when": "delivery = late", "points": ["-3", "-2", "-1"], "basis": ["analyst assumption"]},
        {"when": "delivery = early", "points": ["4", "4", "4"], "basis": ["S9", "minutes"]},
    ]
    assert [one.get("of", one.get("when")) for one in values["buyer"]][:2] == ["price", "volume"]
    assert values["buyer"][0]["points"] == {
        "offer": ["8", "10", "12"], "200": ["-20"] * 3, "180": ["-9", "-6", "-5"]
    }  # fmt: skip
    new = values["seller"][3:]
    assert new[0] == {"when": "volume > 3 and delivery = late", "points": ["-8"] * 3, "basis": ["analyst assumption"]}
    assert new[1]["points"] == {"150": ["1", "2", "3"], "200": ["9"] * 3}


WEIGHED = (
    CASE.split("values:")[0]
    + """\
weights:
  buyer: {price: [40, 50, 60], volume: 20, delivery: 30, basis: S1}   # swing
  seller: {of: {price: 3, delivery: 1}, normalise: yes}
scores:
  buyer: {price: {100: 100, offer: [60, 70, 80], 200: 0}, volume: {0: 0, 10: 100}, delivery: {early: 100}}
  seller: {price: {100: 0, 200: 100}, delivery: {late: 100}}
values:
  buyer:
    - {when: delivery = early, points: 2}
"""
)


def test_weights_and_scores_are_rows_of_their_own(tmp_path):
    (tmp_path / "same.xlsx").write_bytes(workbook(read_case(WEIGHED.encode(), "")))
    assert with_sheet(WEIGHED, "", tmp_path / "same.xlsx") == (WEIGHED, False)
    rows = rows_of(WEIGHED)
    fill(find(rows, "price", "", "weight of the issue"), "buyer", ("45", "55", "60"), "S1; S4")
    fill(find(rows, "volume", "", "weight of the issue"), "buyer", ("", "15", ""))
    fill(find(rows, "price", "offer", "score of the level"), "buyer", ("60", "75", "80"))
    fill(find(rows, "price", "", "weight of the issue"), "seller", ("", "4", ""))
    fill(find(rows, "delivery", "on time", "score of the level"), "seller", ("", "50", ""))
    fill(find(rows, "delivery", "early", "at this level"), "buyer", ("", "3", ""))
    text = read_back(tmp_path, rows, WEIGHED)
    expected = WEIGHED.replace("[40, 50, 60], volume: 20", "[45, 55, 60], volume: 15").replace(
        "basis: S1}   #", "basis: [S1, S4]}   #"
    )
    expected = expected.replace("[60, 70, 80]", "[60, 75, 80]").replace("{price: 3,", "{price: 4,")
    expected = expected.replace("{late: 100}", "{late: 100, on time: 50}").replace("points: 2}", "points: 3}")
    assert text == expected
    fill(find(rows, "price", "", "weight of the issue"), "buyer", ("", "5", ""))
    assert "sum to 50" in told(tmp_path, saved(tmp_path, rows), WEIGHED)[0]


def test_statements_and_conditions_are_read_back_too(tmp_path):
    rows = rows_of(table="Statements")
    rows[0]["basis"] = "S7"
    rows[1]["prefers that"], rows[1]["unknown"] = "price <= 140", "yes"
    new = {**dict.fromkeys(rows[0], ""), "party": "seller", "place": "1", "prefers that": "price >= list"}
    text = read_back(tmp_path, [*rows, new])
    case = read_case(text.encode(), "")
    assert [(one.prefer, one.unknown, one.basis) for one in case.preferences["buyer"]] == [
        ('delivery >= "on time"', False, ("S7",)),
        ("price <= 140", True, ("S1", "S2")),
    ]
    assert case.preferences["seller"][0].basis == ("analyst assumption",)
    assert "# said twice" in text
    rows = rows_of(table="Conditions")
    rows[0]["unless"], rows[0]["most likely"] = "volume >= 3", "0.8"
    new = {**dict.fromkeys(rows[0], ""), "condition": "late", "party": "buyer", "withholds": "price > 150"}
    case = read_case(read_back(tmp_path, [*rows, {**new, "unless": "delivery = early"}]).encode(), "")
    assert (case.conditions["floor"].unless, str(case.conditions["floor"].probability[1])) == ("volume >= 3", "0.8")
    assert case.conditions["late"].basis == ("analyst assumption",)
    emptied = {**rows[0], **dict.fromkeys(("party", "withholds", "unless"), "")}
    assert not read_case(read_back(tmp_path, [emptied]).encode(), "").conditions


def test_everything_wrong_is_told_by_its_cell_in_one_pass_and_nothing_is_written(tmp_path):
    file, sheet = tmp_path / "sale.yaml", tmp_path / "sheet.xlsx"
    file.write_text(CASE, "utf-8")
    book = openpyxl.load_workbook(io.BytesIO(workbook(read_case(CASE.encode(), ""))))
    values = book["Values"]
    heads = {cell.value: cell.column_letter for cell in values[1]}
    row = {tuple(cell.value for cell in line[:3]): line[0].row for line in values.iter_rows(min_row=2)}
    early, offer = row["delivery", "early", "at this level"], row["price", "offer", "on a curve"]
    wrong = {
        f"{heads['buyer: low']}{early}": "plenty",
        f"{heads['buyer: most likely']}{offer}": "=1+1",
        f"{heads['seller: high']}{offer}": 9,  # the end that is missing is told
        f"{heads['seller: high']}{early}": 10**12,
        f"{heads['board: most likely']}{row['price', 100, 'on a curve']}": 4,
        f"{heads['board: basis']}{early}": "S1",
    }
    for place, value in wrong.items():
        values[place] = value
    values["A40"], values["B40"], values["C40"] = "prize", "late", "at this level"
    book["Statements"]["C2"] = "delivery >"
    book["Conditions"]["F2"] = 1.5
    book["Conditions"]["E2"] = 1.2
    book["Conditions"]["G2"] = 2
    values.merge_cells("A42:B43")
    book.save(sheet)
    result = CliRunner().invoke(cli, ["sheet", str(file), "--read", str(sheet), "--yes"])
    lines = str(result.exception).splitlines()
    wrong[f"{heads['seller: low']}{offer}"] = wrong.pop(f"{heads['seller: high']}{offer}")
    for place in (*wrong, "A40", "A42:B43"):
        assert [line for line in lines if line.startswith(f"sheet.xlsx:Values!{place}")], place
    assert [line for line in lines if line.startswith(("sheet.xlsx:Statements!C2", "sheet.xlsx:Conditions!E2"))]
    assert all(line.startswith("sheet.xlsx:") and line.endswith(".") for line in lines)
    assert file.read_text("utf-8") == CASE


NASTY = """\
winset: 1
title: Names that a spreadsheet would run
parties:
  "+1": {home: "=cmd()"}
issues:
  "-aid": {levels: ["@no", "'=yes", "-5"], control: "+1"}
preferences:
  "+1": ["'-aid' = '@no'"]
values:
  "=cmd()":
    - {when: "'-aid' = -5", points: -2, basis: "=1+1"}
"""


def test_names_that_a_spreadsheet_would_run_are_marked_and_come_back(tmp_path):
    case = read_case(NASTY.encode(), "")
    (tmp_path / "s.xlsx").write_bytes(workbook(case))
    (tmp_path / "s.csv").write_text(csv_text(case, "Values"), "utf-8")
    assert "'=cmd(): low" in csv_text(case, "Values")
    assert with_sheet(NASTY, "", tmp_path / "s.xlsx")[0] == with_sheet(NASTY, "", tmp_path / "s.csv")[0] == NASTY
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [text for text in texts if text[0] in "=@" or (text[0] == "-" and text not in ("-5", "-2"))]


def test_the_change_is_shown_asked_for_and_written_with_the_ends_of_lines_that_the_file_has(tmp_path):
    file, sheet = tmp_path / "sale.yaml", tmp_path / "sheet.xlsx"
    file.write_bytes(CASE.replace("\n", "\r\n").encode())
    run = CliRunner().invoke
    assert run(cli, ["sheet", str(file), "-o", str(sheet)], catch_exceptions=False).exit_code == 0
    assert "nothing changes" in run(cli, ["sheet", str(file), "--read", str(sheet)]).output
    book = openpyxl.load_workbook(sheet)
    column = next(cell.column for cell in book["Values"][1] if cell.value == "buyer: high")
    line = next(one for one in book["Values"].iter_rows(min_row=2) if one[1].value == "early")
    line[column - 1].value = 11.5
    book.save(sheet)
    asked = run(cli, ["sheet", str(file), "--read", str(sheet)], input="n\n")
    assert "+    - {when: delivery = early, points: [2, 5, 11.5], basis: S1}" in asked.output
    assert file.read_bytes() == CASE.replace("\n", "\r\n").encode()
    assert run(cli, ["sheet", str(file), "--read", str(sheet)], input="y\n").exit_code == 0
    assert file.read_bytes() == CASE.replace("[2, 5, 9]", "[2, 5, 11.5]").replace("\n", "\r\n").encode()
    again = run(cli, ["sheet", str(file), "-o", str(sheet)])
    assert "exists already" in str(again.exception)


def test_a_sheet_from_before_the_case_was_changed_says_so(tmp_path):
    (tmp_path / "s.xlsx").write_bytes(workbook(read_case(CASE.encode(), "")))
    assert with_sheet(CASE.replace("[2, 5, 9]", "[2, 6, 9]"), "", tmp_path / "s.xlsx") == (CASE, True)


VALUES = b"issue,level,counts,condition,stake,buyer: most likely"


def packed(path, **parts):
    """A workbook of the case with parts replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(workbook(read_case(CASE.encode(), ""))))
    contents = {name: source.read(name) for name in source.namelist()} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in contents.items():
            target.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'


def worksheet(rows, after=""):
    return f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{after}</worksheet>'


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "links to other files"),
        ({"xl/connections.xml": b"<x/>"}, "fetches data"),
        ({SHEET: "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "its own markup"),
        ({SHEET: worksheet(" " * 40_000_000)}, "unpacks to more than"),
        ({SHEET: worksheet("<row/>" * 600_000)}, "marks"),
        ({SHEET: worksheet('<row r="1000000000"><c><v>1</v></c></row>')}, "A1000000000 the sheet goes"),
        ({SHEET: worksheet("", MERGED)}, "XFD1048576 cells are merged"),
        ({SHEET: worksheet("<row><c/>")[:200]}, "cannot be read as a workbook"),
        ({SHEET: worksheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')}, "Values!A1 the cell holds an error"),
        ({"xl/workbook.xml": b""}, "cannot be read as a workbook"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_workbook_is_refused_in_a_line(parts, said, tmp_path):
    lines = told(tmp_path, packed(tmp_path / "sheet.xlsx", **parts))
    assert any(said in line for line in lines), lines
    assert len(lines) < 6


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("s.xlsm", b"", "a .xlsm file is not read"),
        ("s.txt", b"", "is no sheet"),
        ("s.xlsx", b"PK", "no .xlsx workbook"),
        ("s.xlsx", b"\xd0\xcf\x11\xe0", "password"),
        ("s.csv", b"\xff", "not UTF-8"),
        ("s.csv", b"a,b\n1,2\n", "A1 the first row has not the headings"),
        ("s.csv", b"issue,level,counts\n", "lack condition, stake"),
        ("s.csv", b'issue,level,counts,condition,stake\n"=1+1",,,,\n', "A2 the cell holds a formula"),
        ("s.csv", b"issue,level,counts,condition,stake,other: low\n", "F1 the sheet has no column 'other: low'"),
        ("s.csv", b"issue,level,counts,condition,stake,other: low,other: high\nx,,,,,1,2\n", "F1 nobody of this"),
        ("s.csv", VALUES + b"\n,,,delivery = early,,3\ndelivery,early,,,,5\n", "C3 this row is about the same"),
        ("s.csv", b"issue,level,counts,condition,stake\n" + b"x,,,,\n" * 30_000, "goes beyond 20000 rows"),
        ("s.csv", b"issue,level,counts,condition,stake\n\0,,,,\n", "A2 the cell holds a control character"),
        ("s.csv", VALUES + b'\ndelivery,early,,,,"1,5"\n', "point: 1.5"),
        ("s.csv", VALUES + b"\ndelivery,early,,,,03-Jan\n", "a date stands"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_is_refused_in_a_line(name, data, said, tmp_path):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(WinsetError) as error:
        with_sheet(CASE, "sale.yaml", tmp_path / name)
    assert said in str(error.value)


def test_edits_made_together_are_those_made_one_by_one():
    edits = [
        Edit("set", ("values", "buyer", 0, "points"), "8"),
        Edit("set", ("issues", "volume", "unit"), "tonnes"),
        Edit("set", ("values", "buyer", 3, "basis"), "S4"),
        Edit("insert", ("values", "buyer", 4), {"when": "delivery = late", "points": "1"}),
        Edit("insert", ("values", "buyer", 5), {"when": "delivery = early", "points": "2"}),
        Edit("insert", ("preferences", "buyer", 2), "delivery = late"),
        Edit("set", ("values", "board"), [{"when": "delivery = late", "points": "1"}]),
    ]
    one_by_one = read_case(rewrite(CASE, edits).encode(), "").model_dump()
    assert read_case(rewrite_together(CASE, edits).encode(), "").model_dump() == one_by_one
    gone = [Edit("remove", ("values", "buyer", place)) for place in (3, 1, 0)]
    assert rewrite_together(CASE, gone) == rewrite(CASE, gone)
    with pytest.raises(CaseFileError):
        rewrite_together("x: [", edits)


def test_a_catalogue_case_is_not_written(tmp_path):
    name = "ferry-contract"
    rows = rows_of((catalogue.FOLDER / f"{name}.yaml").read_text("utf-8"))
    numbered = next(row for row in rows if any(key.endswith(": most likely") and value for key, value in row.items()))
    numbered[next(key for key, value in numbered.items() if key.endswith(": most likely") and value)] = "77"
    for key in [one for one in numbered if one.endswith((": low", ": high"))]:
        numbered[key] = ""
    before = Path(catalogue.FOLDER / f"{name}.yaml").read_bytes()
    result = CliRunner().invoke(cli, ["sheet", name, "--read", str(saved(tmp_path, rows)), "--yes"])
    assert "Copy it first" in str(result.exception)
    assert "77" in result.output
    assert Path(catalogue.FOLDER / f"{name}.yaml").read_bytes() == before
