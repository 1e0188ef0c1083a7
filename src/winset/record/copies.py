"""Near-duplicates: one wire story in two outlets, by the runs of five words that two texts share.

The rule: a text is a copy of another when at least 60 % of the runs of five words of the shorter one stand in the
longer one, and the shorter one has at least 30 such runs. Case, punctuation and line ends do not count. A text that
quotes a few sentences of another one stays far below; a wire story that an outlet cut or put a paragraph before stays
above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from winset.claims import Claim, SourceDocument
from winset.frozen import Frozen

RUN = 5
SHARE = 0.6
FEWEST = 30
_WORD = re.compile(r"\w+")


class Copy(Frozen):
    """A document that a text is a copy of.

    Attributes
    ----------
    document : str
        Its name: of several copies of one story the one that came first.
    share : float
        The share of the shorter text's runs of five words that stand in the longer one.
    """

    document: str
    share: float


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of five words of a text.

    Examples
    --------
    >>> sorted(runs("The talks, they said, go on."))
    [('talks', 'they', 'said', 'go', 'on'), ('the', 'talks', 'they', 'said', 'go')]
    """
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Give the share of the shorter one's runs that both have; 0 where the shorter one is too short to tell."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= FEWEST else 0.0


def copy_in(documents: Mapping[str, SourceDocument], text: str) -> Copy | None:
    """Find the document that a text is a copy of; None where there is none.

    Parameters
    ----------
    documents : mapping of str to SourceDocument
        The documents of a record, by name, in the order they came.
    text : str
        The new text.
    """
    mine = runs(text)
    best: Copy | None = None
    for key, document in documents.items():
        share = shared(mine, runs(document.text)) if document.text else 0.0
        if share >= SHARE and (best is None or share > best.share):
            best = Copy(key, share)
    if best is None:
        return None
    first = documents[best.document].copy_of
    return Copy(first, best.share) if first in documents else best


def same_claim(content: str, claims: Mapping[str, Claim], document: str) -> str:
    """Name the claim of a document that says what a claim of its copy says; empty where none does."""
    mine = frozenset(word.lower() for word in _WORD.findall(content))
    best = max(
        ((_alike(mine, row.content), key) for key, row in claims.items() if row.document == document),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= 0.8 else ""


def _alike(mine: frozenset[str], content: str) -> float:
    other = frozenset(word.lower() for word in _WORD.findall(content))
    return len(mine & other) / len(mine | other) if mine | other else 0.0
