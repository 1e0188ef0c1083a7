"""Every link of a page leads to what its text names: over all catalogue cases, and over one with nasty names."""

import copy
import io
import pickle
import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest

import winset
from winset.case import catalogue
from winset.case.marks import on_marks
from winset.case.reading import read_case
from winset.engines.outcomes.query import GroupChoice, Query
from winset.engines.outcomes.table import OutcomeTable
from winset.expr import level_text
from winset.frozen import replace
from winset.present.documents.brief import brief_document
from winset.present.documents.document import Bullets, Table, as_text
from winset.present.documents.page_one import page_one
from winset.present.words import words
from winset.present.words.linter import lint, lint_page
from winset.present.words.negotiation import input_name
from winset.present.words.runs import Text, compose, phrase, refer, runs_of
from winset.reporting.rendering import rendered
from winset.reporting.tree import linked, rewritten
from winset.space.game import Game
from winset.space.inputs import inputs
from winset.space.outcomes import assignments
from winset.web.links import linked as to_views

NASTY = """
winset: 1
title: Talks of 30 days, version 2
version: "2.1"
as_of: 2025-01-01
sources: {S: {title: A survey}, version: {title: A leaflet}}
parties:
  and: {name: Anders, home: [council], basis: [S1, version, Reuters]}
  if: {name: Iffley}
  version: {name: Anders Minor, at_table: no, basis: Reuters}
issues:
  not: {name: Ceasefire, levels: [none, 30 days, 60 days], control: [and, if], basis: S12}
  or: {name: Payment, levels: ["0", "10 million"], control: if, basis: S2}
  then: {name: Reply, levels: [none, "version 2.1"], control: version}
scenarios:
  and: {name: Deal, when: '"not" = "30 days"'}
  version: {name: Deal with guarantees, when: '"not" = "60 days"'}
preferences:
  and: [{prefer: '"not" = "60 days"', basis: S3}, {prefer: '"or" = "10 million"', basis: analyst assumption}]
  if: [{prefer: '"not" >= "30 days"', basis: [S4, version]}, {prefer: '"or" = "0"', basis: S30}]
  version: [{prefer: '"then" = "version 2.1"'}]
values:
  and: [{when: '"not" = "60 days"', points: [1, 5, 9]}, {when: '"or" = "10 million"', points: [1, 2, 3]}]
  if: [{when: '"not" = "30 days"', points: [2, 5, 6]}, {when: '"or" = "10 million"', points: [-4, -2, -1]}]
conditions:
  if:
    party: and
    withholds: '"not" = "60 days"'
    unless: '"or" = "10 million"'
    probability: [0.1, 0.5, 0.9]
    basis: S5
talks: {failure: [0.05, 0.1, 0.2], other: 0.05}
"""


@pytest.fixture(scope="module")
def nasty():
    return read_case(NASTY.encode(), "nasty.yaml")


def lines_of(document):
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)
            else:
                yield from block.items if isinstance(block, Bullets) else (block,)


