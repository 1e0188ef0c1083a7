"""Who can speak: a thing cannot, and a clause that describes the speaker is no part of what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from winset.reading.frames import frame_of
from winset.reading.spans import Attribution, Doc, merged, text_of

_TERMS = frozenset(
    """
    deal agreement accord treaty pact truce ceasefire contract merger takeover offer arrangement package settlement
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_THINGS = frozenset(
    """
    strike talk negotiation war conflict dispute fighting price cost sanction tariff delay crisis weather money mineral
    """.split()  # noqa: SIM905
)
_READS = frozenset("say state read stipulate specify note declare acknowledge affirm reaffirm recall describe".split())  # noqa: SIM905


def speakers(doc: Doc, found: Iterable[Attribution]) -> list[Attribution]:
    """Take things out of the place of the speaker; what they would do stays, as nobody's words in particular."""
    result = []
    for one in found:
        frame = frame_of(doc, one)
        head = frame.source_head
        lemma = head.lemma_.lower() if head is not None else ""
        thing = lemma in _THINGS or (lemma in _TERMS and frame.lemma not in _READS)
        if head is None or not thing or head.tag_ not in {"NN", "NNS"} or head.dep_ == "poss":
            result.append(one)
            continue
        whole = merged(text_of(doc), (*one.source, *one.content))
        result.append(replace(one, source=(), content=whole))
    return result
