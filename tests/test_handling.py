"""What of a record may go to whom."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.errors import UsageError
from winset.record.exchange import as_lines, from_lines
from winset.record.files import new_record
from winset.record.handling import redacted
from winset.record.integrity import text_hash

AT = "2026-01-15T12:00:00+00:00"
TEXT = "Jane Doe said that the strike would go on. Doe also said that the union was divided."


def record():
    store = new_record(None)
    store.add("documents", {"title": "Interview with Jane Doe", "text": TEXT, "sha256": text_hash(TEXT)}, AT)
    spans = json.dumps({"source": [[0, 8]], "content": [[14, 41]]})
    named = {"document": "d1", "source": "Jane Doe", "source_kind": "person", "content": TEXT[14:41], "spans": spans}
    store.add("claims", named | {"handling": "names hidden"}, AT)
    store.add("claims", {"content": "Doe may resign", "source": "a colleague", "handling": "restricted"}, AT)
    store.add("claims", {"content": "the strike goes on", "source": "the union", "via": "Jane Doe", "parent": "c2"}, AT)
    for claim in ("c1", "c2", "c3"):
        store.add("links", {"claim": claim, "about": "conditions.strike"}, AT)
        store.add("notes", {"about": claim, "text": f"on {claim}: ask Doe again"}, AT)
    store.add("notes", {"about": "x", "text": "a reply", "reply_to": "n2"}, AT)
    store.add("events", {"date": "2026-01-14", "issue": "strike", "level": "on", "claim": "c2"}, AT)
    store.add("stances", {"party": "union", "position": "no cuts", "claim": "c2"}, AT)
    return store


def test_the_public_sees_no_restricted_row_and_no_hidden_name():
    shown = redacted(record().tables(), "public")
    assert list(shown["claims"]) == ["c1", "c3"]
    assert list(shown["links"]) == ["l1", "l3"]
    assert list(shown["notes"]) == ["n1", "n3"]
    assert not shown["events"]
    assert not shown["stances"]
    assert shown["claims"]["c3"]["parent"] == ""
    told = as_lines(shown)
    assert "Doe" not in told
    assert "resign" not in told
    assert "the strike would go on" in told


@pytest.mark.parametrize(
    ("source", "kind", "told"),
    [
        ("Jane\nDoe", "person", "Jane Doe and Doe"),
        ("Jane  Doe", "", "Jane\u00a0Doe"),
        ("Foreign\nMinistry", "organisation", "the Foreign Ministry"),
        ("Jane Doe Jr.", "person", "Doe"),
        ("Jane Doe, a minister", "person", "Doe, and Jane Doe"),
    ],
)
def test_a_hidden_name_is_withheld_however_it_is_broken_and_in_every_field(source, kind, told):
    hidden = {"source": source, "source_kind": kind, "content": f"{source} resigns", "handling": "names hidden"}
    fields = dict.fromkeys(("cue", "via", "condition", "hedge", "reference"), told)
    rows = {"claims": {"c1": {**hidden, **fields}}, "notes": {"n1": {"about": "x", "text": "y", "author": told}}}
    shown = json.dumps(redacted(rows, "public"))
    assert not any(name in shown for name in ("Jane", "Doe", "Foreign", "Ministry"))


def test_those_trusted_see_everything_and_nobody_else_is_known():
    tables = record().tables()
    assert redacted(tables, "restricted") == tables
    with pytest.raises(UsageError, match="Audiences: public, restricted"):
        redacted(tables, "everyone")


@pytest.mark.parametrize(("mark", "left"), [("restricted", []), ("names hidden", ["c1", "c3"])])
def test_a_document_hands_its_mark_to_its_claims(mark, left):
    store = record()
    store.set("c1", {"handling": "public"}, AT)
    store.set("d1", {"handling": mark}, AT)
    shown = redacted(store.tables(), "public")
    assert [key for key in shown["claims"] if key != "c3"] == left[:1]
    assert "Jane" not in as_lines(shown) or mark == "restricted"
    assert not any(one["text"] for one in shown["documents"].values())


def test_what_is_left_makes_a_record_again_under_the_same_names():
    shown = redacted(record().tables(), "public")
    again = from_lines(as_lines(shown).split("\n"), "public", AT)
    assert as_lines(again.tables()) == as_lines(shown)
    assert again.problems() == []


marks = st.sampled_from(["public", "names hidden", "restricted"])


@given(st.lists(st.tuples(marks, st.integers(0, 4)), min_size=1, max_size=6), marks)
def test_no_secret_is_ever_shown(claims, mark):
    rows = {
        "documents": {"d1": {"title": "t", "text": "Zeno says", "sha256": "h", "handling": mark}},
        "claims": {
            f"c{number}": {
                "document": "d1" if number % 2 else "",
                "source": f"Zeno{number}",
                "content": f"secret{number} of Zeno{other}",
                "handling": handling,
                "spans": "{}",
            }
            for number, (handling, other) in enumerate(claims)
        },
        "notes": {f"n{number}": {"about": f"c{number}", "text": f"Zeno{number}"} for number in range(len(claims))},
    }
    told = json.dumps(redacted(rows, "public"))
    for number, (handling, _) in enumerate(claims):
        strict = {handling, mark if number % 2 else "public"}
        assert f"secret{number}" not in told or "restricted" not in strict
        assert f"Zeno{number}" not in told or strict == {"public"} or "restricted" in strict
