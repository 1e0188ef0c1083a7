"""Standoff: what is written is read back, and what cannot be read is refused with its lines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.errors import UsageError
from winset.reading.spans import Attribution
from winset.reading.standoff import as_standoff, from_standoff

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "polnear" / "data" / "dev"


@st.composite
def annotated(draw):
    text = draw(st.text(min_size=4, max_size=60))
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)
    spans = places.map(lambda edges: tuple(zip(edges[::2], edges[1::2], strict=False)))
    some = st.builds(Attribution, source=spans | st.just(()), cue=spans, content=spans | st.just(()))
    return text, draw(st.lists(some, max_size=5))


@given(annotated())
def test_what_is_written_is_read_back(both):
    text, attributions = both
    assert from_standoff(as_standoff(text, attributions), len(text)) == attributions


@given(st.text(alphabet="TER#1 9;:\t\nSourceCue", max_size=200))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        from_standoff(text)
    except UsageError as error:
        assert "line " in str(error)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("T1\tCue 0 2\tHe\nE1\tCue:T1 Source:T7\n", "line 2: T7 is no span of this file"),
        ("T1\tCue 5 2\tHe\n", "line 1: a span must end after it begins"),
        ("T1\tCue 0 99\tHe\n", "line 1: a span goes beyond the text, which has 12 characters"),
        ("\nsome words\n", "line 2: neither a span nor an attribution"),
        (f"T1\tCue 0 {'9' * 5000}\n", "line 1: a span must end"),
    ],
)
def test_refusals_name_the_line(text, message):
    with pytest.raises(UsageError, match=message):
        from_standoff(text, 12)


def test_several_pieces_other_lines_and_windows_line_ends():
    text = "T1\tCue 0 2\tHe\r\nT2\tContent 3 5;7 9\tab cd\r\nT3\tContent2 10 12\tef\r\n#1\tAnnotatorNotes T1\tsic\r\n"
    (one,) = from_standoff(text + "E1\tAttribution:T1 Cue:T1 Content:T2 Content2:T3\r\n")
    assert one.content == ((3, 5), (7, 9), (10, 12))
    assert one.source == ()


def test_words_of_a_span_over_two_lines():
    (one,) = from_standoff("T1\tCue 0 9\the\nsays\nE1\tAttribution:T1 Cue:T1\n", 9)
    assert one.cue == ((0, 9),)


def test_a_corpus_is_read_and_written_without_loss():
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    for path in sorted((CORPUS / "attributions").glob("*.ann"))[:10]:
        text = (CORPUS / "text" / f"{path.stem.rpartition('_')[0]}.txt").read_bytes().decode()
        found = from_standoff(path.read_bytes().decode(), len(text))
        assert found
        assert from_standoff(as_standoff(text, found), len(text)) == found
