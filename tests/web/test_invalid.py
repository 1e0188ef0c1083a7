"""What is wrong with a request is told in words: what, what was got, and what could be sent instead."""

import pytest

CASE = "/api/cases/mine.yaml"
ENTRY = "in what was sent: edits, entry 1"


@pytest.mark.parametrize(
    ("address", "what", "hint"),
    [
        ("deals?draws=5", "'draws' is too small. Got 5", "Give 100 or more."),
        ("deals?draws=999999", "'draws' is too large. Got 999999", "Give 10,000 at most."),
        ("deals?draws=lots", "'draws' is no whole number. Got 'lots'", "Write digits, such as 100."),
        ("compare?concept=" + "x" * 41, "'concept' is too long (41 characters)", "Write 40 at most."),
        ("pictures/portrait", "'picture' has no such choice. Got 'portrait'", "One of: positions, parties,"),
        ("pictures/flow.svg?dark=perhaps", "'dark' is neither true nor false. Got 'perhaps'", "Write one of the two."),
    ],
)
def test_an_address(client, address, what, hint):
    (fault,) = client.get(f"{CASE}/{address}").json()["errors"]
    assert fault["what"].startswith(what)
    assert fault["hint"].startswith(hint)
    assert fault["where"] == "in the address"


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("log", {"question": "q", "probability": 7}, ("'probability' is too large. Got 7", "Give 1 at most.")),
        ("log", {"question": "q", "probability": "x"}, ("'probability' is no number. Got 'x'", "Write digits")),
        (
            "log/answers",
            {"question": "q", "answer": "so"},
            ("'answer' has no such choice. Got 'so'", "One of: yes, no."),
        ),
        ("log/answers", {"answer": "yes"}, ("'question' is missing", "Send it along.")),
        ("jobs", [], ("the request is no object. Got an empty list", "Send keys with their values")),
        ("jobs", {"kind": "flips", "pace": {}}, ("'pace' is not known here. Got an empty object", "Leave it out.")),
        ("record/notes", {"fields": {"about": 5}}, ("'about' is no text. Got 5", "Send it in quotation marks.")),
        ("record/notes", {"fields": {}}, ("'about' and 'text' are missing", "A note needs 'about' and 'text'.")),
        ("record/events", {"fields": {"issue": "x"}}, ("'date' and 'level' are missing", "An event needs 'date'")),
        ("record/stances", {"fields": {"position": "x"}}, ("'party' is missing", "A stance needs 'party'")),
        ("log", {"question": "rain", "probability": 0.4}, ("there is no question 'rain'", "Questions: none.")),
    ],
)
def test_what_was_sent(client, path, body, told):
    (fault,) = client.post(f"{CASE}/{path}", json=body).json()["errors"]
    assert fault["what"] == told[0]
    assert fault["hint"].startswith(told[1])


def test_a_place_within_what_was_sent_is_told(client):
    edits = [{"action": "turn", "path": ["x"]}]
    (fault,) = client.post(f"{CASE}/draft", json={"text": "", "edits": edits}).json()["errors"]
    assert (fault["what"], fault["where"]) == ("'action' has no such choice. Got 'turn'", ENTRY)


def test_what_cannot_be_read_at_all_and_where_there_is_nothing(client):
    broken = client.post(f"{CASE}/jobs", content=b"{", headers={"content-type": "application/json"})
    assert broken.json()["errors"][0]["what"] == "the request cannot be read as JSON"
    assert client.get("/api/nothing").json()["errors"][0]["what"] == "there is nothing at '/api/nothing'"
    wrong = client.delete(f"{CASE}/brief").json()["errors"][0]
    assert (wrong["what"], wrong["hint"]) == (f"'{CASE}/brief' takes no DELETE", "It takes GET.")
