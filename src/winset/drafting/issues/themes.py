"""Nouns that stand for what is to be changed: the root of a theme, what tells it from others, what is meant by it."""

from __future__ import annotations

from winset.drafting.amounts import ABOUT_TIME
from winset.drafting.people.verbs import verb_of
from winset.drafting.source import children, coordinated
from winset.drafting.words import CHANGES, CLASSES, EMPTY, OTHER_CHANGES, PLAIN, WEAK
from winset.reading.places import place_of
from winset.reading.spans import Token

GENERIC = {
    "agreement",
    "offer",
    "sharing",
    "line",
    "case",
    "figure",
    "claim",
    "system",
    "arrangement",
    "commitment",
    "rule",
}
_SAYING = {
    "statement",
    "thing",
    "question",
    "meeting",
    "report",
    "comment",
    "detail",
    "letter",
    "note",
    "part",
    "place",
}


def root_of(theme: Token) -> str:
    """Give the word that stands for a theme, one for all words of its class."""
    lemma = theme.lemma_.lower()
    if theme.pos_ == "NOUN" and lemma not in CLASSES and not children(theme, "compound", "amod"):
        act = gerund_of(theme)
        if act in OTHER_CHANGES and lemma not in GENERIC and not theme.text.endswith("s"):
            return act  # *the filling* is what somebody began to fill
    if theme.pos_ == "VERB" and CHANGES.get(verb_of(theme), ("",))[0] == "leave":
        return "leadership"
    if any(
        low.lemma_.lower() == "territorial" for child in children(theme, "amod") for low in [child, *child.children]
    ):
        return "territory"
    if lemma == "change" and any(child.lemma_.lower() in {"regime", "leadership"} for child in theme.children):
        return "leadership"
    return CLASSES.get(lemma, str(lemma))


def gerund_of(token: Token) -> str:
    """The verb of *filling*, *withholding*, *closing*; empty where it is none that changes something."""
    text = token.lower_
    if not text.endswith("ing") or len(text) < 6:
        return ""
    stem = text[:-3]
    doubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return next((one for one in (stem, f"{stem}e", doubled) if one in CHANGES or one in OTHER_CHANGES), "")


def modifiers_of(theme: Token) -> set[str]:
    """Give the words that tell a theme from others of its kind."""
    found = set()
    for child in theme.children:
        lemma = child.lemma_.lower()
        if child.dep_ in {"compound", "amod", "nmod"} and lemma not in PLAIN and child.text not in place_of():
            if any(
                one.lower_ in {"no", "non", "anti"} and one.i < child.i
                for one in child.doc[max(0, child.i - 2) : child.i]
            ):
                found.add(f"no-{lemma}")  # *a no-strike clause* is another issue than the strike
                continue
            found.add(lemma)
            found |= {
                one.lemma_.lower() for one in child.children if one.dep_ == "compound" and one.text not in place_of()
            }
        if child.dep_ == "prep" and child.lower_ in {"of", "to"} and theme.lemma_.lower() not in CLASSES:
            for one in [low for low in children(child, "pobj") if low.text not in place_of() and low.pos_ == "NOUN"]:
                found |= {one.lemma_.lower()} | {w.lemma_.lower() for w in children(one, "compound")}
        if child.dep_ == "acl" and child.lemma_.lower() in {"know", "call"}:
            found |= {one.lemma_.lower() for one in child.subtree if one.pos_ == "PROPN"}
    return {one for one in found if one.isalpha() or "-" in one}


def themes_of(token: Token, depth: int = 0) -> list[Token]:
    """Go down from words that say nothing by themselves to what is meant, with all that is joined to it."""
    found: list[Token] = []
    if depth > 4:
        return found
    for one in coordinated(token):
        lemma = one.lemma_.lower()
        below = [word for prep in children(one, "prep") for word in children(prep, "pobj")]
        listed = [
            word
            for child in one.subtree
            if child.lower_ == "including" and child.head in {one, one.head}
            for word in child.children
            if word.dep_ in {"pobj", "dobj"}
        ]
        weak = lemma in WEAK and root_of(one) == lemma
        telling = modifiers_of(one)
        if listed:
            found += [deep for word in listed for deep in themes_of(word, depth + 1)]
        if children(one, "dobj"):
            continue  # a clause that was read as a noun: *whatever the three decide*
        if (weak or one.pos_ in {"ADJ", "NUM", "DET"}) and below:
            found += [deep for word in below for deep in themes_of(word, depth + 1)]
        elif (weak or lemma in EMPTY) and not telling:
            continue
        elif one.pos_ in {"NOUN", "PROPN"} and (lemma not in ABOUT_TIME or _worded(one)) and len(one.text) > 2:
            found.append(one)
    return found


def _worded(word: Token) -> bool:
    """*A school day* is no date."""
    return any(one.pos_ == "NOUN" and one.is_alpha for one in children(word, "compound"))


def themes_of_weak(objects: list[Token]) -> list[Token]:
    """An object that says little is still what the verb is about, if nothing better is there."""
    return [one for one in objects if one.pos_ == "NOUN" and one.lemma_.lower() not in ABOUT_TIME | _SAYING]
