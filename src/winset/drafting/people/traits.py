"""What the text tells of somebody it names: the signs by which a figure is taken for a party, a mediator or neither."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import log1p

from winset.drafting.people.cast import Cast
from winset.drafting.people.names import FIRM, is_body, lemma_of
from winset.drafting.people.surroundings import TALKS, meeting
from winset.drafting.people.verbs import negated
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import (
    AUDIENCES,
    DEALS,
    DEMANDS,
    GOVERNMENT,
    LIKES,
    MEDIATORS,
    NOUNS,
    OBSERVERS,
    OFFERS,
    OFFICES,
    REFUSALS,
    SAYING,
    THREATS,
    UNION,
)
from winset.reading.spans import Token

_VERBS = {
    "demands": DEMANDS,
    "offers": OFFERS,
    "refuses": REFUSALS,
    "threatens": THREATS,
    "likes": LIKES,
    "says": SAYING,
    "approves": {"approve", "ratify", "endorse", "clear", "pass", "vote", "consent", "back"},
    "meets": {"meet", "negotiate", "return", "resume", "agree", "sign", "talk", "walk"},
    "decides": {"decide", "rule", "order", "grant", "license", "block", "veto"},
    "is": {"be", "become", "remain"},
    "has": {"have", "hold", "own"},
}
_SUBJECTS = {"nsubj": "does", "nsubjpass": "is done to", "agent": "by"}
_OBJECTS = {"dobj": "object", "dative": "object", "attr": "attr", "appos": "beside", "conj": "joined"}
_PREPOSITIONS = {"between", "with", "from", "to", "by", "of", "for", "against", "in", "at", "on", "under", "according"}


def traits(
    sources: Sequence[ParsedSource], cast: Cast, told: Mapping[str, Collection[str]]
) -> dict[str, dict[str, float]]:
    """Give the signs of every figure.

    Parameters
    ----------
    sources, cast
        The documents and everybody in them.
    told : mapping
        Of whom the text says in so many words that they mediate, are left out, act as a party.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        _told(source, cast, counts)
        for key in meeting(source, cast):
            counts[key]["meets"] += 1
    together = {key for key in counts if counts[key]["meets"]} & set(told.get("acts as a party", ()))
    for key in cast.figures:
        counts[key]["others meet"] += len(together - {key}) >= 2 and key not in together
    found = {key: _signs(cast, key, counts[key], sources) for key in cast.figures}
    _compared(cast, counts, found)
    for name, keys in told.items():
        for key in keys:
            if key in found:
                found[key][name] = 1
    return found


def _told(source: ParsedSource, cast: Cast, counts: dict[str, Counter[str]]) -> None:
    """Count what each word for a figure does in its sentence."""
    doc = source.doc
    first = next((place for place, one in enumerate(doc) if "\n" in one.text), 0)
    sentences = list(doc.sents)
    opening = sentences[min(3, len(sentences) - 1)].end if sentences else 0
    together: dict[int, set[str]] = defaultdict(set)
    for token in doc:
        key = cast.key_at(source, token.i)
        if key not in cast.figures:
            continue
        count = counts[key]
        count["words"] += 1
        count["in the headline"] += token.i < first
        count["at the beginning"] += token.i < opening
        count[f"kind {token.ent_type_ or 'none'}"] += 1
        count[f"word {token.pos_} {'many' if token.tag_ in {'NNS', 'NNPS'} else 'one'}"] += 1
        together[token.sent.start].add(key)
        _article(token, count)
        _place(token, count)
    for keys in together.values():
        for key in keys:
            counts[key]["sentences"] += 1
            counts[key]["alone"] += len(keys) == 1


def _article(token: Token, count: Counter[str]) -> None:
    for one in children(token, "det", "poss", "nummod"):
        lower = one.lower_
        name = lower if lower in {"the", "a", "an", "its", "his", "her", "their", "some", "many", "most"} else one.dep_
        count[f"with {'a' if name == 'an' else name}"] += 1
    for one in children(token, "amod"):
        count["described"] += 1
        count["other"] += one.lower_ in {"other", "former", "neighbouring", "local", "independent", "previous"}


