"""Pictures of a case, held against results written elsewhere: what is drawn, how wide it is, what is said of it."""

import re
from functools import cache

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree

import winset
from nasty import odd_case
from winset.case.reading import read_case
from winset.cli import cli
from winset.engines.brief.at_a_glance import UNSTABLE, at_a_glance
from winset.engines.brief.brief import brief
from winset.engines.deals.positions import positions
from winset.engines.forecast.endings import endings
from winset.engines.forecast.flips import flips
from winset.engines.outcomes.levers import levers
from winset.errors import UsageError
from winset.present.pictures.flow import TALL, flow_picture, stages
from winset.present.pictures.frame import picture_svg
from winset.present.pictures.palette import DARK, LIGHT
from winset.present.pictures.parties import parties_picture
from winset.present.pictures.positions import levels_drawn, positions_picture, shown
from winset.present.pictures.positions_short import NARROW, REPORT, positions_narrow, positions_short
from winset.present.pictures.stability_table import stability_picture
from winset.present.pictures.timeline import timeline_picture
from winset.present.pictures.tornado import tornado_picture
from winset.present.words.moments import days_ahead
from winset.record.kinds import KINDS

SVG = "{http://www.w3.org/2000/svg}"
WORDS_ONLY, NUMERIC, FLAGSHIP = "elmira", "supply-contract", "jeddah-2025"


@cache
def loaded(name):
    return winset.load(name)


def pictures(case, draws=200, told=None):
    """All pictures of our own that a case has; ``told`` is its brief, if that has been computed."""
    yield positions_picture(case, positions(case))
    yield parties_picture(case, levers(case))
    yield stability_picture(case, at_a_glance(case, told or brief(case)))
    if any(case.values.values()):
        yield flow_picture(case, endings(case, draws))
    if case.talks.deadline and case.as_of:
        yield timeline_picture(case, {table: {} for table in KINDS})


def tree(svg):
    """The elements of a picture of our own."""
    return ElementTree.fromstring(svg)


def words_in(svg):
    """Everything that is written in a picture, line by line."""
    return [one.text or "" for one in tree(svg).iter() if one.tag == f"{SVG}text"]


@pytest.mark.parametrize("name", [WORDS_ONLY, NUMERIC, FLAGSHIP])
def test_every_issue_party_and_level_is_in_the_table_of_positions(name):
    case = loaded(name)
    svg = picture_svg(positions_picture(case, positions(case)))
    written = " ".join(words_in(svg))
    for key, issue in case.issues.items():
        assert case.issue_name(key).split()[-1] in written
        for level in () if issue.numeric else issue.levels:
            assert level.split()[0] in written
        for mark in issue.marks:
            assert mark in written
    for key in case.parties:
        assert case.party_name(key)[:20] in written


@pytest.mark.parametrize("name", [WORDS_ONLY, NUMERIC, FLAGSHIP])
@pytest.mark.parametrize("layout", [REPORT, NARROW], ids=["report", "narrow"])
def test_in_little_room_the_table_of_positions_has_the_same_bars(name, layout):
    """Every span is drawn as wide as it has levels, and the words for those who do not see it are the same."""
    case = loaded(name)
    record = positions(case)
    short = positions_narrow(case, record) if layout is NARROW else positions_short(case, record)
    whole = positions_picture(case, record)
    assert short.told == whole.told
    assert short.width < 350 if layout is NARROW else short.height < whole.height / 2
    drawn = [one for one in tree(picture_svg(short)).iter(f"{SVG}rect") if one.get("stroke")]
    cells = {key: (layout.width - layout.beside) / len(levels_drawn(case.whole, record, key)) for key in case.issues}
    wanted = []
    for key in case.issues:
        known = [str(level) for level in levels_drawn(case.whole, record, key)]
        for span in shown(case.whole, record, key):
            places = [known.index(level) for level in span.levels if level in known]
            assert places == list(range(places[0], places[0] + len(places))), "in one piece in these cases"
            wanted.append(len(places) * cells[key] - 6)
    assert sorted(float(one.get("width")) for one in drawn) == pytest.approx(sorted(wanted), abs=0.06)


