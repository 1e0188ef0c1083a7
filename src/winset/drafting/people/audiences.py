"""Who stands behind which party: every noun for people or a body, and whose it is, by signs weighed as learned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from math import exp, log

from winset.drafting.people.behind import beside
from winset.drafting.people.cast import Cast
from winset.drafting.people.names import is_body, is_date, lemma_of, proper_name
from winset.drafting.people.owners import CLASSES, told
from winset.drafting.people.verbs import negated
from winset.drafting.source import ParsedSource, children
from winset.drafting.weights import Signs, weights
from winset.drafting.words import AUDIENCES, DEMANDS, OFFERS, PEOPLE, REFUSALS, SAYING, THREATS
from winset.frozen import Frozen
from winset.reading.places import place_of
from winset.reading.spans import Token

_VERBS = {
    "agrees": {
        *("approve", "ratify", "endorse", "accept", "vote", "back", "sign", "clear", "pass", "bless", "authorise"),
        *("authorize", "consent", "agree", "confirm", "adopt", "support", "countersign"),
    },
    "stops": {"veto", "block", "sink", "kill", "reject", "overturn", "derail", "oppose", "resist", "forgive"},
    "needs": {"need", "require", "take", "win", "await", "secure", "get", "carry", "survive", "depend", "lack"},
    "faces": {"face", "persuade", "convince", "satisfy", "answer", "consult", "promise", "tell", "assure", "ask"},
    "owns": {"own", "hold", "control", "finance", "fund", "lend"},
    "stirs": {"protest", "march", "rally", "picket", "campaign", "complain", "press", "push", "urge", "watch", "split"},
    "wants": DEMANDS | OFFERS | REFUSALS | THREATS,
    "says": SAYING,
}
_CONSENT = {
    *("approval", "ratification", "vote", "consent", "backing", "majority", "assent", "permission", "blessing"),
    *("ballot", "support", "mandate", "signature", "nod", "pressure", "revolt", "resistance", "opposition", "anger"),
}
_MEASURES = {"MONEY", "PERCENT", "QUANTITY", "ORDINAL"}
_FAINT = -3.0
"""The log odds from which somebody is a party's home where nobody else is likely enough."""
_MOST = 4
SURE = -0.7
"""The log odds below which a home is marked as not sure: fewer than half of them are an analyst's."""
_CERTAIN = 1 - 1e-9


class Behind(Frozen):
    """Somebody behind a party.

    Attributes
    ----------
    party, name : str
        Whose home it is, and what the text calls it.
    token : Token
        The word for it.
    odds : float
        The log odds that an analyst would say so.
    """

    party: str
    name: str
    token: Token
    odds: float


def behind_parties(source: ParsedSource, cast: Cast, parties: list[str], table: Collection[str]) -> Iterator[Behind]:
    """Give who may stand behind a party; behind two where either is likely enough."""
    is_home, is_its = weights("homes"), weights("home_of")
    for token, signs in candidates(source, cast, parties):
        odds = is_home.odds(signs)
        if odds < _FAINT:
            continue  # behind one party it is no likelier
        its = {key: is_its.odds(own) for key, own in beside(source, cast, token, parties, table)}
        whole = sum(exp(one) for one in its.values())
        for key in parties:
            chance = min(exp(its[key]) / whole / (1 + exp(-odds)), _CERTAIN)
            both = log(chance / (1 - chance))
            if both >= _FAINT:
                yield Behind(key, called(token), token, both)


def likeliest(odds: Mapping[str, float]) -> tuple[str, ...]:
    """Choose who is named as a party's homes: who is likely enough, four at most, or else the likeliest.

    Examples
    --------
    >>> likeliest({"members": 1.2, "owners": 0.5, "neighbours": -2.8}), likeliest({"owners": -2.5, "neighbours": -2.8})
    (('members', 'owners'), ('owners',))
    """
    ordered = sorted(odds, key=lambda name: -odds[name])
    likely = [name for name in ordered if odds[name] >= weights("homes").threshold]
    return tuple(likely[:_MOST] or ordered[:1])


def called(one: Token) -> str:
    """An audience as the text calls it."""
    return proper_name(one) if one.pos_ == "PROPN" else told(one)


