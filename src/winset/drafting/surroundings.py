"""Who mediates, who is left out, who must accept at home, what the text leaves open, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.changes import subject_of
from winset.drafting.parties import Cast, _key, _proper
from winset.drafting.source import Source, children, coordinated
from winset.drafting.words import AUDIENCES, OFFICES
from winset.reading.spans import Token

_TALKS = {
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
}
_LEFT_OUT = re.compile(
    r"\b(?:not|no) (?:a )?part(?:y|ies)? (?:of|to|in)\b|"
    r"\btakes? no part in\b|\bnot (?:been )?invited\b|\bexcluded from\b|"
    r"\bshut out of\b|\bleft out of\b|\bnot at the table\b|"
    r"\bnot (?:taking part|involved|represented) (?:in|at)\b|\babsent from\b"
)
_MEDIATES = {"broker", "mediate", "facilitate", "arbitrate"}
_ACCEPT = {"approve", "ratify", "endorse", "accept", "vote", "back", "sign"}
_OPEN = re.compile(
    r"remains? to be seen|(?:not |un)clear whether|did not say|(?:has|"
    r"have) not (?:said|taken a position)|declined to (?:say|comment)|"
    r"not (?:been )?disclosed|remains? (?:uncertain|unclear|open)|(?:has|"
    r"have) (?:not )?commented on|no details|is not known|"
    r"did not offer details|has yet to (?:say|respond)",
    re.IGNORECASE,
)


def left_out(source: Source, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who is said to take no part."""
    for match in _LEFT_OUT.finditer(source.doc.text):
        span = source.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or not any(one.lemma_.lower() in _TALKS for one in source.doc[span.end : span.end + 7]):
            continue
        verb = next((one for one in [span.root, *span.root.ancestors] if one.pos_ in {"VERB", "AUX"}), None)
        subject = subject_of(verb) if verb is not None else None
        if subject is not None and (key := cast.meant(source, subject)):
            yield key, span.root