def test_by_words_alone_a_bar_covers_what_some_outcome_no_worse_than_today_has():
    case = loaded(WORDS_ONLY)
    rows = winset.outcomes(case).outcomes
    for span in positions(case).spans:
        good = [row for row in rows if row.against[span.party] in ("better", "same")]
        assert set(span.levels) == {row.levels[span.issue] for row in good}
        top = min(row.places[span.party] for row in rows)
        assert set(span.best) == {row.levels[span.issue] for row in rows if row.places[span.party] == top}


@pytest.mark.parametrize("name", [NUMERIC, FLAGSHIP])
def test_what_is_shaded_are_the_levels_of_the_deals_at_the_most_likely_values(name):
    case = loaded(name)
    deals = winset.deals(case, draws=0, limit=1000).listed
    record = positions(case)
    assert record.packages == len(deals) > 0
    for issue, shared in record.shared.items():
        assert set(shared) == {one.levels.get(issue, case.status_quo_level(issue)) for one in deals}
    for span in record.spans:  # who is asked could accept what all could accept
        if span.at_table:
            assert set(record.shared[span.issue]) <= set(span.levels)


@pytest.mark.parametrize("name", [NUMERIC, FLAGSHIP, "ferry-contract"])
def test_the_flow_adds_up_and_agrees_with_the_forecast(name):
    case = loaded(name)
    record, forecast = endings(case, 300), winset.forecast(case, 300)
    assert sum(one.probability for one in record.endings) + record.other == pytest.approx(1)
    assert sum(one.in_force for one in record.endings) == pytest.approx(record.events["in-force"])
    for key, share in forecast.scenarios.items():
        drawn = sum(one.probability for one in record.endings if key in one.scenarios)
        assert drawn == pytest.approx(share.probability)
    assert {event: share.probability for event, share in forecast.events.items()} == pytest.approx(record.events)
    kept = [1 - record.other, *(one.kept for one in stages(case, record))]
    assert kept == sorted(kept, reverse=True)
    assert kept[-1] == pytest.approx(record.events["in-force"])


def bars(picture):
    """The heights of the bars at the far right, where the endings stand, in the order they are drawn."""
    root = tree(picture_svg(picture))
    rects = [one for one in root.iter(f"{SVG}rect") if one.get("fill")]
    right = max(float(one.get("x")) for one in rects)
    return [float(one.get("height")) for one in rects if float(one.get("x")) == right]


@pytest.mark.parametrize("name", [NUMERIC, FLAGSHIP])
def test_endings_are_drawn_as_wide_as_they_are_likely(name):
    case = loaded(name)
    record = endings(case, 300)
    wanted = sorted([one.probability for one in record.endings if one.probability] + [record.other])
    drawn = sorted(height / TALL for height in bars(flow_picture(case, record)))
    assert drawn == pytest.approx(wanted, abs=0.002)


@pytest.mark.parametrize("name", [WORDS_ONLY, "prisoners-dilemma", "chicken", FLAGSHIP])
def test_marks_of_stability_agree_with_the_equilibria(name):
    case = loaded(name)
    found = winset.stability(case, concepts="nash,seq,gmr", limit=100_000).equilibria
    numbers = {key: {one.number for one in equilibria.outcomes} for key, equilibria in found.items()}
    rows = at_a_glance(case, brief(case)).glance
    assert sum(row.is_today for row in rows) == 1
    for row in rows:
        kinds = {verdict.kind for verdict in row.verdicts.values()}
        assert (row.outcome.number in numbers["nash"]) == (kinds == {"stable"})
        assert (row.outcome.number in numbers["seq"]) == (kinds <= {"stable", "sanctioned"})
        assert (row.outcome.number in numbers["gmr"]) == (UNSTABLE not in kinds)


def test_who_is_left_better_or_worse_is_what_the_table_of_outcomes_says():
    case = loaded(FLAGSHIP)
    for lever in levers(case).levers:
        for level in lever.levels:
            for row in winset.outcomes(case, where=f'{lever.issue} = "{level}"').outcomes:
                alone = all(
                    issue == lever.issue or now == case.status_quo_level(issue) for issue, now in row.levels.items()
                )
                for party, by in lever.effects.items() if alone else ():
                    sign = {"better": 1, "same": 0, "worse": -1}[row.against[party]]
                    assert level in by[sign]


