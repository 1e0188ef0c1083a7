"""Whose consent a deal takes: *goes to parliament*, *without whose blessing*, *answers to*, *must get past*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.drafting.belonging import Home, at_home, called, focus
from winset.drafting.owners import is_audience, kinds_of
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children, coordinated
from winset.drafting.verbs import subject_of
from winset.drafting.words import DEALS, OBSERVERS
from winset.reading.spans import Token

_MATTERS = DEALS | {
    *("matter", "text", "offer", "package", "proposal", "protocol", "lease", "plan", "bill", "budget", "decision"),
    *("anything", "term", "move", "transfer", "sale", "merger", "result", "question", "draft", "outcome", "any"),
    *("swap", "loan", "change", "law", "amendment", "extension", "bargain", "truce", "exchange", "commitment"),
}
_GOES = {"go", "put", "submit", "send", "take", "bring", "present", "refer", "return", "pass", "lay"}
_CONSENT = {
    *("consent", "approval", "blessing", "vote", "majority", "nod", "signature", "sign-off", "assent", "ratification"),
    *("backing", "support", "agreement", "permission", "ballot", "yes", "green", "countersignature", "say-so", "okay"),
}
_TAKES = {
    *("need", "require", "take", "win", "secure", "get", "survive", "seek", "await", "depend", "hinge", "want", "lack"),
    *("call", "gain", "obtain", "hang", "have", "decide", "move"),
}
_DECIDES = {"vote", "countersign", "enact", "decide", "ratify", "endorse", "approve", "sign", "pass", "clear", "adopt"}
_SINKS = {"veto", "block", "sink", "kill", "torpedo", "overturn", "derail", "topple", "reject", "scupper", "stop"}
_VETO = {"veto", "vote", "say", "word", "majority", "balance", "minority"}
_ABOVE = {"owner", "shareholder", "parent", "backer", "lender", "creditor", "investor", "proprietor", "sponsor"}
_SERVES = {"answer", "report", "serve", "account", "owe"}
_FACES = {"face", "persuade", "convince", "satisfy", "reckon", "carry", "consult", "placate", "court", "answer"}
_PRESSED = {"pressure", "fire", "attack", "siege"}
_LEANS = {"lean", "press", "bear"}
_CROWDS = {
    *("section", "chapter", "branch", "district", "campaign", "subscriber", "haulier", "mother", "family", "voter"),
    *("taxpayer", "group", "league", "movement", "faction", "wing", "union", "skipper", "farmer", "grower", "driver"),
    *("veteran", "general", "deputy", "backbencher", "hardliner", "parent", "member", "resident", "supporter", "fan"),
    *("council", "board", "committee", "ministry", "treasury", "senator", "lawmaker", "faction", "congregation"),
    *("alumnus", "donor", "commuter", "patient", "neighbour", "trader", "shopkeeper", "parishioner", "settler"),
}
_STIRS = {
    *("oppose", "resist", "demand", "threaten", "warn", "protest", "campaign", "rally", "march", "petition", "reject"),
    *("want", "insist", "regard", "send", "sign", "write", "denounce", "balk", "distrust", "fear", "vow", "object"),
    *("picket", "besiege", "jeer", "heckle", "fill", "promise", "instruct", "press", "push", "back"),
}
_STATES = {"opposed", "mood", "arm", "furious", "angry", "uneasy", "alarmed", "restive", "wary", "sick", "impatient"}


def consenting(source: Source, cast: Cast, parties: list[str]) -> Iterator[Home]:
    """Give who must agree or is answered to, with the party whose home it is."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        found: Sequence[Token] = ()
        if lemma in _GOES and token.pos_ == "VERB":
            found = _addressed(token)
        elif lemma in _CONSENT and token.pos_ in {"NOUN", "PROPN"}:
            found = _asked(token)
        elif lemma in _SINKS and any(one.lower_ in {"can", "could"} for one in children(token, "aux")):
            found = _named(children(token, "nsubj"))
        elif lemma in _SERVES | _FACES and token.pos_ == "VERB":
            found = _served(token)
        elif lemma == "depend" and token.pos_ == "VERB":
            found = _leaning_on(token)
        elif lemma == "have" and token.pos_ == "VERB":
            thought = children(token, "xcomp") and not children(token, "aux")
            found = [one for one in children(token, "dobj") if thought and is_audience(one)]
        elif lemma in {"hold", "own"}:
            yield from _holder(source, cast, token, parties)
        elif lemma in _LEANS and token.pos_ == "VERB":
            yield from _leaning(source, cast, token, parties)
        elif token.lower_ == "past":
            found = _past(token)
        if lemma in _DECIDES and token.pos_ == "VERB":
            found = [*found, *_deciding(token)]
        if lemma in _VETO and token.dep_ == "dobj" and token.head.lemma_.lower() in {"have", "hold"}:
            found = [*found, *_blocking(token)]
        if lemma in _PRESSED and token.dep_ == "pobj":
            prep = [one for one in children(token, "prep") if one.lower_ == "from"]
            found = [*found, *(low for one in prep for low in joined_names(children(one, "pobj")))]
        if lemma == "decision" and token.dep_ == "nsubjpass":
            agents = children(token.head, "agent")
            found = [low for one in agents for low in joined_names(children(one, "pobj"))]
        below = lemma in _SERVES | _FACES | {"depend", "have"} or token.lower_ == "past" or lemma in _PRESSED
        subject = subject_of(_verb(token)) if below and found else None
        for one in found:
            yield from at_home(source, cast, token, one, parties, subject)
            yield from _holding(source, cast, token, one, parties)
        if lemma in _ABOVE and token.pos_ == "NOUN":
            yield from _owning(source, cast, token, parties)
        if token.dep_ in {"nsubj", "nsubjpass"} and lemma in _CROWDS and _stirred(token):
            yield from at_home(source, cast, token, token, parties, crowd=True)


