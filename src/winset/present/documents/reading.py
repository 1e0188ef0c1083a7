"""Proposed claims as lines for a terminal: who, by which words, says what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.reading.proposals import Proposal, Spans, told

_INDENT = 3


def claim_lines(text: str, proposals: Sequence[Proposal], width: int = 0) -> Iterator[str]:
    """Write one line a claim, those inside another claim indented under it.

    Parameters
    ----------
    text : str
        The document.
    proposals : sequence of Proposal
        Its claims, a claim before those inside it.
    width : int
        Columns to shorten lines to; 0 for whole lines.
    """
    depth: dict[str, int] = {"": -1}
    digits = len(proposals[-1].id) if proposals else 1
    for one in proposals:
        depth[one.id] = depth.get(one.parent, -1) + 1
        start = " " * (2 + _INDENT * depth[one.id]) + f"{one.id:>{digits}}. "
        says = " | ".join((_who(text, one), _plain(text, one.cue), _plain(text, one.content)))
        remarks = _remarks(one)
        room = width - len(start) - len(remarks)
        if width and len(says) > room:
            says = says[: max(room, 20) - 1].rstrip() + "…"
        yield start + says + remarks


def _who(text: str, one: Proposal) -> str:
    return _plain(text, one.source) or ("(the author)" if one.author else "(nobody named)")


def _plain(text: str, spans: Spans) -> str:
    return " ".join(told(text, spans).split())


def _remarks(one: Proposal) -> str:
    """What is not plain: the act, the polarity, the hedge, a source without a name; and the sentence."""
    said = [
        one.speech_act if one.speech_act != "statement" else "",
        one.polarity if one.polarity != "affirmed" else "",
        one.hedge if one.hedge != "asserted" else "",
        "anonymous" if one.anonymous else "",
        one.date,
        one.sentence,
    ]
    told_ = ", ".join(item for item in said if item)
    return f"  [{told_}]" if told_ else ""
