"""Hostile and broken files: each is refused with a line a person can act on, and nothing else ever happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.case import yaml_tree
from winset.case.catalogue import find, names
from winset.case.reading import read_case
from winset.case.yaml_tree import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_tree
from winset.errors import CaseFileError

BOMB = b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"


def refusal(data: bytes) -> str:
    with pytest.raises(CaseFileError) as caught:
        read_tree(data, "case.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "case.yaml:1:4 anchors (&name) are not allowed"),
        (BOMB, "case.yaml:2:8 aliases (*name) are not allowed"),
        (b"a: 1\na: 2\n", "case.yaml:2:1 the key 'a' stands twice. Hint: It stands in line 1 already."),
        (b"a: {b: 1, b: 2}\n", "case.yaml:1:11 the key 'b' stands twice"),
        (b"a: !!python/object/apply:os.system [true]\n", "tags (tag:yaml.org,2002:python/object/apply:os.system)"),
        (b"a: 1\n---\nb: 2\n", "a second document begins"),
        (b"<<: {a: 1}\n", "merge keys"),
        (b"? [a, b]\n: 1\n", "a key must be text"),
        (b"? - id: NO\n", "a key must be text"),
        (b"- a\n- b\n", "case.yaml:1:1 a case file is a mapping"),
        (b"", "a case file is a mapping"),
        (b"title: caf\xe9\n", "case.yaml:1:11 the file is not UTF-8 text. Hint: Save it as UTF-8."),
        (b"a: 1\nb: \x00\n", "case.yaml:2:4 control character U+0000"),
        (b"a: [1, 2\nb: 3\n", "a bracket that is never closed"),
        (b'a: "open\n', "a quotation mark that is never closed"),
        (b"a: b: c\n", "a colon where none can stand"),
        (b"a:\n\tb: c\n", "Indent with spaces"),
        (b"[" * 100_000, f"nested deeper than {MAX_DEPTH}"),
        (b"{a: " * 20_000, f"nested deeper than {MAX_DEPTH}"),
        (b"x" * (MAX_BYTES + 1), f"larger than {MAX_BYTES // 1024} KiB"),
        (b"[" + b"1," * MAX_NODES + b"1]", f"more than {MAX_NODES:,} entries"),
        ("a: é".encode("utf-16"), "not UTF-8"),
    ],
)
def test_refused_with_a_line(data, says):
    assert says in refusal(data)


def test_depth_limit_at_n_and_one_more():
    read_tree(b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1), "case.yaml")
    assert "nested deeper" in refusal(b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_every_scalar_stays_the_text_it_was():
    data = read_tree(b"a: no\nb: 0x1F\nc: 1e999\nd: 12:30:45\ne: 2025-03-09\nf:\ng: ~\nh: '~'\ni: .inf\n", "x").data
    assert data == {
        "a": "no",
        "b": "0x1F",
        "c": "1e999",
        "d": "12:30:45",
        "e": "2025-03-09",
        "f": None,
        "g": None,
        "h": "~",
        "i": ".inf",
    }


def test_places_count_from_one_and_see_through_quotes():
    tree = read_tree("títle: x\nissues:\n  aid: {levels: [no, 'yes']}\n".encode(), "x")
    assert tree.locate(("issues", "aid", "levels", 1)) == (3, 23)
    assert tree.locate(("issues", "aid", "levels", 1), 2) == (3, 25)
    assert tree.locate(("issues", "aid", "levels"), None) == (3, 9)
    assert tree.locate(("issues", "nothing")) == (2, 1)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        read_case(data, "case.yaml")
    except CaseFileError as error:
        assert str(error).startswith("case.yaml:")


FRAGMENTS = [b"winset: 1\n", b"parties:\n", b"  A: {}\n", b"- ", b"issues: ", b"[", b"]", b"{", b"}", b": ", b"\n  "]
FRAGMENTS += [b"? ", b"| ", b"> ", b"&a ", b"*a ", b"!!int ", b"'", b'"', b"#", b"---\n", b"%YAML 1.2\n", b"a", b"<<"]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(b"".join))
def test_any_near_yaml_is_read_or_refused(data):
    try:
        read_case(data, "case.yaml")
    except CaseFileError as error:
        assert all(line.startswith("case.yaml:") for line in str(error).splitlines())


CASES = [find(name).read_text("utf-8") for name in names()]
ODD = [
    ":",
    " ",
    "\n",
    "  ",
    "- ",
    " #",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ", ",
    "|\n",
    ">-\n",
    "!",
    "...",
    "?",
    "~",
    "é",
    "😀",
]
ODD += [
    "\\",
    "\\x41",
    "\\/",
    "\r\n",
    "\u00a0",
    "'' ",
    "{a: b}",
    '"a":b',
    "a:b",
    "1_000",
    "null",
    "%YAML 1.2\n",
    "key: >\n  x\n\n   y\n",
]


def held(data, path):
    for step in path:
        data = data[step]
    return data


@given(st.data())
def test_both_parsers_read_the_same(data):
    """A text that libyaml takes is taken by the parser of YAML 1.2, too, as the same data at the same places."""
    lines = data.draw(st.sampled_from(CASES)).splitlines()
    first = data.draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[first : first + data.draw(st.integers(1, 12))])
    for odd in data.draw(st.lists(st.sampled_from(ODD), max_size=3)):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + odd + text[place:]
    quick = yaml_tree._quickly(text)
    if quick is not None:
        thorough = yaml_tree._thoroughly(text)
        assert quick.data == thorough.data
        assert quick.keys == thorough.keys
        apart = {path for path, place in quick.values.items() if thorough.values[path] != place}
        assert all(held(quick.data, path) is None for path in apart)  # where nothing stands


def test_the_catalogue_is_read_quickly():
    for text in CASES:
        assert yaml_tree._quickly(text) == yaml_tree._thoroughly(text)
