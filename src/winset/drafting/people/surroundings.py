"""Who mediates, who is left out, who meets whom, and what the text leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.people.cast import Cast
from winset.drafting.people.names import is_body, lemma_of, proper_name
from winset.drafting.people.verbs import negated, subject_of
from winset.drafting.source import ParsedSource, children, coordinated
from winset.drafting.words import MEDIATORS
from winset.reading.spans import Token

TALKS = {
    "committee",
    "conference",
    "talk",
    "negotiation",
    "meeting",
    "dialogue",
    "discussion",
    "table",
    "agreement",
    "round",
    "deal",
    "truce",
    "process",
    *("contact", "session", "consultation", "bargaining", "preliminaries"),
}
_LEFT_OUT = re.compile(
    r"\b(?:not|no|nor) (?:been )?(?:a )?part(?:y|ies)? (?:of|to|in)\b|"
    r"\btak(?:es?|ing|en) no part in\b|\bnot (?:been |being )?invited\b|\bexcluded from\b|"
    r"\b(?:shut|left|kept) out of\b|\bnot (?:at|in) the (?:table|room|talks|negotiations)\b|"
    r"\bnot (?:been )?(?:taking|take|taken) part (?:in|at)\b|"
    r"\bnot (?:been )?(?:involved|represented|included|participating|present) (?:in|at)\b|"
    r"\babsent from\b|\b(?:stay(?:s|ed|ing)?|kept) away from\b|\bboycott(?:s|ed|ing)? the\b|"
    r"\b(?:has|have|had) (?:yet to|not|never) join(?:ed)?\b|"
    r"\bno (?:seat|delegates?|delegation|place|voice|chair) (?:at|in)\b|"
    r"\bnot (?:been )?asked (?:to|along)\b|\bsen(?:t|ds|d) (?:only |merely )?(?:an )?observers?\b|"
    r"\bha(?:d|s) nobody in\b|\bkept out of the (?:talks|bargaining|negotiations)\b|"
    r"\b[Nn]ot in the room\b|\bno part in\b|\bnot (?:been )?consulted\b|"
    r"\b(?:kept|keeps?|stay(?:s|ed)|remain(?:s|ed)) (?:silent|quiet) (?:about|on)\b|"
    r"\bwaiting in the wings\b|\bwatching from the sidelines\b|\bon the sidelines\b|"
    r"\bdeclin(?:es?|ed) to (?:attend|take part in|join)\b|\brefus(?:es?|ed) to (?:attend|take part in|join)\b"
)
_ALONE = re.compile(
    r"invited|asked|observer|nobody|kept out|seat|delegat|chair|represented|in the room|in the wings|sideline|"
    r"consulted|join|the (?:table|room|talks|negotiations)$"
)
_MEDIATES = {"broker", "mediate", "facilitate", "arbitrate"}
_ENGAGES = {"ask", "name", "appoint", "invite", "urge", "engage", "hire", "retain", "commission", "employ"}
_CAMPS = {"side", "camp", "party", "delegation", "team", "rival", "government", "faction"}
_FLOATS = {"float", "circulate", "table", "draft", "propose", "suggest", "present"}
_BRIDGES = {"compromise", "formula", "non-paper", "paper", "outline", "timetable", "roadmap", "arbitration", "middle"}
_APART = {"urge", "warn", "support", "condemn", "join", "call", "welcome", "back", "die", "mediate", "broker", "host"}
_OPEN = re.compile(
    r"remains? to be seen|(?:not |un)clear whether|did not say|(?:has|"
    r"have) not (?:said|taken a position)|declined to (?:say|comment)|"
    r"not (?:been )?disclosed|remains? (?:uncertain|unclear|open)|(?:has|"
    r"have) (?:not )?commented on|no details|is not known|"
    r"did not offer details|has yet to (?:say|respond)",
    re.IGNORECASE,
)


def left_out(source: ParsedSource, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who is said to take no part."""
    for match in _LEFT_OUT.finditer(source.doc.text):
        span = source.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            continue
        after = source.doc[span.end : min(span.end + 7, span[0].sent.end)]
        if not _ALONE.search(match[0]) and not any(one.lemma_.lower() in TALKS for one in after):
            continue
        verb = next((one for one in [span.root, *span.root.ancestors] if one.pos_ in {"VERB", "AUX"}), None)
        subject = subject_of(verb) if verb is not None else None
        if subject is None and verb is not None:  # *not in the room is Hadran*
            subject = next(iter(children(verb, "attr")), None)
        if subject is not None and (key := cast.meant(source, subject)):
            yield key, span.root
    yield from _talked_to(source, cast)


