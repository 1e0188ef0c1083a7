"""Who acts on what the parties talk about and sits at no table: *the bank has frozen a loan to Arvania until …*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.people.surroundings import TALKS, meeting
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, objects_of
from winset.drafting.words import DEALS, READY, SAYING
from winset.reading.spans import Token

_HOLDS = {
    *("freeze", "withhold", "suspend", "release", "cancel", "revoke", "block", "cut", "extend", "impose", "lift"),
    "delay",
}
_ASKS = {"ask", "want", "seek", "demand", "request", "apply", "hope"}
_JOINS = {"join", "attend", "enter"}
_SEATS = {"chair", "seat", "place", "role", "say", "voice"}
_RACES = TALKS | {"bidding", "auction", "race", "tender", "consultation"}
_OFFERS = {"offer", "promise", "pledge"}
_LEAVING = {"if", "unless", "until", "while", "once"}
_DECISIONS = {"decision", "power", "say", "word", "choice", "matter"}
_ABLE = {"can", "could", "may", "must"}
_PROFITS = {"profit", "gain", "benefit", "win"}
_WOOS = {"dangle", "court", "woo", "lure", "entice", "tempt", "poach"}
_STEPS = {("pick", True), ("step", True), ("take", True), ("move", True), ("jump", True)}
_WAITING = {"will", "would", "wo", "can", "ca"}
_CAN = {"can", "could", "may", "might"}


def outsiders(source: ParsedSource, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who withholds something on a condition, can take something from a party, or asks to join the others."""
    seated = meeting(source, cast)
    for key, token in (*deciders(source, cast), *_hung_on(cast, source)):
        if key in cast.figures and key not in seated | cast.mediators and _lesser(cast, key, asks=False):
            yield key, token
    for token in source.doc:
        if helper := _ready(token):
            key = cast.meant(source, helper)
            if key in cast.figures and key not in seated | cast.mediators and _lesser(cast, key, asks=False):
                yield key, token
        asks = (token.pos_ == "VERB" and (_asks_in(token) or _gains(token))) or _in_line(token)
        if not asks and (token.pos_ != "VERB" or not _holds(source, cast, token)):
            continue
        subject = subject_of(token)
        if subject is not None and token.lemma_ == "stand" and token.dep_ == "conj" and subject.pos_ == "PRON":
            subject = subject_of(token.head)  # *X has been promised a loan, and it stands to gain*
        key = cast.meant(source, subject) if subject is not None else ""
        if key in cast.figures and key not in seated | cast.mediators and _lesser(cast, key, asks):
            yield key, token


def _hung_on(cast: Cast, source: ParsedSource) -> Iterator[tuple[str, Token]]:
    """*That would depend on the county paying half*: the county, whom others wait for."""
    for token in source.doc:
        if token.lemma_.lower() not in {"depend", "hinge", "contingent", "conditional", "dependent", "rest"}:
            continue
        for prep in children(token, "prep"):
            for verb in children(prep, "pcomp") if prep.lower_ in {"on", "upon"} else ():
                yield from ((key, token) for one in children(verb, "nsubj") if (key := cast.meant(source, one)))
            if any(one.lemma_.lower() in DEALS for one in children(prep, "pobj") if prep.lower_ in {"on", "upon"}):
                yield from ((key, token) for one in _tellers(token) if (key := cast.meant(source, one)))
    for token in source.doc:  # *a rival product made by Sanova*
        rivals = [one for one in children(token, "amod") if one.lower_ in {"rival", "competing"}]
        agents = [one for low in children(token, "acl") for one in children(low, "agent") if rivals]
        makers = [one for agent in agents for one in children(agent, "pobj")]
        yield from ((key, token) for one in makers if (key := cast.meant(source, one)))


def _tellers(token: Token) -> list[Token]:
    """*Has made the grant dependent on a contract*, *…, a spokesman for the fund said*: who does, or says, so."""
    above = [one for one in (token, *token.ancestors) if one.lemma_.lower() in {"make", *SAYING, "reiterate"}]
    return [low for one in above[-1:] for low in children(one, "nsubj")]


def _lesser(cast: Cast, key: str, asks: bool) -> bool:
    """Whether two others are spoken of more than a figure, and do more unless it asks to join."""
    own = cast.figures[key]
    others = [one for one in cast.figures.values() if one is not own and one.kind != "mediator"]
    return (
        sum(
            one.mentions >= own.mentions if asks else one.acts > own.acts and one.mentions > own.mentions
            for one in others
        )
        >= 2
    )


def _asks_in(token: Token) -> bool:
    """*Has asked to join the talks*, *has demanded a seat at the table*."""
    if token.lemma_.lower() not in _ASKS:
        return False
    seats = [one for one in children(token, "dobj") if one.lemma_.lower() in _SEATS]
    preps = [prep for one in seats for prep in children(one, "prep") if prep.lower_ in {"at", "in"}]
    joining = [verb for verb in children(token, "xcomp") if verb.lemma_.lower() in _JOINS]
    joined = [one for verb in joining for one in children(verb, "dobj")]
    asked = objects_of(token, {"for"})
    preps += [prep for one in asked if one.lemma_.lower() in _SEATS for prep in children(one, "prep")]
    joined += [one for prep in preps for one in children(prep, "pobj")]
    return any(one.lemma_.lower() in _RACES for one in joined)


