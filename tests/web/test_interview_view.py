"""The view Interview: the engine's own questions, each answer saved with its note, two windows, read-only cases."""

import pytest

from test_interview import CASE
from winset.engines.interview.answering import answered
from winset.engines.interview.asking import next_question
from winset.engines.interview.questions import UNKNOWN
from winset.record.files import open_record, record_path
from winset.record.interviews import kept

BASE = "/api/cases/wages.yaml/interview"


@pytest.fixture
def path(folder):
    found = folder / "wages.yaml"
    found.write_text(CASE, "utf-8")
    return found


def give(client, state, choice, **more):
    body = {"question": state["question"]["key"], "choice": choice, "revision": state["revision"], **more}
    return client.post(f"{BASE}/answers", json=body)


def test_answers_go_into_case_and_record_and_the_interview_goes_on(client, path):
    from winset.case.opening import load

    state = client.get(BASE).json()
    question = next_question(load(path))
    assert state["question"]["key"] == question.key
    assert (state["answered"], state["most"]) == (0, 15)
    assert state["question"]["choices"][-1] == {"key": UNKNOWN, "words": "I don't know"}
    changed = give(client, state, "first", who="Ada", why="as they said").json()
    assert path.read_text("utf-8") == answered(CASE, question, "first").text
    assert changed["effects"]
    after = client.get(BASE).json()
    assert after["revision"] == changed["revision"]
    assert after["answered"] == 1
    assert after["question"]["key"] != question.key
    (note,) = after["earlier"]
    assert note.startswith("Asked: ")
    assert "[interview]" not in note
    store = open_record(record_path(path))
    assert [(one.choice, one.who) for one in kept(store.rows("notes"))] == [("first", "Ada")]
    assert [(one.who, one.why) for one in store.history()] == [("Ada", "as they said")]
    store.close()

    late = give(client, state, "second")
    assert late.status_code == 422
    assert "another question" in late.json()["errors"][0]["what"]
    changed = path.read_text("utf-8") + "# by hand\n"
    path.write_text(changed, "utf-8")
    conflict = give(client, after, UNKNOWN)
    assert (conflict.status_code, conflict.json()["text"]) == (409, changed)
    assert client.get(BASE).json()["answered"] == 1, "an answer that could not be saved is not kept either"
    assert give(client, client.get(BASE).json(), "third").status_code == 422
    assert client.post(f"{BASE}/anew", json={"who": "Ada"}).json()["answered"] == 0


def test_an_answer_given_by_mistake_is_taken_back(client, path):
    state = client.get(BASE).json()
    first = give(client, state, "first").json()
    second = give(client, client.get(BASE).json(), UNKNOWN).json()

    def take_back(answer, revision):
        body = {"note": answer["note"], "before": answer["before"], "revision": revision, "who": "Ada"}
        return client.post(f"{BASE}/taken-back", json=body)

    assert take_back(first, second["revision"]).status_code == 422, "there is one after it"
    assert client.get(BASE).json()["answered"] == 2
    assert take_back(second, second["revision"]).json()["answered"] == 1
    text = path.read_text("utf-8")
    path.write_text(text + "# by hand\n", "utf-8")
    assert take_back(first, first["revision"]).status_code == 409
    assert client.get(BASE).json()["answered"] == 1, "what is not taken out of the case still counts"
    path.write_text(text, "utf-8")
    after = take_back(first, client.get(BASE).json()["revision"]).json()
    assert path.read_text("utf-8") == CASE
    assert after["question"] == state["question"], "it is asked again"
    assert (after["answered"], after["earlier"]) == (0, [])
    store = open_record(record_path(path))
    told = [note["text"].splitlines()[0] for note in store.rows("notes").values()]
    assert [one.split()[0] for one in told] == ["Asked:", "Asked:", "The", "The"], "the record forgets nothing"
    store.close()
    again = give(client, after, "second").json()
    assert again["note"] not in {first["note"], second["note"]}
    assert client.get(BASE).json()["answered"] == 1


def test_a_case_of_the_catalogue_is_only_looked_at(client):
    base = "/api/cases/luce-raiffa-1957-prisoners-dilemma/interview"
    state = client.get(base).json()
    assert not state["editable"]
    body = {"question": "x", "choice": "first", "revision": state["revision"]}
    assert client.post(f"{base}/answers", json=body).status_code == 422
    assert client.post(f"{base}/anew", json={}).status_code == 422
