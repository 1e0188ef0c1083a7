"""The view Map: what is drawn, its file, and the record behind it."""

import csv
import io
from itertools import combinations, pairwise
from xml.etree.ElementTree import fromstring

import pytest

import winset
from winset.case.catalogue import names
from winset.engines.outcomes.map import outcome_map
from winset.engines.stability.concepts import CONCEPTS
from winset.present.pictures.group_layout import COLUMNS, MANY, layout
from winset.present.pictures.map import HEIGHT, WIDTH, map_svg

CASE = "/api/cases/jeddah-2025"
SVG = "{http://www.w3.org/2000/svg}"


def ask(client, path, **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def shapes(drawing, tag):
    if drawing["attributes"].get("class", "").split()[:1] == [tag]:
        yield drawing
    for child in drawing["children"]:
        yield from shapes(child, tag)


def corner(node):
    return tuple(map(float, node["attributes"]["transform"].removeprefix("translate(").rstrip(")").split()))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("nodes", [12, 120])
def test_every_catalogue_case_is_drawn_without_overlaps(client, name, nodes):
    found = ask(client, f"/api/cases/{name}/map", nodes=nodes)
    drawing = found["drawing"]
    boxes = list(shapes(drawing, "node"))
    assert [int(one["attributes"]["data-id"]) for one in boxes] == [one["outcome"]["number"] for one in found["nodes"]]
    assert len(list(shapes(drawing, "move"))) == len(found["moves"])
    _, _, width, height = map(float, drawing["attributes"]["viewBox"].split())
    for x, y in map(corner, boxes):
        assert 0 <= x <= width - WIDTH
        assert 0 <= y <= height - HEIGHT
    for (x, y), (other_x, other_y) in combinations(map(corner, boxes), 2):
        assert abs(x - other_x) >= WIDTH or abs(y - other_y) >= HEIGHT
    for one, other in combinations(found["nodes"], 2):
        if one["layer"] < other["layer"]:
            place = {int(box["attributes"]["data-id"]): corner(box)[0] for box in boxes}
            assert place[one["outcome"]["number"]] < place[other["outcome"]["number"]]
            break


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_of_the_registry_is_offered_and_drawn(client, concept):
    found = ask(client, "/api/cases/rapoport-chammah-1966-chicken/map", concept=concept)
    assert [one["key"] for one in found["known_concepts"]] == list(CONCEPTS)
    assert found["settings"]["concept"] == concept
    assert all(concept in one["outcome"]["concepts"] for one in found["nodes"])


def test_a_joint_move_is_a_bundle_with_a_line_and_a_mark_for_every_member(client):
    found = ask(client, f"{CASE}/map")
    for move, drawn in zip(found["moves"], shapes(found["drawing"], "move"), strict=True):
        members = len(move["step"]["units"])
        parts = [child["attributes"].get("class") for child in drawn["children"]]
        assert parts.count("line") == parts.count("mark") == members
        assert parts.count("head") == min(members, 2)
        assert ("joint" in drawn["attributes"]["class"].split()) == (members > 1)
        assert ("unwilling" in drawn["attributes"]["class"].split()) != move["step"]["improves"]


def test_the_route_of_the_chosen_outcome_is_marked(client):
    found = ask(client, f"{CASE}/map", outcome=652)
    path = found["routes"]["652"]
    marked = {
        (int(one["attributes"]["data-from"]), int(one["attributes"]["data-to"]))
        for one in shapes(found["drawing"], "move")
        if "marked" in one["attributes"]["class"].split()
    }
    assert marked == set(pairwise(path))
    assert len(marked) == 2


def test_every_part_is_told_in_words(client):
    found = ask(client, f"{CASE}/map")
    assert set(found["told"]) == {str(node["outcome"]["number"]) for node in found["nodes"]}
    assert len(found["told_moves"]) == len(found["moves"])
    assert any("United States and Ukraine together" in one for one in found["told_moves"])
    assert "14 of the 54 that hold under Nash" in found["reading"][0]
    assert "joint moves" in " ".join(found["reading"])


def test_the_files_say_the_same(client):
    record = ask(client, f"{CASE}/map.json", nodes=30)
    answer = client.get(f"{CASE}/map.svg", params={"nodes": 30})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    image = fromstring(answer.text)  # noqa: S314 - our own
    boxes = [one for one in image.iter(f"{SVG}g") if "node" in one.get("class", "").split()]
    assert [int(one.get("data-id")) for one in boxes] == [node["outcome"]["number"] for node in record["nodes"]]
    texts = " ".join(one.text or "" for one in image.iter(f"{SVG}text"))
    for party in winset.load("jeddah-2025").parties.values():
        assert party.name in texts
    assert client.get(f"{CASE}/map.svg", params={"nodes": 30}).text == answer.text
    rows = list(csv.DictReader(io.StringIO(client.get(f"{CASE}/map.csv", params={"nodes": 30}).text)))
    assert [(int(row["from"]), int(row["to"])) for row in rows] == [
        (move["start"], move["step"]["to"]) for move in record["moves"]
    ]


def test_names_from_a_case_are_text_in_the_file():
    case = winset.load("chicken")
    nasty = case.model_copy(update={"title": "</style><script>alert(1)</script>"})
    text = map_svg(nasty, outcome_map(nasty))
    assert "<script" not in text
    assert fromstring(text) is not None  # noqa: S314 - our own


def test_what_cannot_be_drawn_is_said(client):
    for params in ({"nodes": 201}, {"nodes": 1}, {"concept": "nahs"}, {"outcome": 10**7}):
        answer = client.get(f"{CASE}/map", params=params)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["what"]


def test_an_impossible_status_quo_is_no_obstacle(client, folder):
    text = "winset: 1\ntitle: T\nparties: {A: {}}\nissues: {a: {levels: [x, y, z], control: A}}\n"
    text += "impossible: [a = x]\npreferences: {A: [a = z]}\n"
    (folder / "odd.yaml").write_text(text, encoding="utf-8")
    found = ask(client, "/api/cases/odd.yaml/map")
    assert found["status_quo"] is None
    assert "what holds today" in found["notes"][0]
    assert {node["role"] for node in found["nodes"]} == {"holds"}


def test_a_what_if_changes_the_map(client):
    plain, other = ask(client, f"{CASE}/map"), ask(client, f"{CASE}/map", without="US:9")
    assert (plain["holding"], other["holding"]) == (54, 102)


def test_groups_are_drawn_in_words_and_open(client):
    found = ask(client, f"{CASE}/map/groups")
    groups = list(shapes(found["drawing"], "group"))
    assert [int(one["attributes"]["data-place"]) for one in groups] == list(range(len(found["groups"])))
    assert len(groups) == len(found["told"]) <= 12
    assert len(list(shapes(found["drawing"], "move"))) == len(found["moves"]) == len(found["told_moves"])
    assert found["opened"] == ""
    place = next(place for place, one in enumerate(found["groups"]) if one["scenarios"] == ["compromise"])
    inner = ask(client, f"{CASE}/map/groups", ending="compromise")
    assert inner["opened"] == "Compromise"
    assert inner["outcomes"] == found["groups"][place]["count"]
    outside = ask(client, f"{CASE}/map/groups", outside="true", where="territory = none and tempo = current")
    assert outside["opened"].startswith("Outside the named endings: no territory is conceded")
    assert all(not one["scenarios"] for one in outside["groups"])
    assert client.get(f"{CASE}/map/groups", params={"ending": "peace"}).status_code == 422


@pytest.mark.parametrize("name", names())
def test_groups_of_every_catalogue_case_stand_apart(name):
    case = winset.load(name)
    record = winset.outcome_groups(case)
    found = layout(record, [100.0] * len(record.groups))
    for one, other in combinations(found.boxes, 2):
        assert abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height
    for move, curve in zip(record.moves, found.curves, strict=True):
        for box, (x, y) in ((found.boxes[move.start], curve[0]), (found.boxes[move.end], curve[3])):
            assert box.x <= x <= box.x + box.width
            assert box.y <= y <= box.y + box.height


@pytest.mark.parametrize("name", names())
def test_on_a_full_map_what_no_arrow_leads_to_stands_side_by_side(name):
    """Its arrows are left out there, so that columns by arrows would say nothing and leave half of the map empty."""
    record = winset.outcome_groups(winset.load(name))
    found = layout(record, [100.0] * len(record.groups))
    lower = [found.boxes[place] for place, one in enumerate(record.groups) if not one.reached]
    if len(record.groups) > MANY and lower and len(lower) < len(record.groups):
        rows = {}
        for box in lower:
            rows.setdefault(box.y, []).append(box.x)
        assert sorted(map(len, rows.values()), reverse=True)[0] == min(COLUMNS, len(lower))
        assert len(rows) == -(-len(lower) // COLUMNS)
