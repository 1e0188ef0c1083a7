"""The values as a grid: what is typed into cells becomes the draft, or every cell says why not."""

import pytest

from winset.case.reading import read_case

NAME = "/api/cases/mine.yaml/grid"
CASE = """\
winset: 1
title: A sale
parties: {buyer: {name: The buyer, home: board}, seller: {}}
issues:
  price: {unit: EUR, from: 100, to: 200, step: 10, now: 120, control: [buyer, seller], marks: {offer: 150}}
  delivery: {levels: [late, early], control: seller}
values:
  buyer:
    - {when: delivery = early, points: [2, 5, 9], basis: S1}   # kept
    - {of: price, points: {100: 30, 200: -20}, basis: S1}
"""


def ask(client, text=CASE, *cells, **more):
    body = {"text": text, "cells": [dict(zip(("row", "owner", "range"), one, strict=True)) for one in cells], **more}
    return client.post(NAME, json=body)


def row_of(view, *about):
    return next(row for row in view["rows"] if row["about"][: len(about)] == list(about))


def test_the_grid_has_issues_and_levels_down_and_owners_across(client):
    view = ask(client).json()
    assert [(one["key"], one["name"], one["party"]) for one in view["owners"]] == [
        ("buyer", "The buyer", True),
        ("seller", "seller", True),
        ("board", "board", False),
    ]
    assert row_of(view, "delivery", "early")["cells"] == {"buyer": ["2", "5", "9"]}
    points = [row for row in view["rows"] if row["curve"]]
    assert [(row["level"], row["at"], row["cells"].get("buyer")) for row in points] == [
        ("100", 0, ["", "30", ""]),
        ("offer", 5, None),
        ("200", 10, ["", "-20", ""]),
    ]
    assert view["text"] == CASE
    weighted = ask(client, weighted=True).json()
    assert row_of(weighted, "price", "", "weight of the issue")["cells"] == {}


def test_cells_become_the_draft_and_a_fault_names_its_cell(client):
    view = ask(client).json()
    early, offer = row_of(view, "delivery", "early")["about"], row_of(view, "price", "offer")["about"]
    typed = [(early, "buyer", ["2", "6", "9"]), (early, "board", ["", "4", ""]), (offer, "buyer", ["5", "10", "15"])]
    changed = ask(client, CASE, *typed).json()
    assert changed["faults"] == []
    assert "points: [2, 6, 9], basis: S1}   # kept" in changed["text"]
    values = read_case(changed["text"].encode(), "").values
    assert [str(one) for one in values["buyer"][1].points["150"]] == ["5", "10", "15"]
    assert values["board"][0].basis == ("analyst assumption",)
    wrong = ask(client, CASE, *typed, (early, "seller", ["9", "1", "2"]), (offer, "seller", ["", "=1+1", ""])).json()
    assert wrong["text"] == CASE
    assert {one["cell"] for one in wrong["faults"]} == {3, 4}


@pytest.mark.parametrize("text", ["winset: 1\n", CASE.replace("delivery = early", "delivry = early")])
def test_a_draft_with_errors_has_no_grid(client, text):
    assert ask(client, text).status_code == 422


def test_statements_as_an_option_table(client):
    """Chicken is symmetric: what an outcome is to one player, its mirror image is to the other."""
    view = client.get("/api/cases/rapoport-chammah-1966-chicken/option-table").json()
    assert view["possible"] == len(view["numbers"]) == 4
    options, (places, *_) = view["groups"][:2], [group for group in view["groups"] if group["name"].startswith("Place")]
    columns = list(zip(*(row["cells"] for group in options for row in group["rows"]), strict=True))
    assert sorted(columns) == [("N", "N"), ("N", "Y"), ("Y", "N"), ("Y", "Y")]
    first, second = (row["cells"] for row in places["rows"])
    swapped = dict(zip(columns, second, strict=True))
    assert all(swapped[column[::-1]] == place for column, place in zip(columns, first, strict=True))
    own = client.get("/api/cases/jeddah-2025/option-table", params={"party": "UA", "limit": 5}).json()
    statements = next(group for group in own["groups"] if group["name"].startswith("Ukraine reportedly"))
    assert statements["rows"][0]["cells"] == ["Y"] * 5
    assert client.get("/api/cases/jeddah-2025/option-table", params={"party": "nobody"}).status_code == 422
