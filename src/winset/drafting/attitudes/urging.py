"""What somebody says must be, could be or stays, and what is fought: *says the pay has to rise*, *sued over it*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.attitudes.modals import hypothetical, speaker_of
from winset.drafting.issues.antecedents import thing_before
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, objects_of
from winset.drafting.words import DEALS
from winset.frozen import replace
from winset.reading.spans import Token
from winset.word_sets import word_set

_OUGHT = {"must", "should", "ought"}
_STAYS = {"stay", "remain", "stand"}
_LODGES = word_set("file lodge bring launch start mount take win seek")
_SUITS = word_set("suit lawsuit complaint appeal challenge petition case objection protest injunction grievance")
_FIGHTS = word_set("sue appeal strike march rally campaign demonstrate walk")
_OVER = {"over", "against"}


def urged(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """What a party says ought to be or stays, and what it goes to court or into the street about."""
    should = any(one.lower_ == "should" and one.i > token.left_edge.i for one in children(token, "aux"))
    if hypothetical(token) and not should:  # *should it close, …*
        return
    if speaker := speaker_of(source, cast, token):
        yield from _ought(source, cast, token, lemma, speaker)
        yield from _stays(source, cast, token, lemma, speaker)
        yield from _possible(source, cast, token, speaker)
    yield from _fought(source, cast, token, lemma)


def _ought(source: ParsedSource, cast: Cast, token: Token, lemma: str, speaker: str) -> Iterator[Attitude]:
    """*Says the pay has to rise*, *that drivers should pay a toll*: a demand, unless of itself."""
    verbs = [token] if {one.lower_ for one in children(token, "aux")} & _OUGHT else []
    if lemma in {"have", "need"} and not children(token, "dobj"):
        verbs = [one for one in children(token, "xcomp") if one.tag_ == "VB"]
    subject = subject_of(token)
    if subject is None or subject.lower_ in {"we", "i"} or speaker in cast.several(source, subject):
        return
    for verb in verbs:
        told = [one for one in changes_in(source, cast, verb, "") if one.agent != speaker]
        for change in told or list(_of_thing(source, cast, verb, subject)):
            wants = (negated(token) or change.negated) == change.keeps
            yield Attitude(speaker, replace(change, negated=False), "demand" if wants else "refusal", wants, token)


def _of_thing(source: ParsedSource, cast: Cast, verb: Token, subject: Token) -> Iterator[Change]:
    """*Motorists should pay a toll*, *the scanners must go*: the toll, the scanners."""
    for noun in children(verb, "dobj") or [subject]:
        for theme in themes_of(noun) if noun.pos_ == "NOUN" and not cast.meant(source, noun) else ():
            yield Change(source, verb, theme, "noun", "", "", "")


def _stays(source: ParsedSource, cast: Cast, token: Token, lemma: str, speaker: str) -> Iterator[Attitude]:
    """*Says the bond stays*, *that the rule will remain in force*: a refusal."""
    subject = subject_of(token)
    if lemma not in _STAYS or subject is None or subject.head != token or negated(token):
        return
    if any(one.lower_ in {"could", "might", "may"} for one in children(token, "aux")):
        return
    if subject.pos_ != "NOUN" or cast.meant(source, subject) or children(token, "acomp", "attr"):
        return
    for theme in themes_of(subject):
        yield Attitude(speaker, Change(source, token, theme, "noun", "", "", ""), "refusal", False, token)


def _possible(source: ParsedSource, cast: Cast, token: Token, speaker: str) -> Iterator[Attitude]:
    """*A delay could be discussed, she said*, *said that transfers might resume*: a concession."""
    subject = subject_of(token)
    modal = {one.lower_ for one in children(token, "aux")} & {"could", "might"}
    if not modal or negated(token) or subject is None or subject.head != token:
        return
    thing = thing_before(source, cast, subject) or subject  # *hinted that it might be cut*
    if (
        thing.pos_ != "NOUN"
        or cast.meant(source, thing)
        or children(token, "dobj", "agent", "acomp", "attr")
        or token.pos_ != "VERB"
    ):
        return
    for theme in themes_of(thing):
        yield Attitude(speaker, Change(source, token, theme, "noun", "", "", ""), "concession", True, token)


def _fought(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Filed a suit against the ban*, *struck over the roster*, *said no to the audit*, *voted down the plan*."""
    subject = subject_of(token)
    if subject is None or negated(token):
        return
    below: list[Token] = []
    if lemma in _LODGES:
        for noun in children(token, "dobj"):
            if noun.lemma_.lower() in _SUITS:
                below += [*objects_of(noun, _OVER | {"to"}), *objects_of(token, _OVER)]
    elif lemma in _FIGHTS:
        below = objects_of(token, _OVER)
    elif lemma == "say" and any(one.lower_ == "no" for one in token.children):
        below = objects_of(token, {"to"})
    elif lemma == "vote":
        below = objects_of(token, {"down"})
    for holder in cast.several(source, subject) if below else ():
        for one in below:
            for change in changes_in(source, cast, one, ""):
                if change.theme.lemma_.lower() not in DEALS:  # *voted down a deal in 2022* is history
                    yield Attitude(holder, change, "refusal", False, token)
