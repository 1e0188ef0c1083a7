"""Editing a case: the draft is told what is wrong where, saving loses nobody's edit, merging keeps both."""

import json
import threading

import pytest

import winset
from winset.case import catalogue
from winset.case.model import Case
from winset.case.opening import load
from winset.case.yaml_tree import read_tree

NAME = "/api/cases/mine.yaml"


@pytest.fixture
def text(client):
    return client.get(f"{NAME}/text").json()["text"]


def draft(client, text, *edits, **more):
    return client.post(f"{NAME}/draft", json={"text": text, "edits": list(edits), **more})


def test_an_edit_comes_back_with_the_files_own_difference(client, text, folder):
    edit = {"action": "move", "path": ["preferences", "Union", 1], "to": 0}
    view = draft(client, text, edit).json()
    assert view["data"]["preferences"]["Union"][0]["prefer"] == "strike = on iff pay = none"
    assert [line["sign"] for line in view["diff"] if line["sign"] in "+-"] == ["+", "-"]
    assert "most important first" in view["text"]
    assert view["errors"] == []
    assert view["words"]["strike = off"] == "the strike is off"
    assert (folder / "mine.yaml").read_text("utf-8") == text


def test_errors_name_the_field(client, text):
    edits = [
        {"action": "set", "path": ["preferences", "Union", 0, "prefer"], "value": "pai = none"},
        {"action": "set", "path": ["issues", "pay", "control"], "value": "Nobody"},
        {"action": "set", "path": ["as_of"], "value": "yesterday"},
        {"action": "set", "path": ["parties", "Union", "hom"], "value": "members"},
    ]
    view = draft(client, text, *edits).json()
    paths = [one["path"] for one in view["errors"]]
    assert ["preferences", "Union", 0, "prefer"] in paths
    assert ["issues", "pay", "control", 0] in paths
    assert ["as_of"] in paths
    assert ["parties", "Union", "hom"] in paths
    assert all(one["line"] for one in view["errors"])


def test_what_is_no_yaml_can_be_told_and_mended(client):
    view = draft(client, "title: [never closed\n").json()
    assert not view["readable"]
    assert view["errors"][0]["line"] == 1


