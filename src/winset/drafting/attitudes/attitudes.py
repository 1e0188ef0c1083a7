"""Who wants or resists what: demands, offers, refusals, threats and wishes with the changes they are about."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.amounts import amount_of
from winset.drafting.attitudes.clauses import ConditionalClause, clauses
from winset.drafting.attitudes.complements import complements, infinitives
from winset.drafting.attitudes.continuing import continuing, held_back
from winset.drafting.attitudes.judging import judged, welcomed
from winset.drafting.attitudes.leaning import leaning
from winset.drafting.attitudes.modals import conceded, hypothetical, limited, otherwise, refused, speaker_of, staying
from winset.drafting.attitudes.pointing import pointed, points
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.changes import changes_in
from winset.drafting.issues.measures import measured_thing
from winset.drafting.people.cast import Cast
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import (
    DEMANDS,
    LIKES,
    NOUNS,
    OFFERS,
    READY,
    REFUSALS,
    UNREADY,
)
from winset.frozen import replace
from winset.reading.spans import Token

_PHRASES = {
    ("put", "forward"): "offer",
    ("put", "up"): "offer",
    ("rule", "out"): "refusal",
    ("turn", "down"): "refusal",
    ("shoot", "down"): "refusal",
    ("hold", "out"): "demand",
}
_VOICES = {
    *(
        "express",
        "make",
        "signal",
        "show",
        "repeat",
        "voice",
        "have",
        "state",
        "issue",
        "launch",
        "engage",
        "lay",
        "set",
    ),
    *("see", "present", "list", "reiterate", "submit", "table", "reaffirm"),
}


def attitudes(source: ParsedSource, cast: Cast) -> Iterator[Attitude]:
    """Find every attitude of a document; *opposes this* is about what was wanted last."""
    yield from _found(source, cast)


def _found(source: ParsedSource, cast: Cast) -> Iterator[Attitude]:
    former: Attitude | None = None
    conditions = list(clauses(source))
    for token in source.doc:
        if former is not None and points(token):
            yield from pointed(source, cast, token, former)
            continue
        for one in _at(source, cast, token, conditions):
            former = one
            yield one


def _at(source: ParsedSource, cast: Cast, token: Token, conditions: list[ConditionalClause]) -> Iterator[Attitude]:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        yield from _of_verb(source, cast, token, lemma, conditions)
    elif token.pos_ == "AUX":
        yield from welcomed(source, cast, token, lemma)
        yield from leaning(source, cast, token, lemma)
    elif lemma in READY | UNREADY and token.pos_ in {"ADJ", "VERB"}:
        yield from _of_adjective(source, cast, token, lemma)
    elif token.pos_ == "NOUN" and lemma in NOUNS:
        yield from _of_noun(source, cast, token, NOUNS[lemma])


def _of_verb(
    source: ParsedSource, cast: Cast, token: Token, lemma: str, conditions: list[ConditionalClause]
) -> Iterator[Attitude]:
    particles = {child.lower_ for child in token.children if child.dep_ in {"prt", "advmod"}}
    out = "out" in particles
    phrasal = next((act for (verb, low), act in _PHRASES.items() if verb == lemma and low in particles), "")
    if lemma in READY | UNREADY and children(token, "auxpass"):
        yield from _of_adjective(source, cast, token, lemma)
        return
    act = (
        phrasal
        if phrasal
        else "refusal"
        if lemma in REFUSALS
        else "threat"
        if lemma in {"threaten", "warn", "vow"}
        else "demand"
        if lemma in DEMANDS
        else "offer"
        if lemma in OFFERS
        else "preference"
        if lemma in LIKES
        else ""
    )
    ultimatum = (
        lemma == "give" and bool(children(token, "dative", "dobj")) and bool(infinitives(token)) and _timed(token)
    )
    if ultimatum:
        act = "demand"
    if lemma == "look" and (token.tag_ != "VBG" or not children(token, "aux")):
        act = ""  # *is looking for a partner*; *look for weapons* is a search
    if lemma == "call" and not any(prep.lower_ in {"for", "on"} for prep in children(token, "prep")):
        act = ""
    fought = any(one.lemma_ in REFUSALS for one in children(token, "xcomp"))  # *vowed to fight it*
    if act and (hypothetical(token) or _disowned(token) or fought):
        return
    if not act:
        yield from judged(source, cast, token, lemma)
        yield from leaning(source, cast, token, lemma)
        lasting = [*continuing(source, cast, token, lemma), *held_back(source, cast, token, lemma, conditions)]
        if lasting:
            yield from lasting
            return
        limits = list(limited(source, cast, token, lemma))
        if limits:
            yield from limits
            return
        yield from refused(source, cast, token, lemma)
        yield from _raised(source, cast, token, lemma)
        yield from _shifted(source, cast, token, lemma)
        yield from conceded(source, cast, token, lemma, conditions)
        yield from staying(source, cast, token, lemma)
        yield from otherwise(source, cast, token, lemma)
        return
    passive = bool(children(token, "nsubjpass", "auxpass"))
    subject = (
        subject_of(token)
        if not passive
        else next((one for a in children(token, "agent") for one in children(a, "pobj")), None)
    )
    if subject is None:
        return
    speaker = speaker_of(source, cast, token) if subject.lower_ in {"he", "she", "it", "they"} else ""
    holders = [speaker] if speaker else cast.several(source, subject)  # *the chairman said that he would not ask*
    for holder in holders:
        yield from _about(source, cast, token, holder, act, lemma, out)


def _about(
    source: ParsedSource, cast: Cast, token: Token, holder: str, act: str, lemma: str, out: bool
) -> Iterator[Attitude]:
    if any(child.lower_ == "longer" and child.dep_ == "advmod" for child in token.children):
        return  # *no longer insists*: given up, and what is wanted instead is not said
    if lemma == "expect" and not _asks(source, cast, token, holder):
        return  # *expects prices to rise*
    if lemma == "deny" and children(token, "ccomp"):
        return  # *denied that it planned a second dam* is about a fact
    denied = negated(token) and not children(token, "nsubjpass")
    doubt = ""
    for change in complements(source, cast, token, holder, act):
        wants = act != "refusal"
        if lemma == "warn" and change.agent != holder:
            continue
        kind = act
        if lemma == "rule" and out and denied:
            if change.agent not in {"", holder}:
                continue
            kind, wants, doubt = "threat", True, "not ruled out: a threat, or only not excluded?"
        elif denied and act == "refusal":
            continue
        elif denied:
            wants, kind = not wants, "refusal" if wants else act
        if change.negated:
            wants, kind = not wants, "refusal" if wants else "demand"
        if change.keeps:
            wants, kind = not wants, "refusal" if wants else kind
        if kind == "offer" and change.agent not in {"", holder}:
            kind = "demand"
        yield Attitude(holder, change, kind, wants, token, doubt)


def _asks(source: ParsedSource, cast: Cast, token: Token, holder: str) -> bool:
    """*Expects Norway to lift the ban*: of somebody else, to do something."""
    others = {
        key
        for verb in children(token, "ccomp", "xcomp")
        for one in children(verb, "nsubj")
        for key in [*cast.several(source, one), *(["some"] if one.pos_ == "NUM" else [])]
    }
    return bool(others - {holder})


def _of_adjective(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    subject = subject_of(token if children(token, "nsubj", "nsubjpass") else token.head)
    verb = token.head if token.dep_ in {"acomp", "attr", "oprd", "xcomp", "ROOT", "ccomp", "conj"} else None
    if subject is None or verb is None or hypothetical(verb):
        return
    below = [one for one in children(token, "xcomp", "ccomp") if one.pos_ in {"VERB", "AUX"}]
    below += [one for one in children(verb, "xcomp") if one.i > token.i and one is not token]
    below += [one for prep in children(token, "prep") for one in children(prep, "pobj", "pcomp")]
    denied = negated(verb) or negated(token)
    positive = (lemma in READY) != denied
    holders = cast.several(source, subject)
    if not holders and any(one.lower_ in {"his", "her", "its", "their", "our"} for one in children(subject, "poss")):
        holders = [one for one in [speaker_of(source, cast, verb)] if one]  # *the minister said his country was ready*
    for holder in holders:
        for one in below:
            for change in changes_in(source, cast, one, holder):
                act = (
                    ("concession" if lemma not in {"eager", "keen", "determined"} else "preference")
                    if positive
                    else "refusal"
                )
                wants = positive != (change.negated != change.keeps)
                yield Attitude(holder, change, act, wants, token)


def _of_noun(source: ParsedSource, cast: Cast, token: Token, act: str) -> Iterator[Attitude]:
    owners = [key for one in children(token, "poss") if (key := cast.meant(source, one))]
    if not owners and token.dep_ in {"dobj", "pobj"}:
        verb = token.head if token.dep_ == "dobj" else token.head.head
        subject = subject_of(verb) if verb.pos_ == "VERB" and verb.lemma_.lower() in _VOICES else None
        owners = cast.several(source, subject) if subject is not None and not negated(verb) else []
    below = [one for one in children(token, "acl", "xcomp", "ccomp") if one.pos_ in {"VERB", "AUX"}]
    if token.dep_ == "nsubj" and token.head.lemma_.lower() == "be":  # *the goal, he said, is to …*
        below += [one for one in children(token.head, "xcomp") if one.tag_ == "VB"]
        said = [one for one in token.sent if one.lemma_.lower() == "say" and children(one, "nsubj")]
        owners = owners or [key for one in said[:1] for key in cast.several(source, children(one, "nsubj")[0])]
    if act in {"offer", "demand"} and token.dep_ == "nsubj" and token.head.lemma_.lower() == "be":
        below += [
            one for one in children(token.head, "attr") if amount_of(one) or (act == "demand" and one.pos_ == "NOUN")
        ]  # *its last offer was 9 percent*, *its demand is simple: a new road*
    below += [
        one
        for prep in children(token, "prep")
        if prep.lower_ in {"to", "on", "for", "against", "of"}
        for one in children(prep, "pobj", "pcomp")
    ]
    listed = [
        one
        for child in [*token.children, *(low for low in token.head.children if low.i > token.i)]
        if child.lower_ == "including"
        for one in children(child, "pobj", "dobj")
    ]
    below += listed if act == "demand" else []
    for holder in owners:
        for one in below:
            for change in changes_in(source, cast, one, holder if act in {"offer", "threat", "refusal"} else ""):
                wants = (act != "refusal") != (change.negated != change.keeps)
                doubt = "an opening only: would it?" if token.lemma_.lower() == "opening" else ""
                yield Attitude(holder, change, act if wants or act == "refusal" else "refusal", wants, token, doubt)


def _raised(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Raised its offer to 9 percent from 7 percent*: an offer."""
    if lemma not in {"raise", "improve", "increase", "lift", "cut", "lower", "sweeten"} or negated(token):
        return
    if not any(one.lemma_.lower() in {"offer", "bid", "demand", "proposal"} for one in children(token, "dobj")):
        return
    if token.tag_ not in {"VBD", "VBN"} or children(token, "auxpass") or hypothetical(token):
        return
    for change in changes_in(source, cast, token, ""):
        if change.agent and change.amount:
            yield Attitude(change.agent, replace(change, kind="amount"), "offer", True, token)


