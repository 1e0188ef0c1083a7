"""What would become of a thing, by the verbs that it stands with: *the dock split off*, *the ridge is to be left*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from winset.drafting.issues.things import NO_ACT, Thing, ThingMention
from winset.drafting.people.verbs import antecedent, negated, participle, verb_of
from winset.drafting.source import children
from winset.drafting.words import CHANGES, KEEPS, NOUN_CHANGES
from winset.reading.spans import Token
from winset.word_sets import word_set

_ORDINARY = word_set(
    "let need concern go come give show treat face cost affect involve cover become help cause mention continue fail "
    "threaten try turn lose put follow serve miss reach divide study visit wait worry love remember welcome "
    "talk count be imagine eat speak forget contain pray photograph stand look arrive exist sit emphasise emphasize "
    "debate recommend bargain swallow await vote prove seem wound appear"
)
TELLS_NOTHING = NO_ACT | KEEPS | _ORDINARY
"""Verbs that lead nowhere: who *imagines* a thing, or *eats* it, does not say where it should stand."""
_AHEAD = 3
"""How much more what is still to be done says about where things may go than what was done."""
_CHANGED = 2
"""How much more a verb says that mostly tells of change."""


def spoken_level(things: Iterable[Thing]) -> tuple[str, str] | None:
    """Give today's level and the one that the verbs around some things speak of most.

    Parameters
    ----------
    things : iterable of Thing
        The words for one issue.

    Returns
    -------
    tuple of str and str, or None
        Where it stands, *as now* where the verb does not say, and where it would stand; nothing where no verb tells.
    """
    told: Counter[tuple[str, str]] = Counter()
    for mention in (one for thing in things for one in thing.mentions):
        found = _told(mention)
        if found is not None:
            today, level, weight = found
            told[today, level] += weight
    return max(told, key=lambda one: told[one]) if told else None


def _told(mention: ThingMention) -> tuple[str, str, int] | None:
    """What becomes of a thing at one place: by the noun of change that it is of, or by its verb."""
    token = mention.token
    noun = _noun_of_change(token)
    if noun:
        return *CHANGES[noun][1:], _CHANGED
    verb = token if token.pos_ == "VERB" else _verb_over(token)
    if verb is None or verb_of(verb) in TELLS_NOTHING or negated(verb):
        return None
    known = CHANGES.get(verb_of(verb))
    if known is None and token is not verb and not (_ahead(verb) or children(verb, "auxpass")):
        return None
    named = known is not None and known[0] not in {"leave", "give"}  # *paid*, not *given*
    today, level = known[1:] if known is not None and named else ("as now", participle(verb))
    return today, level, (_AHEAD if _ahead(verb) else 1) * (_CHANGED if known else 1)


def _noun_of_change(token: Token) -> str:
    """*The release of the sailors*, *the tariff cut*: the verb of a noun that says what becomes of this one."""
    above = token.head
    if token.dep_ == "pobj" and above.lower_ in {"of", "to"}:
        above = above.head
    elif token.dep_ not in {"compound", "poss"}:
        return ""
    verb = NOUN_CHANGES.get(above.lemma_.lower(), "") if above.pos_ == "NOUN" else ""
    return verb if verb in CHANGES else ""


def _verb_over(token: Token) -> Token | None:
    """The verb that something is done to a noun by."""
    above = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and above.pos_ == "VERB":
        return above
    done = [one for one in children(token, "acl") if one.tag_ == "VBN"]
    if done:
        return done[0]
    clause = [one for one in children(token, "relcl") if one.pos_ == "VERB"]
    for verb in clause:
        if any(antecedent(one) == token for one in children(verb, "dobj", "nsubjpass")):
            return verb
    return None


def _ahead(verb: Token) -> bool:
    """Whether a verb tells of what is not done yet: *to leave*, *will leave*, *that it leave*, *should it leave*."""
    marks = [child for child in verb.children if child.dep_ in {"aux", "mark"}]
    if any(child.tag_ in {"MD", "TO"} or child.lower_ in {"if", "unless", "until", "should"} for child in marks):
        return True
    return bool(verb.tag_ == "VB" or (verb.tag_ == "VBG" and verb.dep_ == "pcomp"))
