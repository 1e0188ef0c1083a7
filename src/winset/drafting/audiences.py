"""Who stands behind which party: every noun for people or a body beside every party, by signs weighed as learned."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.belonging import Home, called, focus, may_have
from winset.drafting.homes import told_of
from winset.drafting.names import is_body, is_date, lemma_of
from winset.drafting.owners import kinds_of, owner_of, said_owner
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.standing import PEOPLE, standing_behind
from winset.drafting.verbs import negated, subject_of
from winset.drafting.weights import weights
from winset.drafting.words import (
    AUDIENCES,
    AUDIENCES_OF,
    BODIES,
    COMPANY,
    DEMANDS,
    MEDIATORS,
    OBSERVERS,
    OFFERS,
    OFFICES,
    ORGANISATIONS,
    REFUSALS,
    SAYING,
    THREATS,
    UNION,
)
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
_CLASSES = {
    "people behind somebody": PEOPLE,
    "an audience": AUDIENCES,
    "an office": OFFICES,
    "a body": BODIES | ORGANISATIONS,
    "workers": UNION,
    "a firm": COMPANY,
    "onlookers": OBSERVERS | MEDIATORS,
    **{f"of a {kind}": words for kind, words in AUDIENCES_OF.items()},
}
_CONSENT = {
    *("approval", "ratification", "vote", "consent", "backing", "majority", "assent", "permission", "blessing"),
    *("ballot", "support", "mandate", "signature", "nod", "pressure", "revolt", "resistance", "opposition", "anger"),
}
Signs = dict[str, float]


def behind_parties(source: Source, cast: Cast, parties: list[str]) -> Iterator[Home]:
    """Give who stands behind a party, with the party: the likeliest of several."""
    judge = weights("homes")
    said = list(told_of(source, cast, parties))
    yield from said  # in so many words
    for token, signs in candidates(source, cast, parties):
        if any(token == word for _, _, word in said):
            continue
        odds = {key: judge.odds(low) for key, low in signs.items()}
        most = max(odds.values(), default=judge.threshold - 1)
        if most >= judge.threshold:
            yield next(key for key in parties if odds[key] == most), called(token), token


def candidates(source: Source, cast: Cast, parties: list[str]) -> Iterator[tuple[Token, dict[str, Signs]]]:
    """Give every word that could be somebody's home, with the signs of its being each party's."""
    rules: dict[int, dict[str, set[str]]] = {}
    for name, rule in (("told of", told_of), ("stands behind", standing_behind)):
        for key, _, token in rule(source, cast, parties):
            rules.setdefault(token.i, {}).setdefault(key, set()).add(name)
    order = sorted(parties, key=lambda key: -cast.figures[key].mentions)
    for token in source.doc:
        told = rules.get(token.i, {})
        if not told and not _could_be(source, cast, token, parties):
            continue
        own = _signs(source, cast, token, parties)
        found: dict[str, Signs] = {}
        for key in parties:
            signs = {**own, **_beside(source, cast, token, key, parties), f"rank {min(order.index(key), 3)}": 1.0}
            signs |= {f"{name} it": 1.0 for name in told.get(key, ())}
            signs |= {f"{name} another": 1.0 for other, names in told.items() if other != key for name in names}
            found[key] = signs
        yield token, found


def _could_be(source: Source, cast: Cast, token: Token, parties: list[str]) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "npadvmod", "amod"}:
        return False
    if token.text in place_of() or is_date(token) or len(token.text) < 3 or token.text in cast.person_of:
        return False
    lemma = lemma_of(token)
    if token.dep_ == "poss" and lemma_of(token.head) in PEOPLE | AUDIENCES | BODIES | ORGANISATIONS | UNION:
        return False  # *the fishermen's association* is one body
    if any(lemma in words or lemma.rstrip("s") in words for words in _CLASSES.values()):
        return cast.at.get((source.letter, token.i)) not in parties or lemma in PEOPLE | AUDIENCES
    named = token.pos_ == "PROPN" and token.ent_type_ not in {"GPE", "LOC", "PERSON", "DATE", "FAC"}
    return named and cast.meant(source, token) not in parties


def _signs(source: Source, cast: Cast, token: Token, parties: list[str]) -> Signs:
    """What a word is and does, whoever's it is."""
    lemma = lemma_of(token)
    signs = {f"is {name}": 1.0 for name, words in _CLASSES.items() if lemma in words or lemma.rstrip("s") in words}
    if token.pos_ == "NOUN" or lemma in AUDIENCES | PEOPLE | BODIES | ORGANISATIONS:
        signs[f"word {lemma}"] = 1.0
    signs[f"{token.pos_} {'many' if token.tag_ in {'NNS', 'NNPS'} else 'one'}"] = 1.0
    if token.pos_ == "PROPN":
        signs["a body by name" if is_body(token.text) else "a name"] = 1.0
    meant = cast.meant(source, token)
    signs["a party" if meant in parties else "somebody else" if meant in cast.figures else "nobody known"] = 1.0
    above, dep = token.head, token.dep_
    while dep in {"conj", "appos"} and above is not above.head:
        signs[f"{dep} to another"] = 1.0
        dep, above = above.dep_, above.head
    if dep == "pobj" and above.lower_ == "of" and above.head.pos_ == "NOUN":
        signs[f"of {'a vote' if above.head.lemma_.lower() in _CONSENT else 'something'}"] = 1.0
    signs[f"as {dep}"] = 1.0
    verb = next((one for one in (token, *token.ancestors) if one.pos_ in {"VERB", "AUX"}), token)
    lemmas = {verb.lemma_.lower(), *(one.lemma_.lower() for one in children(verb, "xcomp", "conj", "ccomp"))}
    for name, words in _VERBS.items():
        if lemmas & words:
            signs[f"{dep if dep in {'nsubj', 'dobj', 'pobj'} else 'other'} {name}"] = 1.0
    if any(one.tag_ == "MD" for one in verb.children) or verb.lemma_ == "have":
        signs["would or must"] = 1.0
    if any(one.lower_ == "must" for one in verb.children) or lemmas & {"need", "require"}:
        signs["must"] = 1.0
    if negated(verb):
        signs["denied"] = 1.0
    if dep == "pobj":
        signs[f"after {above.lower_}"] = 1.0
        if above.head.lemma_.lower() in _CONSENT:
            signs["after a vote"] = 1.0
    if any(one.lemma_.lower() in _CONSENT for one in verb.subtree):
        signs["a vote is told of"] = 1.0
    for one in token.children:
        if one.dep_ in {"det", "poss", "nummod", "amod", "compound", "relcl", "acl"}:
            signs[f"with {one.dep_} {one.lower_ if one.dep_ == 'det' else ''}".strip()] = 1.0
    return signs