@pytest.mark.parametrize("name", [WORDS_ONLY, FLAGSHIP])
def test_exchanging_the_names_of_two_parties_exchanges_them_and_changes_nothing_else(name):
    case = loaded(name)
    one, other = list(case.parties)[:2]
    names = {one: "Xaaaa", other: "Xbbbb"}

    def called(names):
        parties = {key: party.model_copy(update={"name": names.get(key, "")}) for key, party in case.parties.items()}
        return case.model_copy(update={"parties": parties})

    there, back = called(names), called({one: names[other], other: names[one]})
    exchanged = {"Xaaaa": "Xbbbb", "Xbbbb": "Xaaaa"}
    for mine, theirs in zip(pictures(there), pictures(back), strict=True):
        again = re.sub("Xaaaa|Xbbbb", lambda found: exchanged[found.group()], picture_svg(theirs))
        assert again == picture_svg(mine)


def test_odd_names_stay_text():
    for picture in pictures(read_case(odd_case(), "odd.yaml"), draws=50):
        for dark in (False, True):
            tags = {one.tag for one in tree(picture_svg(picture, dark)).iter()}
            assert tags <= {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "style", "rect", "g", "text", "path",
                                                      "circle")}  # fmt: skip


@pytest.mark.parametrize("name", [WORDS_ONLY, NUMERIC, FLAGSHIP, "airport"])
def test_nothing_is_drawn_outside_the_picture(name, brief_of):
    case, told = brief_of(name)
    for picture in pictures(case, told=told):
        for one in tree(picture_svg(picture)).iter(f"{SVG}rect"):
            x, y, wide, tall = (float(one.get(key, 0)) for key in ("x", "y", "width", "height"))
            assert x >= -1
            assert y >= -10
            assert tall >= 0
            assert wide >= 0
            assert x + wide <= picture.width + 41


def test_what_is_seen_is_said():
    case = loaded(FLAGSHIP)
    told = positions_picture(case, positions(case)).told
    assert "Ukrainian territorial concession (today none)" in told
    assert "Ukraine, broader public: none. All could accept: none." in told
    flow = flow_picture(case, endings(case))
    root = tree(picture_svg(flow))
    assert root.find(f"{SVG}desc").text == flow.told
    assert root.find(f"{SVG}title").text.startswith("How it may end")


def test_bars_of_the_tornado_are_as_long_as_the_forecast_moves():
    case = loaded(NUMERIC)
    record = flips(case, 60)
    picture = tornado_picture(case, record)
    found = [one for one in record.flips if one.low][:12]
    rects = [one for one in tree(picture_svg(picture)).iter(f"{SVG}rect") if one.get("fill")]
    lengths = [float(one.get("width")) for one in rects]
    moves = [abs(one.at_high - one.at_low) for one in found]
    scale = max(lengths) / max(moves)
    assert lengths == pytest.approx([max(scale * move, 1.0) for move in moves], abs=0.3)
    written = picture.told + " ".join(words_in(picture_svg(picture)))
    assert not any(one.address in written for one in found)


