"""What a text speaks of and that could be an issue: nouns and acts by their stem, with all their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from winset.drafting.amounts import ABOUT_TIME
from winset.drafting.people.cast import Cast
from winset.drafting.people.labels import labels
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import CLASSES, DEMANDS, EMPTY, LIGHT, LIKES, OFFERS, REFUSALS, SAYING, THREATS
from winset.engines.evidence.keywords import stem
from winset.frozen import Frozen
from winset.reading.spans import Token

NO_ACT = SAYING | DEMANDS | OFFERS | REFUSALS | LIKES | THREATS | LIGHT
"""Verbs that tell who says or wants something, or that say nothing themselves."""
_NO_NAME = {"PERSON", "DATE", "TIME"}
_COURTESIES = {"thank", "thanks"}
_KIND = {"Good", "Best", "Kind"}
_TOLD_BY = {"of", "to", "on", "for", "in", "from"}
_LONGEST = 7


class ThingMention(Frozen):
    """A word that names a thing.

    Attributes
    ----------
    source : ParsedSource
        The document.
    token : Token
        The word.
    place : int
        Where it stands, counted through all documents.
    sentence : int
        The number of its sentence, counted so, too.
    phrase : str
        The word with what stands before it and what it is of.
    """

    source: ParsedSource
    token: Token
    place: int
    sentence: int
    phrase: str

    @property
    def words(self) -> frozenset[str]:
        """The words of the phrase."""
        return frozenset(self.phrase.lower().split())


@dataclass(eq=False)
class Thing:
    """A thing with its mentions, in the order of the text.

    Attributes
    ----------
    stem : str
        What its words have in common.
    mentions : list of ThingMention
        Where it is named.
    signs : dict of str to float
        What speaks for its being an issue, or against.
    odds : float
        The log odds that it is one.
    """

    stem: str
    mentions: list[ThingMention] = field(default_factory=list)
    signs: dict[str, float] = field(default_factory=dict)
    odds: float = 0.0

    @property
    def lemmas(self) -> set[str]:
        """The base forms of its words."""
        return {str(one.token.lemma_.lower()) for one in self.mentions}

    @property
    def noun(self) -> str:
        """Its first noun as it stands; empty where it is an act alone."""
        return next((str(one.token.lower_) for one in self.mentions if one.token.pos_ == "NOUN"), "")


def things_of(sources: Sequence[ParsedSource], cast: Cast) -> list[Thing]:
    """Give the things that documents speak of, in the order of their first mention; parties are none."""
    found: dict[str, Thing] = {}
    before = sentence = 0
    for source in sources:
        labelled = {token.i for label in labels(source) for token in label}
        for sent in source.doc.sents:
            sentence += 1
            for token in sent:
                if token.i not in labelled and _named(source, cast, token):
                    lemma = token.lemma_.lower()
                    key = stem(CLASSES.get(lemma, lemma))
                    mention = ThingMention(source, token, before + token.i, sentence, _phrase(token))
                    found.setdefault(key, Thing(key)).mentions.append(mention)
        before += len(source.doc)
    return list(found.values())


def _named(source: ParsedSource, cast: Cast, token: Token) -> bool:
    """Whether a word names a thing that could be an issue."""
    if token.pos_ not in {"NOUN", "VERB"} or len(token.text) < 3 or not token.text[0].isalpha():
        return False
    lemma = token.lemma_.lower()
    if token.ent_type_ in _NO_NAME or (
        token.pos_ == "VERB" and (lemma in NO_ACT or token.dep_ in {"aux", "auxpass", "prep"})
    ):
        return False
    if token.pos_ == "NOUN" and lemma in ABOUT_TIME and not children(token, "compound"):
        return False
    if lemma in _COURTESIES or (token.i and token.nbor(-1).text in _KIND):  # *Good morning, and thank you*
        return False
    if lemma in EMPTY and not children(token, "compound", "amod"):
        return False
    return not cast.meant(source, token)


def _phrase(token: Token) -> str:
    """*The state's contribution to the subway*: a noun with what stands before it and what it is of, word for word.

    Its words are signs that two mentions are of one thing, so nothing is left out; what people read is
    ``issue_names.phrase_at``.
    """
    start = beginning(token)
    start = start if token.i - start < 6 else token.i
    end = token.i
    for prep in children(token, "prep"):
        if prep.i == end + 1 and prep.lower_ in _TOLD_BY:
            for one in children(prep, "pobj"):
                if one.right_edge.i - start <= _LONGEST:
                    end = one.right_edge.i
                elif one.i - start <= _LONGEST:
                    end = one.i
    return str(token.doc[start : end + 1].text)


def beginning(noun: Token) -> int:
    """Where what belongs to a noun and stands before it begins."""
    kinds = {"compound", "amod", "nmod", "nummod", "poss", "quantmod"}
    before = [one.left_edge.i for one in noun.children if one.dep_ in kinds and one.i < noun.i]
    return int(min(before, default=noun.i))