def _talked_to(source: ParsedSource, cast: Cast) -> Iterator[tuple[str, Token]]:
    """*Is also in talks with Jinwei*, *has talked to Fanbox*: somebody by name who does nothing else in the text."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        aside = (
            lemma in {"talk", "negotiation"} and token.pos_ == "NOUN" and any(w.lower_ == "also" for w in token.sent)
        )
        if not aside and not (lemma in {"talk", "speak", "turn"} and token.pos_ == "VERB"):
            continue
        for prep in children(token, "prep"):
            beside = [one for one in children(prep, "pobj") if prep.lower_ in {"with", "to"}]
            beside += [low for one in beside if one.pos_ == "NOUN" for low in children(one, "appos")]
            for one in beside:  # *is talking to a generic producer, Sunvale*
                key = cast.key_at(source, one.i)
                figure = cast.figures.get(key)
                if figure is None or figure.kind != "name" or figure.acts > 2 or one.text in cast.person_of:
                    continue
                if one.pos_ == "PROPN":
                    yield key, one


def mediating(source: ParsedSource, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who helps others to agree: *brokered by*, *with help from*, *offered to mediate*, *shuttles between*."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        found: list[Token] = []
        if token.pos_ == "VERB" and _helps(token):
            found += [one for agent in children(token, "agent") for one in children(agent, "pobj")]
            if not found and not children(token, "auxpass") and not negated(token):
                found += _doer(token)
        elif lemma in {"help", "mediation", "assistance", "auspex"} and token.dep_ == "pobj":
            if token.head.lower_ in {"with", "under", "through"}:
                found += _from_whom(token)
        elif (lemma in MEDIATORS or _go_between(token)) and token.dep_ == "nsubjpass" and token.head.lemma_ == "find":
            preps = [one for one in children(token.head, "prep") if one.lower_ == "in"]
            found += [one for prep in preps for one in children(prep, "pobj")]  # *an arbitrator was found in Ana Holt*
        elif lemma in MEDIATORS | {"between"} and token.dep_ in {"pobj", "attr"}:  # *brought in as a go-between*
            verb = token.head.head if token.dep_ == "pobj" else token.head
            named = lemma != "between" or _go_between(token)
            if named and verb.pos_ in {"VERB", "AUX"} and (token.dep_ == "attr" or token.head.lower_ == "as"):
                found += children(verb, "nsubj", "nsubjpass") if not children(verb, "dobj") else children(verb, "dobj")
        found = [_relative(one) for one in found]
        for one in [word for head in found for word in coordinated(head)]:
            named = next((low for low in children(one, "appos") if low.pos_ == "PROPN"), one)
            if one.pos_ == "NOUN" and named is not one and not cast.meant(source, one):
                one = named  # *the conference president, Ana Luz*
            if one.pos_ == "PROPN":
                yield proper_name(one, titles=False), one
            elif _between(cast, source, one):  # *the state's central bank governor* is not the state that bargains
                yield _office(one), one
            elif key := cast.meant(source, one):
                yield cast.figures[key].name, one


def _go_between(token: Token) -> bool:
    """*Go-between*, which a parse takes for three words."""
    return bool(token.lower_ == "between" and token.doc[max(0, token.i - 2) : token.i].text.lower() == "go-")


def _between(cast: Cast, source: ParsedSource, one: Token) -> bool:
    """Tell whether an office of somebody who bargains serves both: *is mediating at the request of both sides*."""
    key = cast.meant(source, one)
    if not key or not cast.figures[key].heavy or one.tag_ != "NN" or cast.key_at(source, one.i):
        return False
    asked = [low for prep in children(one.head, "prep") for low in prep.subtree if low.lower_ in {"both", "two"}]
    return bool(asked) or lemma_of(one) == "governor"


def _office(one: Token) -> str:
    """*Central bank governor*, without whose he is."""
    before = [low for child in children(one, "compound", "amod") for low in child.subtree]
    start = min([low.i for low in before if low.i < one.i], default=one.i)
    start -= one.doc[start - 1].dep_ == "amod" if start and one.doc[start - 1].head in one.subtree else 0
    return str(one.doc[start : one.i + 1].text)


def _relative(token: Token) -> Token:
    """*Helena Pires, who is chairing the talks*: she, not *who*."""
    who = token.lower_ in {"who", "which", "that"} and token.head.dep_ == "relcl"
    return token.head.head if who and token.head.head.pos_ == "PROPN" else token


def _helps(token: Token) -> bool:
    """Whether a verb says that somebody helps others to agree."""
    lemma = token.lemma_.lower()
    if lemma in _MEDIATES:
        return True
    objects = {one.lemma_.lower() for one in children(token, "dobj", "nsubjpass")}
    between = any(
        one.lower_ == "between" for near in [token, *children(token, "dobj")] for one in children(near, "prep")
    )
    if lemma in {"chair", "moderate", "convene", "steer", "guide", "referee", "umpire"}:
        alone = lemma == "moderate" and token.dep_ == "xcomp" and not objects  # *was asked to moderate*
        return alone or bool(objects & TALKS)
    if lemma in {"receive", "hear", "see", "keep", "bring", "nudge"}:  # *has been receiving the two camps by turns*
        both = [one for one in children(token, "dobj") + _kept(token) if one.lemma_.lower() in _CAMPS]
        return any(low.lower_ in {"both", "two", "three", "four", "all"} for one in both for low in one.children)
    if lemma in _FLOATS:
        by = [one for agent in children(token, "agent") for one in children(agent, "pobj")]
        persons = [low for one in (*children(token, "nsubj"), *by) for low in (one, *children(one, "appos"))]
        alone = [one for one in persons if one.pos_ == "PROPN" and not is_body(proper_name(one))]
        return bool(alone and objects & _BRIDGES)
    if lemma in {"preside", "oversee"}:
        over = {one.lemma_.lower() for prep in children(token, "prep") for one in children(prep, "pobj")}
        will = "will" in {one.lower_ for one in token.children}
        return bool((objects | over) & TALKS) or (lemma == "preside" and will)
    if lemma in {"shuttle", "pass", "carry", "relay", "convey", "arrange"}:
        return between and (lemma == "shuttle" or bool(objects & {"message", "proposal", "offer", *TALKS}))
    return False


def _kept(token: Token) -> list[Token]:
    """*To keep the two sides talking*: the sides."""
    return [one for verb in children(token, "ccomp", "xcomp") for one in children(verb, "nsubj")]


def _doer(token: Token) -> list[Token]:
    """Who does what a verb says, or is asked to."""
    if token.dep_ in {"xcomp", "advcl"} and token.head.dep_ == "acl" and children(token.head, "agent", "prt"):
        return [token.head.head]  # *a judge, brought in by the chamber to keep the two sides talking*
    if token.dep_ in {"xcomp", "ccomp", "advcl"} and token.head.lemma_.lower() in _ENGAGES:
        return children(token.head, "dobj", "nsubjpass") or children(token, "nsubj")
    subject = subject_of(token)
    return [subject] if subject is not None else []


def _from_whom(token: Token) -> list[Token]:
    preps = [one for one in children(token, "prep") if one.lower_ in {"from", "of", "by"}]
    return [one for prep in preps for one in children(prep, "pobj")]


def meeting(source: ParsedSource, cast: Cast) -> set[str]:
    """Who is said to sit together: *talks between A and B*, *A will meet B*, *a deal with B*, *A and B returned*."""
    found: set[str] = set()
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in TALKS | {"between"} and token.pos_ in {"NOUN", "ADP"}:
            preps = [token] if token.lower_ == "between" else children(token, "prep")
            for prep in preps:
                for one in children(prep, "pobj") if prep.lower_ == "between" else ():
                    keys = cast.several(source, one)
                    if len(keys) > 1:
                        found.update(keys)
        elif token.pos_ in {"VERB", "AUX"} and lemma not in _APART and not _hypothetical(token):
            subject = subject_of(token)
            ours = cast.several(source, subject) if subject is not None else []
            if lemma in {"meet", "negotiate", "return"}:
                theirs = [key for one in children(token, "dobj") for key in cast.several(source, one)]
                theirs += [
                    key
                    for prep in children(token, "prep")
                    if prep.lower_ == "with"
                    for one in children(prep, "pobj")
                    for key in cast.several(source, one)
                ]
                if ours and theirs and set(ours) != set(theirs):
                    found.update([*ours, *theirs])
            if len(ours) > 1 and subject is not None and subject.dep_ == "nsubj" and subject.head == token:
                found.update(ours)
    return found


def _hypothetical(token: Token) -> bool:
    return any(one.lower_ in {"if", "could", "might", "may"} for one in children(token, "mark", "aux"))


def left_open(source: ParsedSource) -> Iterator[tuple[str, str]]:
    """What the text says nobody knows, with its sentence."""
    for sentence in source.doc.sents:
        if _OPEN.search(sentence.text) and len(sentence.text.strip()) < 400:
            yield re.sub(r"\s+", " ", sentence.text).strip(), source.reference(sentence[0])
