"""Texts of requests, and files that are not UTF-8: refused in words, unchanged on disk, converted when asked."""

import pytest

ZURICH = "winset: 1\ntitle: Talks at Zürich\nparties: {A: {}, B: {}}\nissues: {aid: {levels: [no, yes], control: A}}\n"


@pytest.fixture
def file(folder):
    path = folder / "zurich.yaml"
    path.write_bytes(ZURICH.encode("cp1252"))
    return path


def test_a_file_that_is_not_utf8_is_shown_but_cannot_be_edited(client, file):
    shown = client.get("/api/cases/zurich.yaml/text").json()
    assert not shown["editable"]
    assert shown["wrong"] == "line 2, byte 18 of the line (0xFC) is not UTF-8"
    assert "cp1252" in shown["encodings"]
    saved = client.put(
        "/api/cases/zurich.yaml/text",
        json={"text": shown["text"], "revision": shown["revision"], "despite_errors": True},
    )
    assert saved.status_code == 422
    assert "UTF-8" in saved.json()["errors"][0]["what"]
    assert client.get("/api/cases/zurich.yaml/brief").status_code == 422
    assert client.get("/api/cases/zurich.yaml/case.yaml").content == ZURICH.encode("cp1252")
    assert file.read_bytes() == ZURICH.encode("cp1252")


def test_it_is_converted_from_a_named_encoding_once_that_was_looked_at(client, file):
    shown = client.get("/api/cases/zurich.yaml/recoded", params={"encoding": "cp1252"}).json()
    assert {"sign": "+", "text": "title: Talks at Zürich"} in shown["diff"]
    assert file.read_bytes() == ZURICH.encode("cp1252")
    wanted = {"encoding": "cp1252", "revision": "another"}
    assert client.put("/api/cases/zurich.yaml/encoding", json=wanted).status_code == 409
    wanted["revision"] = shown["revision"]
    assert client.put("/api/cases/zurich.yaml/encoding", json=wanted).status_code == 200
    assert file.read_text("utf-8") == ZURICH
    assert client.get("/api/cases/zurich.yaml/text").json()["editable"]
    assert client.put("/api/cases/zurich.yaml/encoding", json=wanted).status_code == 422


def test_an_encoding_that_does_not_fit_is_refused_in_words(client, file):
    for encoding in ("rot13", "utf-16", "shift_jis", "cp1253"):
        found = client.get("/api/cases/zurich.yaml/recoded", params={"encoding": encoding})
        assert found.status_code in {200, 422}
        assert found.status_code == 200 or found.json()["errors"][0]["what"]


def test_requests_pass_the_gate(client, folder):
    made = client.post("/api/cases", json={"file": "new.yaml", "source": "x\x1b[2J"})
    assert made.status_code == 422
    assert "U+001B" in made.json()["errors"][0]["what"]
    odd = client.get("/api/cases/mine.yaml/report.md", params={"template": "a\u202eb"})
    assert odd.status_code == 422
    assert "U+202E" in odd.json()["errors"][0]["what"]
    half = client.post("/api/cases", content=b'{"file": "a\\ud800.yaml"}', headers={"content-type": "application/json"})
    assert half.status_code == 422
    assert "U+D800" in half.json()["errors"][0]["what"]


def test_a_draft_is_told_where_a_control_character_stands_and_is_never_saved(client, folder):
    before = (folder / "mine.yaml").read_bytes()
    text = before.decode().replace("title: ", 'title: "\\e[2J" #', 1)
    draft = client.post("/api/cases/mine.yaml/draft", json={"text": text}).json()
    (told,) = (one for one in draft["errors"] if "U+001B" in one["what"])
    assert told["line"] == text[: text.index('"\\e')].count("\n") + 1
    revision = client.get("/api/cases/mine.yaml/text").json()["revision"]
    raw = {"text": before.decode() + "# \x1b[2J\n", "revision": revision, "despite_errors": True}
    saved = client.put("/api/cases/mine.yaml/text", json=raw)
    assert saved.status_code == 422
    assert "U+001B" in saved.json()["errors"][0]["what"]
    assert (folder / "mine.yaml").read_bytes() == before


def test_a_program_that_draws_and_dies_is_an_error_page_and_the_workbench_goes_on(client):
    from winset.present.pictures import renderer

    home = renderer._home("plots")
    home._start()
    home.process.kill()
    home.process.join()
    home.process = Seemingly(home.process)  # it dies between the look whether it lives and the answer
    address = "/api/cases/jeddah-2025/overlap.svg"
    answer = client.get(address, params={"draws": 100})
    assert answer.status_code == 422
    assert "the program that draws has ended" in answer.json()["errors"][0]["what"]
    answer = client.get(address, params={"draws": 100})
    assert answer.status_code == 200
    assert answer.content.startswith(b"<svg")
    home.end()


class Seemingly:
    def __init__(self, process):
        self.kill = process.kill
        self.join = process.join

    def is_alive(self):
        return True
