"""Who mediates, who is left out, who meets whom, and what the text leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.changes import subject_of
from winset.drafting.names import proper_name
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children, coordinated
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
                yield proper_name(one, titles=False), one


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


def left_open(source: Source) -> Iterator[tuple[str, str]]:
    """What the text says nobody knows, with its sentence."""
    for sentence in source.doc.sents:
        if _OPEN.search(sentence.text) and len(sentence.text.strip()) < 400:
            yield re.sub(r"\s+", " ", sentence.text).strip(), source.reference(sentence[0])
