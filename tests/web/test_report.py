"""The view Report: the document in every format, what cannot be made told in words."""

import pytest

import winset
from winset.record.exchange import load_informed
from winset.reporting.rendering import MEDIA, rendered


@pytest.mark.parametrize("form", MEDIA)
def test_the_document_is_that_of_the_command(client, form):
    response = client.get(f"/api/cases/rapoport-chammah-1966-chicken/report.{form}")
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA[form]
    assert "attachment" in response.headers["content-disposition"]
    assert response.content == rendered(winset.report(load_informed("chicken")), form)


def test_what_if_changes_reach_the_document(client):
    address = "/api/cases/jeddah-2025/report.md?template=red-lines&draws=100"
    changed = client.get(address, params={"set": "conditions.strict.probability=0.9"})
    assert "real: 90%" in changed.text
    assert changed.text != client.get(address).text


def test_what_cannot_be_written_is_told(client):
    for query in ("template=icebrg", "audience=all", "paper=a5", "scale=kent"):
        response = client.get(f"/api/cases/mine.yaml/report.html?{query}")
        assert response.status_code == 422
        assert response.json()["errors"][0]["what"]
    assert client.get("/api/cases/mine.yaml/report.exe").status_code == 422
    assert client.get("/api/cases/mine.yaml/report.pdf?draws=1000000").status_code == 422