def joined_names(nouns: Sequence[Token]) -> list[Token]:
    """Some nouns with what is joined to them."""
    return [low for one in nouns for low in coordinated(one)]


def _named(nouns: Sequence[Token]) -> list[Token]:
    """Nouns that name somebody; *any one of 58 cabinets* are the cabinets, *which* is who was named before it."""
    result = []
    for one in nouns:
        if one.lower_ in {"which", "who"} and one.head.dep_ in {"relcl", "conj"}:
            above = one.head
            while above.dep_ == "conj":
                above = above.head
            result.append(above.head)
        elif one.pos_ in {"NUM", "DET", "PRON", "ADJ"} or one.lemma_.lower() in {"third", "half", "majority", "holder"}:
            below = [low for prep in children(one, "prep") if prep.lower_ == "of" for low in children(prep, "pobj")]
            result += [one] if one.lemma_.lower() == "holder" else below
        else:
            result.append(one)
    return joined_names(result)


def _is_matter(verb: Token) -> bool:
    subjects = children(verb, "nsubj", "nsubjpass") or [one for one in [subject_of(verb)] if one is not None]
    put = bool(children(verb, "nsubjpass"))  # *it would be put to voters*, but *it will go to court*
    return any(one.lemma_.lower() in _MATTERS or (put and one.lower_ in {"it", "that", "this"}) for one in subjects)


def _addressed(verb: Token) -> list[Token]:
    """*The matter goes to parliament*, *would be put to a ballot of all households*."""
    if not _is_matter(verb):
        return []
    found = []
    for prep in children(verb, "prep"):
        for one in children(prep, "pobj") if prep.lower_ in {"to", "before"} else ():
            found += (
                _asked(one)
                if one.lemma_.lower() in _CONSENT
                else [one]
                if is_audience(one) and one.lemma_ != "court"
                else []
            )
    return found


