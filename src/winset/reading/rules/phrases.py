"""Phrases of a parse: who speaks, whole noun phrases, a verb with its auxiliaries."""

from __future__ import annotations

from winset.reading.spans import Span, Token

CLAUSES = {"ccomp", "xcomp"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}


def speaker(verb: Token) -> list[Token]:
    """Find who speaks: the subject, the agent of a passive, or the subject of what governs the verb."""
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    if passive:
        agents = [grand for child in verb.children if child.dep_ == "agent" for grand in child.children]
        return phrase(agents[0]) if agents else []
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
                return [child]
            return phrase(child)
    if (
        verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"}
        and verb.head.pos_ in {"VERB", "AUX", "ADJ"}
        and verb.head != verb
    ):
        if verb.dep_ == "ccomp":
            return []
        raised = [child for child in verb.head.children if child.dep_ == "nsubjpass"]
        return phrase(raised[0]) if raised and verb.dep_ == "xcomp" else speaker(verb.head)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        return phrase(verb.head, without=verb)
    return []


def phrase(head: Token, without: Token | None = None) -> list[Token]:
    """A whole noun phrase, except for what hangs on a verb inside it that is looked at."""
    dropped: set[int] = set()
    if without is not None:
        dropped.update(one.i for one in without.subtree)
    kept = [one for one in head.subtree if one.i not in dropped]
    while kept and kept[-1].is_punct:
        kept.pop()
    while kept and kept[0].is_punct:
        kept.pop(0)
    return kept


def verb_cue(verb: Token) -> Span:
    """The verb with the auxiliaries, negation and adverbs that stand directly before it, and its particle."""
    first, last = verb, verb
    parts = {child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg", "advmod"}}
    while first.i - 1 in parts:
        first = first.nbor(-1)
    if first.lower_ == "longer" and first.i and first.nbor(-1).lower_ == "no":
        first = first.nbor(-1)
    for child in verb.children:
        if child.dep_ == "prt" and child.i == verb.i + 1:
            last = child
    return (first.idx, last.idx + len(last))


def begins_with_that(head: Token) -> bool:
    """Whether a clause begins with *that*."""
    return bool(head.left_edge.lower_ == "that")
