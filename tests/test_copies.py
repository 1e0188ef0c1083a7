"""One story in two outlets counts once; a corrected version takes over the claims whose words still stand."""

import json

import pytest

from winset.claims import SourceDocument
from winset.engines.evidence.likelihood_ratios import origin
from winset.errors import UsageError
from winset.reading.rows import add_claims, add_document
from winset.record.copies import copy_in, runs, shared
from winset.record.files import new_record
from winset.record.superseding import changes, relocated, supersede

AT = "2026-05-04T00:00:00Z"
STORY = (
    "The dockers' union rejected the latest offer on Monday. Its leader said the strike would go on until the company "
    "pays more. The company said it had no more money. A mediator called both sides back to the table on Thursday, and "
    "the port stayed closed for a third week while ships waited in the bay."
)
OTHER = (
    "Regulators cleared the merger of two ferry lines after a long review. The lines promised to keep fares as they "
    "are for three years and to sell four ships. Rivals said the promise was worth little, and a passengers' group "
    "announced that it would go to court before the summer timetable begins."
)


def claim(text, content, source=""):
    start = text.index(content)
    spans = {"content": [[start, start + len(content)]]}
    return {"content": content, "source": source, "spans": json.dumps(spans), "parent": ""}


def test_the_share_of_runs_is_counted_by_hand():
    one, other = runs("a b c d e f"), runs("b c d e f g h")
    assert len(one & other) == 1
    assert (len(one), len(other)) == (2, 3)
    assert shared(one, other) == 0  # too short to tell
    long = " ".join(f"w{number}" for number in range(104))  # 100 runs
    half = " ".join(f"w{number}" for number in range(54))  # 50 of them
    assert shared(runs(long), runs(half)) == 1
    assert shared(runs(long), runs("other " * 60)) == 0


def test_a_wire_story_with_a_new_beginning_is_a_copy_and_another_story_is_not():
    documents = {"d1": SourceDocument(text=OTHER), "d2": SourceDocument(text=STORY)}
    found = copy_in(documents, "From our harbour desk. " + STORY.upper() + " Read more inside.")
    assert found.document == "d2"
    assert found.share == 1
    assert copy_in(documents, "A union said on Monday that it had rejected the latest offer. " * 3) is None


def test_claims_of_a_copy_share_the_source_of_the_original():
    with Opened() as store:
        row = claim(STORY, "the port stayed closed")
        first, one = add_document(store, STORY, {"title": "a"}, {"1": row}, AT)
        again = "By our staff. " + STORY
        second, two = add_document(store, again, {"title": "b"}, {"1": claim(again, "the port stayed closed")}, AT)
        third, three = add_document(store, OTHER, {"title": "c"}, {"1": claim(OTHER, "Rivals")}, AT)
        claims = store.claims()
        assert store.row(second)["copy_of"] == first
        assert not store.row(third)["copy_of"]
        assert origin(two["1"], claims) == origin(one["1"], claims) != origin(three["1"], claims)


class Opened:
    def __enter__(self):
        self.store = new_record(None)
        return self.store

    def __exit__(self, *_):
        self.store.close()


def test_a_corrected_version_takes_over_what_still_stands_and_flags_the_rest():
    new = STORY.replace("rejected the latest offer", "accepted the latest offer").replace(". ", ".\n")
    with Opened() as store:
        rows = {
            "1": claim(STORY, "the strike would go on until the company pays more", "Its leader"),
            "2": claim(STORY, "rejected the latest offer", "The dockers' union"),
        }
        old, keys = add_document(store, STORY, {"title": "a", "publisher": "The Quay"}, rows, AT)
        store.set(keys["2"], {"status": "accepted"}, AT)
        found = supersede(store, old, new, {}, AT)
        kept, gone = store.row(keys["1"]), store.row(keys["2"])
        assert (found.moved, found.flagged) == ((keys["1"],), (keys["2"],))
        assert (kept["document"], kept["reference"]) == (found.document, "S2")
        (start, end) = json.loads(kept["spans"])["content"][0]
        assert new[start:end] == kept["content"]
        assert (gone["document"], gone["status"]) == (old, "proposed")
        assert store.row(found.document)["supersedes"] == old
        assert store.row(found.document)["publisher"] == "The Quay"
        assert any(note["about"] == keys["2"] for note in store.rows("notes").values())
        assert found.gone == ("The dockers' union rejected the latest offer on Monday.",)
        assert found.come == ("The dockers' union accepted the latest offer on Monday.",)
        same = {**claim(new, "the strike would go on until the company pays more", "Its leader")}
        assert add_claims(store, found.document, {"1": same}, AT) == {"1": keys["1"]}
        with pytest.raises(UsageError, match="superseded already"):
            supersede(store, old, new + " More.", {}, AT)
        assert not store.problems()


def test_a_claim_whose_words_are_broken_over_the_lines_otherwise_moves_with_the_new_ones():
    new = STORY.replace(" go on until ", " go\non  until ")
    with Opened() as store:
        rows = {"1": claim(STORY, "the strike would go on until the company pays more", "Its leader")}
        old, keys = add_document(store, STORY, {"title": "a"}, rows, AT)
        assert supersede(store, old, new, {}, AT).moved == (keys["1"],)
        assert store.row(keys["1"])["content"] == "the strike would go\non  until the company pays more"
        assert not store.problems()


def test_words_are_found_again_behind_other_blanks_and_the_right_one_of_two():
    old, new = "They left. The firm pays and the firm stays.", "All stay.\nThe  firm pays\nand the firm stays."
    start = old.rindex("firm")
    spans = relocated({"content": [[start, start + 4]]}, old, new)
    place = spans["content"][0][0]
    assert new[place:].startswith("firm stays")
    assert relocated({"content": [[0, 4]]}, old, new) is None
    assert changes(old, new) == (
        ("They left.", "The firm pays and the firm stays."),
        ("All stay.", "The firm pays", "and the firm stays."),
    )