def _asked(noun: Token) -> list[Token]:
    """*Needs the consent of both parliaments*, *six votes on the council*, *the Treasury, whose approval is needed*."""
    for one in children(noun, "poss"):
        if one.lower_ == "whose":
            before = [low for low in noun.doc[noun.sent.start : one.i] if low.pos_ in {"NOUN", "PROPN"}]
            return before[-1:]
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    needed = above.lemma_.lower() in _TAKES | _GOES | {"subject"} or noun.head.lower_ in {"to", "without", "by"}
    if not needed:
        return []
    found = []
    for prep in children(noun, "prep"):
        within = prep.lower_ in {"in", "on"} and noun.lemma_.lower() in {"vote", "majority", "ballot"}
        for one in children(prep, "pobj") if prep.lower_ in {"of", "from", "by", "among"} or within else ():
            if is_audience(one) or one.pos_ == "PROPN" or prep.lower_ != "of" or _is_matter(above):
                found += _named([one])
    return [
        one for one in found if one.lemma_.lower() not in OBSERVERS and one.ent_type_ not in {"DATE", "TIME", "PERCENT"}
    ]


def _deciding(verb: Token) -> list[Token]:
    """*The board also has to vote*, *all clubs vote on a contract*, *which must pass any commitment*."""
    above = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"have", "need"} else verb
    must = above is not verb or any(one.lower_ in {"must", "would"} for one in children(verb, "aux"))
    votes = verb.lemma_.lower() in {"vote", "decide"} and any(
        one.lower_ in {"on", "by"} for one in children(verb, "prep")
    )
    if any(one.dep_ in {"neg", "auxpass"} for one in verb.children) or not (must or votes):
        return []
    subjects = children(verb, "nsubj") or children(above, "nsubj")
    if not subjects and above.dep_ in {"conj", "relcl"}:
        subjects = [one for one in [subject_of(above)] if one is not None]
    if above.dep_ in {"relcl", "conj"} and not any(one.pos_ in {"NOUN", "PROPN"} for one in subjects):
        subjects = _named(subjects)
    told_of = _named(subjects)
    if any(one.lower_ == "would" for one in children(verb, "aux")) and above is verb:
        told_of = [one for one in told_of if is_audience(one)]
    there = [one for one in told_of if one.pos_ in {"NOUN", "PROPN"}]
    return [one for one in there if verb.lemma_.lower() != "decide" or is_audience(one)]


def _blocking(noun: Token) -> list[Token]:
    """*The League has a blocking vote in the chamber*: both; *has a majority of two in the assembly*: the assembly."""
    places = [one for prep in children(noun, "prep") if prep.lower_ in {"in", "on"} for one in children(prep, "pobj")]
    places = [one for one in places if one.pos_ in {"NOUN", "PROPN"} and one.ent_type_ not in {"DATE", "TIME"}]
    blocks = {one.lower_ for one in noun.children} & {"blocking", "last", "final", "decisive", "casting"}
    if noun.lemma_.lower() == "veto" or blocks or (noun.lemma_.lower() in {"majority", "balance"} and places):
        return [*(_named(children(noun.head, "nsubj")) if noun.lemma_.lower() != "majority" else []), *places]
    return []


def _served(verb: Token) -> list[Token]:
    """*Answers to an investor*, *serves at the pleasure of a board*, *will have to face their congresses*."""
    lemma = verb.lemma_.lower()
    if lemma == "serve":
        pleasure = [
            low for prep in children(verb, "prep") for low in children(prep, "pobj") if low.lower_ == "pleasure"
        ]
        return [low for one in pleasure for prep in children(one, "prep") for low in children(prep, "pobj")]
    below = [low for prep in children(verb, "prep") if prep.lower_ in {"to", "with"} for low in children(prep, "pobj")]
    if lemma in _FACES - {"answer", "reckon"}:
        below = [one for one in children(verb, "dobj") if is_audience(one) or children(one, "poss")]
        must = verb.head.lemma_.lower() in {"have", "need"} or any(
            one.lower_ == "must" for one in children(verb, "aux")
        )
        below = below if must else []
    return [one for one in below if one.pos_ in {"NOUN", "PROPN"}]


