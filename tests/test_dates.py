"""Dates that may be imprecise: how they are read, shown and sorted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.errors import UsageError
from winset.record.dates import PARTS, date_key, day, month, read_date, stretch, year


@pytest.mark.parametrize(
    ("text", "written", "first", "last", "words"),
    [
        ("2025-03-09", "2025-03-09", "2025-03-09", "2025-03-09", "9 March 2025"),
        ("9 March 2025", "2025-03-09", "2025-03-09", "2025-03-09", "9 March 2025"),
        ("March 9th, 2025", "2025-03-09", "2025-03-09", "2025-03-09", "9 March 2025"),
        ("Mar. 9, 2025", "2025-03-09", "2025-03-09", "2025-03-09", "9 March 2025"),
        ("2014-03", "2014-03", "2014-03-01", "2014-03-31", "March 2014"),
        ("February 2024", "2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("early March 2025", "2025-03~early", "2025-03-01", "2025-03-10", "early March 2025"),
        ("Mid-March 2025", "2025-03~mid", "2025-03-11", "2025-03-20", "mid March 2025"),
        ("end of February 2025", "2025-02~late", "2025-02-21", "2025-02-28", "late February 2025"),
        ("2025", "2025", "2025-01-01", "2025-12-31", "2025"),
        ("2025-03-09/9 March 2025", "2025-03-09", "2025-03-09", "2025-03-09", "9 March 2025"),
        ("late 2024", "2024~late", "2024-09-01", "2024-12-31", "late 2024"),
        (
            "2025-03-03/2025-03-09",
            "2025-03-03/2025-03-09",
            "2025-03-03",
            "2025-03-09",
            "3 March 2025 to 9 March 2025",
        ),
    ],
)
def test_a_date_is_read_written_and_told(text, written, first, last, words):
    found = read_date(text)
    assert (found.text, found.first.isoformat(), found.last.isoformat(), found.words) == (written, first, last, words)
    assert read_date(found.text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "early March", "2025-13", "2025-02-30", "30 February 2025", "2025-03-09~early", "0000"),
        *("2025-03-09/2025-03-03", "1/2/2025", "٢٠٢٥", "9 9 March 2025", "2025-03-09T12:00", "/", "x" * 10_000),
    ],
)
def test_what_is_no_date_is_refused_and_sorts_last(text):
    with pytest.raises(UsageError, match="is not a date"):
        read_date(text)
    assert date_key(text) > date_key("9999-12-31")


def test_dates_sort_by_when_they_begin():
    texts = ["2025-03-09", "early March 2025", "2014-03", "2025", "whenever", "2025-03", "2025-02-28"]
    wanted = ["2014-03", "2025", "2025-02-28", "early March 2025", "2025-03", "2025-03-09", "whenever"]
    assert sorted(texts, key=date_key) == wanted


_DAYS = st.dates(min_value=date(1, 1, 1))
_DATES = st.one_of(
    st.builds(day, _DAYS),
    st.builds(month, st.integers(1, 9999), st.integers(1, 12), st.sampled_from(["", *PARTS])),
    st.builds(year, st.integers(1, 9999), st.sampled_from(["", *PARTS])),
    st.builds(lambda one, other: stretch(*sorted((one, other))), _DAYS, _DAYS),
)


@given(_DATES)
def test_what_is_written_is_read_again(one):
    assert read_date(one.text) == one
    assert one.first <= one.last
    if "/" not in one.text:
        assert read_date(one.words) == one
    assert one.exact == (one.first == one.last)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text):
    try:
        read_date(text)
    except UsageError:
        assert date_key(text)[0]
