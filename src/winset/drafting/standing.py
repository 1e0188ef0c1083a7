"""Who stands behind a party: people and bodies of its own that act, are asked or are told, whatever the verb."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.belonging import Home, called, focus, may_have
from winset.drafting.names import lemma_of
from winset.drafting.owners import owner_of, said_owner
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.verbs import negated, subject_of
from winset.drafting.words import OFFICES
from winset.reading.places import place_of
from winset.reading.spans import Token

PEOPLE = {
    *("member", "membership", "voter", "constituent", "constituency", "citizen", "taxpayer", "electorate", "elder"),
    *("backbencher", "lawmaker", "legislator", "deputy", "mp", "senator", "councillor", "delegate", "shareholder"),
    *("investor", "creditor", "lender", "donor", "backer", "supporter", "fan", "follower", "grassroots", "hardliner"),
    *("hawk", "moderate", "radical", "wing", "faction", "caucus", "clan", "house", "family", "relative", "widow"),
    *("mother", "father", "parent", "wife", "veteran", "general", "officer", "settler", "resident", "villager"),
    *("pensioner", "parishioner", "trustee", "subscriber", "patron", "branch", "chapter", "lodge", "ranks"),
    *("steward", "activist", "believer", "ratepayer", "policyholder", "alumnus", "guild"),
    *("group", "league", "association", "organisation"),
}
"""People whom somebody has behind them."""
_INSTITUTIONS = {
    *("parliament", "congress", "senate", "assembly", "legislature", "chamber", "council", "cabinet", "caucus"),
    *("board", "committee", "presidium", "politburo", "synod", "treasury", "congregation", "membership"),
    *("elder", "directorate", "electorate", "staff"),
}
_OF_MANY = {
    "committee",
    "board",
    "executive",
    "member",
    "house",
    "investor",
    "group",
    "league",
    "association",
    "family",
}
"""What so many have that the text must say whose it is."""
_COLLECTIVES = {"caucus", "family", "faction", "wing", "branch", "house", "clan", "chapter", "lodge", "constituency"}
"""Bodies that decide for somebody."""
_ADDRESSES = {
    *("ask", "tell", "convene", "consult", "poll", "need", "face", "persuade", "convince", "satisfy", "promise"),
    *("assure", "reassure", "brief", "fear", "lose", "appease", "summon", "remind", "owe", "inform", "get"),
}
_MINDS = {
    *("approve", "accept", "consent", "agree", "ratify", "vote", "support", "back", "endorse", "bless", "tolerate"),
    *("reject", "refuse", "oppose", "resist", "veto", "block", "object", "forgive", "swallow", "stomach", "bear"),
    *("doubt", "distrust", "regard", "see", "view", "want", "insist", "demand", "protest", "threaten", "warn", "hint"),
    *("resent", "fear", "rebel", "revolt", "balk", "prefer", "decide", "sign", "swear", "vow", "press", "urge"),
    *("condemn", "denounce", "recall", "oust", "overrule", "instruct", "mind", "camp", "march", "picket"),
}
_ASSENTS = {
    *("approve", "consent", "ratify", "support", "endorse", "bless", "oppose", "veto", "accept", "back", "forgive"),
    *("bear", "tolerate", "hint", "object"),
}
_PROTESTS = {"petition", "protest", "poster", "campaign", "march", "rally", "boycott", "letter", "placard", "doubt"}
_MANDATES = {"instruction", "order", "mandate", "cue", "brief"}
_TOWARDS = {"to", "before", "by", "without", "against", "past"}
_VOTES = {"vote", "ballot", "majority", "resistance", "referendum", "unrest", "consent", "approval"}


def standing_behind(source: Source, cast: Cast, parties: list[str]) -> Iterator[Home]:
    """Give who belongs to a party and acts, is asked or is told: its members, its parliament, whoever must consent."""
    known: dict[str, str] = {}
    for token in source.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "npadvmod"}:
            continue
        lemma = _kind(token)
        people, body = lemma in PEOPLE and token.tag_ != "NN", lemma in _INSTITUTIONS | _COLLECTIVES
        meant = cast.meant(source, token)
        if meant in parties and not (people or body):
            continue
        if not (people or body):
            if _capital(token) and _consents(source, cast, token):
                yield from _placed(source, cast, token, parties)
            continue
        role = _role(token)
        if not role:
            continue
        own = said_owner(source, cast, token, token, parties) or _possessed(source, cast, token, parties)
        said = bool(own)
        if not own and meant in parties:
            continue
        if not own and role == "asked":
            own = _asking(source, cast, token, parties)
        own = own or known.get(lemma, "")
        alone = body and lemma not in _COLLECTIVES | _OF_MANY and role != "acts"
        if not own and (alone or (role == "minds" and lemma not in _OF_MANY)):
            own = _around(source, cast, token, parties)
        if own in parties and (said or may_have(cast, own, token)):
            known.setdefault(lemma, own)
            yield own, called(token), token


def _kind(token: Token) -> str:
    lemma = lemma_of(token)
    if lemma == "staff" and not {one.lower_ for one in token.children} & {"general", "military"}:
        return ""  # who works for somebody; *the general staff* decides
    if token.pos_ == "PROPN" and token.lower_ in _INSTITUTIONS:
        return str(token.lower_)
    return lemma


def _role(token: Token) -> str:
    """What a noun does: *minds* something, *acts*, is *asked* or told; empty where it only stands there."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ in {"in", "among", "of"} and verb.head.lemma_.lower() in _VOTES:
        return "minds"
    while (token.dep_ == "conj" and verb.pos_ in {"NOUN", "PROPN"}) or (token.dep_ == "pobj" and verb.lower_ == "of"):
        token = verb if token.dep_ == "conj" else verb.head  # *a group of investors*
        verb = token.head
    if token.dep_ in {"nsubj", "nsubjpass"}:
        below = {one.lemma_.lower() for one in (verb, *children(verb, "xcomp", "ccomp", "conj", "acomp"))}
        modal = any(one.tag_ == "MD" for one in children(verb, "aux")) or verb.lemma_ == "have"
        protests = any(one.i > verb.i and one.lemma_.lower() in _PROTESTS for one in verb.subtree)
        return "minds" if protests or below & _MINDS or (modal and verb.pos_ == "VERB") else "acts"
    if token.dep_ in {"dobj", "dative"} and verb.lemma_.lower() in _ADDRESSES:
        return "asked"
    if token.dep_ == "pobj" and verb.lower_ in _TOWARDS:
        return "asked"
    if token.dep_ == "pobj" and verb.lower_ == "from":  # *takes its instructions from the family*
        given = any(one.lemma_.lower() in _MANDATES for one in (verb.head, *children(verb.head, "dobj")))
        return "asked" if given else ""
    return ""


