"""What pages of a case say, on one line as tests read it; and what bargaining picks, found without the engines."""

import math

from winset.present.documents.document import as_text
from winset.present.documents.endings import endings

NEAR = 0.02
"""How far a share of some thousand draws may lie from what it is expected to be."""


def one_line(document):
    """A document on one line."""
    return " ".join(as_text(document, 10_000).split())


def rows(case, brief):
    """The table of endings: what stands after the likelihood, by ending."""
    return {row[0]: row[2:] for row in endings(case, brief).rows}


def bargained(gains):
    """What bargaining picks with equal power: of the groups in which most gain, each one's greatest product."""
    most = max(sum(one > 0 for one in own) for own in gains.values())
    best = {}
    for package, own in gains.items():
        group = tuple(one > 0 for one in own)
        if sum(group) == most:
            found = math.prod(one for one in own if one > 0)
            best[group] = max(best.get(group, (0, None)), (found, package))
    return {package for _, package in best.values()}
