"""Which way a claim speaks: affirmed, negative, open, or withdrawn.

The cue gives a direction (*denied*, *has not ruled out*, *no longer insists*), the content's own verb another
(*will not sign*); a denial of a denial is left open rather than turned into support. Where the text does not decide,
the polarity is ``open``: a claim that is open counts for nothing.
"""

from __future__ import annotations

import re

from winset.reading.frames import VERBS, Frame
from winset.reading.proposals import told
from winset.reading.rules.pledges import PLEDGE
from winset.reading.rules.silences import OPEN
from winset.reading.spans import Token, text_of

_AGAINST = frozenset(
    """
    deny refuse reject decline oppose dismiss veto rebuff spurn repudiate rebut refute disavow exclude resist disagree
    disapprove object contradict dispute refusal rejection denial opposition doubt unwilling reluctant reluctance
    resistance forbid prohibit condemn deplore denounce decry
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_BACK = frozenset(
    """
    withdraw drop retract abandon rescind scrap renounce recant revoke waive forgo forsake relinquish shelve ditch
    jettison
    """.split()  # noqa: SIM905
)
_STANCES = re.compile(
    r"\b(?:demand|claim|offer|proposal|threat|insistence|objection|opposition|condition|call|pledge|promise|plan|idea|request|motion|"
    r"amendment|appeal|application|lawsuit|suit|nomination|accusation|allegation|statement|remark|veto|bid|support|complaint|resistance|refusal)s?\b",
    re.IGNORECASE,
)
_BACKED = re.compile(
    r"\b(?:no longer|any ?more|any longer|walk(?:ed|s|ing)? back|back(?:ed|s|ing)? (?:down|away|off)(?: from| on)?|"
    r"(?:took|tak(?:e|es|en|ing)) back|gave up(?: on)?|giv(?:e|es|en|ing) up(?: on)?|"
    r"stopp(?:ed|ing)|stops|ceas(?:ed|es)|"
    r"backtrack(?:ed|s|ing)?(?: on)?|reneg(?:ed|es|ing) on|row(?:ed|s|ing)? back(?: on)?|"
    r"retreat(?:ed|s)? from|step(?:ped|s)? back from|climb(?:ed|s)? down)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"(?:on |about |as to |over )?(?:whether|if|when|how|what|which|who|where|why)\b", re.IGNORECASE)
_UNDECIDED = frozenset("unclear uncertain unknown undecided unsure".split())  # noqa: SIM905
_SAYING = frozenset("say tell comment specify disclose reveal elaborate know discuss confirm state mention".split())  # noqa: SIM905
_DECLINED = re.compile(
    r"\b(?:declin|refus)\w+ to (?:say|comment|discuss|confirm|specify|elaborate|disclose|answer|reveal)"
)
_UNSETTLED = frozenset("decide determine settle resolve say know conclude clarify".split())  # noqa: SIM905
_DENYING = frozenset("refuse reject decline deny oppose exclude".split())  # noqa: SIM905
_UNTHINKABLE = re.compile(
    r"\b(?:out of the question|off the table|non-?starters?|unacceptable|inadmissible|unthinkable)\b", re.IGNORECASE
)
_NOT = frozenset("not n't n’t never neither nor".split())  # noqa: SIM905
_NO = re.compile(r"\b(?:not|n['’]t|never|no)\b", re.IGNORECASE)
_GIVES_NONE = re.compile(r"\bno (?:commitments?|comment|indication|hint|sign|mention|position|answer)\b", re.IGNORECASE)
_OUT = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|turn(?:ed|s|ing)? down|brush(?:ed|es|ing)? (?:aside|off)|shrug(?:ged|s)? off)\b",
    re.IGNORECASE,
)


def polarity(frame: Frame, text: str) -> str:
    """Say which way a claim speaks.

    Parameters
    ----------
    frame : Frame
        The claim.
    text : str
        The document.

    Returns
    -------
    str
        ``affirmed``, ``negative``, ``open`` or ``withdrawn``.
    """
    cue, content = told(text, frame.attribution.cue), told(text, frame.attribution.content)
    if frame.lemma == OPEN:
        return "open"
    denied = _cue_denied(frame, cue)
    if _withdrawn(frame, cue, content):
        return "open" if denied and not _BACKED.search(cue) else "withdrawn"
    if frame.lemma in _UNDECIDED:
        return "open"
    against = frame.lemma in _AGAINST or bool(_OUT.search(cue)) or _ruled_out(frame)
    if _GIVES_NONE.search(cue):
        return "open"
    if (against or denied) and _leaves_open(frame, content):
        return "open"
    if against and denied:
        return "open"
    if _WHETHER.match(content) and not content.lower().startswith(("if", "when", "what", "how", "who")):
        return "open"
    if frame.lemma in _SAYING and _asked(frame):
        return "open"
    inner = _content_denied(frame, content)
    if denied:
        if frame.lemma == PLEDGE:  # its denial stands in its cue and is that of its content
            return "negative"
        return "open" if frame.lemma in _SAYING or inner or _yet(frame) else "negative"
    if against:
        return "open" if inner else "negative"
    return inner or "affirmed"


def _ruled_out(frame: Frame) -> bool:
    """*ruled that out*: the particle may stand behind the object."""
    verb = frame.verb
    return frame.lemma == "rule" and verb is not None and any(one.lower_ == "out" for one in verb.children)


def _withdrawn(frame: Frame, cue: str, content: str) -> bool:
    """Whether a stance is given up: by its verb (*dropped its demand*), or by words around it (*no longer*)."""
    if _BACKED.search(_before(frame, cue)):
        return True
    verb = frame.verb
    if verb is not None and verb.lemma_.lower() in _BACK and _STANCES.search(f"{cue} {content}"):
        return True
    above = verb.head if verb is not None and verb.pos_ == "NOUN" else None
    if above is not None and above.lemma_.lower() in _BACK and verb is not None and verb.dep_ in {"dobj", "nsubjpass"}:
        return True
    if above is not None and above.dep_ == "prep" and _BACKED.search(f"{_words_before(above.head)} {above.text}"):
        return True  # *backtracked on his demand*
    head = frame.head
    return (
        head is not None
        and frame.lemma not in _AGAINST | {"threaten", "threat"}  # *refuses to drop its suit*
        and head.pos_ in VERBS
        and _about_oneself(head)
        and (
            bool(_BACKED.search(_words_before(head)))
            or (head.lemma_.lower() in _BACK and bool(_STANCES.search(content)))
        )
    )


def _about_oneself(head: Token) -> bool:
    subjects = [child for child in head.children if child.dep_.startswith("nsubj")]
    return all(one.lower_ in {"he", "she", "it", "they", "we", "i"} for one in subjects)


def _before(frame: Frame, cue: str) -> str:
    return f"{_words_before(frame.verb)} {cue}" if frame.verb is not None else cue


def _words_before(verb: Token) -> str:
    """The adverbs before a verb, with their own words: *no longer*."""
    near = [token for child in verb.children if child.dep_ in {"advmod", "neg", "prt"} for token in child.subtree]
    tail = [token for token in (verb.nbor(1) if verb.i + 1 < len(verb.doc) else None,) if token is not None]
    words = sorted({token.i: token for token in (*near, verb, *tail)}.items())
    return " ".join(token.text for _, token in words)


def _cue_denied(frame: Frame, cue: str) -> bool:
    """Whether the cue itself is negated: *did not reject*, *has never demanded*."""
    verb = frame.verb
    if verb is None:
        return False
    above = [verb]
    if verb.dep_ in {"xcomp", "acomp", "attr", "oprd"} and verb.head != verb:
        above.append(verb.head)
    if any(child.dep_ == "neg" or child.lower_ in _NOT for one in above for child in one.children):
        return True
    if verb.dep_ == "conj" and any(child.lower_ in {"neither", "nor"} for child in verb.head.children):
        return True
    return bool(_NO.search(cue)) and "no longer" not in cue and not cue.lower().startswith("not only")


def _leaves_open(frame: Frame, content: str) -> bool:
    """*did not say whether*, *declined to comment*: nothing is said either way."""
    words = content.lower()
    if frame.lemma in _SAYING and _WHETHER.match(words):
        return True
    if _DECLINED.search(told(text_of(frame.cue[0].doc), frame.attribution.cue) if frame.cue else ""):
        return True
    inner = re.match(
        r"(?:to |from )?(?:say|comment|discuss|confirm|specify|elaborate|disclose|give|answer|rule out|reveal|"
        r"commit|speculate|be drawn)",
        words,
    )
    return frame.lemma in {"decline", "refuse"} and bool(inner)


def _asked(frame: Frame) -> bool:
    """*to say if the offer stands*: the content is a question, not a clause with a condition."""
    head = frame.head
    return (
        head is not None
        and head.dep_ == "ccomp"
        and any(child.dep_ == "mark" and child.lower_ in {"if", "whether"} for child in head.children)
    )


def _yet(frame: Frame) -> bool:
    verb = frame.verb
    return verb is not None and any(child.lower_ == "yet" for child in verb.children)


def _content_denied(frame: Frame, content: str) -> str:
    """What the content's own verb says: *will not sign*, *is not enough*, *cannot accept*."""
    head = frame.head
    if head is None:
        return ""
    parts = [head]
    if head.pos_ in VERBS:
        parts += [child for child in head.children if child.dep_ in {"acomp", "attr", "oprd"}]
        below = [child for child in head.children if child.dep_ in {"xcomp"} and not _cause(head)]
        if head.lemma_.lower() in _DENYING and _about_oneself(head):
            return "open" if _negated(head) else "negative"
        if head.lemma_ in {"be", "remain"} and _UNTHINKABLE.search(content):
            return "" if _negated(head) else "negative"
        aside = {"rule": "out", "turn": "down", "brush": "aside"}.get(head.lemma_.lower())
        ruled = aside is not None and any(child.lower_ == aside for child in head.children)
        if ruled:
            return "open" if _negated(head) else "negative"
        parts += below
    if head.lemma_.lower() in _UNSETTLED and _negated(head):
        return "open"
    if any(_negated(one) for one in parts):
        return "open" if any(child.lower_ == "yet" for one in parts for child in one.children) else "negative"
    return ""


def _cause(head: Token) -> bool:
    return head.lemma_.lower() in {"want", "ask", "tell", "urge", "expect"}


def _negated(word: Token) -> bool:
    if any(child.dep_ == "neg" or child.lower_ in _NOT for child in word.children):
        only = any(child.lower_ == "only" and child.i == word.i + 1 for child in word.children)
        return not only
    subjects = [child for child in word.children if child.dep_.startswith("nsubj") or child.dep_ == "dobj"]
    return any(
        one.lower_ in {"nobody", "nothing", "none", "neither"}
        or any(child.lower_ == "no" and child.dep_ in {"det", "neg"} for child in one.children)
        for one in subjects
    ) or (word.pos_ != "VERB" and any(child.lower_ == "no" and child.dep_ == "det" for child in word.children))