def _possessed(source: Source, cast: Cast, token: Token, parties: list[str]) -> str:
    """*Nothing she signs … his council*: whose a body is by a pronoun."""
    for one in children(token, "poss"):
        if (key := cast.meant(source, one)) in parties:
            return key
    return ""


def _asking(source: Source, cast: Cast, token: Token, parties: list[str]) -> str:
    """*Norway takes its instructions from an assembly*: who asks, tells or obeys it."""
    subject = subject_of(next((one for one in token.ancestors if one.pos_ == "VERB"), token.head))
    key = cast.meant(source, subject) if subject is not None else ""
    return key if key in parties and may_have(cast, key, token) else ""


def _around(source: Source, cast: Cast, token: Token, parties: list[str]) -> str:
    """Who does something to a body, whom its paragraph speaks of, or who has one of the kind."""
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
    subject = subject_of(verb) if verb is not token else None
    key = cast.meant(source, subject) if subject is not None and subject is not token else ""
    if key in parties and may_have(cast, key, token):
        return key
    near = focus(source, cast, token, parties)
    if near and may_have(cast, near, token):
        return near
    return owner_of(source, cast, token, token, parties, "", True) or _only_one(source, cast, token, parties)


def _only_one(source: Source, cast: Cast, token: Token, parties: list[str]) -> str:
    """The one party that a paragraph speaks of."""
    doc = token.doc
    start = next((place for place in range(token.i, 0, -1) if "\n" in doc[place - 1].text), 0)
    end = next((place for place in range(token.i, len(doc)) if "\n" in doc[place].text), len(doc))
    keys = {cast.at.get((source.letter, place), "") for place in range(start, end)} & set(parties)
    return min(keys) if len(keys) == 1 else ""


def _capital(token: Token) -> bool:
    """*The Oba of Oru*, *the Friends of the museum*: a name that a parse takes for a noun."""
    return token.pos_ == "PROPN" or (token.text[:1].isupper() and not token.is_sent_start)


def _consents(source: Source, cast: Cast, token: Token) -> bool:
    """*The Order of Saint Ide has to consent*, *Corvin Bank will not support a sale*: a name that is to agree."""
    subject = token.head if token.dep_ == "appos" else token
    if subject.dep_ != "nsubj" or token.text in cast.person_of or token.text in place_of():
        return False
    token = subject
    verbs = [token.head, *children(token.head, "xcomp", "ccomp")]
    verbs += [low for one in verbs for low in children(one, "xcomp", "ccomp")]
    minded = [one for one in verbs if one.lemma_.lower() in _ASSENTS]
    return token.head.lemma_.lower() in {"hint", "object"} or any(
        negated(one) or any(low.tag_ == "MD" for low in children(one, "aux")) or one.dep_ == "xcomp" for one in minded
    )


def _placed(source: Source, cast: Cast, token: Token, parties: list[str]) -> Iterator[Home]:
    key = said_owner(source, cast, token, token, parties) or focus(source, cast, token, parties)
    key = key or _only_one(source, cast, token, parties)
    if key and lemma_of(token) not in OFFICES:
        yield key, called(token), token
