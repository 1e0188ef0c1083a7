"""Turns of phrase for and against: *is against*, *has no intention of*, *is off the table*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.attitudes.modals import hypothetical, speaker_of
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import CHANGES, OTHER_CHANGES
from winset.frozen import replace
from winset.reading.spans import Token

_HAVING = {"have", "show", "see", "express", "feel", "display", "hold", "find", "take", "voice", "raise"}
_FOR = {
    "intention",
    "plan",
    "wish",
    "appetite",
    "enthusiasm",
    "interest",
    "desire",
    "inclination",
    "sympathy",
    "reason",
}
_AGAINST = {"objection", "problem", "difficulty", "quarrel", "reservation", "misgiving", "qualm"}
_SET = {("set", "face", "against"), ("draw", "line", "at"), ("take", "issue", "with"), ("turn", "back", "on")}
_OUT = {"off", "out", "beyond"}
_OUT_OF = {"table", "question", "agenda", "limit", "menu", "discussion", "negotiation"}
_GOOD = {"acceptable", "welcome", "tolerable", "imaginable", "doable", "feasible"}
_BAD = {
    *("unacceptable", "unwelcome", "impossible", "unthinkable", "inconceivable", "unworkable", "unaffordable"),
    *("intolerable", "inadmissible"),
}


def leaning(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """Read what a verb says with the noun, adjective or preposition that goes with it."""
    if hypothetical(token):
        return
    if lemma == "be":
        yield from _being(source, cast, token)
        yield from _ruled_out(source, cast, token)
    elif lemma in _HAVING or lemma in {one for one, _, _ in _SET}:
        yield from _having(source, cast, token, lemma)
    elif lemma in {"vote", "argue", "speak", "come"}:
        yield from _speaking(source, cast, token)
    if token.tag_ == "VBG":
        yield from _not_doing(source, cast, token, lemma)


def _holders(source: ParsedSource, cast: Cast, token: Token) -> list[str]:
    subject = subject_of(token)
    return cast.several(source, subject) if subject is not None else []


def _below(token: Token, prepositions: set[str]) -> list[Token]:
    return [
        one
        for prep in children(token, "prep")
        if prep.lower_ in prepositions
        for one in children(prep, "pobj", "pcomp")
    ]


def _told(
    source: ParsedSource, cast: Cast, holder: str, below: list[Token], wants: bool, token: Token
) -> Iterator[Attitude]:
    """Attitudes about what stands below a turn of phrase."""
    for one in below:
        for change in changes_in(source, cast, one, holder if one.pos_ in {"VERB", "AUX"} else ""):
            for_it = wants != (change.negated != change.keeps)
            yield Attitude(holder, change, "preference" if for_it else "refusal", for_it, token)


def _being(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*Is against guaranteeing any volume*, *is in favour of a levy*."""
    denied = negated(token)
    against = _below(token, {"against"})
    favoured = [
        one
        for prep in children(token, "prep")
        for noun in children(prep, "pobj")
        if prep.lower_ == "in" and noun.lemma_.lower() in {"favour", "favor", "support"}
        for one in _below(noun, {"of"})
    ]
    for holder in _holders(source, cast, token) if against or favoured else ():
        yield from _told(source, cast, holder, against, denied, token)
        yield from _told(source, cast, holder, favoured, not denied, token)


def _having(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Has no intention of parting with the fund*, *sees no objection to it*, *has set its face against any cut*."""
    for noun in children(token, "dobj"):
        word = noun.lemma_.lower()
        phrase = next((prep for verb, low, prep in _SET if (verb, low) == (lemma, word)), "")
        none = any(one.lower_ in {"no", "little"} for one in children(noun, "det", "amod")) or negated(token)
        if phrase and not none:
            below, wants = [*_below(token, {phrase}), *_below(noun, {phrase})], False
        elif none and lemma in _HAVING and word in _FOR | _AGAINST:
            below = [*_below(noun, {"of", "for", "in", "to", "with", "against"})]
            below = below or _below(token, {"to", "for"})
            below += [one for one in children(noun, "acl") if one.tag_ == "VB"]
            wants = word in _AGAINST
        else:
            continue
        for holder in _holders(source, cast, token):
            yield from _told(source, cast, holder, below, wants, token)


def _speaking(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*Will vote against the levy*, *has come out against it*, *spoke in favour of a levy*."""
    against = _below(token, {"against"})
    against = [one for one in against if not any(low.dep_ == "relcl" for low in one.children)]
    for holder in _holders(source, cast, token) if against and not negated(token) else ():
        yield from _told(source, cast, holder, against, False, token)


def _ruled_out(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """*Parity would be acceptable*, *a freeze is off the table*, *flags are not on the agenda*: says who says so."""
    subject, speaker = subject_of(token), speaker_of(source, cast, token)
    if subject is None or subject.dep_ != "nsubj" or subject.head != token or not speaker:
        return
    words = {one.lower_ for one in children(token, "acomp")}
    denied = negated(token)
    good = bool(words & _GOOD)
    away = bool(words & _BAD)
    for prep in children(token, "prep"):
        low = {one.lemma_.lower() for one in children(prep, "pobj")}
        low |= {two.lemma_.lower() for one in children(prep, "prep") for two in children(one, "pobj")}
        if low & _OUT_OF and (prep.lower_ in _OUT or (prep.lower_ in {"on", "up", "for"} and denied)):
            away, good, denied = True, False, False
    if not good and not away:
        return
    wants = good != denied
    for theme in themes_of(subject) if subject.pos_ == "NOUN" and not cast.meant(source, subject) else ():
        change = Change(source, token, theme, "noun", "", "", "")
        yield Attitude(speaker, change, "concession" if wants else "refusal", wants, token)


_NOW = {"are", "'re", "’re", "is", "am", "was", "were"}


def _not_doing(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*We are not dropping it*: a refusal."""
    aux = {one.lower_ for one in children(token, "aux")}
    if lemma not in {*CHANGES, *OTHER_CHANGES} or not negated(token) or not aux & _NOW:
        return
    speaker = speaker_of(source, cast, token)
    for change in changes_in(source, cast, token, ""):
        holder = change.agent or speaker
        if holder and children(token, "nsubj"):
            yield Attitude(holder, replace(change, agent=holder, negated=False), "refusal", False, token)
