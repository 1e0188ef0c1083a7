"""How firmly a claim is put: the words that hedge it, and the level they come to, each within its scope.

A hedge counts for the clause it stands in. One that stands inside a claim within the claim says nothing about the
outer one; one on the outer claim holds for everything inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from winset.reading.frames import VERBS, Frame, spans_of_tokens
from winset.reading.proposals import Spans
from winset.reading.spans import Token
from winset.record.kinds import HEDGES

_ADVERBS = {
    **dict.fromkeys(("reportedly", "allegedly", "purportedly", "supposedly", "ostensibly"), "reported"),
    **dict.fromkeys(("likely", "probably", "presumably", "apparently", "seemingly", "surely"), "probable"),
    **dict.fromkeys(("possibly", "perhaps", "maybe", "conceivably", "potentially"), "possible"),
}
_MODALS = {"may": "possible", "might": "possible", "could": "possible"}
_LEMMAS = {
    **dict.fromkeys(("report", "allege", "rumor", "rumour", "according to", "reportedly", "allegedly"), "reported"),
    **dict.fromkeys(("expect", "anticipate", "predict", "forecast", "slate", "schedule", "hope"), "expected"),
    **dict.fromkeys(("seem", "appear"), "probable"),
    **dict.fromkeys(
        ("doubt", "wonder", "uncertain", "unclear", "unknown", "unsure", "skeptical", "question"), "uncertain"
    ),
    **dict.fromkeys(("speculate", "suspect"), "possible"),
}
_ADJECTIVES = {
    **dict.fromkeys(("likely", "probable"), "probable"),
    **dict.fromkeys(("possible", "conceivable"), "possible"),
    **dict.fromkeys(("uncertain", "unclear", "unknown", "doubtful", "unlikely"), "uncertain"),
    **dict.fromkeys(("due", "set", "expected", "scheduled", "poised", "bound"), "expected"),
}
_PASSIVES = {"expect": "expected", "schedule": "expected", "slate": "expected", "set": "expected", "say": "reported"}
_PASSIVES |= {
    "report": "reported",
    "rumor": "reported",
    "believe": "probable",
    "think": "probable",
    "suppose": "expected",
}
_PAST_SAYING = {"VBD", "VBN"}


def own_hedge(frame: Frame, inner: Iterable[Frame], conditional: bool) -> tuple[str, Spans]:
    """Find the hedge of a claim itself.

    Parameters
    ----------
    frame : Frame
        The claim.
    inner : iterable of Frame
        The claims inside it, whose words do not count.
    conditional : bool
        Whether it has a condition.

    Returns
    -------
    tuple of (str, spans)
        The level, and the words.
    """
    taken = {token.i for one in inner for token in (*one.cue, *one.content)}
    words: dict[Token, str] = {}
    if frame.lemma in _LEMMAS and frame.cue:
        words |= dict.fromkeys(frame.cue, _LEMMAS[frame.lemma])
    if frame.verb is not None:
        words |= _on_verb(frame.verb, frame, conditional)
    for token in frame.cue:
        if token.lower_ in _ADVERBS:
            words[token] = _ADVERBS[token.lower_]
    if frame.head is not None and frame.head.i not in taken:
        words |= {
            token: level for token, level in _on_verb(frame.head, frame, conditional).items() if token.i not in taken
        }
        words |= {token: level for token, level in _on_object(frame).items() if token.i not in taken}
    level = strongest(words.values())
    if level == "hypothetical" and "probable" in words.values() and not conditional:
        level = "probable"  # "would likely"
    return level, spans_of_tokens(words)


def strongest(levels: Iterable[str]) -> str:
    """Give the least firm of some levels; asserted where there is none.

    Examples
    --------
    >>> strongest(["reported", "possible"]), strongest([])
    ('possible', 'asserted')
    """
    return max(levels, key=HEDGES.index, default="asserted")


def scoped(own: Sequence[tuple[str, Spans]], parents: Mapping[int, int]) -> list[tuple[str, Spans]]:
    """Let the hedge of every claim hold for what stands inside it; words are those of the hedge that counts."""
    result = []
    for place, (level, words) in enumerate(own):
        above = parents.get(place)
        while above is not None:
            if HEDGES.index(own[above][0]) > HEDGES.index(level):
                level, words = own[above]
            above = parents.get(above)
        result.append((level, words))
    return result


def _on_verb(verb: Token, frame: Frame, conditional: bool) -> dict[Token, str]:
    """The modals, adverbs and adjectives that hedge one verb."""
    found: dict[Token, str] = {}
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass", "advmod", "acomp", "attr", "oprd"}]
    perfect = any(child.lower_ == "have" and child.dep_ == "aux" for child in helpers) and verb.tag_ == "VBN"
    negated = any(child.dep_ == "neg" for child in verb.children)
    for child in helpers:
        word = child.lower_
        if child.dep_ in {"advmod"} and word in _ADVERBS and child.i < verb.i + 4:
            found[child] = _ADVERBS[word]
        elif child.dep_ == "aux" and word in {"would", "’d", "'d"}:
            found |= _would(child, verb, frame, perfect, conditional)
        elif child.dep_ == "aux" and word in _MODALS and not (word == "could" and negated):
            found[child] = "counterfactual" if perfect and conditional else _MODALS[word]
        elif child.dep_ in {"acomp", "attr", "oprd"} and word in _ADJECTIVES:
            found |= {verb: _ADJECTIVES[word], child: _ADJECTIVES[word]}
    if any(child.dep_ == "auxpass" for child in helpers) and verb.lemma_ in _PASSIVES and _infinitive(verb):
        found[verb] = _PASSIVES[verb.lemma_]
    if verb.lemma_ == "remain" and any(one.lemma_ == "see" for one in verb.subtree if one.dep_ == "xcomp"):
        found[verb] = "uncertain"
    if conditional and _were_to(verb):
        found |= {token: "hypothetical" for token in helpers if token.lower_ in {*_MODALS, "would"}}
    return found


def _would(child: Token, verb: Token, frame: Frame, perfect: bool, conditional: bool) -> dict[Token, str]:
    """*would have* is contrary to fact; *said it would* is a future told later; other *would* is hypothetical."""
    if perfect:
        return {child: "counterfactual"}
    reported = frame.verb is not None and verb != frame.verb and _past(frame.verb)
    nominal = frame.verb is not None and frame.verb.pos_ == "NOUN"
    return {} if (reported or nominal) and not conditional else {child: "hypothetical"}


def _past(verb: Token) -> bool:
    return verb.tag_ in _PAST_SAYING or any(child.dep_ == "aux" and child.tag_ == "VBD" for child in verb.children)


def _infinitive(verb: Token) -> bool:
    return any(child.dep_ in {"xcomp", "ccomp", "oprd"} for child in verb.children)


def _were_to(verb: Token) -> bool:
    """Whether the condition is *if … were to*, or in the past."""
    for clause in verb.children:
        if clause.dep_ == "advcl" and any(one.lower_ == "if" for one in clause.children):
            return any(one.lower_ == "were" for one in clause.subtree) or clause.tag_ == "VBD"
    return False


def _on_object(frame: Frame) -> dict[Token, str]:
    """*a possible step*: an adjective on the content's own noun, or on the noun right below it."""
    if frame.head is None or frame.head.pos_ in VERBS:
        return {}
    nouns = {frame.head, *(token for token in frame.content if token.dep_ == "pobj" and token.head.dep_ == "prep")}
    direct = {
        one
        for one in nouns
        if one == frame.head or (one.head.head in {frame.verb, frame.head} and one.head.lower_ == "as")
    }
    return {
        child: _ADJECTIVES[child.lower_]
        for noun in direct
        for child in noun.children
        if child.dep_ == "amod" and child.lower_ in _ADJECTIVES
    }
