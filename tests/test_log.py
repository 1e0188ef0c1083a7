"""The forecast log: nothing acknowledged is lost, whoever writes and whenever it is killed."""

import json
import math
import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.engines.forecast.sweep import Point, chances, columns
from winset.engines.talks.models import MODELS
from winset.errors import UsageError
from winset.log.hindsight import late_forecasts, too_late
from winset.log.scores import calibration, compare, resolved
from winset.log.store import LogEntry, append, log_path, read
from winset.present.documents.forecast import forecast_document
from winset.present.views.forecast import forecast_shown
from winset.reporting.rendering import rendered

WRITER = """
import sys
from pathlib import Path
from winset.log.store import LogEntry, append
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    append(path, [LogEntry("forecast", f"{name}-{number}", "2025-03-09", {"probability": 0.5, "note": "x" * 3000})])
    print(number, flush=True)
"""


def start(path, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_two_writers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "case.log.jsonl"
    writers = [start(path, name, 60) for name in ("one", "two")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    entries, torn = read(path)
    assert torn == []
    assert {entry.question for entry in entries} == {
        f"{name}-{number}" for name in ("one", "two") for number in range(60)
    }


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path):
    path = tmp_path / "case.log.jsonl"
    acknowledged: set[str] = set()
    for turn in range(12):
        writer = start(path, f"run{turn}", 10_000)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "0\n"
        time.sleep(0.002 * turn)
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate()
        whole = rest.rpartition("\n")[0].splitlines()
        acknowledged |= {f"run{turn}-{number}" for number in ["0", *whole]}
    append(path, [LogEntry("forecast", "after", "2025-03-10", {"probability": 0.1})])
    entries, torn = read(path)
    assert acknowledged | {"after"} <= {entry.question for entry in entries}
    assert len(torn) <= 12


def test_a_line_cut_short_is_passed_over_and_the_next_is_whole(tmp_path):
    path = tmp_path / "x.log.jsonl"
    append(path, [LogEntry("forecast", "a", "2025-03-09", {"probability": 0.5})])
    with path.open("ab") as stream:
        stream.write(b'{"kind": "forecast", "quest')
    append(path, [LogEntry("resolution", "a", "2025-03-12", {"answer": "yes"})])
    entries, torn = read(path)
    assert [entry.kind for entry in entries] == ["forecast", "resolution"]
    assert torn == [2]


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_lines_are_read_or_passed_over(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("log") / "x.log.jsonl"
    path.write_bytes(b"\n".join(lines))
    entries, torn = read(path)
    assert len(entries) + len(torn) <= sum(line.count(b"\n") + 1 for line in lines) + 1


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "forecast", "question": "a", "date": "d", "probability": 2}',
        '{"kind": "forecast", "question": "a", "date": "d", "probability": true}',
        '{"kind": "forecast", "question": "a", "date": "d", "probability": NaN}',
        '{"kind": "resolution", "question": "a", "date": "d", "answer": "perhaps"}',
        '{"kind": "rumour", "question": "a", "date": "d"}',
        "[" * 100_000,
    ],
)
def test_lines_that_are_no_entries(tmp_path, line):
    path = tmp_path / "x.log.jsonl"
    path.write_text(line + "\n")
    assert read(path) == ([], [1])


def test_scores_against_the_definitions():
    entries = [
        LogEntry("forecast", "a", "2025-03-09", {"probability": 0.8}),
        LogEntry("forecast", "b", "2025-03-09", {"probability": 0.1}),
        LogEntry("forecast", "open", "2025-03-09", {"probability": 0.9}),
        LogEntry("resolution", "a", "2025-03-12", {"answer": "no"}),
        LogEntry("resolution", "a", "2025-03-13", {"answer": "yes"}),
        LogEntry("resolution", "b", "2025-03-12", {"answer": "yes"}),
    ]
    made = resolved(entries)
    assert [one.question for one in made] == ["a", "b"]
    own, uniform, still = compare(made, {"a": False, "b": True}, {})
    assert own.brier == pytest.approx((0.2**2 + 0.9**2) / 2)
    assert own.log_loss == pytest.approx(-(math.log(0.8) + math.log(0.1)) / 2)
    assert uniform.brier == 0.25
    assert still.brier == 0.5
    assert [(row.forecasts, row.came) for row in calibration(made)] == [(1, 1.0), (1, 1.0)]


def test_where_the_log_stands_and_what_it_says(tmp_path):
    assert log_path(tmp_path / "talks.yaml") == tmp_path / "talks.log.jsonl"
    with pytest.raises(UsageError, match="there is no log"):
        read(tmp_path / "none.log.jsonl")
    with pytest.raises(UsageError, match="cannot write"):
        append(tmp_path / "no folder" / "x", [])
    path = tmp_path / "x.log.jsonl"
    append(path, [LogEntry("forecast", "Wird Kyjiw …?", "2025-03-09", {"probability": 0.5, "case": "abc"})])
    assert json.loads(path.read_text("utf-8"))["question"] == "Wird Kyjiw …?"


def forecast(question, day, chance):
    return LogEntry("forecast", question, f"2025-03-{day:02}", {"probability": chance})


def answer(question, day, given="yes"):
    return LogEntry("resolution", question, f"2025-03-{day:02}", {"answer": given})


