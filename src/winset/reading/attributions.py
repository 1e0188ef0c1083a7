"""Rules over a dependency parse that find who says what: sources, cues and contents as character spans.

Conventions are those of the PolNeAR corpus: the complementiser belongs to the content, the recipient of *told* does not
belong to the cue, a cue is contiguous, contents may be in several pieces. Nested attributions are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from winset.reading.lexicon import (
    ADJECTIVES,
    NOT_CUES,
    NOUNS,
    RAISING,
    SAYING,
    THINKING,
    WITH_CLAUSE,
    WITH_OBJECT,
    WITH_PREPOSITION,
)

Span = tuple[int, int]
Token = Any  # a spaCy token; spaCy is an extra, so its types are not imported
Doc = Any

CLAUSES = {"ccomp", "xcomp"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_QUOTE = re.compile(r"[“\"][^“”\"]{2,2000}[”\"]|''(?:[^']|'(?!')){2,2000}''")


@dataclass(frozen=True)
class Attribution:
    """Somebody's words or thoughts, as character spans of the text; the end is exclusive.

    Attributes
    ----------
    source, cue, content : tuple of (int, int)
        Who, the words that attribute, and what; a source may be missing.
    lemma : str
        The base form of the cue's main word.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    lemma: str


def attributions(doc: Doc) -> list[Attribution]:
    """Find the attributions of a parsed text, in the order of their cues."""
    quotes = quotations(doc.text)
    found = [
        *_verbs(doc, quotes),
        *_according(doc),
        *_nouns(doc),
        *_adjectives(doc),
        *_clear(doc),
        *_reportedly(doc),
    ]
    unique = {(one.cue, one.content): one for one in found if one.content}
    return sorted(unique.values(), key=lambda one: (one.cue, one.content))


def quotations(text: str) -> list[Span]:
    """Find the quotations of a text, paragraph by paragraph, so that one lost mark spoils no more than its own."""
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += [(start + match.start(), start + match.end()) for match in _QUOTE.finditer(line)]
        start += len(line)
    return found


def _verbs(doc: Doc, quotes: list[Span]) -> Iterator[Attribution]:
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "prep"}:
            continue
        lemma = token.lemma_.lower()
        particle = _preposition(token)
        saying = lemma in SAYING or (lemma in WITH_CLAUSE and _clausal(token))
        if _inside(token, quotes):
            continue
        if _asked(token):
            tokens = [one for child in token.children if child.i > token.i for one in child.subtree]
            yield Attribution((), (_cue(token),), _merged(doc, _spans(_trim(tokens))), lemma)
            continue
        if not saying and particle is None and (lemma not in THINKING or lemma in NOT_CUES):
            continue
        if lemma in {"see", "perceive"} and not _seen_as(token):
            continue
        if lemma in RAISING or _expected(token):
            yield from _raised(token, lemma)
            continue
        source = _source(token)
        if particle is not None:
            objects = [child for child in particle.children if child.dep_ in {"pobj", "pcomp"}]
            if source and objects:
                start, _ = _cue(token)
                cue = (start, particle.idx + len(particle))
                tokens = _trim([one for child in objects for one in child.subtree])
                yield Attribution(_spans(source), (cue,), _merged(doc, _spans(tokens)), lemma)
                continue
        content = _content(token, source, quotes, saying)
        if content and (saying or source):
            yield Attribution(_spans(source), (_cue(token),), _merged(doc, content), lemma)


def _asked(verb: Token) -> bool:
    """Whether this is *asked about …*, said of somebody who then answers."""
    return verb.lemma_.lower() == "ask" and verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"}


def _clausal(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in verb.children)


def _inside(verb: Token, quotes: list[Span]) -> bool:
    """Whether the verb is itself part of somebody's quoted words."""
    return any(start < verb.idx < end for start, end in quotes)


def _preposition(verb: Token) -> Token | None:
    """The preposition right after a verb that belongs to its cue, when no clause says the content."""
    wanted = WITH_PREPOSITION.get(verb.lemma_.lower())
    if not wanted or any(child.dep_ in CLAUSES for child in verb.children):
        return None
    return next((child for child in verb.children if child.i == verb.i + 1 and child.lower_ in wanted), None)


def _expected(verb: Token) -> bool:
    """Whether a verb of thought is in the passive with an infinitive: *is expected to*."""
    return verb.lemma_.lower() in {"expect", "think", "believe", "suppose"} and any(
        child.dep_ == "auxpass" for child in verb.children
    )