def _shifted(source: ParsedSource, cast: Cast, token: Token, lemma: str) -> Iterator[Attitude]:
    """*Has moved to 2035*, *came down to 9 percent*: an offer."""
    subject = subject_of(token)
    if lemma not in {"move", "come", "go", "drop"} or token.tag_ not in {"VBD", "VBN"} or subject is None:
        return
    if negated(token) or hypothetical(token) or children(token, "dobj", "auxpass"):
        return
    for prep in children(token, "prep"):
        for one in children(prep, "pobj") if prep.lower_ == "to" else ():
            amount = amount_of(one)
            for holder in cast.several(source, subject) if amount is not None else ():
                thing = measured_thing(one, amount) if amount is not None else one
                change = Change(source, token, thing, "amount", "", "", holder, amount=amount)
                yield Attitude(holder, change, "offer", True, token)


def _disowned(token: Token) -> bool:
    """*Denied that it plans to …*, *refused to countenance*, *has yet to agree*: what is denied is nobody's wish."""
    above = token.head
    if token.dep_ == "xcomp" and (
        above.lemma_.lower() in REFUSALS or any(one.lower_ == "yet" for one in above.children)
    ):
        return True
    return token.dep_ in {"ccomp", "xcomp"} and above.lemma_.lower() in {"deny", "doubt", "dismiss"}


def _timed(token: Token) -> bool:
    return any(one.lemma_.lower() in {"hour", "day", "week", "month", "deadline"} for one in token.children)
