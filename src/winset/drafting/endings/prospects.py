"""Endings that a text lists: *could end with a settlement or a sale*, *analysts expect …*, *a third way is …*."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from winset.drafting.endings.events import POSSIBLE as _POSSIBLE
from winset.drafting.endings.outlooks import told_in_turn
from winset.drafting.source import children, coordinated, objects_of
from winset.reading.spans import Token

_ENDS = {"end", "finish", "conclude", "result", "produce", "yield", "culminate"}
_FORESEE = {"expect", "foresee", "predict", "anticipate", "envisage", "see", "mention", "regard", "consider", "name"}
_LIST = {"describe", "list", "outline", "sketch", "set", "identify", "present", "lay", "see", "discuss"}
_ORDINAL = {"second", "third", "fourth", "another", "other", "last", "first", "likeliest", "likely", "only", "final"}
_WEIGHED = {"discuss", "consider", "weigh", "study", "float", "examine", "explore"}
_WATCH = {
    *("analyst", "lawyer", "diplomat", "observer", "official", "insider", "expert", "economist", "delegate"),
    *("mediator", "source", "banker", "adviser", "aide", "commentator", "researcher", "historian", "many", "some"),
    *("envoy", "negotiator", "participant", "people", "veteran", "attendee", "lawmaker", "campaigner"),
}


def listed(sentence: list[Token], outside: Callable[[Token], bool]) -> Iterator[Token]:
    """Give the head of every ending that a sentence lists; ``outside`` tells whether a word means no party."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
            continue
        found = (
            _of_ending(token, lemma)
            or _foreseen(token, lemma)
            or _named(token, lemma)
            or _weighed(token, lemma)
            or _otherwise(token)
        )
        if found:
            yield from dict.fromkeys(low for one in found for low in _all(one))
            return
    yield from told_in_turn(sentence, outside)


def _all(head: Token) -> list[Token]:
    """What is joined by *or*, also where the parse hangs the second on a neighbour of the first."""
    joined = coordinated(head)
    if head.pos_ not in {"NOUN", "PROPN"}:
        return [head]
    later = [
        one
        for one in head.doc[head.i + 1 : head.sent.end]
        if one.dep_ in {"conj", "dobj", "appos"} and one.pos_ == "NOUN" and _after_comma_or_or(one)
    ]
    return [*joined, *later]


def _after_comma_or_or(token: Token) -> bool:
    before = token.left_edge.i - 1
    return before >= token.sent.start and token.doc[before].lower_ in {",", "or"}


def _of_ending(token: Token, lemma: str) -> list[Token]:
    """*The talks may end in a one-year deal*, *the round could produce a truce*."""
    modal = any(child.tag_ == "MD" for child in token.children)
    if lemma not in _ENDS or not modal:
        return []
    return objects_of(token, {"in", "with"}) or (children(token, "dobj") if lemma in {"produce", "yield"} else [])


def _foreseen(token: Token, lemma: str) -> list[Token]:
    """*Analysts expect either a settlement or a walkout*; *see three possible outcomes: …*."""
    objects = children(token, "dobj")
    if lemma in _LIST and any(one.lemma_.lower() in _POSSIBLE and children(one, "appos") for one in objects):
        return [low for one in objects for low in children(one, "appos")]
    watching = any(one.lemma_.lower() in _WATCH for one in children(token, "nsubj"))
    watching = watching or any(one.lower_ == "either" for word in objects for one in children(word, "preconj"))
    if lemma not in _FORESEE or not watching:
        return []
    if any(one.lemma_.lower() in _POSSIBLE for one in objects):
        return [low for one in objects for low in children(one, "appos")]
    alternative = any(
        one.lemma_.lower() in _POSSIBLE for prep in children(token, "prep") for one in children(prep, "pobj")
    )
    if lemma in {"regard", "consider", "see", "name", "mention"} and not alternative:
        return []
    return [one for one in objects if one.pos_ == "NOUN"]


def _named(token: Token, lemma: str) -> list[Token]:
    """*A third possibility is that …*, *the likeliest outcomes are …*, *the alternative is …*."""
    if lemma != "be":
        return []
    for one in children(token, "attr"):  # *a phased repair is the other way this could go*
        if one.lemma_.lower() in _POSSIBLE and {low.lower_ for low in one.children} & (_ORDINAL - {"only"}):
            return [low for low in children(token, "nsubj") if low.pos_ == "NOUN"]
    for one in children(token, "nsubj"):
        words = {low.lower_ for low in one.children} | {one.lower_}
        ordinal = bool(words & _ORDINAL)
        if not (one.lemma_.lower() in _POSSIBLE and (ordinal or one.lemma_.lower() == "alternative")) and not (
            one.lower_ in {"third", "second", "fourth"} and one.pos_ != "NUM"
        ):
            continue
        return [*children(token, "attr"), *(low for low in children(token, "ccomp") if low.i > token.i)]
    return []


def _weighed(token: Token, lemma: str) -> list[Token]:
    """*An interim arrangement was being discussed*, *arbitration remained possible*."""
    if lemma in _WEIGHED and any(one.lower_ == "being" for one in children(token, "auxpass")):
        return [one for one in children(token, "nsubjpass") if one.pos_ == "NOUN"]
    if lemma in {"remain", "be"} and any(one.lower_ == "possible" for one in children(token, "acomp")):
        return [one for one in children(token, "nsubj") if one.pos_ == "NOUN"]
    return []


def _otherwise(token: Token) -> list[Token]:
    """*Otherwise the league would split the rights*."""
    opens = any(child.lower_ == "otherwise" and child.i <= token.sent.start + 1 for child in token.children)
    modal = any(child.tag_ == "MD" for child in token.children)
    return [token] if opens and modal and token.pos_ in {"VERB", "AUX"} else []
