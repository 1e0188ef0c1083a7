"""How a party stands to a thing in a sentence: what it does to it, says of it, has of it, is asked about it."""

from __future__ import annotations

from collections import defaultdict

from winset.drafting.people.verbs import subject_of
from winset.drafting.source import children
from winset.drafting.stances.voices import Voices
from winset.reading.spans import Doc, Token

Path = list[Token]
"""The words from a thing up to the one that a party hangs on."""
Ways = dict[str, list[tuple[str, Path]]]
_VERBS = {"VERB", "AUX"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_POINTING = {"it", "this", "that", "them", "these", "those", "so", "such", "neither", "one", "none", "which"}
_IDEAS = {
    *("idea", "proposal", "demand", "plan", "offer", "request", "suggestion", "notion", "principle", "call", "figure"),
    *("condition", "step", "move", "point", "question", "matter", "answer", "deal", "number", "sum", "price", "text"),
    *("clause", "measure"),
}


def bearings(voices: Voices, thing: Token) -> Ways:
    """Give each party of a sentence, and who spoke before, with how it stands to a thing there."""
    chain = _above(thing)
    first = 0 if thing.pos_ in _VERBS else 1
    found: Ways = defaultdict(list)
    governed = False
    for place, word in enumerate(chain):
        path = chain[first : place + 1]
        if place >= first and word.pos_ in _VERBS:
            subjects = _subjects(word, chain, governed)
            for subject in subjects:
                name = "above" if governed else "passive" if subject.dep_ == "nsubjpass" else "does"
                for key in voices.several(subject):
                    found[key].append((name, path))
            governed = governed or any(voices.several(one) for one in subjects)
            _beside(voices, word, chain[place - 1] if place else None, path, found)
        elif word.pos_ in {"NOUN", "PROPN"}:
            _owning(voices, word, chain, path, found)
        else:
            for one in children(word, "poss"):
                if one.i in voices.at:
                    found[voices.at[one.i]].append(("owns", path))
    _around(voices, thing, chain[first:], found)
    return {key: told for key, told in found.items() if key in voices.keys}


def _above(token: Token) -> Path:
    chain = [token]
    while token.head != token and len(chain) < 14:
        token = token.head
        chain.append(token)
    return chain


def _subjects(verb: Token, chain: Path, governed: bool) -> list[Token]:
    own = [one for one in verb.children if one.dep_ in _SUBJECTS and one not in chain]
    if not own and not governed:
        other = subject_of(verb)
        own = [other] if other is not None and other not in chain else []
    return own


def _beside(voices: Voices, verb: Token, below: Token | None, path: Path, found: Ways) -> None:
    """Whom a verb is done to, by whom, and who stands below its prepositions."""
    for one in verb.children:
        if one == below:
            continue
        if one.dep_ in {"dobj", "dative"}:
            for key in voices.several(one):
                found[key].append(("object", path))
        if one.dep_ in {"agent", "prep", "dative"}:
            name = "by" if one.dep_ == "agent" else f"at {one.lower_}"
            for low in children(one, "pobj"):
                for key in voices.several(low):
                    found[key].append((name, path))


def _owning(voices: Voices, noun: Token, chain: Path, path: Path, found: Ways) -> None:
    """Whose a noun is, or who stands below its prepositions: *its insistence on*, *a demand from the union for*."""
    thing = noun is chain[0]
    for one in noun.children:
        if one.dep_ in {"poss", "compound", "amod", "nmod"} and one.i in voices.at:
            found[voices.at[one.i]].append(("has" if thing else "owns", path))
        elif one.dep_ == "prep":
            for low in children(one, "pobj"):
                for key in voices.several(low) if low not in chain else ():
                    found[key].append((f"{'thing' if thing else 'noun'} {one.lower_}", path))
    if not thing and noun.i in voices.at:
        found[voices.at[noun.i]].append(("under", path))


def _around(voices: Voices, thing: Token, path: Path, found: Ways) -> None:
    """Who says it, who is only there, and who was spoken of before."""
    speaker = voices.says.get(thing.i, "")
    if speaker:
        found[speaker].append(("quoted" if thing.i in voices.quoted else "says", path))
    elif (teller := voices.teller(thing)) in voices.keys:
        found[teller].append(("tells", path))
    inside = voices.present(thing.sent)
    for key in sorted(inside - set(found)):
        found[key].append(("beside", path))
    before = voices.before.get(thing.sent.start, "")
    if before and before not in found:
        found[before].append(("before others" if inside else "before", path))


def pointing(voices: Voices, sentence: Doc) -> tuple[Token, str]:
    """What stands for a thing spoken of before: *it*, *the idea*, else the main word of the sentence."""
    for token in sentence:
        if token.i in voices.at and not (token.lower_ in _POINTING and token.dep_ in {"dobj", "pobj"}):
            continue  # *it* is seldom a party where something is done to it
        placed = token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}
        if token.lower_ in _POINTING and token.pos_ in {"PRON", "DET", "NUM"}:
            if placed or token.dep_ in {"attr", "ccomp"}:
                return token, "it"
        elif placed and token.pos_ == "NOUN" and token.lemma_.lower() in _IDEAS:
            return token, "idea"
    return sentence.root, "root"
