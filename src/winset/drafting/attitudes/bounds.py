"""What stands under a condition in a sentence, however that is said: *if …*, *in return for …*, *without …*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from winset.drafting.attitudes.clauses import clauses, further
from winset.drafting.source import ParsedSource, children
from winset.frozen import Frozen
from winset.reading.spans import Token

_SWAPS = {"return", "exchange", "recompense", "trade"}
_BOUND = {"contingent", "conditional", "dependent", "conditioned", "predicated", "subject", "depend", "hinge", "hang"}
_PRICE = {"precondition", "condition", "prerequisite", "price", "requirement", "proviso"}
_PLACED = {"without", "pending", "against", "until", "before", "once", "after", "unless"}


class Bound(Frozen):
    """Words under a condition.

    Attributes
    ----------
    mark : str
        What says so.
    inside : set of int
        The words that are asked for; all others of the sentence may be held back for them.
    above, below : Token
        The verb that it is put on, and the word that heads what is asked for.
    """

    mark: str
    inside: frozenset[int]
    above: Token
    below: Token


def bounds(source: ParsedSource) -> dict[int, list[Bound]]:
    """Give the conditions of each sentence, by its first word."""
    found: dict[int, list[Bound]] = defaultdict(list)
    for clause in (*clauses(source), *further(source)):
        found[clause.verb.sent.start].append(Bound(clause.mark, _below(clause.verb), clause.above, clause.verb))
    for token in source.doc:
        for mark, low in _phrases(token):
            found[token.sent.start].append(Bound(mark, _below(low), _above(token), low))
    return found


def _phrases(token: Token) -> Iterator[tuple[str, Token]]:
    lemma = token.lemma_.lower()
    below = children(token, "prep")
    if lemma in _SWAPS and token.dep_ == "pobj" and token.head.lower_ == "in":
        yield from (("in return", one) for one in below if one.lower_ == "for")
    elif lemma in _BOUND:
        yield from (("depends", one) for one in below if one.lower_ in {"on", "upon", "to"})
    elif lemma in _PRICE and token.pos_ == "NOUN":
        yield ("condition", token)
    elif token.lower_ in _PLACED and token.dep_ == "prep":
        yield (f"{token.lower_} it", token)


def _below(token: Token) -> frozenset[int]:
    return frozenset(one.i for one in token.subtree)


def _above(token: Token) -> Token:
    """The verb that a phrase hangs on."""
    return next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token.sent.root)
