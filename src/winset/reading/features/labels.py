"""The labels that taggers and network give to tokens."""

from __future__ import annotations

from collections.abc import Iterable

from winset.reading.features.roles import Cue, window
from winset.reading.features.view import ParseView
from winset.reading.spans import Attribution

CUE_LABELS = ("B", "I", "O")  # a cue begins, goes on, or none
ROLE_LABELS = ("CL", "CR", "O", "Q", "SL", "SR")  # content and source, left or right of the cue; Q is the cue itself


def cue_labels(view: ParseView, attributions: Iterable[Attribution]) -> list[str]:
    """Label the tokens of a text with ``CUE_LABELS``."""
    labels = ["O"] * len(view.start)
    for one in attributions:
        for place, number in enumerate(view.tokens(one.cue)):
            if labels[number] == "O":
                labels[number] = "I" if place else "B"
    return labels


def role_labels(view: ParseView, one: Attribution, cue: Cue) -> list[str]:
    """Label the tokens near a cue with ``ROLE_LABELS``."""
    source, content = set(view.tokens(one.source)), set(view.tokens(one.content))
    labels = []
    for number in window(view, cue):
        side = "L" if number < cue.head else "R"
        if number in cue.tokens:
            labels.append("Q")
        else:
            labels.append(f"S{side}" if number in source else f"C{side}" if number in content else "O")
    return labels