def _raised(verb: Token, lemma: str) -> Iterator[Attribution]:
    """A verb whose subject belongs to the content and that names no source."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    clauses = [child for child in verb.children if child.dep_ in {*CLAUSES, "oprd", "acomp"}]
    if subjects and clauses:
        tokens = [one for child in (*subjects, *clauses[:1]) for one in child.subtree]
        yield Attribution((), (_cue(verb),), _spans(_trim(tokens)), lemma)


def _source(verb: Token) -> list[Token]:
    """Find who speaks: the subject, the agent of a passive, or the subject of what governs the verb."""
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    if passive:
        agents = [grand for child in verb.children if child.dep_ == "agent" for grand in child.children]
        return _phrase(agents[0]) if agents else []
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
                return [child]
            return _phrase(child)
    if (
        verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"}
        and verb.head.pos_ in {"VERB", "AUX", "ADJ"}
        and verb.head is not verb
    ):
        if verb.dep_ == "ccomp":
            return []
        return _source(verb.head)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        return _phrase(verb.head, without=verb)
    return []


def _phrase(head: Token, without: Token | None = None) -> list[Token]:
    """A whole noun phrase, except for what hangs on a verb inside it that is looked at."""
    dropped: set[int] = set()
    if without is not None:
        dropped.update(one.i for one in without.subtree)
    kept = [one for one in head.subtree if one.i not in dropped]
    while kept and kept[-1].is_punct:
        kept.pop()
    while kept and kept[0].is_punct:
        kept.pop(0)
    return kept


def _cue(verb: Token) -> Span:
    """The verb with the auxiliaries, negation and adverbs that stand directly before it, and its particle."""
    first, last = verb, verb
    parts = {child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg", "advmod"}}
    while first.i - 1 in parts:
        first = first.nbor(-1)
    for child in verb.children:
        if child.dep_ == "prt" and child.i == verb.i + 1:
            last = child
    return (first.idx, last.idx + len(last))


def _content(verb: Token, source: list[Token], quotes: list[Span], saying: bool) -> list[Span]:
    """Find what is said: a clause, the clause around the verb, an object, or a quotation beside it."""
    own = (
        {one.i for one in source}
        | {verb.i}
        | {child.i for child in verb.children if child.dep_ in {"aux", "neg", "auxpass"}}
    )
    clauses = [child for child in verb.children if child.dep_ in CLAUSES] or _told_that(verb)
    if clauses:
        tokens = [one for clause in clauses for one in clause.subtree if one.i not in own]
        spans = _with_quotes(_spans(_trim(tokens)), quotes)
        return spans + _following(verb, max(spans), quotes) if saying and spans else spans
    if saying and verb.dep_ == "parataxis" and verb.head.pos_ in {"VERB", "AUX"}:
        mine = {one.i for one in verb.subtree}
        return _with_quotes(_spans(_trim([one for one in verb.head.subtree if one.i not in mine])), quotes)
    if (verb.lemma_.lower() in WITH_OBJECT or _seen_as(verb)) and (objects := _objects(verb, own)):
        return objects
    beside = _beside(verb, quotes) if saying else []
    if saying and beside and all(end <= verb.sent.start_char for _, end in beside):
        return _objects(verb, own) or beside
    return beside


def _seen_as(verb: Token) -> bool:
    """Whether this is *views it as a betrayal*."""
    return verb.lemma_.lower() in {"view", "see", "regard", "perceive"} and any(
        child.dep_ == "prep" and child.lower_ == "as" for child in verb.children
    )


def _objects(verb: Token, own: set[int]) -> list[Span]:
    """The object with what belongs to it, for verbs whose object is what is said or thought."""
    objects = [
        child
        for child in verb.children
        if child.dep_ in {"dobj", "prep", "oprd", "nsubjpass", "attr", "dative"}
        and child.i not in own
        and not (child.dep_ == "prep" and child.lower_ in {"in", "on", "at", "during", "after", "before"})
    ]
    if not any(child.dep_ in {"dobj", "nsubjpass"} for child in objects):
        return []
    tokens = {one.i: one for child in objects for one in child.subtree}
    return list(_spans(_trim(list(tokens.values()))))


def _trim(tokens: list[Token]) -> list[Token]:
    tokens = sorted(tokens, key=lambda one: one.i)
    while tokens and tokens[-1].is_punct and not tokens[-1].is_quote:
        tokens.pop()
    while tokens and tokens[0].is_punct and not tokens[0].is_quote:
        tokens.pop(0)
    return tokens


def _with_quotes(spans: tuple[Span, ...], quotes: list[Span]) -> list[Span]:
    """Take in the whole of every quotation that the content covers for the most part, also across sentences."""
    result = list(spans)
    for start, end in quotes:
        inside = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
        if inside > 0.3 * (end - start):
            result.append((start, end))
    return result


def _beside(verb: Token, quotes: list[Span]) -> list[Span]:
    """The quotations in the verb's sentence, or that end or begin right at it, and what goes on after."""
    sentence = verb.sent
    near = [
        (start, end)
        for start, end in quotes
        if start < sentence.end_char + 3 and end > sentence.start_char - 3 and end - start > 12
    ]
    return near + _following(verb, near[-1], quotes) if near else []


def _following(verb: Token, spoken: Span, quotes: list[Span]) -> list[Span]:
    """The quotation that goes on after *…," he said.*: it begins where the sentence of a quotation ends."""
    if spoken[0] > verb.idx or not any(start < spoken[1] and end > spoken[0] for start, end in quotes):
        return []
    end = verb.sent.end_char
    text = verb.doc.text
    return [span for span in quotes if 0 <= span[0] - end <= 2 and "\n" not in text[end : span[0]]]