def _holds(source: ParsedSource, cast: Cast, token: Token) -> bool:
    """*Has frozen a loan to Arvania until …*, *can cancel Corvane's lease if …*, *will not release funds while …*."""
    conditions = [one for one in children(token, "advcl") if any(low.lower_ in _LEAVING for low in one.children)]
    if token.lemma_.lower() in _OFFERS:  # *has promised a grant if the two sides agree*
        return any(_of_all(low) for one in conditions for low in children(one, "nsubj"))
    until = any(low.lower_ in {"until", "unless"} for one in conditions for low in one.children)
    waits = until and negated(token) and bool({one.lower_ for one in children(token, "aux")} & _WAITING)
    if waits and not children(token, "nsubjpass"):
        return True  # *the tribunal will not rule until …*
    if token.lemma_.lower() not in _HOLDS or not conditions or children(token, "nsubjpass"):
        return False
    modal = {one.lower_ for one in children(token, "aux")}
    touched = any(
        bool(cast.meant(source, low))
        for one in children(token, "dobj")
        for low in one.subtree
        if low.dep_ in {"poss", "pobj"} and low is not one
    )
    has = bool(modal & {"has", "have"})
    return (touched and bool(modal & _CAN)) or (has and (touched or until)) or negated(token)


def deciders(source: ParsedSource, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who alone can do something, with the word for what is done: *only X can grant*, *the decision rests with X*."""
    for token in source.doc:
        if token.lemma_.lower() in {"rest", "lie", "belong"} and token.pos_ == "VERB":
            subjects = children(token, "nsubj")
            bodies = [
                one
                for prep in children(token, "prep")
                if prep.lower_ in {"with", "to"}
                for one in children(prep, "pobj")
            ]
            what = [one for one in subjects if one.lemma_.lower() in _DECISIONS or one.pos_ == "PRON"]
            yield from ((key, low) for low in what for one in bodies if (key := cast.meant(source, one)))
        elif token.pos_ == "VERB" and any(
            child.tag_ == "MD" or child.lower_ in _ABLE for child in children(token, "aux")
        ):
            agents = [one for agent in children(token, "agent") for one in children(agent, "pobj")]
            only = any(one.lower_ == "only" for one in token.subtree if one.head in {token, *children(token, "agent")})
            doers = agents if only else [one for one in children(token, "nsubj") if _alone(one)]
            yield from ((key, token) for one in doers if (key := cast.meant(source, one)))


def _alone(subject: Token) -> bool:
    """*Only the council*, *the council alone*."""
    return any(one.lower_ in {"only", "alone"} and one.head == subject for one in subject.subtree)


def _gains(token: Token) -> bool:
    """*Has made no secret of its interest in buying*, *could pick up the orders*: who waits for others to fail."""
    lemma = token.lemma_.lower()
    particles = {one.lower_ for one in children(token, "prt", "advmod")}
    modal = any(one.tag_ == "MD" for one in children(token, "aux"))
    if lemma in _WOOS and not negated(token):
        return True
    if modal and (lemma in _PROFITS or (lemma, bool(particles & {"up", "in", "over"})) in _STEPS):
        return True
    if modal and lemma == "place" and "well" in particles:
        return True  # *would be well placed*
    if lemma == "stand" and any(low.dep_ == "xcomp" for low in token.children):
        return True  # *stands to pick up the permits*
    nouns = {one.lemma_.lower() for one in children(token, "dobj", "attr")}
    if lemma == "look" and any(prep.lower_ == "for" for prep in children(token, "prep")):
        return any(one.lower_ in {"been", "is"} for one in children(token, "aux"))
    return bool(nouns & {"interest", "winner", "beneficiary"}) or (
        "secret" in nouns and "interest" in {one.lemma_ for one in token.subtree}
    )


def _in_line(token: Token) -> bool:
    """*Would be first in line*."""
    preps = [one for one in children(token, "prep") if token.lemma_ == "be" and one.lower_ == "in"]
    return any(one.lower_ == "line" for prep in preps for one in children(prep, "pobj"))


def _ready(token: Token) -> Token | None:
    """*Its planes are ready to fly them if both sides agree*: who is."""
    able = any(one.lemma_.lower() in READY and children(one, "xcomp") for one in children(token, "acomp"))
    conditions = [one for one in children(token, "advcl") if any(low.lower_ in _LEAVING for low in one.children)]
    if not able or not any(_of_all(low) for one in conditions for low in children(one, "nsubj")):
        return None
    subject = subject_of(token)
    return next(iter(children(subject, "poss")), subject) if subject is not None else None


def _of_all(subject: Token) -> bool:
    """*If the two sides sign*, *if both agree*."""
    whole = {subject.lower_, *(one.lower_ for one in subject.children)}
    return bool(whole & {"both", "two"}) or subject.lower_ in {"sides", "parties"}
