"""The steps that pages show are those of the case as saved, and of a draft as it stands."""


def wheres(steps):
    return [one["where"] for one in steps]


def test_a_case_is_told_its_steps_and_a_draft_its_own(client, folder):
    saved = client.get("/api/cases/mine.yaml/steps").json()
    assert saved[-1]["where"] == "report"
    text = (folder / "mine.yaml").read_text("utf-8")
    asked = {"text": text, "edits": [{"action": "remove", "path": ["scenarios"]}]}
    draft = client.post("/api/cases/mine.yaml/draft", json=asked).json()
    assert "case?section=scenarios" not in wheres(saved)
    assert "case?section=scenarios" in wheres(draft["steps"])


def test_a_case_from_nothing_begins_with_its_parties(client, folder):
    made = client.post("/api/cases", json={"file": "talks.yaml", "title": 'A "first": round', "template": "empty"})
    assert made.status_code == 201
    text = (folder / "talks.yaml").read_text("utf-8")
    draft = client.post("/api/cases/talks.yaml/draft", json={"text": text}).json()
    assert draft["data"]["title"] == 'A "first": round'
    assert wheres(draft["steps"])[:2] == ["case?section=parties", "case?section=issues"]
    edits = [
        {"action": "set", "path": ["parties", "A"], "value": {"name": "Alpha"}},
        {"action": "set", "path": ["issues", "aid"], "value": {"levels": ["no", "yes"], "control": "A"}},
    ]
    again = client.post("/api/cases/talks.yaml/draft", json={"text": text, "edits": edits}).json()
    assert again["errors"] == []
    assert wheres(again["steps"])[0] == "case?section=parties", "one party has nobody to settle with"
