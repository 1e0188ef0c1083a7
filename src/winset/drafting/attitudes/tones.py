"""For or against, by the main word of a sentence alone: what is asked where no turn of phrase tells more."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.amounts import amount_of
from winset.drafting.attitudes.modals import hypothetical, speaker_of
from winset.drafting.attitudes.withholding import told_by
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.measures import measured_thing
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, coordinated, objects_of
from winset.drafting.tone_words import (
    AGAINST_ADJECTIVES,
    AGAINST_NOUNS,
    AGAINST_VERBS,
    BAD,
    DISPLEASES,
    DOCUMENTS,
    FOR_ADJECTIVES,
    FOR_NOUNS,
    FOR_VERBS,
    GOOD,
    HAVING,
    JUDGES,
    PLEASES,
    POSITIONS,
    PROVIDES,
    SCARCELY,
    SEEMING,
)
from winset.drafting.words import CHANGES, OTHER_CHANGES
from winset.frozen import replace
from winset.reading.spans import Token

POINTED = "pointed"
"""The kind of a change that was spoken of before: *it*, *the idea*."""
_THIS = {"it", "this", "that", "them", "these", "those"}
_IDEAS = {
    "idea",
    "proposal",
    "demand",
    "plan",
    "offer",
    "request",
    "suggestion",
    "notion",
    "principle",
    "call",
    "figure",
}
_FINITE = {"ROOT", "ccomp", "conj", "parataxis", "relcl", "advcl"}
_ABOUT = {
    "for",
    "on",
    "to",
    "with",
    "about",
    "of",
    "over",
    "against",
    "at",
    "towards",
    "toward",
    "from",
    "as",
    "around",
}
_OWN = {"will", "'ll", "’ll", "wo", "would"}
_MUST = {"must", "should", "shall"}


def tones(source: ParsedSource, cast: Cast) -> Iterator[Attitude]:
    """Give attitudes by the main word of each clause; what they are about is asked of the issues found elsewhere."""
    for token in source.doc:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ not in _FINITE or hypothetical(token) or _unclear(token):
            continue
        yield from _of_subject(source, cast, token)
        yield from _of_passive(source, cast, token)
        yield from _of_thing(source, cast, token)
        yield from _of_there(source, cast, token)
        yield from _of_document(source, cast, token)


def _unclear(token: Token) -> bool:
    """*Hardly*, *no longer*, *would have*; a question."""
    aux = {one.lower_ for one in children(token, "aux")}
    past = "have" in aux and bool(aux & {"would", "could", "might", "should"})
    beside = {one.lower_ for one in token.children if one.dep_ in {"advmod", "neg"}}
    asked = token.sent.text.rstrip(" ”\"'").endswith("?")
    return past or asked or bool(beside & SCARCELY)


def _of_subject(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """What a party wants, has or is: *favours a levy*, *has doubts about it*, *is wary of it*, *calls it unfair*."""
    subject = subject_of(token)
    if subject is None or children(token, "nsubjpass", "auxpass"):
        return
    lemma = token.lemma_.lower()
    we = told_by(source, cast, token) if subject.lower_ in {"we", "i"} else ""
    for holder in cast.several(source, subject) or ([we] if we else []):
        sign, below = _by_verb(token, lemma) or _by_noun(token, lemma) or _by_adjective(token, lemma) or (0, [])
        yield from _about(source, cast, holder, sign, below, token)
        yield from _judging(source, cast, holder, token, lemma)
        yield from _standing(source, holder, token, lemma)
        aux = {one.lower_ for one in children(token, "aux")}
        if sign == 0 and aux & _OWN and (lemma in CHANGES or lemma in OTHER_CHANGES):
            for change in changes_in(source, cast, token, holder):
                if change.agent == holder:
                    yield _put(holder, replace(change, negated=False), not negated(token) and not change.keeps, token)


def _by_verb(token: Token, lemma: str) -> tuple[int, list[Token]] | None:
    """The sign of a verb, and what it is about."""
    if lemma not in FOR_VERBS and lemma not in AGAINST_VERBS:
        return None
    modal = {one.lower_ for one in children(token, "aux")}
    sign = 1 if lemma in FOR_VERBS else -1
    if negated(token):
        if sign < 0 and not modal & {"would", "will", "'ll"}:
            return 0, []  # *did not reject* is not yet an acceptance
        sign = -sign
    elif modal & {"should", "must"} or (sign < 0 and modal & {"may", "might", "could"}):
        return 0, []
    return sign, [*children(token, "dobj", "xcomp", "ccomp"), *_below(token)]


def _by_noun(token: Token, lemma: str) -> tuple[int, list[Token]] | None:
    if lemma not in HAVING:
        return None
    for noun in children(token, "dobj"):
        word = noun.lemma_.lower()
        if word in FOR_NOUNS or word in AGAINST_NOUNS:
            few = any(one.lower_ in {"no", "little", "few", "scant"} for one in children(noun, "det", "amod"))
            sign = 1 if word in FOR_NOUNS else -1
            sign = -sign if few or negated(token) else sign
            return sign, [*_below(noun), *_below(token), *children(noun, "acl")]
    return None


def _by_adjective(token: Token, lemma: str) -> tuple[int, list[Token]] | None:
    if lemma not in SEEMING:
        return None
    for one in children(token, "acomp", "oprd", "attr"):
        word = one.lemma_.lower()
        if word in FOR_ADJECTIVES or word in AGAINST_ADJECTIVES:
            sign = 1 if word in FOR_ADJECTIVES else -1
            if (
                negated(token)
                or negated(one)
                or any(low.lower_ in {"little", "hardly", "less"} for low in one.children)
            ):
                sign = -sign if sign > 0 else 0
            return sign, [*_below(one), *_below(token), *children(one, "xcomp", "ccomp")]
    return None


def _below(token: Token) -> list[Token]:
    preps = [prep for prep in children(token, "prep") if prep.lower_ in _ABOUT]
    preps += [low for prep in preps for low in children(prep, "prep")]
    return [one for prep in preps for one in children(prep, "pobj", "pcomp")]


def _about(
    source: ParsedSource, cast: Cast, holder: str, sign: int, below: list[Token], token: Token
) -> Iterator[Attitude]:
    """Attitudes with one sign about what stands below a word."""
    for one in below if sign else ():
        if one.lower_ in _THIS or (one.lemma_.lower() in _IDEAS and all(low.dep_ == "det" for low in one.children)):
            yield _put(holder, Change(source, token, one, POINTED, "", "", ""), sign > 0, token)
            continue
        if one.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "NUM", "SYM"} or cast.meant(source, one):
            continue
        for change in changes_in(source, cast, one, holder if one.pos_ in {"VERB", "AUX"} else ""):
            wants = (sign > 0) != (change.negated != change.keeps)
            yield _put(holder, change, wants, token)


def _put(holder: str, change: Change, wants: bool, token: Token) -> Attitude:
    plain = replace(change, negated=False, keeps=False)
    return Attitude(holder, plain, "preference" if wants else "refusal", wants, token)


def _judging(source: ParsedSource, cast: Cast, holder: str, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Calls the levy unfair*, *regards the label as indispensable*, *which it considers a trap*."""
    if lemma not in JUDGES or negated(token):
        return
    for thing in _judged(token):
        preps = [prep for one in (token, thing) for prep in children(one, "prep") if prep.lower_ == "as"]
        told = [low for prep in preps for low in children(prep, "amod", "pobj", "pcomp")]
        sign = _worth([*children(token, "oprd", "xcomp", "ccomp", "acomp"), *told])
        yield from _about(source, cast, holder, sign, [thing], token)


