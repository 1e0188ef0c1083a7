"""Who can speak: a thing cannot, and a clause that describes the speaker is no part of what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from winset.frozen import replace
from winset.reading.frames import Frame, frame_of
from winset.reading.kinds import names_a_voice
from winset.reading.spans import Attribution, Doc, Token, merged, spans_of, text_of, trimmed

_TERMS = frozenset(
    """
    deal agreement accord treaty pact truce ceasefire contract merger takeover offer arrangement package settlement
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_THINGS = frozenset(
    """
    strike talk negotiation war conflict dispute fighting price cost sanction tariff delay crisis weather money mineral
    rain river flood drought storm wind snow ice silence deadline calendar clock inflation deficit debt arithmetic
    """.split()  # noqa: SIM905
)
_READS = frozenset("say state read stipulate specify note declare acknowledge affirm reaffirm recall describe".split())  # noqa: SIM905


_WISH = re.compile(
    r"(?:not to be|to (?:remain|stay)|that \w+ name|anonymity|not being|to be(?= (?:named|identified|quoted))) ?"
    r"(?:named|identified|quoted|anonymous)?\b"
)


def _unnamed_by_wish(one: Attribution, text: str) -> bool:
    """Whether this only says that a source wants no name: *asked not to be named*."""
    content = " ".join(text[start:end] for start, end in one.content)
    return (
        len(content) < 80
        and bool(_WISH.match(content))
        and one.lemma in {"ask", "request", "insist", "prefer", "demand", "decline", "refuse"}
    )


def _sought(frame: Frame) -> bool:
    """Whether this only says that somebody was asked for a comment: *calls and emails seeking comment*."""
    words = {token.lemma_.lower() for token in frame.content}
    return frame.lemma in {"seek", "request"} and bool(words & {"comment", "reaction"}) and len(frame.content) <= 4


def _aside(doc: Doc, frame: Frame) -> Attribution | None:
    """*The offer, a diplomat who … said, is final*: the speaker stands between the subject and its verb."""
    source, head = frame.source, frame.source_head
    if head is None or frame.head is None or not frame.cue or frame.content[0].i < frame.cue[-1].i:
        return None
    speaker = [child for child in head.children if child.dep_ == "appos" and child.i > head.i]
    has_subject = any(child.dep_.startswith("nsubj") and child in frame.content for child in frame.head.children)
    finite = frame.head.tag_ in {"VBZ", "VBD", "VBP"} or any(child.tag_ == "MD" for child in frame.head.children)
    if not speaker or has_subject or not finite or not _person(speaker[0]) or _person(head):
        return None
    if doc[frame.cue[-1].i + 1].text != "," or frame.content[0].pos_ not in {"VERB", "AUX"}:
        return None
    first = speaker[0].left_edge.i
    parts = [token for token in source if token.i >= first]
    subject = [token for token in source if token.i < first]
    content = merged(text_of(doc), (*spans_of(trimmed(subject)), *frame.attribution.content))
    cue = [token for token in frame.cue if token.pos_ in {"VERB", "AUX"}] or list(frame.cue)
    return replace(frame.attribution, source=spans_of(trimmed(parts)), cue=spans_of(cue), content=content)


def _person(noun: Token) -> bool:
    return names_a_voice(noun) or any(
        child.dep_ == "relcl" and any(one.lower_ == "who" for one in child.subtree) for child in noun.children
    )


def speakers(doc: Doc, found: Iterable[Attribution]) -> list[Attribution]:
    """Take things out of the place of the speaker; what they would do stays, as nobody's words in particular."""
    result = []
    for one in found:
        frame = frame_of(doc, one)
        head = frame.source_head
        lemma = head.lemma_.lower() if head is not None else ""
        if _unnamed_by_wish(one, text_of(doc)) or _sought(frame):
            continue
        if (turned := _aside(doc, frame)) is not None:
            result.append(turned)
            continue
        thing = lemma in _THINGS or (lemma in _TERMS and frame.lemma not in _READS)
        if head is None or not thing or head.tag_ not in {"NN", "NNS"} or head.dep_ == "poss":
            result.append(one)
            continue
        whole = merged(text_of(doc), (*one.source, *one.content))
        result.append(replace(one, source=(), content=whole))
    return result