def _place(token: Token, count: Counter[str]) -> None:
    """Where a word stands: what it does, what is done to it, what it has."""
    above, dep = token.head, token.dep_
    while dep == "conj" and above is not above.head:
        count["joined"] += 1
        dep, above = above.dep_, above.head
    if dep == "poss":
        lemma = above.lemma_.lower()
        count["has"] += 1
        for name, nouns in (("office", OFFICES), ("government", GOVERNMENT), ("audience", AUDIENCES)):
            count[f"has {name}"] += lemma in nouns
        count["has a wish"] += lemma in NOUNS
    elif dep in _SUBJECTS and above.pos_ in {"VERB", "AUX"}:
        _doing(above, count, _SUBJECTS[dep])
    elif dep == "pobj":
        prep = above.lower_
        count[f"after {prep if prep in _PREPOSITIONS else 'other'}"] += 1
        over = above.head
        lemma = over.lemma_.lower()
        count["by"] += above.dep_ == "agent"
        count[f"{prep} talks"] += lemma in TALKS and prep in {"between", "with"}
        count["of an office"] += prep in {"of", "for", "at"} and lemma_of(over) in OFFICES
        count[f"wished {prep}"] += (lemma in DEMANDS | OFFERS) and prep in {"from", "to", "for", "with"}
    elif dep in _OBJECTS:
        count[_OBJECTS[dep]] += 1
        if dep == "dobj":
            count["demanded of"] += above.lemma_.lower() in DEMANDS
    elif dep in {"compound", "nmod", "amod"}:
        count["compound"] += 1
        count["of an office"] += above.lemma_.lower() in OFFICES
    elif dep == "ROOT":
        count["alone as root"] += 1


def _doing(verb: Token, count: Counter[str], how: str) -> None:
    lemma = verb.lemma_.lower()
    count["subjects"] += 1
    count[how] += 1
    classes = [name for name, words in _VERBS.items() if lemma in words]
    for name in classes:
        count[f"{how}: {name}"] += 1
    if not classes:
        count[f"{how}: other"] += 1
    modals = [one for one in children(verb, "aux") if one.tag_ == "MD"]
    count["would"] += bool(modals)
    count["must"] += any(one.lower_ == "must" for one in modals) or lemma in {"need", "require"}
    count["will not"] += bool(modals) and negated(verb)
    count["not"] += negated(verb)
    count["in a main clause"] += verb.dep_ == "ROOT"
    count["in a relative clause"] += verb.dep_ in {"relcl", "acl"}
    count["on a condition"] += verb.dep_ == "advcl"
    count["is quoted"] += lemma in SAYING and verb.dep_ in {"ROOT", "parataxis"}
    nouns = {one.lemma_.lower() for one in children(verb, "dobj", "attr")}
    count["about a deal"] += bool(nouns & (DEALS | TALKS))
    count["wants to do"] += bool(children(verb, "xcomp", "ccomp"))


def _signs(cast: Cast, key: str, count: Counter[str], sources: Sequence[ParsedSource]) -> dict[str, float]:
    figure = cast.figures[key]
    words = max(1, count["words"])
    signs: dict[str, float] = {}
    for name, number in count.items():
        if not number:
            continue
        if name.startswith(("kind ", "word ", "with ")):
            signs[name] = number / words
        else:
            signs[name] = log1p(number)
    signs["acts"], signs["heavy"] = log1p(max(0, figure.acts)), log1p(figure.heavy)
    signs["mentions"] = log1p(max(0, figure.mentions))
    signs[f"is {figure.kind}"] = 1
    last = {one.lower() for one in figure.name.split()[-1:]}
    if is_body(figure.name):
        signs["a body by name"] = 1
    if FIRM.search(figure.name):
        signs["a firm by name"] = 1
    for name, nouns in (("observers", OBSERVERS), ("mediator", MEDIATORS), ("audience", AUDIENCES), ("union", UNION)):
        if {*last, *(one.rstrip("s") for one in last)} & nouns:
            signs[f"called {name}"] = 1
    if figure.persons:
        signs["speaks through persons"] = log1p(len(figure.persons))
    if figure.stands:
        signs["stands"] = 1
    if key in cast.governed:
        signs["has a government"] = 1
    if key in cast.companies:
        signs["company"] = 1
    if len(figure.surfaces) > 1:
        signs["names"] = log1p(len(figure.surfaces))
    return signs


def _compared(cast: Cast, counts: dict[str, Counter[str]], found: dict[str, dict[str, float]]) -> None:
    """Say how much of the text is about a figure, beside the others."""
    amounts: dict[str, dict[str, int]] = {
        "acts": {key: cast.figures[key].acts for key in found},
        "heavy": {key: cast.figures[key].heavy for key in found},
        "mentions": {key: cast.figures[key].mentions for key in found},
        "subjects": {key: counts[key]["subjects"] for key in found},
    }
    for what, of in amounts.items():
        order = sorted(found, key=lambda key: -of[key])
        most = max(of.values(), default=0)
        for rank, key in enumerate(order):
            if most:
                found[key][f"{what}, share"] = of[key] / most
            for place in (1, 2, 3, 5, 8):
                if rank < place and of[key]:
                    found[key][f"{what}, among {place}"] = 1
