"""What parties say they would do, would not do, or would do only if: *will not sign*, *could go to 6 percent if*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.amounts import amount_of
from winset.drafting.attitudes.clauses import ConditionalClause
from winset.drafting.issues.antecedents import thing_before
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.measures import measured_thing
from winset.drafting.issues.themes import themes_of
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, objects_of
from winset.drafting.words import CHANGES, DEALS, OTHER_CHANGES, SAYING
from winset.frozen import replace
from winset.reading.spans import Token

_WOULD = {"will", "would", "could", "may", "might", "can", "'ll", "’ll"}
_STATES = {
    **dict.fromkeys(("closed", "shut"), "open"),
    **dict.fromkeys(("suspended", "halted"), "resume"),
    **dict.fromkeys(("frozen", "blocked"), "lift"),
}


def refused(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*We will not sign*, *it could not be given up*: what somebody says it will not do."""
    modal = {child.lower_ for child in children(token, "aux")} & {"will", "wo", "would", "can", "ca", "could"}
    if not modal or not negated(token) or hypothetical(token):
        return
    subject = subject_of(token)
    speaker = speaker_of(source, cast, token)
    if lemma in {"have", "hear", "accept", "sign", "stand", "wear"}:
        yield from _not_had(source, cast, token, speaker)
    known = lemma in CHANGES or lemma in OTHER_CHANGES or lemma in {"accept", "give", "make", "have", "take"}
    if not known and (not speaker or lemma in SAYING | {"be", "do", "comment", "meet", "attend", "afford"}):
        return
    for change in changes_in(source, cast, token, ""):
        if _qualified(change.theme):
            continue
        holder = change.agent or speaker
        if holder and (not change.agent or holder == change.agent) and subject is not None:
            yield Attitude(holder, replace(change, agent=change.agent or holder), "refusal", False, token)


def _not_had(source: ParsedSource, cast: Cast, token: Token, speaker: str) -> Iterator[Attitude]:
    """*The guild will not have it*, *would not hear of it*: of the thing named last."""
    subject = subject_of(token)
    holder = speaker or (cast.meant(source, subject) if subject is not None else "")
    for one in [*children(token, "dobj"), *objects_of(token, {"of", "for"})]:
        thing = thing_before(source, cast, one)
        if holder and thing is not None and not children(token, "ccomp", "xcomp", "oprd"):
            change = Change(source, token, thing, "noun", "", "", "")
            yield Attitude(holder, change, "refusal", False, token)


def limited(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Could not go beyond 60 cents*: that far it might go, no further."""
    modal = any(child.tag_ == "MD" for child in token.children)
    subject = subject_of(token)
    if lemma not in {"go", "pay", "offer", "move", "accept", "spend"} or not modal or not negated(token):
        return
    if subject is None or hypothetical(token):
        return
    holder = cast.meant(source, subject) or speaker_of(source, cast, token)
    for prep in children(token, "prep"):
        for one in children(prep, "pobj") if prep.lower_ in {"beyond", "above", "over", "past", "below"} else ():
            amount = amount_of(one)
            if holder and amount is not None:
                change = Change(source, token, measured_thing(one, amount), "amount", "", "", holder, amount=amount)
                yield Attitude(holder, change, "concession", True, token, "its limit: would it go so far?")


_CONCEDING = {"settle", "live", "go", "drop", "accept", "move", "stretch", "come", "rise", "part"}


def conceded(
    source: ParsedSource, cast: Cast, token: Token, lemma: str, conditions: list[ConditionalClause]
) -> Iterator[Attitude]:
    """*Could go to 6 percent if …*, *will end the strike only if …*: a concession; *will sue if not …*: a threat."""
    modal = {child.lower_ for child in children(token, "aux")} & _WOULD
    if not modal or negated(token) or hypothetical(token) or lemma in {"be", "have", "stay", "remain"}:
        return
    speaker = speaker_of(source, cast, token)
    mine = [one for one in conditions if one.above == token or (one.above.is_ancestor(token) and one.verb.i > token.i)]
    mine = [one for one in mine if one.verb.sent == token.sent and not one.verb.is_ancestor(token)]
    mine = [one for one in mine if one.verb.i > token.i or (speaker and one.failing)]  # *if …, it will …* is an ending
    swapped = any(
        one.lower_ in {"return", "exchange"} and one.nbor(-1).lower_ == "in" and one.i > token.i for one in token.sent
    )
    if not (mine or swapped or (lemma in _CONCEDING and modal & {"could", "might", "would"})):
        return
    threat = any(one.failing for one in mine)
    if not threat and not modal - {"can", "may"}:
        return  # *can cancel the lease if it is not mended* is a threat; *can pay if …* says only what is possible
    for change in changes_in(source, cast, token, ""):
        holder = change.agent or speaker
        if holder and (change.kind != "keep" or threat):
            wants = change.negated == change.keeps
            act = "threat" if threat else "concession" if wants else "refusal"
            yield Attitude(holder, replace(change, agent=change.agent or holder), act, wants, token)


def staying(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*The port will stay closed*: a refusal to open it."""
    if lemma not in {"stay", "remain"} or not {child.lower_ for child in children(token, "aux")} & _WOULD:
        return
    subject, speaker = subject_of(token), speaker_of(source, cast, token)
    state = next((one for one in children(token, "acomp", "oprd") if one.lower_ in _STATES), None)
    if subject is None or state is None or not speaker or cast.meant(source, subject):
        return
    kind, today, level = CHANGES[_STATES[state.lower_]]
    for theme in themes_of(subject):
        change = Change(source, token, theme, kind, today, level, speaker, negated=True)
        yield Attitude(speaker, change, "refusal", False, token)


def _qualified(theme: Token) -> bool:
    """*A deal that rewards …*: not every deal is refused."""
    return theme.lemma_.lower() in DEALS and any(
        child.dep_ == "relcl" and any(low.lower_ in {"that", "which"} for low in child.children)
        for child in theme.children
    )


_TELLING = {
    *("say", "tell", "state", "add", "insist", "argue", "declare", "answer", "reply", "hint", "indicate", "confirm"),
    *("write", "maintain", "stress", "repeat", "reiterate", "announce", "signal", "concede", "warn", "let", "explain"),
}


def speaker_of(source: ParsedSource, cast: Cast, token: Token) -> str:
    """Who says a clause: the subject of the verb of saying above it."""
    above = token
    for _ in range(4):
        if above.dep_ in {"ccomp", "conj", "parataxis"} and above.head != above:
            above = above.head
            if above.lemma_.lower() in _TELLING or (above.lemma_.lower() in {"let", "make"} and above != token.head):
                subject = subject_of(above)
                return cast.meant(source, subject) if subject is not None else ""
    return ""


def otherwise(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*It would otherwise call a strike*: a threat."""
    if not any(child.lower_ == "otherwise" for child in token.children) or lemma not in {*CHANGES, *OTHER_CHANGES}:
        return
    for change in changes_in(source, cast, token, ""):
        if change.agent:
            yield Attitude(change.agent, change, "threat", True, token)


def hypothetical(token: Token) -> bool:
    """Whether a verb stands under *if*, *whether*, *could* or *might*, where nothing is decided."""
    for _ in range(2):
        marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "aux"}}
        if marks & {"if", "whether", "unless", "were", "should", "until", "provided", "once", "before", "after"}:
            return True
        if token.dep_ != "xcomp":
            return False
        token = token.head
    return False