def names(case, record, text, to):
    """Whether a text names what its link leads to; written apart from how links are made."""
    view, query = urlsplit(to).path, {key: one for key, (one,) in parse_qs(urlsplit(to).query, True).items()}
    bare = text.strip('"').casefold()
    if view == "outcomes" and "outcome" in query:
        number = int(query["outcome"])
        at = {}
        for issue, levels in on_marks(case).levels.items():
            number, place = divmod(number, len(levels))
            at[issue] = levels[place]
        return all(told_in(case, text, issue, level) for issue, level in changed(case, at).items())
    if view == "outcomes" and "holding" in query:
        key = query.get("scenario", "") or None
        (held,) = [one for one in record.held if one.scenario == key] if "scenario" in query else [record.held[-1]]
        numbers = {held.count, held.firm, held.by_construction, held.readings, *(one.similar for one in held.kinds)}
        return key is None or text.endswith("%") or int(text.split()[0].replace(",", "")) in numbers
    if view == "outcomes":
        return bare == case.scenario_name(query["scenario"]).casefold() if query else text == f"{record.outcomes:,}"
    if view == "forecast" and "headline" in query:
        key, numbers = query["headline"], record.numbers
        chance = numbers.in_force if key == "agreement in force" else numbers.scenarios.get(key)
        if "%" not in text or chance is None:
            return key in case.scenarios and bare == case.scenario_name(key).casefold()
        alone = numbers.by_assumption[key]
        near = [f"{round(100 * one)}%" for one in (chance, alone)]
        return any(one in text for one in near) or "under 1%" in text or "over 99%" in text
    if view == "deals" and query:
        issues = dict(part.split(" = ") for part in query["package"].split(", "))
        levels = {key.strip('"'): level.strip('"') for key, level in issues.items()}
        if "%" in text or bare.startswith(("as ", "nothing")):
            return True
        return all(told_in(case, text, issue, level) for issue, level in changed(case, levels).items())
    if view == "case" and "statement" in query:
        party, place = query["statement"].rsplit(":", 1)
        kind = "reported" if case.preferences[party][int(place) - 1].sourced else "assumed"
        told = f"{kind} preference {place} of {case.party_name(party)}"
        return bare.replace(" of the ", " of ") == told.casefold()
    if view == "case" and query.get("section") == "issues" and "entry" in query:
        issue = query["entry"]
        name = bare.removeprefix("the ") == case.issue_name(issue).casefold()
        return name or any(told_in(case, text, issue, level) for level in case.levels[issue])
    if view == "case" and query.get("section") == "sources" and "entry" not in query:
        return 0 < int(text) < len(case.sources)  # "and 3 more sources"
    if view == "case" and query.get("section") == "sources":
        source = case.sources[query["entry"]]
        return text == query["entry"] or source.title.startswith(text)
    if view == "record":
        return text == (query.get("item") or query.get("claim"))
    if view == "flips" and query:
        number = r"([-\d.,]+%?( points?)?|under 1%|over 99%)"
        told = re.fullmatch(rf"{number}(, from {number} to {number})?", text)
        return query["input"] in inputs(case) and (told or bare == input_name(case, query["input"]).casefold())
    return view in {"forecast", "deals", "case", "map", "flips"}


def changed(case, levels):
    """The levels that are not today's and that exist."""
    today = {key: case.status_quo_level(key) for key in case.issues}
    return {
        key: level for key, level in levels.items() if level != today[key] and words.exists(case, key, today | levels)
    }


def told_in(case, text, issue, level):
    """Whether a text tells a level: the words of the case file for it, or the level itself, their ending apart."""
    told = level_text(level, case.levels[issue])
    said = case.issues[issue].said(level).replace("{}", told) or told
    yes = said.casefold() in {"yes", "true"}
    wanted = case.issue_name(issue) if yes else said
    return wanted.split()[-1].casefold()[:5] in text.casefold()


def checked(case, record, document):
    """Give the runs of a document with the view each leads to; none may lead elsewhere."""
    found = []
    for section in to_views(case, document):
        for block in section["blocks"]:
            lines = block.get("lines") or [cell for row in block["rows"] for cell in row]
            found += [run for line in lines for run in line]
    for run in found:
        if party := run.get("party"):
            assert run["text"].casefold() == case.party_name(party).casefold()
        elif run.get("to"):
            assert names(case, record, run["text"], run["to"]), run
    return found


@pytest.mark.parametrize("name", catalogue.names())
def test_every_link_leads_to_what_its_text_names(name, brief_of):
    case, record = brief_of(name)
    page = page_one(case, record)
    checked_page(case, page)
    found = checked(case, record, brief_document(case, record)) + checked(case, record, page)
    quoted = {f'"{case.scenario_name(key)}"' for key in case.scenarios}
    for run in found:  # a scenario in quotation marks is surely meant, and then it is a link
        assert run.get("to") or not any(one in run["text"] for one in quoted), run


def checked_page(case, page):
    """Page one is a page, and says nothing that only a machine reads."""
    assert len(as_text(page, 104).splitlines()) <= 60
    told = [*lines_of(replace(page, sections=page.sections[:-1]))]
    assert lint("\n".join(told)) == []
    assert lint_page(told, [*inputs(case)]) == []


def test_names_within_names_levels_with_numbers_and_keys_that_are_words(nasty):
    record = winset.brief(nasty)
    document = brief_document(nasty, record)
    found = checked(nasty, record, document)
    for run in found:
        told = run["text"].replace(nasty.title, "")
        if not (run.get("to") or run.get("party")):  # nothing that is named lacks its link
            assert not re.search(r"\bDeal\b|\bIffley\b|\bAnders\b|\bS\d+\b", told), run
        if run.get("to"):  # no link is made of a version, a title or a word such as the name of an agency
            assert told not in {"2.1", "30", "30 days", "version 2.1", "Reuters", winset.__version__}
    to = {(run["text"], run["to"]) for run in found if run.get("to")}
    assert {("Deal", "outcomes?scenario=and"), ("Deal with guarantees", "outcomes?scenario=version")} <= to
    assert ("version", "case?section=sources&entry=version") in to
    counts = {one.scenario: f"{one.count:,}" for one in record.held}
    for key in ("and", "version"):
        if counts[key] != "0":
            assert (counts[key], f"outcomes?holding=nash&scenario={key}") in to


