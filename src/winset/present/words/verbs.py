"""The verbs that clauses of winset are made with: their forms, and which words of a text are verbs at all.

A closed list: a word that is not in it is never taken for a verb, so that a clause that cannot be taken apart stays as
it is.
"""

from __future__ import annotations

import re

_VERBS = """
abandon accept acquire act add admit adopt allow announce appeal apply approve attack attend avoid ban begin bind break
bring build buy carry cease cede change clear collapse come concede confirm continue cooperate cover cut decide declare
defect delay demand depend deploy dissolve drop ease elect end enter escalate exist expand expire extend face fail
fall file follow forbid free gain get give go grant grow happen hold impose include increase insist keep lapse last
leave let lift limit lose maintain make mean merge modify move need open oppose pay permit produce promise propose
prosecute publish put quit raise ratify reach receive recognise recognize recover reduce refuse reject release remain
remove renew reopen replace require resign restrict resume retain retreat return rise run sell send set share sign sit
speak stand start stay step stop strike suspend swerve switch take tell threaten tighten transfer try turn vote wait
walk want weaken win withdraw withhold work yield
"""
_IRREGULAR = {"is": "are", "has": "have", "does": "do", "was": "were", "goes": "go"}
_PLURAL_IN_ES = re.compile(r"(?:ss|sh|ch|x|z|o)$")
# words that are nouns at least as often: they count as verbs only where nothing else can be meant
_NOUNS = """
acts appeals attacks bans buys changes claims cuts delays demands eases files gains grants holds increases lapses
limits moves offers raises returns rises runs shares signs starts stops strikes switches talks transfers turns
votes walks wins works yields
"""


def third_person(verb: str) -> str:
    """Give the form of a verb that goes with one subject.

    Examples
    --------
    >>> [third_person(verb) for verb in ("resume", "go", "try", "stay", "have", "are")]
    ['resumes', 'goes', 'tries', 'stays', 'has', 'is']
    """
    for one, many in _IRREGULAR.items():
        if verb == many:
            return one
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if _PLURAL_IN_ES.search(verb) else f"{verb}s"


_PLURALS = {**_IRREGULAR, **{third_person(verb): verb for verb in _VERBS.split()}}
_SINGULARS = {many: one for one, many in _PLURALS.items()}
MODAL = frozenset(("will", "may", "can", "must", "could", "would"))
# what begins or ends of itself: "resumed" is told as "resumes"
_OF_ITSELF = {
    "resumed": "resume",
    "begun": "begin",
    "started": "start",
    "ended": "end",
    "lapsed": "lapse",
    "expired": "expire",
    "escalated": "escalate",
    "collapsed": "collapse",
    "continued": "continue",
    "failed": "fail",
    "resigned": "resign",
    "changed": "change",
}
_PARTICIPLES = """
begun bought broken built cut driven drawn forbidden frozen given held kept left let lost made met paid put read sent
set sold split spent taken told torn won withheld withdrawn written
"""
_NO_PARTICIPLES = "need red bed feed speed seed indeed hundred united"
_AMBIGUOUS, _DONE, _NOT_DONE = (frozenset(text.split()) for text in (_NOUNS, _PARTICIPLES, _NO_PARTICIPLES))


def finite(word: str, noun_too: bool = False) -> bool:
    """Tell whether a word is a verb as it stands with a subject; one that may be a noun only where that is let pass."""
    return word in MODAL or (word in _PLURALS and (noun_too or word not in _AMBIGUOUS)) or word in _IRREGULAR.values()


def base_form(word: str) -> bool:
    """Tell whether a word is the form of a verb that goes with several subjects, and with 'does not'."""
    return word in _SINGULARS


def with_many(verb: str) -> str:
    """Give the form that goes with several subjects.

    Examples
    --------
    >>> [with_many(verb) for verb in ("resumes", "is", "may", "steps")]
    ['resume', 'are', 'may', 'step']
    """
    return _PLURALS.get(verb, verb)


def agreeing(verb: str, many: bool) -> str:
    """Give the form of a verb, told in either, that goes with one subject or with several."""
    if verb in MODAL:
        return verb
    return with_many(verb) if many else _SINGULARS.get(verb, verb)


def infinitive(verb: str) -> str:
    """Give the form of a verb after 'does not' or 'to'.

    Examples
    --------
    >>> infinitive("goes"), infinitive("resume"), infinitive("is")
    ('go', 'resume', 'be')
    """
    many = with_many(verb)
    return {"are": "be", "were": "be"}.get(many, many)


def of_itself(word: str) -> str:
    """Give the verb of what begins, ends or goes on of itself; empty for any other word.

    Examples
    --------
    >>> of_itself("resumed"), of_itself("signed")
    ('resume', '')
    """
    return _OF_ITSELF.get(word, "")


def participle(word: str) -> bool:
    """Tell whether a word says what was done to something: signed, held.

    Examples
    --------
    >>> [participle(word) for word in ("signed", "held", "partial", "hundred")]
    [True, True, False, False]
    """
    return word in _DONE or (word.endswith("ed") and len(word) > 3 and word not in _NOT_DONE)
