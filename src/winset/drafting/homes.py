"""Who must accept at home what a party signs, or can make it costly."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.belonging import Home
from winset.drafting.consents import consenting
from winset.drafting.names import lemma_of, proper_name
from winset.drafting.owners import is_audience, members_told, owner_of, told
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children, coordinated
from winset.drafting.verbs import subject_of
from winset.drafting.words import AUDIENCES, COMPANY, MEMBERS, OFFICES
from winset.reading.spans import Token

_APPROVE = {
    *("approve", "ratify", "endorse", "accept", "vote", "back", "sign", "clear", "pass", "bless", "authorise"),
    *("authorize", "consent", "agree", "confirm", "adopt"),
}
_CONSENT = {"approval", "ratification", "vote", "consent", "backing", "majority", "assent", "permission", "blessing"}
_AGAINST = {"revolt", "resistance", "pressure", "opposition", "criticism", "backlash", "anger", "rebellion", "veto"}
_SHARES = {"third", "half", "quarter", "quorum"}
_NEEDS = {"subject", "need", "require", "await", "face", "pend", "under", "put", "go", "win"}
_OBJECT = {
    *("call", "oppose", "reject", "condemn", "block", "protest", "denounce", "strike", "rally", "demonstrate"),
    *("picket", "view", "come", "balk", "resist", "warn", "threaten", "push", "want", "insist", "promise", "vow"),
    *("accuse", "forgive", "rebel", "revolt", "complain", "fear", "make", "plead", "demand", "criticise", "criticize"),
}
_TO_FACE = {"warn", "tell", "remind", "accuse", "blame", "criticise", "criticize", "denounce"}
_PRESSES = {"press", "urge", "pressure", "push", "plead", "ask"} | _TO_FACE
_TELLS = {"tell", "assure", "brief"}
_OWES = {"debt", "loan", "bond", "mortgage"}
_STAKES = {"stake", "share", "third", "quarter", "half", "percent", "majority"}
_MOODS = {"nervous", "angry", "uneasy", "opposed", "divided", "wary", "unhappy", "furious", "split", "impatient"}
_PERSUADE = {"persuade", "convince", "satisfy", "appease", "placate", "reassure", "consult"}
_BODIES_AT_HOME = {
    "congress",
    "parliament",
    "senate",
    "ministry",
    "treasury",
    "board",
    "assembly",
    "council",
    "cabinet",
}
_NOBODY = {"ballot", "majority", "name", "end", "statute", "vote", "referendum", "law", "show"}
_CROWDS = AUDIENCES | {
    *("group", "organisation", "organization", "movement", "family", "relative", "activist", "villager", "student"),
    *("pensioner", "mother", "father", "wife", "hardline", "hawkish"),
}


def told_of(source: Source, cast: Cast, parties: list[str]) -> Iterator[Home]:
    """Whose consent, pressure or protest the text tells of in so many words."""
    for key, audience, word in approvers(source, cast, parties):
        yield key, audience, word
        yield from ((key, _whole(low), low) for low in _holding(word))
    yield from consenting(source, cast, parties)
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in _AGAINST | {"vote", "approval", "ratification"}:
            yield from _from(source, cast, token, parties)
        elif lemma in _PRESSES and token.pos_ == "VERB":
            yield from _pressing(source, cast, token, parties)
        elif lemma in {"answer", *_PERSUADE} or (lemma == "win" and "over" in {one.lower_ for one in token.children}):
            yield from _persuaded(source, cast, token, parties)
        if lemma in _TELLS and token.pos_ == "VERB":
            yield from _assured(source, cast, token, parties)
        elif lemma in _OWES | _STAKES:
            yield from _creditors(source, cast, token, parties)
        objects = any(one.lemma_.lower() in _OBJECT for one in (token, *children(token, "aux")))  # *oppose freeing*
        if objects or (lemma == "meet" and token.pos_ == "VERB") or _moody(token):
            for subject in children(token, "nsubj", "nsubjpass"):
                words = (subject, *children(subject, "compound", "amod"))
                crowd = any(one.lemma_.lower() in _CROWDS | {"union"} for one in words)
                if crowd and cast.meant(source, subject) not in parties:
                    yield from _owned(source, cast, token, members_told(subject), parties, near=True)


def approvers(source: Source, cast: Cast, parties: list[str]) -> Iterator[Home]:
    """Whose consent the text calls for: *must be ratified by*, *the board has to clear*, *needs a majority in*."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in _APPROVE and token.pos_ == "VERB":
            above = token.head if token.dep_ == "xcomp" and token.head.lemma_.lower() in {"have", "need"} else token
            needed = above is not token or any(one.lower_ == "must" for one in children(token, "aux"))
            agents = [
                w for agent in children(token, "agent") for one in children(agent, "pobj") for w in coordinated(one)
            ]
            if agents and (needed or children(token, "auxpass")):
                yield from _owned(source, cast, token, agents, parties)
            elif needed and not agents:
                yield from _owned(source, cast, token, _subjects(token if children(token, "nsubj") else above), parties)
        elif lemma in _NEEDS:
            for one in token.subtree:
                if one.lemma_.lower() in _CONSENT | _AGAINST and one.i > token.i:
                    yield from _from(source, cast, one, parties)
                elif one.lemma_.lower() in _SHARES and one.i > token.i:
                    yield from _share(source, cast, one, parties)


