"""What an issue of a draft is called: the phrase of the likeliest word for it, with other words for it in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from winset.drafting.amounts import ABOUT_TIME
from winset.drafting.issues.issues import APART, Topic, keyed, take_levels
from winset.drafting.issues.measures import is_part
from winset.drafting.issues.things import Thing, beginning
from winset.drafting.source import children
from winset.drafting.words import DAYS, EMPTY, NOUN_LEVELS
from winset.engines.evidence.keywords import stem, stems_of
from winset.reading.spans import Doc, Token
from winset.word_sets import word_set

_HOW_MUCH = re.compile(
    r"^(?:how (?:big|much|many|large|long|high) (?:an? )?|good (?:many|deal of) "
    r"|(?:little|few|many|much|more|less|several|such|same|own|about|only|than) (?=\w))"
    r"|\s+of (?:its|his|her|their|our) own$",
    re.IGNORECASE,
)
"""What of a name says only how much or whose, and not what is to be settled."""
_WHOSE = re.compile(r"^(?:the|a|an|its|his|her|their|any|all|our|my|your|this|that|these|those|some)\s+", re.IGNORECASE)
_MORE = {"more", "fewer", "less", "extra", "additional"}
_TOLD_BY = {"of", "to", "on", "for", "in", "from", "at", "between", "with", "over", "against"}
_ENOUGH = 5
"""From how many words on a longer phrase tells no more."""
_LONGEST = 7
_STOPS = frozenset('.?!;:,()"“”')
_MOST_BESIDE = 3
_FAR = 2.0
"""How much likelier an amount is than the noun beside it, if the issue is called by the amount."""
_LIGHT = word_set("come go give begin get stand put take")
"""Verbs that tell nothing beside a noun."""


def settle(topic: Topic) -> None:
    """Give a topic its name, key and levels."""
    topic.name, topic.clause = name_of(topic)
    topic.key = keyed(topic)
    take_levels(topic)


def name_of(topic: Topic) -> tuple[str, bool]:
    """Give what an issue is called, and whether that is a verb alone, which does not say what is to be settled."""
    likely = sorted(topic.things, key=lambda one: -one.odds)
    nouns = [one for one in likely if one.noun and one.noun not in topic.unit.lower()]
    noun = next((one for one in nouns if not is_part(one)), nouns[0] if nouns else None)
    if noun is not None and topic.unit and topic.odds - noun.odds > _FAR:
        noun = None  # *38 farms* beside *31 pence a litre*, of which the text speaks as of an issue
    verb, clause, others = "", False, []
    if noun is not None and topic.root not in APART:
        words = _told(noun)
    elif topic.unit:
        words = f"amount in {topic.unit}"
    else:
        words, verb, clause = _by_change(topic)
    while (parts := words.split()) and len(parts) > 1 and parts[-1].lower() in _TOLD_BY:
        words = " ".join(parts[:-1])  # *strike them from the list of …* breaks off at what is not told
    if any(one.share for one in topic.changes):
        words = f"share of {words}"
    others = [verb, "" if topic.unit in words else topic.unit]
    others += [one.theme.lower_ for one in topic.changes if one.theme.lemma_.lower() not in EMPTY]
    others += [one.noun or one.mentions[0].token.lower_ for one in likely]
    said = stems_of(words)
    extra = [one for one in dict.fromkeys(others) if one and one not in words.lower() and stem(one) not in said]
    beside = [one for place, one in enumerate(extra[:_MOST_BESIDE]) if _adds(one, extra[:place], topic)]
    named = f"{words[:1].upper()}{words[1:]}" + (f" ({', '.join(beside)})" if beside else "")
    return named, clause


def _adds(word: str, before: Sequence[str], topic: Topic) -> bool:
    """Whether a word in brackets tells more than those before it: no *pence* after *pence a litre*, no *come*."""
    told = {low for one in before for low in one.split()} | ({"per", "cent"} if topic.unit == "percent" else set())
    light = {low.token.lower_ for one in topic.things for low in one.mentions if low.token.lemma_.lower() in _LIGHT}
    return word not in told | light


def _told(thing: Thing) -> str:
    """The phrase that tells most of a thing."""
    nouns = [one.token for one in thing.mentions if one.token.pos_ == "NOUN"]
    parts = [
        one for one in nouns if one.dep_ in {"compound", "nmod"} and one.head.pos_ == "NOUN" and one.head.i > one.i
    ]
    if 2 * len(parts) > len(nouns):
        nouns = [one.head for one in parts]  # *charge* for the *staff* of *the staff charge*
    phrases = [phrase_at(one) for one in nouns]
    return max(phrases, key=lambda one: (min(len(one.split()), _ENOUGH), phrases.count(one)))


def phrase_at(noun: Token) -> str:
    """A noun with what stands before it and what it is of, without whose, how much and when.

    *The state's contribution to the subway*, *the night crossing from March*.
    """
    start = beginning(noun)
    start = start if noun.i - start < _LONGEST - 1 and not _broken(noun.doc[start : noun.i]) else noun.i
    end = noun.i
    for prep in children(noun, "prep"):
        for one in children(prep, "pobj") if prep.i == noun.i + 1 and prep.lower_ in _TOLD_BY else ():
            whole = one.right_edge.i if not _broken(one.doc[one.i : one.right_edge.i + 1]) else one.i
            last = whole if whole - start < _LONGEST else one.i
            if last - start < _LONGEST and not _tells_when(prep, one) and one.pos_ != "PRON":
                end = last
    return _plain(str(noun.doc[start : end + 1].text)) or str(noun.text)


def _tells_when(prep: Token, word: Token) -> bool:
    """*In March*, *at night*; a truce *of thirty days* is called so."""
    time = word.ent_type_ in {"DATE", "TIME"} or word.text in DAYS or word.lemma_.lower() in ABOUT_TIME
    return bool(prep.lower_ != "of" and time)


def _broken(run: Doc) -> bool:
    """Whether a run of words is more than one phrase."""
    return any(one.is_sent_start or one.pos_ in {"VERB", "AUX"} or one.text in _STOPS for one in run[1:])


def _plain(words: str) -> str:
    """A phrase without whose it is and how much of it."""
    before = ""
    while before != words:
        before = words
        words = _HOW_MUCH.sub("", _WHOSE.sub("", words)).strip(" ,.;:'’\"“”‘(")
    return re.sub(r"\s+", " ", words)


def _by_change(topic: Topic) -> tuple[str, str, bool]:
    """What an issue is called by what is to be changed, with the verb, and whether that is all that there is."""
    named = [one for one in topic.changes if one.kind != "amount"] or topic.changes
    best = max(named, key=lambda one: (len(one.modifiers) > 0, -one.token.i))
    theme = best.theme
    if theme is not best.token or theme.pos_ != "VERB":
        return phrase_at(theme), "", False
    known = topic.root in APART or topic.root in NOUN_LEVELS
    told = [(one.theme, moved) for one in named if one.theme.pos_ == "VERB" and (moved := _moved(one.theme))]
    if told and not known:
        verb, moved = told[0]
        return _amount_apart(moved), str(verb.lemma_.lower()), False  # *fly ten more hours a month*: hours a month
    own = children(theme, "nsubjpass", "dobj", "nsubj")
    above = children(theme.head, "nsubj") if theme.dep_ == "xcomp" and children(theme, "auxpass") else []
    who = next((child for child in [*own, *above] if child.pos_ == "PROPN"), None)
    after = [one for one in theme.subtree if theme.i < one.i <= theme.i + 6 and one.sent == theme.sent]
    after = list(takewhile(lambda one: one.dep_ != "mark", after))  # *strike unless the company …* is a strike
    run = [
        one.text
        for place, one in enumerate(after, theme.i + 1)
        if one.i == place and one.pos_ not in {"PUNCT", "SCONJ", "CCONJ", "PRON"}
    ]
    alone = str(theme.lemma_) if known else _doing(str(theme.lemma_))
    verbal = " ".join([alone, *run[: 6 if len(run) < 6 else 4]])
    return f"{verbal} of {who.text}" if who is not None and not run else verbal, "", not known


def _doing(verb: str) -> str:
    """What a verb alone speaks of, as a thing: *relocating*."""
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb):
        return f"{verb}{verb[-1]}ing"
    return f"{re.sub(r'ie$', 'y', verb) if verb.endswith('ie') else re.sub(r'(?<![eoy])e$', '', verb)}ing"


def _moved(verb: Token) -> Token | None:
    """The thing that a verb is about: its object, or of how much more or less of what it speaks."""
    for child in children(verb, "dobj", "npadvmod"):
        more = child.dep_ == "dobj" or any(one.lower_ in _MORE for one in children(child, "amod", "advmod"))
        if child.pos_ in {"NOUN", "PROPN"} and child.i > verb.i and more:
            return child
    return None


def _amount_apart(thing: Token) -> str:
    """A thing with what describes it, without how much of it."""
    before = [one for one in children(thing, "compound", "amod") if one.i < thing.i and one.lower_ not in _MORE]
    after = takewhile(lambda one: one.pos_ in {"DET", "NOUN", "PROPN", "ADP"}, thing.doc[thing.i + 1 : thing.i + 4])
    near = [one for one in after if thing.is_ancestor(one)]
    near = near if near and near[-1].pos_ in {"NOUN", "PROPN"} else []
    return " ".join(one.text for one in [*before, thing, *near])