def test_the_figure_beside_a_name_is_that_of_the_name(nasty):
    """In a line that tells a chance of each scenario, each chance follows the name of its own."""
    for line in lines_of(brief_document(nasty, winset.brief(nasty))):
        last = None
        for run in runs_of(line):
            if run.reference and run.reference.kind == "scenario":
                last = run.reference.key
            elif run.reference and run.reference.kind == "headline" and run.reference.key in nasty.scenarios:
                assert last is None or run.reference.key == last or "%" not in run.text, line


def test_the_views_take_what_the_links_ask(nasty):
    """A package is read as it was written, keywords and spaces in quotes; a scenario by its key."""
    record = winset.brief(nasty)
    found = checked(nasty, record, brief_document(nasty, record))
    asked = dict.fromkeys(run["to"] for run in found if run.get("to", "").startswith("deals?package"))
    read = [assignments(parse_qs(urlsplit(one).query)["package"][0]) for one in asked]
    assert [dict(one) for one in read] == [dict(one.levels) for one in record.numbers.packages]
    table = OutcomeTable(Game(nasty), "unlimited")
    assert len(table.cells(Query(None, (GroupChoice("scenario", "", "version"),)))) == 4  # payments times replies


def test_all_formats_render_the_same_runs(nasty):
    report = winset.report(nasty, draws=100)
    assert report.links["S1"] == "S"
    assert report.links["version"] == "version"
    page = rendered(report, "html").decode()
    assert '<a href="#S">S5</a>' in page
    assert 'id="S"' in page
    assert not re.search(r'<a href="#version">(?!version</a>)', page)
    assert page.count('id="version"') == 1
    word = rendered(report, "docx")
    body = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    for place in map(str, range(1, 3)):
        assert body.count(f'w:name="row_{place}"') == 1
        assert f'w:anchor="row_{place}"' in body
    assert rendered(report, "pdf").startswith(b"%PDF")
    links = [
        piece
        for part in report.parts
        for one in part.sections
        for block in one.blocks
        for piece in _cited(block, report)
    ]
    assert {piece for piece, target in links if target == "version"} == {"version"}
    assert {target for piece, target in links if piece.startswith("S")} == {"S"}


def _cited(block, report):
    if isinstance(block, str):
        return [pair for pair in linked(block, report.links) if pair[1]]
    if isinstance(block, Bullets):
        return [pair for item in block.items for pair in linked(item, report.links) if pair[1]]
    if isinstance(block, Table):
        return [pair for row in block.rows for cell in row for pair in linked(cell, report.links) if pair[1]]
    return []


def test_what_a_change_takes_out_keeps_no_reference(nasty):
    """A secret that spans two runs is withheld; what stands beside it keeps what it stands for."""
    report = winset.report(nasty, "scenarios", draws=100)
    part = report.parts[0]
    secret = phrase("{} said so, by {}.", refer("Anders", "party", "and"), refer("S1", "source", "S1"))
    one = replace(part, sections=(replace(part.sections[0], blocks=(secret,)),))
    kept = rewritten(replace(report, parts=(one,)), lambda text: text.replace("Anders", "Somebody"))
    (block,) = kept.parts[0].sections[0].blocks
    assert block == "Somebody said so, by S1."
    assert [run.text for run in runs_of(block) if run.reference] == ["Somebody", "S1"]
    gone = rewritten(replace(report, parts=(one,)), lambda text: text.replace("Anders said", "[withheld] said"))
    (block,) = gone.parts[0].sections[0].blocks
    assert block == "[withheld] said so, by S1."
    assert not isinstance(block, Text)


def test_text_is_a_string_that_survives_copies():
    text = phrase("{}: {}", refer("Deal", "scenario", "deal"), compose("30 days", "{}"))
    assert text == "Deal: 30 days{}"
    assert hash(text) == hash("Deal: 30 days{}")
    for other in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):  # noqa: S301
        assert other == text
        assert other.runs == text.runs