def _share(source: Source, cast: Cast, noun: Token, parties: list[str]) -> Iterator[Home]:
    """*Needs two-thirds of the parliament*."""
    for prep in children(noun, "prep"):
        bodies = [one for one in children(prep, "pobj") if prep.lower_ == "of" and is_audience(one)]
        yield from _owned(source, cast, noun, bodies, parties)


def _holding(body: Token) -> list[Token]:
    """*The parliament, where the Reform Party holds the balance*: that party."""
    clauses = [one for one in children(body, "relcl") if any(low.lower_ == "where" for low in one.children)]
    return [low for one in clauses for low in children(one, "nsubj") if low.pos_ != "PRON"]


def _assured(source: Source, cast: Cast, token: Token, parties: list[str]) -> Iterator[Home]:
    """*Its chairman told the trustees that he would not*: who answers to them."""
    subject = subject_of(token)
    key = cast.meant(source, subject) if subject is not None else ""
    for one in children(token, "dobj", "dative"):
        others = any(low.pos_ == "PROPN" for low in children(one, "compound", "nmod", "poss"))  # *a UNESCO committee*
        if key in parties and is_audience(one) and not others and cast.meant(source, one) not in parties:
            yield key, told(one), one


def _creditors(source: Source, cast: Cast, noun: Token, parties: list[str]) -> Iterator[Home]:
    """*Corvin Bank, which holds the company's debt*, *Nordkap, which owns a third of Halden*: at home with it."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in {"hold", "own", "carry", "buy"}:
        return
    owners = children(noun, "poss") if noun.lemma_.lower() in _OWES else []
    if noun.lemma_.lower() in _STAKES:
        preps = [one for one in children(noun, "prep") if one.lower_ in {"of", "in"}]
        owners = [one for prep in preps for one in children(prep, "pobj")]
    owner = next((key for one in owners if (key := cast.meant(source, one)) in parties), "")
    for one in _subjects(verb) if owner else ():
        if cast.meant(source, one) != owner:
            yield owner, _whole(one), one


def _whole(one: Token) -> str:
    return proper_name(one) if one.pos_ == "PROPN" else told(one)


def _subjects(verb: Token) -> list[Token]:
    """The subject of a verb, with what stands in apposition; *the ministry, which must approve* is the ministry."""
    subjects = children(verb, "nsubj")
    if verb.dep_ == "relcl" and all(one.pos_ == "PRON" for one in subjects):
        subjects = [verb.head]
    for one in [one for one in subjects if one.lemma_.lower() in _SHARES]:  # *two thirds of the clubs must back*
        subjects += [low for prep in children(one, "prep") for low in children(prep, "pobj")]
        subjects.remove(one)
    return [low for one in subjects for low in members_told(one)]


def _moody(token: Token) -> bool:
    """*Are nervous about*, *are said to be unhappy*."""
    low = [token, *children(token, "xcomp")]
    return any(one.lemma_.lower() in _MOODS for near in low if near.lemma_ in {"be", "say"} for one in near.children)


def _pressing(source: Source, cast: Cast, token: Token, parties: list[str]) -> Iterator[Home]:
    """Audiences that press a party, urge it or plead with it."""
    pressed = children(token, "dobj")
    pressed += [one for prep in children(token, "prep") if prep.lower_ == "with" for one in children(prep, "pobj")]
    pressed += [one for low in children(token, "xcomp", "ccomp", "advcl") for one in children(low, "nsubj")]
    for subject in children(token, "nsubj") or children(token.head if token.dep_ == "conj" else token, "nsubj"):
        if subject.lemma_.lower() not in _CROWDS or cast.meant(source, subject) in parties:
            continue
        for one in pressed:
            if (key := cast.meant(source, one)) in parties:
                for audience in members_told(subject):
                    yield key, told(audience), audience
                break
        else:
            if token.lemma_.lower() not in _TO_FACE:
                yield from _owned(source, cast, token, members_told(subject), parties, near=True)


def _persuaded(source: Source, cast: Cast, token: Token, parties: list[str]) -> Iterator[Home]:
    """*Also answers to investors*, *must win over the commanders*, *has to convince its members*."""
    if token.pos_ != "VERB":
        return
    subject = subject_of(token)
    key = cast.meant(source, subject) if subject is not None else ""
    below = [one for prep in children(token, "prep") if prep.lower_ in {"to", "over"} for one in children(prep, "pobj")]
    below += children(token, "dobj") if token.lemma_.lower() != "answer" else []
    for one in below:
        audience = one.pos_ in {"NOUN", "PROPN"} and cast.meant(source, one) not in parties
        if key in parties and audience and (is_audience(one) or token.lemma_.lower() != "consult"):
            yield key, told(one), one


def _from(source: Source, cast: Cast, noun: Token, parties: list[str]) -> Iterator[Home]:
    preps = [one for one in noun.subtree if one.dep_ == "prep" and one.lower_ in {"from", "by"}]
    preps += [one for one in children(noun, "prep") if one.lower_ in {"of", "among", "in"}]
    preps = [one for one in preps if one.lower_ != "in" or noun.lemma_ in {"majority", "vote", "ratification"}]
    audiences = [w for prep in preps for one in children(prep, "pobj") for w in coordinated(one)]
    yield from _owned(source, cast, noun, list(dict.fromkeys(audiences)), parties)


def _owned(
    source: Source, cast: Cast, token: Token, audiences: list[Token], parties: list[str], near: bool = False
) -> Iterator[Home]:
    """Audiences with their party; with ``near`` only where a possessor, a place or their kind says whose they are."""
    former = ""
    for one in audiences:
        known = (
            one.lemma_.lower() in AUDIENCES
            or token.pos_ == "NOUN"
            or one.lemma_.lower() not in OFFICES - {"ministry", "board"}
            or any(low.lower_ in _CROWDS for low in children(one, "amod"))  # *hardline officers*
        )
        if one.pos_ not in {"NOUN", "PROPN"} or not known or one.lemma_.lower() in _NOBODY:
            continue
        meant = cast.meant(source, one)
        own = owner_of(source, cast, token, one, parties, former, near)
        itself = (
            meant == own
            and (one.pos_ == "PROPN" or lemma_of(one) in MEMBERS | COMPANY)
            and lemma_of(one) not in _BODIES_AT_HOME
        )
        if own in parties and not itself and meant not in set(parties) - {own}:
            yield own, told(one), one
            former = own
