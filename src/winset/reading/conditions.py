"""On what a claim depends: *only if …*, *unless …*, *not enough to …*, as exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from winset.frozen import replace
from winset.reading.frames import VERBS, Frame, spans_of_tokens, tokens_of
from winset.reading.proposals import Spans
from winset.reading.spans import Attribution, Doc, Span, Token, text_of

_REFUSES = {"refuse", "reject", "decline", "oppose", "withhold", "block", "unwilling", "insist", "demand"}
_ASKS_IF = {"ask", "wonder", "know", "see", "decide", "say", "tell", "confirm", "clarify", "specify"}
_MARKS = {"if", "unless", "provided", "providing"}
_PHRASES = re.compile(
    r"\b(?:only if|if and only if|even if|unless|if not|provided(?: that)?|providing(?: that)?|"
    r"on (?:the )?condition (?:that|of(?! anonymity| not being))|as long as|so long as|subject to|"
    r"conditional on|conditioned on|contingent on|"
    r"in (?:exchange|return) for|in the absence of|"
    r"not (?:be )?(?:enough|sufficient) (?:to|for)|insufficient (?:to|for)|"
    r"must be (?:accompanied|preceded|followed|matched) by|can(?:not|’t|'t| not) come at the (?:cost|expense) of)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:only if|unless|provid(?:ed|ing) that|on (?:the )?condition that|as long as|so long as|"
    r"in (?:exchange|return) for)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:without|(?:not |only )?until|absent|barring|before)\b", re.IGNORECASE)
_PROMISED = {"will", "would", "wo", "can", "ca", "could", "must", "shall", "’ll", "'ll", "may", "might"}
_END = re.compile(r"[.;:!?”\"\n]|, (?:he|she|it|they|but|and|which|who|said|according)\b")


def conditions_of(frame: Frame, doc: Doc) -> Spans:
    """Find the conditions of a claim, in its content or beside its cue.

    Parameters
    ----------
    frame : Frame
        The claim.
    doc : Doc
        The parsed text.

    Returns
    -------
    tuple of (int, int)
        Their spans, the mark included, in the order of the text.
    """
    found = [span for token in _marks(frame) if (span := _clause(token)) is not None]
    for start, end in frame.attribution.content:
        for match in _PHRASES.finditer(text_of(doc), start, end):
            if not any(first <= match.start() < last for first, last in found):
                found.append(_phrase(doc, match.start(), match.end(), end))
    for match, end in _withheld(frame, doc):
        if not any(first <= match.start() < last for first, last in found):
            found.append(_phrase(doc, match.start(), match.end(), end))
    return tuple(sorted(set(found)))


def with_whole_conditions(doc: Doc, found: Iterable[Attribution]) -> list[Attribution]:
    """Let a content go on to the end of the condition it runs into, where the parser cut it short or left it out."""
    text = text_of(doc)
    result = []
    for one in found:
        if not one.content:
            continue
        first, last = one.content[-1]
        marks = [match for match in _STRONG.finditer(text, first, last + 30) if match.start() <= last + 2]
        tokens = doc.char_span(first, last, alignment_mode="expand")
        if not marks or tokens is None or not len(tokens):
            result.append(one)
            continue
        limit = min([tokens[-1].sent.end_char, *(start for start, _ in (*one.cue, *one.source) if start >= last)])
        stop = _END.search(text, marks[-1].end(), limit)
        end = len(text[: stop.start() if stop else limit].rstrip(" ,\n"))
        result.append(replace(one, content=(*one.content[:-1], (first, end))) if end > last else one)
    return result


def _withheld(frame: Frame, doc: Doc) -> Iterator[tuple[re.Match[str], int]]:
    """*will not go back without a rise*, *cannot sign until …*: what is held back until something is given.

    *Without* and *until* depend on something only where the verb is one of the future, of will or of ability, and with
    *until* and *before* only where it is denied; told of the past, they tell how and when.
    """
    heads = [one for one in (frame.head, frame.verb) if one is not None and one.pos_ in VERBS]
    words = {child.lower_ for head in heads for child in head.children}
    refuses = frame.lemma in _REFUSES or any(head.lemma_.lower() in _REFUSES for head in heads)
    denied = bool(words & {"not", "n’t", "n't", "never", "no"}) or refuses
    if not (words & _PROMISED or refuses or frame.lemma in _REFUSES):
        return
    for start, end in frame.attribution.content:
        for match in _WITHOUT.finditer(text_of(doc), start, end):
            if denied or match[0].lower() in {"without", "absent", "barring"}:
                yield match, end


def _marks(frame: Frame) -> list[Token]:
    """The marks of conditional clauses that hang on the claim itself, not on a clause of somebody else inside it."""
    words = list(frame.content)
    if frame.verb is not None:
        words += [
            token
            for child in frame.verb.children
            if child.dep_ == "advcl"
            for token in child.children
            if token.dep_ == "mark"
        ]
    return [token for token in dict.fromkeys(words) if token.lower_ in _MARKS and token.dep_ in {"mark", "prep"}]


def _clause(mark: Token) -> Span | None:
    head = mark.head
    if head.dep_ not in {"advcl", "ccomp", "conj", "pcomp", "prep", "ROOT", "acl", "relcl", "pobj"} or head.i < mark.i:
        return None
    if head.dep_ == "ccomp" and mark.lower_ == "if" and head.head.lemma_ in _ASKS_IF:
        return None
    tokens = [token for token in head.subtree if token.i >= mark.i and token.sent == mark.sent]
    end = mark.i
    for token in tokens:  # a clause is in one piece
        if token.i > end + 1:
            break
        end = token.i
    run = [token for token in tokens if token.i <= end]
    if mark.i > mark.sent.start and mark.nbor(-1).lower_ in {"only", "even", "except"}:
        run.insert(0, mark.nbor(-1))
    spans = spans_of_tokens(run)
    return spans[0] if spans else None


def _phrase(doc: Doc, start: int, mark_end: int, limit: int) -> Span:
    """From the phrase to the end of what it governs: its subtree, or the end of the clause."""
    last = tokens_of(doc, ((start, mark_end),))[-1]
    stop = _END.search(text_of(doc), mark_end, limit)
    end = min(limit, stop.start() if stop else limit)
    if _STRONG.match(text_of(doc), start):
        return (start, len(text_of(doc)[:end].rstrip(" ,\n")))
    below = max((one.idx + len(one) for one in last.head.subtree if one.i >= last.i), default=end)
    end = max(mark_end, min(end, max(below, last.idx + len(last))))
    return (start, len(text_of(doc)[:end].rstrip(" ,")))
