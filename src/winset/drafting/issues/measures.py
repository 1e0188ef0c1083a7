"""What an amount that stands alone measures: *not beyond 5* after *the price brought down by 15 percent*."""

from __future__ import annotations

from collections.abc import Sequence

from winset.drafting.amounts import ABOUT_TIME, Amount, amount_of, in_unit, measured, time_of
from winset.drafting.issues.change import Change
from winset.drafting.issues.issues import TRANSFERS, Topic
from winset.drafting.issues.things import Thing
from winset.drafting.source import children, sentences_before
from winset.drafting.words import EMPTY, NOUN_CHANGES
from winset.reading.spans import Token
from winset.word_sets import word_set

_BACK = 160
"""How many words before an amount what it measures may have been named."""
_NONE = {"m", "bn", "cent", "percent", "%", "million", "billion", "average", "total", "minimum", "maximum"}
_SAID = {"offer", "proposal", "bid", "demand", "contribution", "figure", "number", "level", "part", "package"}

_PARTS = word_set("third quarter fifth tenth half whole digit")
_MEASURES = _PARTS | word_set("penny pound euro dollar crown krone franc mark cent percent")


def told_by_measure(topic: Topic) -> bool:
    """Whether an issue is told by how much alone: *a cut of a fifth*, *release a penny of it*."""
    nouns = {low.token.lemma_.lower() for one in topic.things for low in one.mentions if one.noun}
    return topic.root in _MEASURES and all(one in _MEASURES or one in NOUN_CHANGES for one in nouns)


def is_part(thing: Thing) -> bool:
    """Whether a thing is only so much of another: *half*, *a fifth*, *the whole*."""
    return all(one.token.lemma_.lower() in _PARTS for one in thing.mentions)


def amount_of_what(topics: Sequence[Topic], change: Change, own: Topic | None) -> Topic | None:
    """The issue that an amount is of: what is named with it (*2034 for the plants*), else what was named last."""
    if own is not None and own.unit and len({one.amount for one in own.changes if one.amount}) > 1:
        return own  # *would drop to 850,000*, of a thing that is told by its amounts alone
    theme, letter = change.theme, change.source.letter
    following = theme.doc[theme.i + 1 : theme.i + 2].text.lower()
    end = theme.i + 4 if following in {"for", "of", "on"} else max(one.i for one in theme.subtree)
    start = min([one.start for one in sentences_before(theme, 2)], default=theme.sent.start)
    places = [(one, _named_at(one, letter)) for one in topics if one is not own]
    beside = [one for one, at in places if any(theme.i < place <= end for place in at)]
    before = [(max(near), one) for one, at in places if (near := [low for low in at if start <= low < theme.i])]
    return beside[0] if beside else max(before, key=lambda one: one[0])[1] if before else own


def _named_at(topic: Topic, letter: str) -> set[int]:
    """Where a document names an issue."""
    at = {low.token.i for one in topic.things for low in one.mentions if low.source.letter == letter}
    return at | {one.theme.i for one in topic.changes if one.source.letter == letter}


def measured_thing(token: Token, amount: Amount) -> Token:
    """Give the noun that an amount measures: its own, else that of the last amount before it of the same kind."""
    own = _named(token)
    if own is not None:
        return own
    for place in range(token.i - 1, max(-1, token.i - _BACK), -1):
        one = token.doc[place]
        found = amount_of(one) or time_of(one) if one.pos_ in {"NUM", "NOUN", "SYM", "PROPN"} else None
        if found is not None and found[1] != "year" and _same_kind(amount, found):
            named = _named(one)
            if named is not None:
                return named
    return token


def unit_before(token: Token) -> str:
    """*Has offered 41*, after *received 38 cents a litre*: the unit of the last amount of money or share before it."""
    if token.pos_ != "NUM" or children(token, "compound", "nmod") or token.i < 1:
        return ""
    for place in range(token.i - 1, max(-1, token.i - _BACK), -1):
        one = token.doc[place]
        found = amount_of(one) if one.pos_ in {"NUM", "NOUN", "SYM"} else None
        if found is not None and found[1] not in {"", "year"}:
            return found[1]
    return ""


