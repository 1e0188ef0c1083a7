"""What speaks for a thing's being an issue: where it stands, below which word, who speaks, what rules found there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log2

from winset.drafting.issues.things import Thing, ThingMention
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.tone_words import AGAINST_NOUNS, AGAINST_VERBS, FOR_NOUNS, FOR_VERBS
from winset.drafting.words import (
    CHANGES,
    DEALS,
    DEMANDS,
    DISPUTES,
    EMPTY,
    KEEPS,
    LIGHT,
    LIKES,
    NOUNS,
    OFFERS,
    OTHER_CHANGES,
    READY,
    REFUSALS,
    SAYING,
    THREATS,
    UNREADY,
    WEAK,
)
from winset.frozen import Frozen
from winset.reading.spans import Token
from winset.word_sets import word_set

_LISTS = {
    "demand": DEMANDS,
    "offer": OFFERS,
    "refuse": REFUSALS,
    "threat": THREATS,
    "like": LIKES,
    "ready": READY,
    "unready": UNREADY,
    "change": {*CHANGES, *OTHER_CHANGES},
    "keep": KEEPS,
    "light": LIGHT,
    "say": SAYING,
    "for": FOR_VERBS,
    "against": AGAINST_VERBS,
    "act": set(NOUNS),
    "weak": WEAK,
    "empty": EMPTY,
    "deal": DEALS,
    "dispute": DISPUTES,
    "talk": word_set("talk negotiation discussion meeting round"),
    "cost": word_set("cost worth spend pay"),
    "for noun": FOR_NOUNS,
    "against noun": AGAINST_NOUNS,
}
_ENDINGS = ("tion", "ment", "ing", "al", "ity", "ance", "age", "ure", "er", "or", "ist")
_SENTENCE = {
    "talks": word_set("talk talks negotiation negotiate negotiator"),
    "demand": DEMANDS,
    "against": REFUSALS | AGAINST_VERBS,
    "offer": OFFERS,
    "if": word_set("unless if until provided"),
    "onlooker": word_set("analyst expert professor poll institute"),
}


class Around(Frozen):
    """What is known of the documents when things are judged.

    Attributes
    ----------
    parties : set of (str, int)
        Words that mean a party, by letter and place.
    rules : dict of (str, int) to set of str
        What rules found at a word.
    """

    parties: set[tuple[str, int]]
    rules: Mapping[tuple[str, int], set[str]]


@lru_cache(maxsize=4096)
def classes_of(lemma: str) -> tuple[str, ...]:
    """The lists that a base form is in."""
    return tuple(name for name, words in _LISTS.items() if lemma in words)


def judge(things: Sequence[Thing], sources: Sequence[ParsedSource], around: Around) -> None:
    """Give every thing its signs."""
    for source in sources:
        quoted, headline = _quoted(source), source.headline_end
        sentences = {sent.start: list(_of_sentence(source, sent, around)) for sent in source.doc.sents}
        for thing in things:
            for one in thing.mentions:
                if one.source is source:
                    token = one.token
                    own = {*_of_mention(source, token, around), *sentences[token.sent.start]}
                    own |= {"in a quotation"} if token.i in quoted else set()
                    own |= {"in the headline"} if token.idx < headline else set()
                    own.add(f"fifth {int(5 * token.i / len(source.doc))}")
                    for name in own:
                        thing.signs[name] = thing.signs.get(name, 0) + 1
    for thing in things:
        thing.signs = {name: min(1 + log2(number) / 2, 2.0) for name, number in thing.signs.items()}
        thing.signs |= dict(_of_thing(thing))


def _of_thing(thing: Thing) -> Iterator[tuple[str, float]]:
    number = len(thing.mentions)
    yield f"word {thing.stem}", 1.0
    yield f"named {min(number, 5)}", 1.0
    yield "how often", log2(number)
    yield "in how many sentences", log2(len({one.sentence for one in thing.mentions}))
    yield "how late", thing.mentions[0].place / 1000 if thing.mentions[0].place < 2000 else 2.0
    lemma = thing.mentions[0].token.lemma_.lower()
    for ending in _ENDINGS:
        if lemma.endswith(ending):
            yield f"ends in {ending}", 1.0
    yield "is " + " or ".join(sorted({str(one.token.pos_) for one in thing.mentions})), 1.0


def _of_mention(source: ParsedSource, token: Token, around: Around) -> Iterator[str]:
    yield f"is {token.dep_}"
    above = token.head
    if token.dep_ == "conj":
        while above.dep_ == "conj":
            above = above.head
        yield f"joined to {above.dep_}"
        above = above.head if above.pos_ == "NOUN" else above
    if above.pos_ == "ADP":
        yield f"after {above.lower_}"
        yield f"below {above.head.pos_}"
        for name in classes_of(above.head.lemma_.lower()):
            yield f"below {name}"
            yield f"{above.lower_} below {name}"
        if above.head.pos_ != "PROPN":
            yield f"below word {above.head.lemma_.lower()}"
    else:
        yield f"under {above.pos_}"
        if above.pos_ != "PROPN":
            yield f"under word {above.lemma_.lower()}"
        for name in classes_of(above.lemma_.lower()):
            yield f"{token.dep_} of {name}"
    yield from _of_clause(source, token, around)
    yield from _of_own(source, token, around)
    for name in around.rules.get((source.letter, token.i), ()):
        yield f"rule {name}"


def _of_clause(source: ParsedSource, token: Token, around: Around) -> Iterator[str]:
    verb = verb_above(token)
    if verb is None:
        return
    for name in classes_of(verb.lemma_.lower()):
        yield f"verb {name}"
    for one in verb.children:
        if one.dep_ in {"aux", "mark"}:
            yield f"{one.dep_} {one.lower_}"
    if negated(verb):
        yield "denied"
    yield f"verb {verb.tag_}"
    yield f"verb is {verb.dep_}"
    subject = subject_of(verb)
    if subject is not None:
        party = (source.letter, subject.i) in around.parties
        yield "of a party" if party else f"of {subject.lower_ if subject.pos_ == 'PRON' else subject.pos_}"
        if subject.i == token.i or subject.is_ancestor(token):
            yield "in the subject"
    higher = verb_above(verb)
    if higher is not None:
        for name in classes_of(higher.lemma_.lower()):
            yield f"verb above {name}"
        if any((source.letter, one.i) in around.parties for one in children(higher, "nsubj")):
            yield "verb above of a party"


def _of_own(source: ParsedSource, token: Token, around: Around) -> Iterator[str]:
    for one in token.children:
        if one.dep_ in {"amod", "det", "compound", "nummod", "poss", "acl", "relcl"}:
            yield f"has {one.dep_}"
        if one.dep_ in {"amod", "det"} and one.text[0].islower():  # no *French*
            yield f"has word {one.lower_}"
        if one.dep_ == "poss":
            yield "of whom: a party" if (source.letter, one.i) in around.parties else f"of whom: {one.pos_}"
        if one.dep_ == "prep":
            yield f"has {one.lower_}"
    if any(one.like_num for one in token.subtree):
        yield "has a number"
    if token.pos_ == "VERB":
        yield f"itself {token.dep_}"
        for name in classes_of(token.lemma_.lower()):
            yield f"itself {name}"


def _of_sentence(source: ParsedSource, sent: Token, around: Around) -> Iterator[str]:
    lemmas = {str(one.lemma_.lower()) for one in sent}
    yield f"sentence: {min(sum((source.letter, one.i) in around.parties for one in sent), 3)} parties"
    for name, words in _SENTENCE.items():
        if lemmas & words:
            yield f"sentence: {name}"
    if any(one.text.isdigit() and "1500" < one.text < "2020" and len(one.text) == 4 for one in sent):
        yield "sentence: long ago"
    if any(one.tag_ == "MD" for one in sent):
        yield "sentence: modal"
    if any(one.like_num for one in sent):
        yield "sentence: number"
    told = {name for one in sent for name in around.rules.get((source.letter, one.i), ())}
    for name in sorted(told):
        yield f"sentence: rule {name}"


def verb_above(token: Token) -> Token | None:
    """The nearest verb above a word."""
    for _ in range(8):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _quoted(source: ParsedSource) -> set[int]:
    """The places within quotation marks."""
    found, inside = set(), False
    for token in source.doc:
        if token.text in {'"', "''", "``", "“", "”"}:
            inside = token.text == "“" or (token.text != "”" and not inside)
        elif inside:
            found.add(token.i)
    return found


def pair_signs(one: Thing, two: Thing, together: bool) -> dict[str, float]:
    """What speaks for two things' being one issue; ``together`` if the rules have them as one."""
    first, second = ({low.sentence for low in thing.mentions} for thing in (one, two))
    common, every = len(first & second), len(first | second)
    within = max(_within(one, two), _within(two, one))
    apart = min(abs(low.place - high.place) for low in one.mentions for high in two.mentions)
    phrases = [frozenset().union(*(low.words for low in thing.mentions)) - thing.lemmas for thing in (one, two)]
    beside = min(len((phrases[0] & phrases[1]) - _SMALL), 2)
    start = sum(1 for _ in _alike(one.stem, two.stem))
    joined = any(low.token.dep_ == "conj" and low.token.head in heads for low, heads in _heads(one, two))
    kinds = "-".join(sorted(str(thing.mentions[0].token.pos_) for thing in (one, two)))
    signs = {
        "share of common sentences": common / every,
        "share of the lesser's sentences": common / min(len(first), len(second)),
        "a common sentence": float(common > 0),
        "in neighbouring sentences": float(min(abs(low - high) for low in first for high in second) <= 1),
        "in one phrase": float(within > 0),
        "mostly in one phrase": within,
        "how far apart": log2(1 + apart),
        "at most 3 words apart": float(apart <= 3),
        "at most 20 words apart": float(apart <= 20),
        "in one phrase, near": float(within > 0 and apart <= 8),
        "words beside in common": float(beside),
        "begin alike": float(start >= 5),
        "joined by and": float(joined),
        "one for the rules": float(together),
        f"{kinds}": 1.0,
    }
    return {name: value for name, value in signs.items() if value}


_SMALL = word_set("the a an of to for on in and its their his her our this that from")


def _within(one: Thing, two: Thing) -> float:
    """In what share of its phrases a thing has words of the other."""
    others = {low.token.text.lower() for low in two.mentions}
    return sum(bool(low.words & others) for low in one.mentions) / len(one.mentions)


def _alike(one: str, two: str) -> Iterator[str]:
    for low, high in zip(one, two, strict=False):
        if low != high:
            return
        yield low


def _heads(one: Thing, two: Thing) -> Iterator[tuple[ThingMention, list[Token]]]:
    for thing, other in ((one, two), (two, one)):
        for low in thing.mentions:
            yield low, [high.token for high in other.mentions]