def _leaning_on(verb: Token) -> list[Token]:
    """*His majority depends on five deputies*, *the coalition depends on the Greens*."""
    held = {"majority", "survival", "coalition", "government", "seat", "mandate", "job"}
    if not any(one.lemma_.lower() in held for one in children(verb, "nsubj")):
        return []
    return [low for prep in children(verb, "prep") if prep.lower_ in {"on", "upon"} for low in children(prep, "pobj")]


def _holder(source: Source, cast: Cast, verb: Token, parties: list[str]) -> Iterator[Home]:
    """*Teshima Materials, which holds 34 per cent*: of the company spoken of."""
    parts = [one for one in children(verb, "dobj") if one.lemma_.lower() in {"percent", "cent", "stake", "%"}]
    if not parts or any(low.lower_ in {"of", "in"} for one in parts for low in one.children):
        return
    for one in _named(children(verb, "nsubj")):
        key = focus(source, cast, one, parties)
        if key and one.pos_ == "PROPN" and cast.meant(source, one) not in parties and "company" in kinds_of(cast, key):
            yield key, called(one), one


def _verb(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _holding(source: Source, cast: Cast, token: Token, body: Token, parties: list[str]) -> Iterator[Home]:
    """*The council, where the Heritage Party has announced a filibuster*: that party, too."""
    for clause in children(body, "relcl"):
        if any(one.lower_ == "where" for one in clause.children):
            for one in children(clause, "nsubj"):
                if one.pos_ in {"NOUN", "PROPN"} and cast.meant(source, one) not in parties:
                    for key, _, _ in at_home(source, cast, token, body, parties):
                        yield key, called(one), one


def _past(token: Token) -> list[Token]:
    """*Must get any outlay past its owner*."""
    if not any(one.lemma_.lower() in {"get", "push", "steer", "bring"} for one in token.ancestors):
        return []
    return [one for one in children(token, "pobj") if is_audience(one) or one.pos_ == "PROPN"]


def _leaning(source: Source, cast: Cast, verb: Token, parties: list[str]) -> Iterator[Home]:
    """*The ministry is leaning on him to settle*: at home with whom it leans on."""
    pressed = [low for prep in children(verb, "prep") if prep.lower_ == "on" for low in children(prep, "pobj")]
    key = next((key for one in pressed if (key := cast.meant(source, one)) in parties), "")
    key = key or focus(source, cast, verb, parties)
    for one in children(verb, "nsubj") if key else ():
        if one.pos_ in {"NOUN", "PROPN"} and cast.meant(source, one) != key:
            yield key, called(one), one


def _owning(source: Source, cast: Cast, noun: Token, parties: list[str]) -> Iterator[Home]:
    """*Varna's owner, the Sorel family*, *its largest shareholder, the fund Quarrystone*, *owner Pelham Capital*."""
    key = next((key for one in children(noun, "poss") if (key := cast.meant(source, one)) in parties), "")
    if not key:
        around = focus(source, cast, noun, parties)
        key = around if noun.head.dep_ == "pobj" or noun.dep_ in {"pobj", "compound"} else ""
    names = children(noun, "appos")
    names += [low for one in names for low in children(one, "appos")]
    names += [noun.head] if noun.dep_ in {"compound", "nmod"} and noun.head.pos_ == "PROPN" else []
    following = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]
    if not names and following and following[0].pos_ == "PROPN":
        names = [next((one for one in reversed(following) if one.pos_ == "PROPN"), following[0])]
    names = [one for one in names if one.pos_ == "PROPN"] or names
    for one in names if key and key in parties else ():
        if cast.meant(source, one) != key and one.pos_ in {"NOUN", "PROPN"}:
            yield key, called(one), one


def _stirred(noun: Token) -> bool:
    """Whether a crowd is told to object, press or be in no mood."""
    verb = noun.head
    below = [verb, *children(verb, "xcomp", "acomp", "oprd")]
    words = {one.lemma_.lower() for one in below} | {
        low.lemma_.lower() for one in below for low in one.subtree if low.i > verb.i
    }
    return verb.lemma_.lower() in _STIRS or bool(words & _STATES and verb.lemma_.lower() in {"be", "think", "say"})
