"""What the parse says about an attribution: its tokens and the words that head them."""

from __future__ import annotations

from collections.abc import Iterable

from winset.frozen import Frozen
from winset.reading.spans import Attribution, Doc, Span, Token

VERBS = {"VERB", "AUX"}


class Frame(Frozen):
    """An attribution with its tokens.

    Attributes
    ----------
    attribution : Attribution
        The spans.
    source, cue, content : tuple of Token
        The tokens of each part.
    source_head, verb, head : Token or None
        The word that heads the source, the cue and the content.
    """

    attribution: Attribution
    source: tuple[Token, ...]
    cue: tuple[Token, ...]
    content: tuple[Token, ...]
    source_head: Token | None
    verb: Token | None
    head: Token | None

    @property
    def lemma(self) -> str:
        """The base form of the cue's main word."""
        return self.attribution.lemma or (self.verb.lemma_.lower() if self.verb is not None else "")


def frame_of(doc: Doc, one: Attribution) -> Frame:
    """Look up an attribution in the parse."""
    source, cue, content = (tokens_of(doc, spans) for spans in (one.source, one.cue, one.content))
    verb = head_of(cue)
    return Frame(one, source, cue, content, head_of(source), verb, _content_head(content, cue))


def tokens_of(doc: Doc, spans: Iterable[Span]) -> tuple[Token, ...]:
    """Give the tokens some spans touch, in the order of the text."""
    found: dict[int, Token] = {}
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.update((token.i, token) for token in span if not token.is_space)
    return tuple(found[place] for place in sorted(found))


def head_of(tokens: tuple[Token, ...]) -> Token | None:
    """Find the word whose own head lies outside; a verb rather than another word, the first rather than a later one."""
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head == token or token.head.i not in inside]
    tops = [token for token in tops if not token.is_punct] or tops
    return min(tops, key=lambda token: (token.pos_ not in VERBS, token.i), default=None)


def _content_head(content: tuple[Token, ...], cue: tuple[Token, ...]) -> Token | None:
    """The head of the content: what hangs on the cue, if anything does."""
    cues = {token.i for token in cue}
    for token in content:
        if token.head.i in cues and token.pos_ in VERBS and token.dep_ not in {"aux", "auxpass"}:
            return token
    return head_of(content)


def clause_of(token: Token) -> Token:
    """Find the verb a word belongs to: itself, or the nearest one above it."""
    while token.pos_ not in VERBS and token.head != token:
        token = token.head
    while token.dep_ in {"aux", "auxpass"} and token.head != token:
        token = token.head
    return token


def spans_of_tokens(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Join neighbouring tokens to spans, without punctuation at either end."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda one: one.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    found = []
    for run in runs:
        while run and (run[-1].is_punct or run[-1].is_space):
            run.pop()
        while run and (run[0].is_punct or run[0].is_space):
            run.pop(0)
        if run:
            found.append((run[0].idx, run[-1].idx + len(run[-1])))
    return tuple(found)
