"""The pictures in the browser are those that `winset picture` draws."""

import pytest

import winset
from winset.record.exchange import load_informed


@pytest.mark.parametrize(("name", "dark"), [("positions", False), ("parties", True), ("stability", False)])
def test_they_are_those_of_the_command(client, name, dark):
    answer = client.get(f"/api/cases/hipel-et-al-1993-elmira/pictures/{name}", params={"dark": dark})
    assert answer.status_code == 200
    wanted = winset.picture(load_informed("hipel-et-al-1993-elmira"), name, dark)
    assert answer.json() == {"title": wanted.title, "told": wanted.told, "svg": wanted.svg}


def test_the_timeline_is_that_of_the_command(client):
    answer = client.get("/api/cases/jeddah-2025/pictures/timeline").json()
    assert answer["svg"] == winset.picture(load_informed("jeddah-2025"), "timeline").svg


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_they_are_saved_as_files(client, form, begins):
    answer = client.get(f"/api/cases/rapoport-chammah-1966-chicken/pictures/parties.{form}")
    assert answer.content.startswith(begins)
    assert f"parties.{form}" in answer.headers["content-disposition"]


def test_what_cannot_be_drawn_is_told(client):
    assert client.get("/api/cases/hipel-et-al-1993-elmira/pictures/nothing").status_code == 422
    answer = client.get("/api/cases/hipel-et-al-1993-elmira/pictures/flow")
    assert answer.status_code in {400, 422}
    assert "no values" in answer.text


def test_a_change_shows_in_the_picture(client):
    address = "/api/cases/jeddah-2025/pictures/positions"
    before = client.get(address).json()["told"]
    after = client.get(address, params={"set": "values.UA.6=-80"}).json()["told"]
    assert before != after