def _beside(source: Source, cast: Cast, token: Token, key: str, parties: list[str]) -> Signs:
    """What speaks for its being one party's: possessor, subject, who was spoken of just before, of what kind it is."""
    signs: Signs = {}
    if cast.meant(source, token) == key:
        signs["is itself"] = 1.0
    whose = said_owner(source, cast, token, token, parties)
    if whose:
        signs["said to be its" if whose == key else "said to be another's"] = 1.0
    possessor = next((low for one in children(token, "poss") if (low := cast.meant(source, one)) in parties), "")
    if possessor:
        signs["its" if possessor == key else "another's"] = 1.0
    if focused := focus(source, cast, token, parties):
        signs["spoken of before" if focused == key else "another spoken of before"] = 1.0
    if kin := owner_of(source, cast, token, token, parties, "", True):
        signs["of its kind" if kin == key else "of another's kind"] = 1.0
    subject = subject_of(next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token))
    does = cast.meant(source, subject) if subject is not None and subject is not token else ""
    if does in parties:
        signs["its act" if does == key else "another's act"] = 1.0
    here = {cast.at.get((source.letter, one.i), "") for one in token.sent} & set(parties)
    signs["in its sentence" if key in here else "in another's sentence" if here else "alone"] = 1.0
    if not may_have(cast, key, token):
        signs["cannot have such"] = 1.0
    kinds = kinds_of(cast, key)
    fitting = {kind for kind, words in AUDIENCES_OF.items() if lemma_of(token).rstrip("s") in words}
    if kinds & fitting:
        signs["suits it"] = 1.0
        signs["suits only it"] = float(sum(bool(kinds_of(cast, other) & fitting) for other in parties) == 1)
    near = (cast.at.get((source.letter, place), "") for place in range(token.i - 1, max(-1, token.i - 80), -1))
    if last := next((one for one in near if one in parties), ""):
        signs["last named" if last == key else "another last named"] = 1.0
    return signs