def mediating(source: Source, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who helps others to agree: *brokered by*, *with help from*."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        found: list[Token] = []
        if lemma in _MEDIATES and token.pos_ == "VERB":
            found += [one for agent in children(token, "agent") for one in children(agent, "pobj")]
        elif (
            lemma in {"help", "mediation", "assistance", "auspex"}
            and token.dep_ == "pobj"
            and token.head.lower_ in {"with", "under", "through"}
        ):
            found += [
                one
                for prep in children(token, "prep")
                if prep.lower_ in {"from", "of", "by"}
                for one in children(prep, "pobj")
            ]
        for one in [word for head in found for word in coordinated(head)]:
            if one.pos_ == "PROPN":
                yield _proper(one, titles=False), one


def meeting(source: Source, cast: Cast) -> set[str]:
    """Who is said to sit together: *talks between A and B*, *A will meet B*, *a deal with B*."""
    found: set[str] = set()
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in _TALKS | {"between"} and token.pos_ in {"NOUN", "ADP"}:
            preps = (
                [token]
                if token.lower_ == "between"
                else [one for one in children(token, "prep") if one.lower_ == "between"]
            )
            for prep in preps:
                for one in children(prep, "pobj"):
                    keys = cast.several(source, one)
                    if len(keys) > 1:
                        found.update(keys)
        elif lemma in {"meet", "negotiate", "return"} and token.pos_ == "VERB":
            subject = subject_of(token)
            ours = cast.several(source, subject) if subject is not None else []
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
        elif lemma in {"reach", "strike", "sign", "agree"} and token.pos_ == "VERB":
            subject = subject_of(token)
            ours = cast.several(source, subject) if subject is not None else []
            if len(ours) > 1:
                found.update(ours)
    return found


def homes(source: Source, cast: Cast, parties: list[str]) -> Iterator[tuple[str, str, Token]]:
    """Who must accept what a party signs, or can make it costly: party, audience, and where it says so."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in _ACCEPT and token.pos_ == "VERB":
            if children(token, "auxpass") and any(
                one.lower_ in {"must", "needs", "need", "has", "have", "to", "be"} for one in token.children
            ):
                for agent in children(token, "agent"):
                    yield from _owned(
                        source, cast, token, [w for one in children(agent, "pobj") for w in coordinated(one)], parties
                    )
            above = token.head if token.dep_ == "xcomp" and token.head.lemma_.lower() in {"have", "need"} else token
            if above is not token or any(one.lower_ == "must" for one in children(token, "aux")):
                yield from _owned(
                    source, cast, token, [w for one in children(above, "nsubj") for w in coordinated(one)], parties
                )
        elif lemma in {"subject", "need", "require", "await", "face", "pend"} or lemma == "under":
            for one in token.subtree:
                if one.lemma_.lower() in {
                    "approval",
                    "ratification",
                    "vote",
                    "consent",
                    "backing",
                    "revolt",
                    "resistance",
                    "pressure",
                    "opposition",
                    "criticism",
                }:
                    yield from _from(source, cast, one, parties)
        elif lemma in {
            "resistance",
            "pressure",
            "opposition",
            "backlash",
            "criticism",
            "revolt",
            "vote",
            "approval",
            "ratification",
            "anger",
        }:
            yield from _from(source, cast, token, parties)
        elif lemma in {"press", "urge", "pressure"} and token.pos_ == "VERB":
            for subject in children(token, "nsubj"):
                if subject.lemma_.lower() in AUDIENCES:
                    for one in children(token, "dobj"):
                        if (key := cast.meant(source, one)) in parties:
                            named = [
                                w
                                for w in subject.subtree
                                if w.dep_ in {"appos", "conj"} and w.pos_ in {"NOUN", "PROPN"}
                            ]
                            for audience in [subject, *named]:
                                yield key, _told(audience), token
        elif lemma == "answer" and token.pos_ == "VERB":
            for prep in children(token, "prep"):
                for one in children(prep, "pobj") if prep.lower_ == "to" else ():
                    subject = subject_of(token)
                    if subject is not None and (key := cast.meant(source, subject)) in parties:
                        yield key, _told(one), token
        elif lemma in {
            "call",
            "oppose",
            "reject",
            "condemn",
            "block",
            "protest",
            "denounce",
            "strike",
            "rally",
            "demonstrate",
            "picket",
            "view",
        }:
            for subject in children(token, "nsubj"):
                own = list(children(subject, "poss"))
                if subject.lemma_.lower() in AUDIENCES and (own or _where(source, cast, token)):
                    yield from _owned(source, cast, token, [subject], parties)


def _from(source: Source, cast: Cast, noun: Token, parties: list[str]) -> Iterator[tuple[str, str, Token]]:
    owners = [
        w
        for prep in children(noun, "prep")
        if prep.lower_ in {"from", "by", "of", "among"}
        for one in children(prep, "pobj")
        for w in coordinated(one)
    ]
    owners += [
        w
        for one in noun.subtree
        if one.lower_ in {"from", "by"} and one.dep_ == "prep"
        for p in children(one, "pobj")
        for w in coordinated(p)
    ]
    yield from _owned(source, cast, noun, list(dict.fromkeys(owners)), parties)


def _owned(
    source: Source, cast: Cast, token: Token, audiences: list[Token], parties: list[str]
) -> Iterator[tuple[str, str, Token]]:
    """Whose home an audience is: its possessor or adjective, the place named, the subject of the sentence."""
    former = ""
    for one in audiences:
        known = one.lemma_.lower() in AUDIENCES or token.pos_ == "NOUN" or one.lemma_.lower() not in OFFICES
        if one.pos_ not in {"NOUN", "PROPN"} or not known:
            continue
        own = next(
            (
                key
                for child in one.children
                if child.dep_ in {"poss", "amod", "compound", "nmod"} and (key := _whose(source, cast, child))
            ),
            "",
        )
        own = own if own in parties else _where(source, cast, token)
        if own not in parties:
            subject = subject_of(token) if token.pos_ == "VERB" else subject_of(token.head)
            own = cast.meant(source, subject) if subject is not None else ""
        if own not in parties:
            own = former or next(
                (
                    key
                    for w in token.sent
                    if w.i < token.i and (key := cast.at.get((source.letter, w.i), "")) in parties
                ),
                "",
            )
        if own in parties and cast.meant(source, one) not in set(parties) - {own}:
            yield own, _told(one), token
            former = own


def _whose(source: Source, cast: Cast, child: Token) -> str:
    from winset.reading.places import place_of

    if key := cast.meant(source, child):
        return key
    place = place_of().get(child.text)
    if place is not None:
        return _key(place.names[0])
    for one in child.children:
        if one.dep_ == "poss" and (key := cast.meant(source, one)):
            return key
    return cast.union if child.lemma_.lower() == "union" else ""


def _where(source: Source, cast: Cast, token: Token) -> str:
    """*In Lower Merev, farmers' associations …*: the place a sentence begins with."""
    for one in token.sent:
        if one.lower_ == "in" and one.i <= token.sent.start + 1:
            return next((key for w in children(one, "pobj") if (key := cast.meant(source, w))), "")
    return ""


def _told(one: Token) -> str:
    before = [w for w in one.children if w.dep_ in {"compound", "amod", "poss", "nmod"} and w.i < one.i]
    kept = {w.i for b in before for w in b.subtree if b.dep_ != "poss"} | {one.i}
    words = [w for w in one.subtree if w.i in kept and w.i <= one.i]
    text = " ".join(w.text for w in words if w.lower_ not in {"the", "a", "an", "its", "his", "her", "their", ","})
    return re.sub(r"\s+([’'])", r"\1", text)[:60]


def left_open(source: Source) -> Iterator[tuple[str, str]]:
    """What the text says nobody knows, with its sentence."""
    for sentence in source.doc.sents:
        if _OPEN.search(sentence.text) and len(sentence.text.strip()) < 400:
            yield re.sub(r"\s+", " ", sentence.text).strip(), source.reference(sentence[0])
