"""Acts that a text reports as facts, which set where things stand: blocked, cleared, signed, raised its offer."""

from __future__ import annotations

from collections.abc import Iterator

from winset.reading.rules.phrases import phrase
from winset.reading.spans import Attribution, Doc, Token, merged, spans_of, text_of, trimmed

# Verbs that are such acts whatever their object.
ACTS = frozenset(
    """
    block clear halt sign ratify suspend resume lift impose freeze reopen unblock unfreeze reinstate blockade seize
    ban impound confiscate annex evict boycott
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
# Verbs whose not having happened says where things stand as well: *has not yet accepted the offer*.
_PENDING = frozenset("accept sign ratify approve lift resume release clear adopt".split())  # noqa: SIM905
# Verbs that give a stance up, with their particle or preposition: *backed away from its threat*.
_BACK = {
    "back": {"away", "down", "off", "from"},
    "walk": {"back"},
    "step": {"back"},
    "give": {"up"},
    "retreat": {"from"},
    "climb": {"down"},
    "take": {"back"},
}
# Verbs that are such acts with an object that parties bargain over.
_WITH_OBJECT = frozenset(
    """
    raise lower increase cut reduce improve sweeten double table submit withdraw cancel close end start begin launch
    release restore approve extend break deploy send deliver pay drop scrap abandon withhold restart deny grant
    shut accept retract rescind renounce tighten ease relax revoke expel recall adopt initial shelve ditch postpone hand
    """.split()  # noqa: SIM905
)
_OBJECTS = frozenset(
    """
    offer bid proposal demand talk negotiation deal merger takeover agreement accord treaty contract pact truce
    ceasefire strike lockout blockade sanction tariff duty quota embargo aid assistance shipment delivery export import
    production operation flight service port border crossing pipeline troop force ambassador diplomat prisoner hostage
    licence license permit approval visa wage pay price fund funding loan asset account ban restriction curfew
    resolution mandate sharing support membership inspection threat claim condition compromise term plan bridge road
    lane airport airspace airfield embassy consulate plant mine dam fee toll rent tax levy suit lawsuit complaint charge
    patrol blackout evacuation subsidy payment idea vessel ship cargo budget election meeting vote line
    boycott siege march walkout picket protest
    """.split()  # noqa: SIM905
)
# Verbs that are such acts with their particle: *called off the march*.
_HANDED = {"call": {"off"}, "shut": {"down"}, "pull": {"out", "back"}, "give": {"back"}}
_SUBJECTLESS = frozenset({"who", "which", "that", "it", "this", "there", "what"})


def deeds(doc: Doc) -> Iterator[Attribution]:
    """Find acts of a parsed text: who did it, the verb, and the verb with its object as content."""
    for token in doc:
        if token.pos_ != "VERB" or token.tag_ not in {"VBD", "VBN"} or not _happened(token):
            continue
        lemma = token.lemma_.lower()
        objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
        if back := _given_up(token, lemma):
            objects, lemma = back, "abandon"
        particle = {child.lower_ for child in token.children if child.dep_ == "prt"}
        if not objects or not (
            lemma in ACTS
            or particle & _HANDED.get(lemma, set())
            or (lemma in _WITH_OBJECT and objects[0].lemma_.lower() in _OBJECTS)
        ):
            continue
        source = _doer(token)
        if source and (source[0].lower_ not in _SUBJECTLESS or _its_own(source[0], objects[0])):
            content = trimmed(_predicate(token, source))
            yield Attribution(
                spans_of(source), ((token.idx, token.idx + len(token)),), merged(text_of(doc), spans_of(content)), lemma
            )


def _given_up(verb: Token, lemma: str) -> list[Token]:
    """The stance that is given up by *backed away from*, *gave up*, *walked back*."""
    marks = {child.lower_ for child in verb.subtree if verb.i < child.i <= verb.i + 3}
    if not marks & _BACK.get(lemma, set()):
        return []
    near = [token for token in verb.subtree if token.dep_ in {"dobj", "pobj"} and verb.i < token.i <= verb.i + 6]
    return [token for token in near if token.lemma_.lower() in _OBJECTS][:1]


def is_deed(one: Attribution) -> bool:
    """Whether an attribution is an act: its verb is part of what it says."""
    return any(a <= start and end <= b for start, end in one.cue for a, b in one.content)


def _its_own(subject: Token, thing: Token) -> bool:
    """*It has cut its fee*: the pronoun is somebody's, for the thing is."""
    return subject.lower_ == "it" and any(child.dep_ == "poss" and child.lower_ == "its" for child in thing.children)


def _happened(verb: Token) -> bool:
    """Whether something is told as done, or as not done yet: past or perfect, not wished, not on a condition."""
    children = list(verb.children)
    if any(child.tag_ in {"MD", "TO"} for child in children):
        return False
    if any(child.dep_ == "neg" for child in children) and verb.lemma_.lower() not in _PENDING:
        return False
    if any(
        child.dep_ == "mark" and child.lower_ in {"if", "unless", "until", "whether", "provided"} for child in children
    ):
        return False
    if verb.tag_ == "VBN":
        return any(
            child.dep_ in {"aux", "auxpass"}
            and child.lower_ in {"has", "have", "had", "was", "were", "been", "’ve", "'ve"}
            for child in children
        )
    return True


def _doer(verb: Token) -> list[Token]:
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    if passive:
        agents = [grand for child in verb.children if child.dep_ == "agent" for grand in child.children]
        return trimmed(phrase(agents[0])) if agents else []
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    if not subjects and verb.dep_ == "conj":
        subjects = [child for child in verb.head.children if child.dep_ == "nsubj"]
    return _bare(subjects[0]) if subjects else []


def _bare(head: Token) -> list[Token]:
    """A noun phrase without the clauses that only describe it."""
    aside = {one.i for child in head.children if child.dep_ in {"relcl", "acl", "appos"} for one in child.subtree}
    return trimmed([token for token in phrase(head) if token.i not in aside])


_COMPLEMENTS = {"neg", "dobj", "dative", "prep", "prt", "nsubjpass", "auxpass", "aux", "npadvmod", "xcomp"}
_PARTICLES = {"yet", "away", "back", "down", "up", "off"}


def _predicate(verb: Token, source: list[Token]) -> list[Token]:
    """The verb with its objects and complements; another clause joined to it is another act."""
    mine = {token.i for token in source}
    kept = [verb]
    for child in verb.children:
        before = child.i < verb.i and child.dep_ in {"prep", "npadvmod"}  # *On Tuesday the army …*
        if not before and (child.lower_ in _PARTICLES or child.dep_ in _COMPLEMENTS):
            kept += [token for token in child.subtree if token.i not in mine]
    return kept
