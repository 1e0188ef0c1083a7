"""What somebody promises or refuses under a condition that stands in a clause: *only when*, *until*, *as long as*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.drafting.attitudes.clauses import ConditionalClause
from winset.drafting.attitudes.withholding import (
    VOICES,
    Withheld,
    happens,
    holder_of,
    spoken_of,
    thing_before,
    told_by,
    willing,
)
from winset.drafting.issues.change import Change, ceased
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import OBSERVERS, SAYING
from winset.frozen import replace
from winset.reading.spans import Token
from winset.word_sets import word_set

_UNTIL = {"until", "unless", "before", "as long as", "so long as", "while"}
_IF = {"if", "provided", "once", "on condition", "as long as", "so long as", "when", "after"}
_COMES_TO = word_set("secure gain win obtain get receive lose risk face benefit enjoy avoid suffer")
_STAYS = {
    *("stay", "remain", "keep", "withhold", "hold", "block", "freeze", "retain", "delay", "suspend", "sit", "defer"),
    *("refuse", "decline", "postpone", "bar", "ban"),
}
_SUFFERS = {"lose", "owe", "suffer", "face", "risk", "incur"}
_ENDS = {"run", "expire", "lapse", "end", "fail", "collapse", "break"}


def of_clause(
    source: ParsedSource, cast: Cast, clause: ConditionalClause, sides: Sequence[str] = ()
) -> Iterator[Withheld]:
    """A condition in a clause that hangs on what somebody would do, or says will not be done."""
    main = main_of(clause.above)
    if main.pos_ not in {"VERB", "AUX"} or clause.verb.sent != main.sent or _in_doubt(main):
        return
    asked = spoken_of(source, cast, [clause.verb])
    inverted = children(clause.verb.head, "attr") if clause.verb.head.lower_ == "were" else []
    doer = inverted[0] if inverted else subject_of(clause.verb)  # *were Denmark to pay*
    active = doer is not None and not children(clause.verb, "nsubjpass", "auxpass")
    asker = cast.meant(source, doer) if doer is not None and active else ""
    denied = denies(main) or denies(clause.above)
    only = clause.only or _limited(clause)
    refusal = denied and clause.mark in _UNTIL and not clause.not_before
    kept = clause.mark in {"until", "as long as", "so long as", "while"} and _stays(main)
    threat = (
        not denied and willing(clause.above) and (clause.mark == "unless" or (clause.mark == "if" and clause.failing))
    )
    offer = (
        not denied
        and not clause.failing
        and clause.verb.lemma_.lower() not in _ENDS
        and clause.mark in _IF | {"before"}
        and willing(clause.above)
    )
    if clause.mark in {"before", "after", "when"}:
        offer = offer and only
    if not (refusal or kept or threat or offer):
        return
    holder, held = meant_by(source, cast, clause.above)
    if clause.mark == "on condition":
        held = tuple(one for one in held if one.theme != clause.verb.head)  # *on the understanding that*
    if threat and not _acts(source, cast, clause.above):
        return  # *evictions could begin if …*: who says so does not do it
    if not holder and _party_says(clause.above) and len(sides) == 2 and asker in sides:
        holder = next(one for one in sides if one != asker)  # what one of two is asked for comes from the other
    gets = asker == holder and comes_to(clause.verb)
    if gets and not asked:
        asked = meant_by(source, cast, clause.verb)[1]  # *if he could have them*
    if not holder or not held or (not asked and not refusal) or (asker == holder and not gets):
        return
    if offer and not only and not asker and not children(clause.verb, "nsubjpass") and clause.mark == "if":
        return  # *could rise if prices fall*: nobody is asked for anything
    if threat and clause.mark == "if":
        asked = tuple(replace(one, negated=not one.negated) for one in asked)
    if clause.mark in {"as long as", "so long as", "while"} and (refusal or kept):
        asked = tuple(ceased(one) for one in asked)
    yield Withheld(holder, held, asked, clause.verb, source, clause.mark, threat=threat)


def wanted_first(source: ParsedSource, cast: Cast, clause: ConditionalClause) -> Iterator[Withheld]:
    """*Wants the date fixed before its people join a cabinet*: what somebody asks for, before what waits for it."""
    if clause.mark != "before":
        return
    wants = next((one for one in (clause.above, *clause.above.ancestors) if one.lemma_.lower() in _WANTS), None)
    subject, doer = (subject_of(wants) if wants is not None else None), subject_of(clause.verb)
    holder = cast.meant(source, subject) if subject is not None else ""
    other = cast.meant(source, doer) if doer is not None and not children(clause.verb, "nsubjpass") else ""
    if wants is None or negated(wants) or not holder or other not in {"", holder}:
        return
    waits = set(clause.verb.subtree)
    below = [one for one in children(wants, "ccomp", "xcomp", "dobj", "prep") if one.i > wants.i and one not in waits]
    below = [low for one in below for low in (children(one, "pobj", "pcomp") if one.dep_ == "prep" else [one])]
    asked = tuple(one for one in spoken_of(source, cast, below[:1]) if one.theme not in waits)
    held = spoken_of(source, cast, [clause.verb], holder)
    if held and asked:
        yield Withheld(holder, held, asked, clause.verb, source, "before")


_WANTS = {"want", "insist", "demand"}


def _acts(source: ParsedSource, cast: Cast, verb: Token) -> bool:
    """Whether somebody is said to do something, or a pronoun stands for what somebody does."""
    subject = subject_of(verb)
    if subject is None:
        return False
    told = bool(children(verb, "nsubjpass")) and bool(
        told_by(source, cast, verb)
    )  # *will be blocked, it has told them*
    return told or bool(cast.meant(source, subject)) or happens(verb, subject)


def _in_doubt(verb: Token) -> bool:
    """*It is unclear whether it would …*, *may gain …*: nothing that somebody promises or threatens."""
    marks = {low.lower_ for one in (verb, verb.head) for low in children(one, "mark", "advmod")}
    lemma = verb.lemma_.lower()
    seen = lemma in (SAYING - _STAYS) | {"view", "welcome", "want"}
    return "whether" in marks or seen or comes_to_somebody(verb) or suffers(verb)


def suffers(verb: Token) -> bool:
    """*Would lose 8 million*, *would have to close a school*: nothing that somebody would do for another."""
    lemma = verb.lemma_.lower()
    return lemma in _SUFFERS or (lemma == "have" and bool(children(verb, "xcomp")))


def comes_to(verb: Token) -> bool:
    """*If it gets to name the manager*, *once it has consent*: what somebody gets, others give."""
    lemma = verb.lemma_.lower()
    return lemma in _COMES_TO or (lemma == "have" and bool(children(verb, "dobj")))


def comes_to_somebody(verb: Token) -> bool:
    """*May secure renewed support*: what may come to somebody, nothing that it gives."""
    return verb.lemma_.lower() in _COMES_TO and any(low.lower_ in {"may", "might"} for low in children(verb, "aux"))


def _party_says(verb: Token) -> bool:
    """Whether somebody says a clause who is no observer: *he wrote that*, *two officials said*."""
    above = verb
    while above.head != above:
        above = above.head
        for one in children(above, "nsubj"):
            return above.lemma_.lower() in VOICES and one.lemma_.lower() not in OBSERVERS
    return False


def main_of(verb: Token) -> Token:
    """The verb on which a clause hangs together: of *has no intention of parting with* it is *has*."""
    main = verb
    while main.dep_ in {"xcomp", "acomp", "pcomp", "acl"} and main.head != main and main.head.pos_ != "PROPN":
        main = main.head.head if main.head.pos_ in {"ADP", "NOUN"} and main.dep_ in {"pcomp", "acl"} else main.head
        if main.pos_ == "NOUN" and main.dep_ in {"dobj", "attr"}:
            main = main.head  # *has no intention of parting with …*
    return main


def denies(verb: Token) -> bool:
    """Whether a clause says that something will not be: *no papers would be stamped*, *nothing will be paid*."""
    if negated(verb):
        return True
    around = children(verb, "nsubj", "nsubjpass", "dobj", "attr")
    for one in around:
        first = one.left_edge
        none = one.lower_ in {"nothing", "nobody", "none", "neither"} or first.lower_ in {"no", "neither", "not"}
        if none or (first.i and first.nbor(-1).lower_ == "not" and first.nbor(-1).i >= verb.sent.start):
            return True
    return False


def _stays(verb: Token) -> bool:
    return any(one.lemma_.lower() in _STAYS for one in (verb, *children(verb, "xcomp")))


def _limited(clause: ConditionalClause) -> bool:
    """*Only if*, *only on condition that*, *not before*."""
    start = max(clause.above.i, clause.verb.sent.start)
    return any(one.lower_ == "only" for one in clause.verb.doc[start : clause.verb.i])


def meant_by(source: ParsedSource, cast: Cast, verb: Token) -> tuple[str, tuple[Change, ...]]:
    """Who would do what a verb says, and what it is about."""
    holder = holder_of(source, cast, verb)
    subject = subject_of(verb)
    if subject is not None and happens(verb, subject):
        return holder, thing_before(source, cast, subject)
    pointing = [one for one in children(verb, "dobj", "nsubjpass") if one.lower_ in {"it", "them", "that", "this"}]
    if pointing:
        return holder, thing_before(source, cast, pointing[0])
    return holder, spoken_of(source, cast, [verb], holder)