def _according(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        objects = [child for child in (*to.children, *token.children) if child.dep_ == "pobj"]
        if not objects:
            continue
        source = _phrase(objects[0])
        used = {one.i for one in source} | {token.i, to.i}
        tokens = _trim([one for one in token.sent if one.i not in used])
        head = token.head
        if (
            head.pos_ in {"VERB", "AUX"}
            and head is not token.sent.root
            and head.dep_ in {"ccomp", "advcl", "conj", "relcl"}
        ):
            tokens = _trim([one for one in head.subtree if one.i not in used])
        yield Attribution(_spans(source), ((token.idx, to.idx + 2),), _merged(doc, _spans(tokens)), "according to")


def _nouns(doc: Doc) -> Iterator[Attribution]:
    """Possessed reporting nouns with what follows: *his insistence on …*, *its claim that …*."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in NOUNS:
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        contents = [
            child
            for child in token.children
            if child.dep_ in {"acl", "ccomp"}
            or (child.dep_ == "prep" and child.lower_ in {"on", "of", "for", "about", "to", "against"})
        ]
        if owners and contents and contents[0].i > token.i:
            source = _phrase(owners[0])
            tokens = _trim([one for child in contents[:1] for one in child.subtree])
            yield Attribution(
                _spans(source), ((token.idx, token.idx + len(token)),), _spans(tokens), token.lemma_.lower()
            )


def _adjectives(doc: Doc) -> Iterator[Attribution]:
    """Adjectives of will and conviction with a clause: *is eager to …*."""
    for token in doc:
        if token.pos_ != "ADJ" or token.lower_ not in ADJECTIVES or token.dep_ not in {"acomp", "attr", "conj"}:
            continue
        clauses = [child for child in token.children if child.dep_ in CLAUSES]
        subjects = [child for child in token.head.children if child.dep_ in SUBJECTS]
        if clauses and subjects:
            start = token.head.idx if token.head.i == token.i - 1 else token.idx
            cue = (start, token.idx + len(token))
            yield Attribution(
                _spans(_phrase(subjects[0])), (cue,), _spans(_trim(list(clauses[0].subtree))), token.lower_
            )


def _clear(doc: Doc) -> Iterator[Attribution]:
    """*made it clear that …*, and *it is unclear whether …*, which has no source."""
    for token in doc:
        if token.lower_ not in {"clear", "unclear", "uncertain"} or token.pos_ != "ADJ":
            continue
        clauses = [
            child
            for child in (*token.children, *token.head.children)
            if child.i > token.i and (child.dep_ in CLAUSES or _begins_with_that(child))
        ]
        if not clauses:
            continue
        content = _spans(_trim(list(clauses[0].subtree)))
        verb = token.head
        if verb.lemma_ == "make" and token.lower_ == "clear":
            yield Attribution(_spans(_source(verb)), ((_cue(verb)[0], token.idx + len(token)),), content, "make clear")
        elif token.lower_ != "clear":
            start = verb.idx if verb.i == token.i - 1 else token.idx
            yield Attribution((), ((start, token.idx + len(token)),), content, token.lower_)


def _begins_with_that(head: Token) -> bool:
    return bool(head.left_edge.lower_ == "that")


def _told_that(verb: Token) -> list[Token]:
    """The clause after *told somebody that …*, where the parser hangs it on the recipient."""
    if verb.lemma_.lower() not in {"tell", "inform", "assure", "warn", "remind", "advise"}:
        return []
    recipients = [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    return [
        clause
        for recipient in recipients
        for clause in recipient.children
        if clause.dep_ in {"relcl", "acl"} and _begins_with_that(clause)
    ]


def _reportedly(doc: Doc) -> Iterator[Attribution]:
    """*… has reportedly softened its stance*: a cue without a source, its clause the content."""
    for token in doc:
        if token.lower_ not in {"reportedly", "allegedly", "purportedly", "supposedly"}:
            continue
        head = token.head
        while head.pos_ not in {"VERB", "AUX"} and head.head is not head:
            head = head.head
        tokens = _trim([one for one in head.subtree if one.i != token.i])
        yield Attribution((), ((token.idx, token.idx + len(token)),), _spans(tokens), token.lower_)


def _spans(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Join neighbouring tokens to spans."""
    spans: list[list[int]] = []
    last = -2
    for token in sorted(tokens, key=lambda one: one.i):
        if token.is_space:
            continue
        if token.i == last + 1 and spans:
            spans[-1][1] = token.idx + len(token)
        else:
            spans.append([token.idx, token.idx + len(token)])
        last = token.i
    return tuple((start, end) for start, end in spans)


def _merged(doc: Doc, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans, join those that touch or overlap, and leave out those without a letter."""
    result: list[list[int]] = []
    text = doc.text
    for start, end in sorted(spans):
        if result and not re.search(r"\w", text[result[-1][1] : start]):
            result[-1][1] = max(result[-1][1], end)
        else:
            result.append([start, end])
    return tuple((start, end) for start, end in result if re.search(r"\w", text[start:end]))