def candidates(source: ParsedSource, cast: Cast, parties: Collection[str]) -> Iterator[tuple[Token, Signs]]:
    """Give every noun that could be somebody's home: not a part of a name, a date, a sum, a party itself."""
    told = Counter(lemma_of(one) for one in source.doc if one.pos_ in {"NOUN", "PROPN"})
    for token in source.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "npadvmod", "amod"}:
            continue
        if is_date(token) or len(token.text) < 3 or token.ent_type_ in _MEASURES:
            continue
        if cast.key_at(source, token.i) not in parties or lemma_of(token) in PEOPLE | AUDIENCES:
            found = signs_of(source, cast, token, parties)
            yield token, {**found, f"told of {min(told[lemma_of(token)], 4)} times": 1.0}


def signs_of(source: ParsedSource, cast: Cast, token: Token, parties: Collection[str]) -> Signs:
    """What a word is and does, and what is told around it, whoever's it is."""
    found = {*_of_word(source, cast, token, parties), *_of_place(token), *_of_children(token)}
    found |= {f"sentence {one.lemma_.lower()}" for one in token.sent if one.pos_ in _TELLING and one is not token}
    last = source.number(token.doc[len(token.doc) - 1])
    tenth = min(9, 10 * source.number(token) // max(1, last))
    found |= {f"tenth {tenth}", f"fifth {tenth // 2}"}
    here = {cast.key_at(source, one.i) for one in token.sent} & set(parties)
    found.add(f"parties here {min(2, len(here))}")
    if token.sent.text.strip()[:1] in '"“':
        found.add("quotation")
    return dict.fromkeys(found, 1.0)


_TELLING = {"NOUN", "VERB", "ADJ"}


def _of_word(source: ParsedSource, cast: Cast, token: Token, parties: Collection[str]) -> Iterator[str]:
    lemma = lemma_of(token)
    kinds = [name for name, words in CLASSES.items() if lemma in words or lemma.rstrip("s") in words]
    yield from (f"is {name}" for name in kinds)
    if token.pos_ == "NOUN" or kinds:
        yield from (f"word {lemma}", f"ends {lemma[-2:]}", f"ends {lemma[-3:]}")
    yield f"{token.pos_} {'many' if token.tag_ in {'NNS', 'NNPS'} else 'one'}"
    if token.pos_ == "PROPN":
        yield from ("a body by name" if is_body(token.text) else "a name", f"a name, {token.ent_type_}")
    if token.text in cast.person_of:
        yield "a person"
    if token.text in place_of():
        yield "a state"
    meant = cast.meant(source, token)
    yield "a party" if meant in parties else "somebody else" if meant in cast.figures else "nobody known"


def _of_place(token: Token) -> Iterator[str]:
    """Where a word stands: under which verb, preposition or noun, and how that is said."""
    above, dep = token.head, token.dep_
    while dep in {"conj", "appos"} and above is not above.head:
        yield f"{dep} to another"
        dep, above = above.dep_, above.head
    yield f"as {dep}"
    if dep == "pobj":
        over = above.head.lemma_.lower()
        yield from (f"after {above.lower_}", f"after {over} {above.lower_}")
        if over in _CONSENT:
            yield "after a vote"
    if token.dep_ == "poss":
        yield f"has {lemma_of(token.head)}"
    verb = next((one for one in (token, *token.ancestors) if one.pos_ in {"VERB", "AUX"}), token)
    lemmas = {one.lemma_.lower() for one in (verb, *children(verb, "xcomp", "conj", "ccomp", "acomp"))}
    role = dep if dep in {"nsubj", "nsubjpass", "dobj", "pobj"} else "other"
    yield from (f"{role} {name}" for name, words in _VERBS.items() if lemmas & words)
    yield from (f"{role} of {lemma}" for lemma in lemmas)
    if any(one.tag_ == "MD" for one in verb.children) or verb.lemma_ == "have":
        yield "would or must"
    if any(one.lower_ == "must" for one in verb.children) or lemmas & {"need", "require"}:
        yield "must"
    if negated(verb):
        yield "denied"
    if any(one.lemma_.lower() in _CONSENT for one in verb.subtree):
        yield "a vote is told of"


def _of_children(token: Token) -> Iterator[str]:
    for one in token.children:
        if one.dep_ in {"det", "poss", "nummod", "amod", "compound", "relcl", "acl"}:
            small = one.dep_ == "det" or one.tag_ == "PRP$"
            yield f"with {one.dep_} {one.lower_ if small else ''}".strip()
        if one.dep_ in {"amod", "compound"} and one.pos_ != "PROPN":
            yield f"with {one.lower_}"
