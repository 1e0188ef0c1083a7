"""What somebody will not do, or would on a condition, told as a fact: *will not go above 3*, *will pay only if …*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from winset.reading.kinds import names_a_voice
from winset.reading.rules.phrases import phrase, verb_cue
from winset.reading.spans import Attribution, Doc, Span, Token, merged, quotations, spans_of, text_of, trimmed

PLEDGE = "pledge"
_WILL = frozenset({"will", "would", "wo", "’ll", "'ll", "shall"})
_CAN = frozenset({"can", "ca", "could"})
_ON = re.compile(
    r"\b(?:only (?:if|when|after|once|with)|unless|, provided|providing that|provided that|as long as|so long as|"
    r"on (?:the )?condition that|in (?:exchange|return) for|barring|but only)\b"
)
_HELD_BACK = re.compile(r"\b(?:until|without|before|unless)\b")
_BODIES = frozenset(
    """
    pilot nurse guard guild troop airport port hospital clinic trust university school museum city town village province
    island capital club league bank utility insurer bloc faction tribe chamber authority regulator
    tenant resident student participant migrant landlord
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_DOERS = re.compile(
    r".{2,}(?:ers?|ors?|ists?|ees?|ians?|men|man|women|woman|people|folk|staff|crews?|sides?|airlines?)$"
)
_NO_DOERS = frozenset(
    """
    offer order number matter paper letter border tower water power sector factor corridor river quarter chapter winter
    summer computer ladder fever master paper error floor door motor sensor reactor fee tree degree
    """.split()  # noqa: SIM905
)
_HANGING = frozenset({"conditional", "contingent", "dependent"})
_EVENTS = frozenset("be hold happen rise fall expire lapse collapse remain cost last work matter mean".split())  # noqa: SIM905


def pledges(doc: Doc, spoken: Sequence[Span]) -> Iterator[Attribution]:
    """Find such acts of a parsed text outside of what somebody says, whose claims have their conditions already.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    spoken : sequence of (int, int)
        Where somebody's words stand.
    """
    spoken = [*spoken, *quotations(text_of(doc))]
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_ == "make":
            yield from _made_conditional(token)
        if token.pos_ != "VERB" or token.lemma_.lower() in _EVENTS or token.dep_ in {"advcl", "relcl", "acl"}:
            continue
        if any(start <= token.idx < end for start, end in spoken) or not _depends(token):
            continue
        subjects = [child for child in token.children if child.dep_ == "nsubj" and child.i < token.i]
        if not subjects or not _acts(subjects[0]):
            continue
        cue = verb_cue(token)
        mine = {one.i for one in phrase(subjects[0])}
        words = trimmed([one for one in token.subtree if one.i not in mine and not cue[0] <= one.idx < token.idx])
        if len(words) > 1:
            content = merged(text_of(doc), spans_of(words))
            yield Attribution(spans_of(trimmed(phrase(subjects[0]))), ((cue[0], token.idx),), content, PLEDGE)


def _made_conditional(verb: Token) -> Iterator[Attribution]:
    """*has made its consent conditional on an audit*."""
    words = [
        one for one in verb.subtree if one.lower_ in {"conditional", "contingent", "dependent"} and one.i > verb.i + 1
    ]
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    if words and subjects and words[0].i - verb.i < 12:
        content = trimmed([one for one in verb.subtree if one.i > verb.i])
        yield Attribution(
            spans_of(trimmed(phrase(subjects[0]))),
            (verb_cue(verb),),
            merged(text_of(verb.doc), spans_of(content)),
            PLEDGE,
        )


def _depends(verb: Token) -> bool:
    """Whether a verb of the future or of ability stands on a condition, or is denied until something happens."""
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    denied = any(child.dep_ == "neg" for child in verb.children)
    if not (helpers & _WILL or (helpers & _CAN and denied)):
        return False
    if denied and helpers & {"will", "wo"}:
        return True
    after = " ".join(one.text for one in verb.subtree if one.i > verb.i)
    return bool(_ON.search(after) or (denied and _HELD_BACK.search(after)))


def _acts(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.pos_ == "PRON":
        return bool(noun.lower_ in {"he", "she", "they"})
    return names_a_voice(noun) or lemma in _BODIES or (lemma not in _NO_DOERS and bool(_DOERS.fullmatch(noun.lower_)))