def told_amount(theme: Token) -> Amount | None:
    """The amount a noun has; how long *a loan of ten years* or *a two-year freeze on hiring* lasts is no issue."""
    found = measured(theme)
    lemma = theme.lemma_.lower()
    if found is None or found[1].rstrip("s") not in ABOUT_TIME:
        return found
    about = [low for prep in children(theme, "prep") if prep.lower_ in {"of", "on"} for low in children(prep, "pobj")]
    whole = lemma in NOUN_CHANGES and any(one.lemma_.lower() not in ABOUT_TIME for one in about)
    return None if whole or lemma in TRANSFERS else found


def _same_kind(one: Amount, two: Amount) -> bool:
    return bool(two[1]) and (not one[1] or one[1] == two[1] or bool(in_unit(("720", one[1]), two[1])))


def _named(token: Token) -> Token | None:
    """The noun that is said to be so much: *a price of*, *the price is*, *the price is cut by*, *the price, now*."""
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "of" and _fits(above.head):
        return _counted(above.head)
    if token.dep_ == "pobj" and above.dep_ in {"prep", "advmod", "quantmod"}:
        verb = above.head
        verb = verb.head if verb.dep_ in {"advmod", "prt"} else verb
        if verb.pos_ == "NOUN" and verb != token and above.lower_ in {"at", "to", "from", "above", "below", "over"}:
            return verb if _fits(verb) else None
        if above.lower_ in {"to", "from", "by", "at", "for", "above", "below", "beyond"}:
            return _of_verb(verb)
    if token.dep_ == "attr" and above.lemma_.lower() == "be":
        return next((one for one in children(above, "nsubj") if _fits(one)), None)
    if token.dep_ in {"npadvmod", "dobj"} and above.pos_ == "VERB" and above.lemma_.lower() in _MOVES:
        return _of_verb(above)
    return _in_apposition(token)


def _in_apposition(token: Token) -> Token | None:
    """*The share, now 18 per cent*; *a raise, at present 3 percent*."""
    start = min((one.i for one in token.subtree if one.i > token.i - 4), default=token.i)
    words = list(token.doc[max(token.sent.start, start - 4) : start])
    while words and words[-1].lower_ in _NOW:
        words.pop()
    if len(words) > 1 and words[-1].text == "," and _fits(words[-2]) and token.doc[start].i > words[-1].i:
        return words[-2] if token.doc[words[-1].i + 1].lower_ in _NOW else None
    return None


_NOW = {"now", "currently", "presently", "at", "present", "today", "already", "worth", "only"}
_MOVES = {"drop", "fall", "rise", "climb", "go", "raise", "cut", "lower", "increase", "reduce", "come", "exceed"}


def _of_verb(verb: Token) -> Token | None:
    """What goes up, is cut, runs or lasts."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    own = [one for one in children(verb, "dobj", "nsubjpass", "nsubj") if _fits(one)]
    if own:
        return own[0]
    return verb.head if verb.dep_ in {"relcl", "acl"} and _fits(verb.head) else None


def _counted(noun: Token) -> Token:
    """*An offer of 9 percent on pay* is about the pay."""
    if noun.lemma_.lower() not in _SAID:
        return noun
    below = [
        low for prep in children(noun, "prep") if prep.lower_ in {"on", "for", "to"} for low in children(prep, "pobj")
    ]
    return next((one for one in below if _fits(one)), noun)


def _fits(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and lemma not in {*_NONE, *ABOUT_TIME, *EMPTY, *_SAID} and noun.ent_type_ not in _WHO


_WHO = {"PERSON", "ORG", "GPE", "NORP", "DATE", "TIME", "MONEY", "PERCENT"}
