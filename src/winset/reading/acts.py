"""What is done in saying it: demand, offer, refusal, threat …; and the event category of the PLOVER ontology.

Categories are those of the PLOVER codebook, draft 0.7b1 (Open Event Data Alliance, 2021). Mere statements have none.
"""

from __future__ import annotations

import re

from winset.reading.frames import VERBS, Frame
from winset.reading.proposals import Spans, told
from winset.reading.rules.deeds import ACTS, is_deed
from winset.reading.rules.pledges import PLEDGE
from winset.reading.rules.spoken import TURN
from winset.reading.spans import Token

_ACTS = {
    "demand": "demand insist require request urge press call order instruct beg plead ask appeal insistence call-for "
    "direct",
    "offer": "offer propose invite volunteer proposal proffer",
    "refusal": "refuse decline reject deny oppose resist veto rebuff spurn refusal rejection repudiate dismiss "
    "turn brush shrug",
    "threat": "threaten threat ultimatum",
    "concession": "concede accept yield agree relent soften acquiesce",
    "forecast": "expect predict forecast anticipate project foresee prediction expectation estimate",
}
_ACT_OF = {lemma: act for act, lemmas in _ACTS.items() for lemma in lemmas.split()}
_PLOVER = {
    "DEMAND": "demand order insist require",
    "ACCUSE": "accuse blame criticize criticise condemn denounce slam blast rebuke decry fault lambast deplore sue",
    "REJECT": "refuse decline reject veto rebuff spurn refusal rejection repudiate oppose resist dismiss",
    "THREATEN": "threaten threat ultimatum",
    "AGREE": "agree promise pledge offer propose vow commit proposal",
    "CONCEDE": "concede yield relent apologize apologise",
    "SUPPORT": "praise endorse back support welcome hail applaud commend recognize recognise",
    "CONSULT": "discuss negotiate meet consult confer talk",
}
_PLOVER_OF = {lemma: code for code, lemmas in _PLOVER.items() for lemma in lemmas.split()}
_BY_ACT = {"demand": "DEMAND", "refusal": "REJECT", "threat": "THREATEN", "offer": "AGREE"}
_DEEDS = (
    (
        "SANCTION",
        "halt suspend cut freeze withhold cancel sever stop curtail",
        r"aid|assistance|support|talks|relations|sharing|cooperation|funding|visit",
    ),
    ("COERCE", "impose seize arrest detain blockade ban expel confiscate annex occupy", r"."),
    ("ASSAULT", "attack bomb shell strike kill invade fire assassinate torture", r"."),
    ("MOBILIZE", "deploy mobilize mobilise mass", r"."),
    ("PROTEST", "protest demonstrate rally boycott", r"."),
    ("AID", "send provide deliver donate supply", r"aid|assistance|arms|weapon|ammunition|loan|grant|relief"),
    ("COOPERATE", "share exchange cooperate", r"."),
    ("RETREAT", "release withdraw resign retreat surrender disarm", r"."),
    ("SANCTION", "withdraw", r"aid|assistance|support|ambassador"),
    ("SUPPORT", "sign ratify", r"agreement|treaty|deal|accord|pact"),
    ("CONCEDE", "soften ease lift", r"stance|position|restriction|sanction|curfew|ban|demand"),
)
_READY = re.compile(r"\b(?:ready|readiness|willing(?:ness)?|open|prepared) (?:to|for)\b", re.IGNORECASE)
_KEEP = re.compile(r"^(?:on )?(?:maintain|keep|remain|stay|retain|continu)", re.IGNORECASE)
_MUST = re.compile(r"\b(?:must|need(?:s)? to|ha(?:s|ve) to|should|ought to)\b", re.IGNORECASE)
_CONDITIONS = re.compile(r"\bconditions?\b", re.IGNORECASE)
_STATED = {
    "say",
    "tell",
    "insist",
    "stress",
    "emphasize",
    "emphasise",
    "state",
    "declare",
    "warn",
    "argue",
    "add",
    "signal",
}
_BELIEF = {"belief", "believe", "hope", "confident", "convinced", "optimistic", "expect", "think"}
_SELF = {"he", "she", "it", "they", "i", "we"}
_OFFERS = {"offer", "bid", "proposal"}


def speech_act(frame: Frame, condition: Spans, text: str) -> str:
    """Say which speech act a claim is.

    Parameters
    ----------
    frame : Frame
        The claim.
    condition : tuple of (int, int)
        Its conditions.
    text : str
        The document.
    """
    content = told(text, frame.attribution.content)
    lemma = frame.lemma
    if is_deed(frame.attribution):
        return _act_of_deed(frame)
    act = _ACT_OF.get(lemma, "")
    if lemma == PLEDGE and not condition:
        return "refusal"
    if lemma == "insist" and _KEEP.match(content):
        return "refusal"
    if lemma == "warn":
        return _warning(frame, condition)
    if lemma == "deny":
        return "statement" if frame.head is not None and frame.head.pos_ in VERBS else "refusal"
    if act == "demand" and lemma in {"ask", "call", "press"} and not _asks_for(frame):
        act = ""
    if condition and (not act or act == "demand") and not _hypothesis(frame, condition, text):
        return "condition"
    if act:
        return act
    if _CONDITIONS.search(content[:40]) and lemma in {"lay", "set", "add", "impose", "have", "outline", "reportedly"}:
        return "condition"
    if own := _own_act(frame):
        return own
    if _READY.search(f"{told(text, frame.attribution.cue)} {content[:60]}"):
        return "offer" if lemma in {"offer", "propose"} else "concession"
    if lemma in _STATED and _MUST.search(told(text, frame.attribution.content)[:200]) and not _about_self(frame):
        return "demand"
    if lemma in _BELIEF or (_future(frame.head) and not _about_self(frame)):
        return "forecast" if _future(frame.head) or lemma in {"hope", "expect"} else "statement"
    if lemma in ACTS and frame.source and frame.verb is not None and frame.verb.pos_ == "VERB":
        return _act_of_deed(frame)
    code = _deed(frame)
    return "concession" if code == "CONCEDE" else "action" if code else "statement"


