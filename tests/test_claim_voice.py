"""Who says a claim, as a line names them."""

import pytest

from winset.claims import claim_of


@pytest.mark.parametrize(
    ("source", "told"),
    [("A spokeswoman, Lena Dorn,", "A spokeswoman, Lena Dorn"), ("Oslo", "Oslo"), ("", "unnamed"), (" , ", "unnamed")],
)
def test_the_comma_after_a_name_is_none_of_it(source, told):
    assert claim_of({"source": source, "content": "x"}).voice == told