def _judged(token: Token) -> list[Token]:
    found = [one for one in children(token, "dobj") if one.pos_ == "NOUN" or one.lower_ in _THIS]
    found += [low for one in children(token, "ccomp") for low in children(one, "nsubj") if low.pos_ == "NOUN"]
    if not found and token.dep_ == "relcl" and token.head.pos_ == "NOUN":
        found = [token.head]
    return found


def _worth(words: list[Token]) -> int:
    """Whether words call a thing good or bad; nothing where they do both, or deny it."""
    every = [low for one in words for low in [one, *children(one, "acomp", "attr", "amod")]]
    signs = {1 for one in every if one.lemma_.lower() in GOOD} | {-1 for one in every if one.lemma_.lower() in BAD}
    if len(signs) != 1 or any(negated(one) for one in [*every, *words]):
        return 0
    return signs.pop()


def _standing(source: ParsedSource, holder: str, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Puts it at 35*, *is working with a figure of 12*, *considers 20 the most*: an amount that is its own."""
    if lemma not in POSITIONS or negated(token):
        return
    for one in [*children(token, "dobj"), *_below(token)]:
        for low in [one, *_below(one)]:
            amount = amount_of(low) if low.pos_ in {"NUM", "NOUN", "SYM"} else None
            if amount is not None:
                thing = measured_thing(low, amount)
                yield _put(holder, Change(source, token, thing, "amount", "", "", holder, amount=amount), True, token)


def _of_passive(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*The post is wanted by all three*, *the label was criticised by the trustees*."""
    lemma = token.lemma_.lower()
    sign = 1 if lemma in FOR_VERBS else -1 if lemma in AGAINST_VERBS else 0
    sign = 0 if negated(token) else sign
    doers = [one for agent in children(token, "agent") for one in children(agent, "pobj")]
    for one in doers if sign else ():
        for holder in cast.several(source, one):
            yield from _about(source, cast, holder, sign, children(token, "nsubjpass"), token)


def _of_thing(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*The word offends the trustees*; *the levy, she said, is unfair*; *the dam must be lowered, the mayor said*."""
    lemma = token.lemma_.lower()
    things = [one for one in children(token, "nsubj", "nsubjpass") if one.pos_ == "NOUN"]
    things = [one for one in things if not cast.meant(source, one)]
    if not things:
        return
    moved = 1 if lemma in PLEASES else -1 if lemma in DISPLEASES else 0
    for one in [*children(token, "dobj"), *_below(token)] if moved and not negated(token) else ():
        for holder in cast.several(source, one):
            yield from _about(source, cast, holder, moved, things, token)
    holder = speaker_of(source, cast, token)
    if lemma in SEEMING:
        shown = [*children(token, "acomp", "attr", "oprd")]
        sign = _worth(shown)
        for one in shown:
            to = objects_of(one, {"to", "for"})
            holder = next((key for low in to if (key := cast.meant(source, low))), holder)
        yield from _about(source, cast, holder, sign if holder and not negated(token) else 0, things, token)
    elif holder and {one.lower_ for one in children(token, "aux")} & _MUST:
        for change in changes_in(source, cast, token, ""):
            yield _put(holder, change, not negated(token) and not change.keeps, token)


def _of_there(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*There could be no talk of a dam, he said*, *there must be a bridge*."""
    aux = {one.lower_ for one in children(token, "aux")}
    holder = speaker_of(source, cast, token) if children(token, "expl") and aux else ""
    for one in children(token, "attr", "nsubj") if holder else ():
        none = negated(token) or any(low.lower_ == "no" for low in children(one, "det"))
        sign = -1 if none else 1 if aux & _MUST else 0
        talk = one.lemma_.lower() in {"discussion", "question", "talk", "debate"}
        yield from _about(source, cast, holder, sign, _below(one) if talk else [one], token)


def _of_document(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*A paper drawn up by the league provides for 25 crowns*: an offer of whose paper it is."""
    subject = subject_of(token)
    if subject is None or subject.lemma_.lower() not in DOCUMENTS or token.lemma_.lower() not in PROVIDES:
        return
    if negated(token) or children(token, "auxpass"):
        return
    owners = [*children(subject, "poss", "compound")]
    for verb in children(subject, "acl"):
        owners += [low for agent in children(verb, "agent") for low in children(agent, "pobj")]
    for prep in children(subject, "prep"):
        owners += children(prep, "pobj") if prep.lower_ in {"by", "from", "of"} else []
    keys = list(dict.fromkeys(key for one in owners for low in coordinated(one) if (key := cast.meant(source, low))))
    for holder in keys if len(keys) == 1 else ():
        for one in _about(source, cast, holder, 1, [*children(token, "dobj"), *_below(token)], token):
            yield replace(one, act="offer")