def test_hindsight_is_never_scored():
    """After the close, after the answer, backdated behind the answer: none counts, and each is told with its reason."""
    entries = [
        forecast("a", 9, 0.6),
        forecast("a", 13, 1.0),  # after the close
        answer("a", 12),
        forecast("a", 10, 1.0),  # backdated
        forecast("b", 11, 0.2),
        forecast("b", 12, 0.3),
        answer("b", 12, "no"),
        answer("b", 10, "no"),  # the answer was there on the 10th
        forecast("c", 28, 0.5),
    ]
    closes = {"a": "2025-03-12", "b": "2025-03-31"}
    assert [(one.question, one.probability) for one in resolved(entries, closes)] == [("a", 0.6)]
    late = late_forecasts(entries, closes)
    assert [one.probability for one in late] == [1.0, 1.0, 0.2, 0.3]
    assert "closed on 2025-03-12" in late[0].reason
    assert "already holds an answer" in late[1].reason
    assert "after the answer of 2025-03-10" in late[2].reason
    assert too_late(entries, "a", "2025-03-09", None)
    assert not too_late(entries, "c", "2025-04-09", None)


def test_a_question_forecast_often_counts_once_and_baselines_answer_the_same_questions():
    entries = [forecast("often", 1 + day, 0.9) for day in range(9)] + [forecast("once", 9, 0.5)]
    made = resolved([*entries, answer("often", 12, "no"), answer("once", 12)])
    own, uniform, still, rate = compare(made, {"once": False}, {"often": 0.2, "elsewhere": 0.5})
    assert (own.questions, own.forecasts) == (uniform.questions, uniform.forecasts) == (2, 10)
    assert own.brier == pytest.approx((0.81 + 0.25) / 2)
    assert (still.questions, still.brier, still.logged_brier) == (1, 1.0, 0.25)
    assert (rate.questions, rate.forecasts) == (1, 9)
    assert (rate.brier, rate.logged_brier) == (pytest.approx(0.04), pytest.approx(0.81))
    assert own.logged_log_loss == own.log_loss
    rows = calibration(made)
    assert [(row.questions, row.forecasts, row.came) for row in rows] == [(1, 1, 1.0), (1, 9, 0.0)]


@given(
    st.lists(
        st.builds(
            lambda kind, question, day, chance: (
                forecast(question, day, chance) if kind else answer(question, day, "yes" if chance > 0.5 else "no")
            ),
            st.booleans(),
            st.sampled_from("abc"),
            st.integers(1, 28),
            st.sampled_from([0.0, 0.2, 0.5, 1.0]),
        ),
        max_size=14,
    ),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 28).map(lambda day: f"2025-03-{day:02}")),
)
def test_every_forecast_is_scored_late_or_waiting(entries, closes):
    answered = {one.question for one in entries if one.kind == "resolution"}
    made, late = resolved(entries, closes), late_forecasts(entries, closes)
    waiting = [one for one in entries if one.kind == "forecast" and one.question not in answered]
    assert len(made) + len([one for one in late if one.question in answered]) + len(waiting) == sum(
        one.kind == "forecast" for one in entries
    )
    for one in made:
        assert one.date <= closes.get(one.question, "9")
        assert all(one.date <= x.date for x in entries if x.kind == "resolution" and x.question == one.question)


def test_what_takes_pressure_by_one_party_alone_is_not_logged_as_nothing(tmp_path):
    """Attacks on ports and a corridor opened alone end no talks; what one thinks oneself of them can be logged."""
    kept = winset.forecast_log(winset.load("grain-2023"), tmp_path / "grain.jsonl")
    added = kept.add(draws=50, date="2023-07-10")
    assert {one.question for one in added.entries} == {"renewed", "full-term", "bank"}
    assert set(added.left_out) == {"own", "attacks"}
    with pytest.raises(UsageError, match="pressure by one party alone"):
        kept.add("own", draws=50, date="2023-07-10")
    assert kept.add("own", 0.4, date="2023-07-10").entries[0].fields["probability"] == 0.4


def test_a_model_that_ends_with_pressure_too_says_how_likely_that_is():
    case = winset.load("ferry-contract")
    told = {model: str(forecast_document(case, winset.forecast(case, 200, model=model))) for model in MODELS}
    assert "not forecast" in told["nash"]
    assert "not forecast" not in told["stability"]


def test_pages_of_a_forecast_agree_on_what_is_not_forecast():
    case = winset.load("grain-2023")
    record = winset.forecast(case, 50)
    groups = {one.key: one for one in forecast_shown(case, record)["groups"]}
    unforecast = {
        (group, bar.key) for group in ("scenarios", "questions") for bar in groups[group].bars if not bar.percent
    }
    assert unforecast == {("scenarios", "alone"), ("questions", "own"), ("questions", "attacks")}
    assert [bar.note for bar in groups["scenarios"].bars if not bar.percent] == [
        "a forecast says what the talks end with, and this takes pressure by one party alone"
    ]
    assert [one.word for one in groups["own"].bars] == ["not forecast"] * 2  # not "very likely" that none is opened
    assert "not forecast" not in [one.word for one in groups["corridor"].bars]  # it closes when the initiative lapses
    page = str(forecast_document(case, record))
    assert page.count("not forecast") >= 5
    told = record.to_dict()["not_forecast"]
    assert told["scenarios"] == ["alone"]
    assert set(told["levels"]) == {"attacks", "own"}


def test_tables_for_others_say_nothing_of_what_is_not_forecast():
    case = winset.load("ferry-contract")
    cells = dict(zip(columns(case), chances(Point(case, {}, 50, 1, "nash")), strict=True))
    assert [name for name, cell in cells.items() if not cell] == ["ending tender"]
    page = rendered(winset.report(case, "scenarios", draws=100), "md").decode()
    assert "| not forecast |" in page