def _act_of_deed(frame: Frame) -> str:
    """What an act reported as a fact is: raising one's own offer is an offer, giving way a concession."""
    verb = frame.verb
    if verb is not None and any(child.dep_ == "neg" for child in verb.children):
        return "statement"
    objects = {child.lemma_.lower() for child in (verb.children if verb is not None else ()) if child.dep_ == "dobj"}
    if frame.lemma in {"raise", "increase", "improve", "sweeten", "double", "table", "submit"} and objects & _OFFERS:
        return "offer"
    if frame.lemma == "accept":
        return "concession"
    given = frame.lemma in {"drop", "lower", "reduce", "scrap", "abandon", "withdraw", "ease", "relax"}
    return "concession" if given and objects & {"demand", "claim", "condition", "objection"} else "action"


def _own_act(frame: Frame) -> str:
    """What speakers do in saying something of themselves: *said it will not sign*, *we demand …*."""
    head = frame.head
    if frame.lemma not in {*_STATED, TURN} or head is None or head.pos_ not in VERBS:
        return ""
    if not (_about_self(frame) or frame.lemma == TURN):
        return ""
    denied = any(child.dep_ == "neg" for child in head.children)
    act = _ACT_OF.get(head.lemma_.lower(), "")
    if _about_self(frame) and denied and (_future(head) or _unable(head)):
        return "refusal"
    return "" if denied or act in {"", "forecast"} or not _about_self(frame) else act


def _unable(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in {"can", "ca", "wo", "will"} for child in verb.children)


def _warning(frame: Frame, condition: Spans) -> str:
    """A warning of what the speaker will do, or of what follows unless …, is a threat; of other things a forecast."""
    if not _future(frame.head):
        return "statement"
    return "threat" if condition or _about_self(frame) else "forecast"


def plover(frame: Frame, act: str) -> str:
    """Give the PLOVER category of a claim; empty where none fits.

    Parameters
    ----------
    frame : Frame
        The claim.
    act : str
        Its speech act.
    """
    if frame.lemma == "insist" and act not in {"demand", "condition"}:
        return _BY_ACT.get(act, "")
    if frame.lemma == "deny" and act != "refusal":
        return ""
    return _PLOVER_OF.get(frame.lemma) or _BY_ACT.get(act) or (_deed(frame) if act in {"action", "concession"} else "")


def _deed(frame: Frame) -> str:
    """The category of what is told to have been done: the content's own verb with its object."""
    verb = frame.head
    if verb is None or verb.pos_ not in VERBS or _future(verb):
        return ""
    if any(child.dep_ in {"neg"} for child in verb.children) or any(
        one.lower_ in {"would", "could", "may", "might"} for one in verb.children
    ):
        return ""
    if verb.tag_ not in {"VBD", "VBN", "VBZ", "VBG"}:
        return ""
    objects = " ".join(
        word.text for child in verb.children if child.dep_ in {"dobj", "nsubjpass", "prep"} for word in child.subtree
    )
    lemma = verb.lemma_.lower()
    found = [code for code, lemmas, wanted in _DEEDS if lemma in lemmas.split() and re.search(wanted, objects or " ")]
    return found[-1] if found else ""


def _future(verb: Token | None) -> bool:
    if verb is None or verb.pos_ not in VERBS:
        return False
    if any(child.dep_ == "aux" and child.lower_ in {"will", "would", "’ll", "'ll", "wo"} for child in verb.children):
        return True
    going = verb.lemma_ == "go" and verb.tag_ == "VBG"
    return going and any(child.dep_ == "xcomp" for child in verb.children)


def _about_self(frame: Frame) -> bool:
    """Whether the content's subject is the speaker again."""
    subjects = [
        child for child in (frame.head.children if frame.head is not None else ()) if child.dep_.startswith("nsubj")
    ]
    return bool(subjects) and subjects[0].lower_ in _SELF


def _asks_for(frame: Frame) -> bool:
    """Whether *ask* or *call* is for something to be done, not a question or a name."""
    last = frame.cue[-1].lower_ if frame.cue else ""
    asked = [child.lower_ for child in (frame.verb.children if frame.verb is not None else ()) if child.dep_ == "prep"]
    opens = frame.content[0].lower_ if frame.content else ""
    to = any(one.lower_ == "to" and one.dep_ == "aux" and one.head.tag_ == "VB" for one in frame.content)
    if to and frame.lemma == "ask":
        return True
    return (last in {"for", "on", "upon"} or opens == "that" or (frame.lemma == "ask" and "for" in asked)) or (
        frame.head is not None and frame.head.dep_ in {"xcomp", "ccomp"} and frame.head.tag_ == "VB"
    )


def _hypothesis(frame: Frame, condition: Spans, text: str) -> bool:
    """Whether the condition is a supposition, and the claim what would follow: *if it fails, they may …*."""
    words = told(text, condition).lower()
    if not re.match(r"(?:even )?if\b", words):
        return False
    heads = [one for one in (frame.verb, frame.head) if one is not None]
    return (
        any(child.lower_ in {"may", "might", "could"} for one in heads for child in one.children)
        or frame.lemma in _BELIEF
    )
