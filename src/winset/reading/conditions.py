"""On what a claim depends: *only if …*, *unless …*, *not enough to …*, as exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from winset.frozen import replace
from winset.reading.frames import VERBS, Frame, spans_of_tokens, tokens_of
from winset.reading.proposals import Spans, told
from winset.reading.spans import Attribution, Doc, Span, Token, text_of

_REFUSES = {"refuse", "reject", "decline", "oppose", "withhold", "block", "unwilling", "insist", "demand"}
_ASKS_IF = {"ask", "wonder", "know", "see", "decide", "say", "tell", "confirm", "clarify", "specify"}
_MARKS = {"if", "unless", "provided", "providing"}
_PHRASES = re.compile(
    r"\b(?:only if|if and only if|even if|unless|if not|provided(?: that)?|providing(?: that)?|"
    r"on (?:the )?condition (?:that|of(?! anonymity| not being))|as long as|so long as|subject to|"
    r"(?:conditional|conditioned|contingent|dependent) (?:up)?on|assuming(?: that)?|in the event (?:that|of)|"
    r"only (?:when|after|once|with|in (?:exchange|return) for)|not (?:before|unless)|failing|pending|"
    r"in (?:exchange|return) for|in the absence of|"
    r"not (?:be )?(?:enough|sufficient) (?:to|for)|insufficient (?:to|for)|"
    r"must be (?:accompanied|preceded|followed|matched) by|can(?:not|’t|'t| not) come at the (?:cost|expense) of)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:only (?:if|when|after|once)|unless|"
    r"(?<=, )provid(?:ed|ing)(?= (?:the|its?|their|they|an?|he|she|we|all|both|no)\b)|"
    r"provid(?:ed|ing) that|on (?:the )?condition that|as long as|so long as|"
    r"in (?:exchange|return) for)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:without|(?:not |only )?until|absent|barring|before|once)\b", re.IGNORECASE)
_AFTER = re.compile(
    r",? (?P<mark>(?:but )?(?:only (?:if|when|after|once)|unless|if|provid(?:ed|ing)(?: that)?|"
    r"assuming(?: that)?|as long as|so long as|on (?:the )?condition that|barring|subject to|pending) )"
)
_TIMED = {"until", "only until", "not until", "before"}
_WHEN = re.compile(
    r"\s+(?:(?:the|this|next|last|late|early|mid|at least|about|around|end of|beginning of|start of|week of)[ -])*"
    r"(?:\d|noon|midnight|dawn|dusk|tomorrow|tonight|now|then|today|morning|evening|spring|summer|autumn|fall|winter|"
    r"christmas|easter|end|year|month|week|weekend|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b",
    re.IGNORECASE,
)
_HOLDS = frozenset("stay keep hold remain block continue strike occupy boycott suspend freeze withhold".split())  # noqa: SIM905
_SUPPOSING = {"assuming", "supposing", "provided", "providing"}
_COMMITS = {"decide", "agree", "resolve", "pledge", "vow", "promise", "undertake", "threaten", "offer"}
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
        if not one.content or told(text, one.cue).lower() in _SUPPOSING:
            continue
        one = _with_gaps(one, text)
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


def _with_gaps(one: Attribution, text: str) -> Attribution:
    """Close gaps in a content that hold but a mark, *…, on condition | that …*; take in one that follows the cue."""
    spans = [one.content[0]]
    for start, end in one.content[1:]:
        mark = _PHRASES.search(text, spans[-1][1], start + 6)
        if mark and mark.start() < start and start - spans[-1][1] < 25:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    after = max(end for _, end in (*one.cue, *one.source)) if one.cue else 0
    mark = _AFTER.match(text, after) if after > spans[-1][1] else None
    if mark and "\n" not in text[spans[-1][1] : after]:
        stop = _END.search(text, mark.end())
        spans.append((mark.start("mark"), len(text[: stop.start() if stop else len(text)].rstrip())))
    return replace(one, content=tuple(spans))


def _withheld(frame: Frame, doc: Doc) -> Iterator[tuple[re.Match[str], int]]:
    """*will not go back without a rise*, *cannot sign until …*: what is held back until something is given.

    *Without* and *until* depend on something only where the verb is one of the future, of will or of ability, and with
    *until* and *before* only where it is denied; told of the past, they tell how and when.
    """
    heads = [one for one in (frame.head, frame.verb) if one is not None and one.pos_ in VERBS]
    words = {child.lower_ for head in heads for child in head.children}
    refuses = frame.lemma in _REFUSES or any(head.lemma_.lower() in _REFUSES for head in heads)
    denied = bool(words & {"not", "n’t", "n't", "never", "no"}) or refuses or _held(heads)
    intends = any(head.lemma_.lower() in {"intend", "plan", "mean", "vow"} for head in heads)
    if not (words & _PROMISED or refuses or intends or (frame.lemma in _COMMITS and "to" in words)):
        return
    for start, end in frame.attribution.content:
        for match in _WITHOUT.finditer(text_of(doc), start, end):
            if match[0].lower() in _TIMED and _WHEN.match(text_of(doc), match.end()):
                continue
            if denied or match[0].lower() in {"without", "absent", "barring", "once"}:
                yield match, end


def _held(heads: Iterable[Token]) -> bool:
    """Whether something is kept as it is, or back, as long as …: *will stay out until the rent falls*."""
    below = [child for head in heads for child in head.children if child.dep_ == "xcomp"]
    return any(one.lemma_.lower() in _HOLDS for one in (*heads, *below))


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