def test_every_day_of_the_record_stands_in_its_column_and_row():
    """Worked by hand: a claim in February, an event on 3 March, a deadline on the 12th; the claim taken back is out."""
    case = winset.from_data(
        {
            "winset": "1",
            "title": "Dates",
            "as_of": "2025-03-05",
            "parties": {"A": {"name": "Ada"}, "B": {"name": "Bob"}},
            "issues": {"truce": {"levels": ["none", "full"], "control": "A"}},
            "talks": {"deadline": "2025-03-12"},
        }
    )
    claim = {"source": "Ada", "content": "a truce is near", "actor": "A", "date": "2025-02-20"}
    tables = {
        "claims": {"c1": claim, "c2": {**claim, "content": "never mind", "status": "rejected"}},
        "events": {"e1": {"issue": "truce", "level": "none", "date": "2025-03-03"}},
        "documents": {},
        "stances": {},
    }
    picture = timeline_picture(case, tables)
    written = words_in(picture_svg(picture))
    days = ["20 February 2025", "3 March 2025", "5 March 2025", "12 March 2025"]
    assert [one for one in written if one in days][:4] == days
    assert "Bob" not in written
    marks = [one for one in tree(picture_svg(picture)).iter(f"{SVG}g") if one.find(f"{SVG}title") is not None]
    told = [one.find(f"{SVG}title").text for one in marks]
    assert told == [
        "Date of the case: 5 March 2025",
        "Ada: Ada: a truce is near",
        "Ada: truce: none",
        "Days ahead: the deadline of the talks",
    ]
    places = [
        float(one.find(f"{SVG}path").get("transform").split("(")[1].split()[0])
        for one in marks
        if one.find(f"{SVG}path") is not None
    ]
    assert places == sorted(places)
    assert "never mind" not in picture.told + picture_svg(picture)
    with pytest.raises(UsageError, match="two dates"):
        timeline_picture(winset.load("chicken"), {table: {} for table in tables})


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_stand_out_from_every_ground(theme):
    for ink in ("ink", "soft"):
        for ground in ("paper", "fill"):
            low, high = sorted((luminance(theme[ink]), luminance(theme[ground])))
            assert (high + 0.05) / (low + 0.05) >= 4.5


def test_pictures_are_written_by_name(tmp_path):
    run = CliRunner()
    file = tmp_path / "positions.svg"
    assert run.invoke(cli, ["picture", WORDS_ONLY, "positions", "-o", str(file)]).exit_code == 0
    assert tree(file.read_text("utf-8")).tag == f"{SVG}svg"
    assert run.invoke(cli, ["picture", WORDS_ONLY, "positions"]).output == file.read_text("utf-8")
    file = tmp_path / "stability.png"
    assert run.invoke(cli, ["picture", WORDS_ONLY, "stability", "--dark", "-o", str(file)]).exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("flow",), "the case gives no values"),
        (("position",), "there is no picture 'position'"),
        (("positions", "-o", "x.gif"), "cannot write a picture as '.gif'"),
    ],
)
def test_what_cannot_be_drawn_is_told(arguments, told):
    result = CliRunner().invoke(cli, ["picture", WORDS_ONLY, *arguments])
    assert isinstance(result.exception, UsageError)
    assert told in str(result.exception)


def test_a_picture_in_python_shows_itself_and_is_saved(tmp_path):
    drawn = winset.picture(loaded(WORDS_ONLY), "parties")
    assert drawn._repr_svg_().startswith("<svg")
    drawn.save(tmp_path / "parties.svg")
    assert (tmp_path / "parties.svg").read_text("utf-8") == drawn.svg
    with pytest.raises(UsageError, match="cannot write a picture"):
        drawn.save(tmp_path / "parties.pdf")


def test_the_days_ahead_are_all_that_the_case_names_what_happens_by_itself_too():
    case = winset.load("nhl-2012")
    told = [(one.first, one.words) for one in days_ahead(case)]
    named = [one.on for one in case.deadlines] + [one.by for one in case.questions.values()] + [case.talks.deadline]
    assert sorted(day for day, _ in told) == sorted(named)
    assert ("2013-01-11", "by itself: the season is cancelled, unless an agreement is signed") in told


def test_an_issue_is_called_without_the_remark_in_brackets():
    text = "winset: 1\ntitle: Berths\nparties: {a: {name: Port}, b: {name: Line}}\nissues:\n"
    text += "  berth: {name: 'Berth (signature, dues)', levels: [none, signed], control: a}\n"
    text += "  dues: {name: Dues (quay), levels: [kept, cut], control: a}\n"
    text += "  other: {name: Dues (anchorage), levels: [kept, cut], control: b}\n"
    text += "preferences: {a: [berth = signed], b: [dues = cut, other = cut]}\n"
    svg = picture_svg(positions_picture(case := read_case(text.encode(), "berths.yaml"), positions(case)), LIGHT)
    assert "signature" not in svg
    assert "Dues (quay)" in svg, "what tells two apart stays"
