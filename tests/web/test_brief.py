"""The brief in the browser says what `winset brief` says, and every number leads somewhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

import winset
from winset.case import catalogue
from winset.present.documents.brief import brief_document
from winset.present.documents.document import Bullets, Table
from winset.present.documents.page_one import page_one
from winset.record.exchange import load_informed


def words(run_lists):
    return ["".join(run["text"] for run in runs) for runs in run_lists]


def lines(view):
    for section in view["sections"]:
        for block in section["blocks"]:
            yield from ((section["heading"], runs) for runs in block["lines"])
            yield from ((section["heading"], runs) for row in block["rows"] for runs in row)


@pytest.mark.parametrize("name", catalogue.names())
def test_it_is_the_brief_word_for_word(client, name, brief_of, monkeypatch):
    case, record = brief_of(name)
    monkeypatch.setattr("winset.engines.brief.brief.brief", lambda asked: {case.hash: record}[asked.hash])
    address = f"/api/cases/{name}/brief"
    same(page_one(case, record, rest=""), client.get(address).json())
    same(brief_document(case, record), client.get(address, params={"full": True}).json())


def same(document, view):
    assert (view["title"], view["subtitle"]) == (document.title, document.subtitle)
    for section, shown in zip(document.sections, view["sections"], strict=True):
        assert shown["heading"] == section.heading
        for block, other in zip(section.blocks, shown["blocks"], strict=True):
            if isinstance(block, Table):
                assert other["header"] == list(block.header)
                assert [tuple(words(row)) for row in other["rows"]] == list(block.rows)
            else:
                assert words(other["lines"]) == (list(block.items) if isinstance(block, Bullets) else [block])


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("name", ["jeddah-2025", "hipel-et-al-1993-elmira"])
def test_every_number_is_a_link(client, name, full):
    case = load_informed(name)
    for heading, runs in lines(client.get(f"/api/cases/{name}/brief", params={"full": full}).json()):
        for run in runs:
            if run["to"] or run["text"] in {case.title, *(case.issue_name(key) for key in case.issues)}:
                continue
            if run["text"].startswith((f"{case.title}, ", "Under random preferences: ", "winset ")):
                continue  # which case, of which version, by which winset; how a figure is read: nothing rests on these
            assert not re.search(r"(?<![\w.])\d+%?(?!\w)", run["text"].replace(case.title, "")), (heading, run)


def test_numbers_lead_to_what_they_rest_on(client):
    found = {}
    for _, runs in lines(client.get("/api/cases/jeddah-2025/brief", params={"full": True}).json()):
        found |= {run["text"]: run["to"] for run in runs if run["to"]}
    assert found["Reported preference 9 of the United States"] == "case?statement=US%3A9"
    assert found["S8"] == "record?item=S8"
    page = client.get("/api/cases/jeddah-2025/brief").json()
    (endings,) = [section for section in page["sections"] if section["key"] == "endings"]
    rows = {row[0][0]["text"]: row[1:] for row in endings["blocks"][0]["rows"]}
    assert [run["to"] for run in rows["Compromise"][0]] == ["forecast?headline=compromise"]
    outcome = urlsplit(
        next(to for text, to in found.items() if text.startswith("Aid and intelligence resume") and "outcome=" in to)
    )
    number = parse_qs(outcome.query)["outcome"][0]
    case = winset.load("jeddah-2025")
    assert winset.why(case, number).outcome.levels["aid"] == "resumed"
    for page in (client.get("/api/cases/jeddah-2025/brief", params={"full": one}).json() for one in (False, True)):
        leads = [run["to"] for _, runs in lines(page) for run in runs]
        assert any(to.startswith("flips?input=conditions.strict.probability") for to in leads)
        assert any(to.startswith("deals?package=aid") for to in leads)


def test_what_if_changes_come_with_the_address(client):
    plain = client.get("/api/cases/jeddah-2025/brief").json()
    changed = client.get("/api/cases/jeddah-2025/brief", params={"set": "conditions.strict.probability=0.9"}).json()
    told = [words(section["blocks"][0]["lines"]) for section in (plain["sections"][0], changed["sections"][0])]
    assert told[0] != told[1]
    assert client.get("/api/cases/jeddah-2025").json()["title"] == plain["title"]


@pytest.mark.parametrize(
    "query", [{"set": "nonsense"}, {"set": "conditions.nobody.probability=0.9"}, {"without": "XX"}, {"swap": "US:1"}]
)
def test_a_change_that_does_not_fit_is_told(client, query):
    answer = client.get("/api/cases/jeddah-2025/brief", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["what"]


def test_a_case_with_errors_says_which(client):
    answer = client.get("/api/cases/broken.yaml/brief")
    assert answer.status_code == 422
    assert any("issues" in one["what"] for one in answer.json()["errors"])
    about = client.get("/api/cases/broken.yaml").json()
    assert not about["valid"]
    assert about["errors"] == answer.json()["errors"]


def test_it_can_be_saved(client):
    text = client.get("/api/cases/jeddah-2025/brief.md")
    assert text.headers["content-type"].startswith("text/markdown")
    assert text.text.startswith("# US-Ukraine talks")
    record = client.get("/api/cases/jeddah-2025/brief.json").json()
    assert record["method"] == "brief"


def test_new_cases_are_made_and_never_overwrite(client, folder):
    assert client.post("/api/cases", json={"file": "talks.yaml", "source": "jeddah-2025"}).status_code == 201
    assert (folder / "talks.record").is_file()
    assert client.get("/api/cases/talks.yaml").json()["editable"]
    assert client.post("/api/cases", json={"file": "talks.yaml"}).status_code == 422
    assert client.post("/api/cases", json={"file": "mine.yaml"}).status_code == 422
    assert client.post("/api/cases", json={"file": "new.yaml", "source": "nobody"}).status_code == 404
    assert client.post("/api/cases", json={"file": "new.yaml"}).status_code == 201
    names = [one["name"] for one in client.get("/api/cases").json()["files"]]
    assert names == ["broken.yaml", "mine.yaml", "new.yaml", "talks.yaml"]