@pytest.mark.parametrize(
    "edit",
    [
        {"action": "set", "path": ["preferences", "Nobody", 0, "prefer"], "value": "x"},
        {"action": "remove", "path": ["parties", "Nobody"]},
        {"action": "move", "path": ["preferences", "Union", 0], "to": 99},
        {"action": "set", "path": [], "value": "x"},
        {"action": "burn", "path": ["title"]},
        {"action": "set", "path": ["title"], "value": [[[[[[[["deep"]]]]]]]]},
        {"action": "set", "path": ["title"], "value": "\ud800"},
        {"action": "set", "path": ["\ud800"], "value": "x"},
    ],
)
def test_an_edit_that_cannot_be_made_is_told(client, text, edit):
    answer = client.post(
        f"{NAME}/draft",
        content=json.dumps({"text": text, "edits": [edit]}).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["what"]


def test_saving_writes_the_text_and_refuses_errors(client, text, folder):
    revision = client.get(f"{NAME}/text").json()["revision"]
    wrong = text.replace("strike = off", "strik = off")
    refused = client.put(f"{NAME}/text", json={"text": wrong, "revision": revision})
    assert refused.status_code == 422
    assert (folder / "mine.yaml").read_text("utf-8") == text
    saved = client.put(f"{NAME}/text", json={"text": text + "# a note\n", "revision": revision})
    assert saved.status_code == 200
    assert [line["text"] for line in saved.json()["diff"] if line["sign"] == "+"] == ["# a note"]
    assert (folder / "mine.yaml").read_text("utf-8") == text + "# a note\n"
    assert client.get(f"{NAME}/revision").json()["revision"] == saved.json()["revision"]
    unfinished = {"text": wrong, "revision": saved.json()["revision"], "despite_errors": True}
    assert client.put(f"{NAME}/text", json=unfinished).status_code == 200
    assert (folder / "mine.yaml").read_text("utf-8") == wrong


def test_a_second_window_gets_the_other_version_instead_of_losing_it(client, text, folder):
    revision = client.get(f"{NAME}/text").json()["revision"]
    one = {"text": text.replace("title: Pay talks", "title: One"), "revision": revision}
    two = {"text": text.replace("title: Pay talks", "title: Two"), "revision": revision}
    assert client.put(f"{NAME}/text", json=one).status_code == 200
    conflict = client.put(f"{NAME}/text", json=two)
    assert conflict.status_code == 409
    assert conflict.json()["text"] == one["text"]
    assert (folder / "mine.yaml").read_text("utf-8") == one["text"]
    merge = client.post(f"{NAME}/merge", json={"base": text, "text": two["text"]}).json()
    assert merge["merged"] is None
    assert (merge["theirs"], merge["revision"]) == (one["text"], conflict.json()["revision"])


def test_changes_of_different_entries_are_merged(client, text, folder):
    mine = text.replace("title: Pay talks", "title: My pay talks")
    theirs = text.replace("name: Strike,", "name: Walkout,")
    (folder / "mine.yaml").write_text(theirs, "utf-8")
    merge = client.post(f"{NAME}/merge", json={"base": text, "text": mine}).json()
    assert "title: My pay talks" in merge["merged"]
    assert "name: Walkout," in merge["merged"]
    assert (folder / "mine.yaml").read_text("utf-8") == theirs


def test_a_key_is_renamed_in_the_draft_and_in_the_record_once_it_is_saved(client, text, folder):
    with winset.open_record(load(folder / "mine.yaml"), create=True) as record:
        record.stance("Union", "no strike without a rise")
        record.event("2025-01-01", "strike", "on")
    asked = {"text": text, "address": "Union", "name": "Workers"}
    view = client.post(f"{NAME}/rename", json=asked).json()
    assert view["errors"] == []
    assert view["renamed"] == {"address": "parties.Union", "name": "Workers"}
    assert view["back"] == {"address": "parties.Workers", "name": "Union"}
    added = draft(client, view["text"], {"action": "set", "path": ["parties", "New"], "value": {"name": "New"}}).json()
    second = client.post(f"{NAME}/rename", json={"text": added["text"], "address": "New", "name": "Newer"}).json()
    revision = client.get(f"{NAME}/text").json()["revision"]
    both = [view["renamed"], second["renamed"]]  # the second is of an entry that the file does not have yet
    saved = client.put(f"{NAME}/text", json={"text": second["text"], "revision": revision, "renamed": both})
    assert saved.status_code == 200
    with winset.open_record(load(folder / "mine.yaml")) as record:
        assert record.stances["s1"]["party"] == "Workers"
        assert record.events["e1"]["issue"] == "strike"
        assert len(record.history()) == 3
    refused = client.post(f"{NAME}/rename", json={**asked, "name": "strike on"})
    assert refused.status_code == 422
    assert "cannot be a key" in refused.json()["errors"][0]["what"]


def test_catalogue_cases_stay_as_they_are(client):
    opened = client.get("/api/cases/jeddah-2025/text").json()
    assert not opened["editable"]
    body = {"text": opened["text"] + "#\n", "revision": opened["revision"]}
    assert client.put("/api/cases/jeddah-2025/text", json=body).status_code == 422
    assert catalogue.find("jeddah-2025").read_text("utf-8") == opened["text"]


def test_windows_that_merge_and_retry_lose_no_edit(client, text):
    """Four windows add notes of their own to their own party or issue, each merging when it comes too late."""
    places = [["parties", "Union"], ["parties", "Company"], ["issues", "pay"], ["issues", "strike"]]

    def window(place):
        for number in range(6):
            opened = client.get(f"{NAME}/text").json()
            edit = {"action": "set", "path": [*place, "note"], "value": f"note {number}"}
            mine, base, revision = (
                draft(client, opened["text"], edit).json()["text"],
                opened["text"],
                opened["revision"],
            )
            while client.put(f"{NAME}/text", json={"text": mine, "revision": revision}).status_code == 409:
                found = client.post(f"{NAME}/merge", json={"base": base, "text": mine}).json()
                assert found["merged"] is not None
                mine, base, revision = found["merged"], found["theirs"], found["revision"]

    threads = [threading.Thread(target=window, args=(place,)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    data = read_tree(client.get(f"{NAME}/text").json()["text"].encode(), "").data
    assert [data[section][key]["note"] for section, key in places] == ["note 5"] * 4


def test_the_form_knows_every_section_of_a_case(client):
    form = {one["key"]: one for one in client.get("/api/case-form").json()["sections"]}
    about = {field["name"] for field in form["about"]["fields"]}
    assert set(form) - {"about"} | about | {"winset"} == set(Case.model_fields)
    kinds = {field["name"]: field["kind"] for field in form["preferences"]["fields"]}
    assert kinds["prefer"] == "condition"
    assert kinds["probability"] == "range"
    assert kinds["unknown"] == "flag"
    assert next(one for one in form["issues"]["fields"] if one["name"] == "leave")["choices"] == ["all", "any"]
    inner = next(one for one in form["profiles"]["fields"] if one["name"] == "values")
    assert (inner["kind"], inner["fields"][0]["name"]) == ("nested", "when")
    assert form["evidence"]["tables"]["base"]["costly"] == "8"
    assert "cnash" in next(one for one in form["answers"]["fields"] if one["name"] == "concept")["choices"]


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (["issues", "pay", "to"], "1", "reversed or empty"),
        (["issues", "pay", "to"], "1e400", "must be a number in decimals"),
        (["issues", "pay", "step"], "0", "the step must be more than 0"),
        (["issues", "pay", "to"], "99999999", "more than 10000"),
        (["issues", "pay", "now"], "2.25", "between two steps"),
        (["preferences", "U", 0], "pay > 900", "lies outside"),
        (["preferences", "U", 0], "pay > day", "their units are"),
    ],
)
def test_amounts_that_do_not_fit_are_told_by_the_form(client, path, value, what):
    amounts = """winset: 1
title: Amounts
parties: {U: , C: }
issues:
  pay: {unit: EUR, from: 2, to: 8, step: 0.5, control: [U, C]}
  day: {unit: h, from: 0, to: 4, step: 1, control: C}
preferences: {U: [pay > 3]}
"""
    view = draft(client, amounts, {"action": "set", "path": path, "value": value}).json()
    assert any(what in one["what"] and one["hint"] for one in view["errors"]), view
