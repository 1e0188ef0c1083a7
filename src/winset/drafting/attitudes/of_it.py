"""For or against what a pronoun stands for: *won't entertain it*, *could live with that*, *is against it*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.attitudes.modals import hypothetical, speaker_of
from winset.drafting.issues.antecedents import thing_before
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, objects_of
from winset.drafting.words import READY, REFUSALS, UNREADY
from winset.reading.spans import Token
from winset.word_sets import word_set

_POINTING = {"it", "this", "that"}
_FOR = word_set("support back favour favor welcome endorse accept approve sign entertain consider countenance")
_FOR_BY = {"agree": {"to"}, "live": {"with"}, "consent": {"to"}, "object": {"to"}}
_PERHAPS = {"would", "could", "might"}
_SETTLED = {"sign", "entertain", "consider", "countenance", "discuss"}
"""What is only done to a thing once it is wanted, so that *would* or *not* has to stand with it."""


def of_it(source: ParsedSource, cast: Cast, token: Token) -> Iterator[Attitude]:
    """Who is for or against the thing named last, where no more is said of it than *it* or *that*."""
    if token.pos_ not in {"VERB", "AUX"} or hypothetical(token):
        return
    lemma, denied = token.lemma_.lower(), negated(token)
    objects, against = _objects(token, lemma)
    modal = bool({one.lower_ for one in children(token, "aux")} & _PERHAPS)
    if lemma in _SETTLED and not (denied or modal):
        return
    subject = subject_of(token)
    if subject is None or children(token, "auxpass", "ccomp", "oprd", *(() if objects else ("xcomp",))):
        return
    holders = cast.several(source, subject) or [speaker_of(source, cast, token)]
    wants = against == denied
    for one in objects:
        thing = thing_before(source, cast, one) if one.lower_ in _POINTING else None
        for holder in holders if thing is not None else ():
            if holder and thing is not None:
                change = Change(source, token, thing, "noun", "", "", "")
                act = "refusal" if not wants else "concession" if modal else "preference"
                yield Attitude(holder, change, act, wants, token)


def _objects(token: Token, lemma: str) -> tuple[list[Token], bool]:
    """What a verb is for or against, and whether it is against."""
    if lemma == "be":
        beside = [one for one in children(token, "acomp") if one.lemma_.lower() in READY | UNREADY or _opposed(one)]
        below = [low for one in beside for low in objects_of(one, {"to", "about", "of"})]
        if below:
            return below, any(one.lemma_.lower() in UNREADY or _opposed(one) for one in beside)
        return objects_of(token, {"against"}), True
    if lemma in _FOR_BY:
        return objects_of(token, _FOR_BY[lemma]), lemma == "object"
    if lemma in {"refuse", "decline"}:  # *has refused to consider it*
        below = [one for one in children(token, "xcomp") if one.lemma_.lower() in _FOR]
        return [low for one in below or [token] for low in children(one, "dobj")], True
    return children(token, "dobj") if lemma in _FOR | REFUSALS else [], lemma in REFUSALS


def _opposed(one: Token) -> bool:
    return bool(one.lower_ == "opposed")
