"""A claim that reading proposes: its parts as spans of the text, and what is made of them."""

from __future__ import annotations

from typing import Any

from winset.frozen import Frozen
from winset.reading.spans import Span

Spans = tuple[Span, ...]


class Proposal(Frozen):
    """A claim found in a text, to be accepted, corrected or rejected by a person.

    Attributes
    ----------
    id, parent : str
        Its number in the document, and that of the claim it stands inside.
    source, cue, content, via, condition, hedge_words : tuple of (int, int)
        Character spans in the text; the end is exclusive.
    source_kind, speech_act, hedge, plover : str
        As the record has them; ``hedge`` is the level.
    actor, target : str
        Parties of the case, where it is known and they are named.
    date : str
        When it was said or is to happen, as :mod:`winset.record.dates` writes it; empty where the text has no date.
    author : bool
        Whether the words are the author's own.
    polarity : str
        Which way it speaks: affirmed, negative, open or withdrawn; see :mod:`winset.reading.polarity`.
    sentence : str
        The sentence it stands in, as a basis cites it: ``S8``.
    """

    id: str
    parent: str
    source: Spans
    cue: Spans
    content: Spans
    via: Spans = ()
    condition: Spans = ()
    hedge_words: Spans = ()
    source_kind: str = "unnamed"
    speech_act: str = "statement"
    hedge: str = "asserted"
    plover: str = ""
    actor: str = ""
    target: str = ""
    date: str = ""
    author: bool = False
    polarity: str = "affirmed"
    sentence: str = ""

    @property
    def anonymous(self) -> bool:
        """Whether nobody stands by it by name."""
        return self.source_kind == "anonymous"

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values for JSON."""
        spans = {
            name: [list(span) for span in getattr(self, name)]
            for name in ("source", "cue", "content", "via", "condition")
        }
        return {
            "id": self.id,
            "parent": self.parent or None,
            **spans,
            "source_kind": self.source_kind,
            "speech_act": self.speech_act,
            "hedge": {"level": self.hedge},
            "actor": self.actor or None,
            "target": self.target or None,
            "plover": self.plover or None,
            "date": self.date or None,
            "author": self.author,
            "polarity": self.polarity,
            "sentence": self.sentence or None,
        }


def told(text: str, spans: Spans) -> str:
    """Give the words of some spans, pieces joined by an ellipsis."""
    return " … ".join(text[start:end] for start, end in spans)
