"""How well attributions were found: precision, recall and F1 against those of a person.

Words count, punctuation does not. Found attributions are paired with the person's one to one, the most alike first.
A pair is *detected* if the cues touch or the contents share half of their words, *linked* if contents and sources do,
and *strict* if source, cue and content are the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from winset.frozen import Frozen
from winset.reading.spans import Attribution, Span
from winset.reading.standoff import ROLES

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
MEASURES = ("detect", "link", "strict")


class PrecisionRecall(Frozen):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def scores(pairs: Iterable[tuple[str, Iterable[Attribution], Iterable[Attribution]]]) -> dict[str, PrecisionRecall]:
    """Score texts, each with what was found and what should be.

    Examples
    --------
    >>> one = Attribution(((0, 2),), ((3, 7),), ((8, 15),))
    >>> scores([("He says no deal", [one], [one])])["strict"].f1
    1.0
    """
    hits = dict.fromkeys(MEASURES, 0)
    found = wanted = 0
    for text, predicted, gold in pairs:
        ours, theirs = ([_words(text, one) for one in many] for many in (predicted, gold))
        found, wanted = found + len(ours), wanted + len(theirs)
        for one, other in _matched(ours, theirs):
            shares = [_share(one[role], other[role]) for role in ROLES]
            source, _, content = shares
            hits["detect"] += content >= 0.5 or bool(one["cue"] & other["cue"])
            hits["link"] += content >= 0.5 and source >= 0.5
            hits["strict"] += min(shares) == 1
    result = {}
    for measure, hit in hits.items():
        precision, recall = hit / max(found, 1), hit / max(wanted, 1)
        result[measure] = PrecisionRecall(precision, recall, 2 * hit / max(found + wanted, 1))
    return result


def _matched(
    ours: list[dict[str, frozenset[Span]]], theirs: list[dict[str, frozenset[Span]]]
) -> list[tuple[dict[str, frozenset[Span]], dict[str, frozenset[Span]]]]:
    alike = sorted(
        (-sum(_share(one[role], other[role]) for role in ROLES), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if one["cue"] & other["cue"] or one["content"] & other["content"]
    )
    left: set[int] = set()
    right: set[int] = set()
    matched = []
    for _, i, j in alike:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            matched.append((ours[i], theirs[j]))
    return matched


def _words(text: str, one: Attribution) -> dict[str, frozenset[Span]]:
    return {
        role: frozenset(
            match.span()
            for match in _WORD.finditer(text)
            if any(match.start() < end and start < match.end() for start, end in getattr(one, role))
        )
        for role in ROLES
    }


def _share(one: frozenset[Span], other: frozenset[Span]) -> float:
    """The words in both of those in either; two empty sets are the same."""
    return len(one & other) / len(one | other) if one | other else 1.0
