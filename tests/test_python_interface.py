"""From Python: every public name is documented, tables say what results say, changes are those of the commands."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.cli import cli

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "python.md").read_text("utf-8")


@pytest.fixture(scope="module")
def jeddah():
    return winset.load("jeddah-2025")


def test_every_public_name_is_on_the_page():
    spoken_of = set(re.findall(r"\w+", PAGE))
    assert set(winset.__all__) - spoken_of == {"Case", "Game", "game", "__version__"} - spoken_of


def test_what_one_looks_at_first_is_shown_in_a_few_lines(jeddah):
    for shown in (jeddah, winset.game(jeddah), winset.picture(jeddah, "parties")):
        assert len(repr(shown)) < 2500
        assert "<svg" not in repr(shown)
    assert str(jeddah) == repr(jeddah)
    assert repr(jeddah).splitlines()[1] == "parties  US, UA, RU"


def cells(html):
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            if tag in {"td", "th"}:
                found.append([dict(attributes).get("style"), ""])

        def handle_data(self, data):
            if found:  # the caption comes before
                found[-1][1] += data

    Reader().feed(html)
    return found


def test_a_notebook_shows_the_same_cells_as_the_text_numbers_to_the_right(jeddah):
    with winset.open_record(jeddah) as record:
        for shown in (record, record.claims, record.links):
            header, rows = shown.rows()
            assert [text for _, text in cells(shown._repr_html_())] == [*header, *(one for row in rows for one in row)]
        assert [how for how, _ in cells(record._repr_html_())][:2] == ["text-align: left", "text-align: right"]


def test_a_frame_holds_what_the_record_holds(jeddah):
    forecast = winset.forecast(jeddah, draws=200)
    frame = forecast.to_frame("scenarios")
    for key, share in forecast.scenarios.items():
        assert (frame.loc[key, "low"], frame.loc[key, "probability"]) == (share.low, share.probability)
    assert [[*map(str, row)][1] for row in forecast.to_frame().to_numpy()] == [row[1] for row in forecast.rows()[1]]
    assert forecast.to_frame().dtypes.iloc[2].kind == "f"
    with pytest.raises(winset.UsageError, match=r"no part 'scenarois'.*Did you mean 'scenarios'"):
        forecast.to_frame("scenarois")


def test_without_pandas_a_frame_is_refused_with_the_remedy(jeddah, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(winset.UsageError, match=r"winset\[frames\]"):
        winset.stability(jeddah, "nash").to_frame()


def test_a_record_changes_as_by_the_commands_and_refuses_what_they_refuse(tmp_path):
    file = tmp_path / "mine.yaml"
    assert CliRunner().invoke(cli, ["new", str(file), "--from", "jeddah"]).exit_code == 0
    case = winset.load(file)
    with winset.open_record(case) as record:
        claim = record.add_claim("the talks go on", source="a diplomat", who="me")
        record.reject(claim)
        record.change(claim, {"hedge_level": "reported"})
        link = record.link(claim, next(f"conditions.{key}" for key in case.conditions), "against")
        for wrong in (
            lambda: record.grade(claim, "G9"),
            lambda: record.grade("d1", "B2"),
            lambda: record.event("March 2025", "aid", "resumed"),
            lambda: record.stance("Nobody", "talks"),
            lambda: record.link(claim, "conditions.none"),
            lambda: record.claims["c999"],
        ):
            with pytest.raises(winset.UsageError):
                wrong()
    told = CliRunner().invoke(cli, ["record", "list", str(file), "--json"])
    assert f'"{claim}"' in told.output
    shown = CliRunner().invoke(cli, ["record", "show", str(file), claim]).output
    assert "rejected" in shown
    assert "reported" in shown
    with winset.open_record(case) as again:
        assert again.links[link]["stands"] == "against"
        assert [one.who for one in again.history(claim)] == ["me", "", ""]
        assert json.dumps(again.to_dict())
    fresh = winset.load("chicken")
    with pytest.raises(winset.UsageError, match="has no record"):
        winset.open_record(fresh, create=True)
