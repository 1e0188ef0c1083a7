"""Who says what where the layout tells: turns of a transcript, quotations over paragraphs, operative clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from winset.frozen import replace
from winset.reading.layout.layout import Layout
from winset.reading.layout.turns import Turn, nobody
from winset.reading.spans import Attribution, Doc, Span, Token, merged, quotations, spans_of, text_of, trimmed

TURN = "speak"  # the cue of a turn is its colon
_ONESELF = re.compile(r"(?:i|we|my|our|us|me|myself|ourselves)", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?:“|\"|'')")
_CALLED = (
    r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-ZÀ-Þ][\w'’&.-]*(?:[^.!?:;,\n]{0,50} [A-ZÀ-Þ][\w'’-]*)?)(?:, [^.!?:;\n]{2,60})?"
)
_NAMED_BEFORE = re.compile(rf"^\s*{_CALLED}(?P<mark>:)\s*$", re.MULTILINE)
_NAMED_AFTER = re.compile(rf"\s*\n\s*(?P<mark>[-–—]+) ?{_CALLED}\.?\s*(?=\n|$)")
_HEADED = re.compile(r"(?<=: )[‘'][^\n]{8,200}[’'](?=\s*$)", re.MULTILINE)
_FEWEST = 3  # words of a sentence that claims something


def with_layout(doc: Doc, found: Sequence[Attribution], layout: Layout) -> list[Attribution]:
    """Add what only the layout tells, and take out what it rules out.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    found : sequence of Attribution
        What was found in its sentences.
    layout : Layout
        How the text is laid out.
    """
    kept = [one for one in found if not _touches(one.cue, layout.headings) and not _of_nobody(one, text_of(doc))]
    kept = _with_clauses(kept, layout)
    kept = _with_turns(doc, kept, layout)
    kept += [] if layout.turns else _labelled_quotations(text_of(doc), kept)
    return _with_paragraphs(doc, kept)


def _of_nobody(one: Attribution, text: str) -> bool:
    """Whether a colon alone attributes, after a label that names nobody: *Contact:*, *Present:*."""
    cues = [text[start:end].strip() for start, end in one.cue]
    return cues == [":"] and all(nobody(text[start:end]) for start, end in one.source)


def _touches(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(start < b and a < end for start, end in spans for a, b in others)


def _with_clauses(found: Sequence[Attribution], layout: Layout) -> list[Attribution]:
    """Operative clauses stand by their own verb; nothing else may take that verb, or its subject, for a part."""
    taken = [clause.cue for clause in layout.clauses]
    kept = [_of_subject(one, layout) for one in found if not _touches((*one.cue, *one.source), taken)]
    stated = [
        Attribution((clause.subject,), (clause.cue,), (clause.content,), clause.lemma) for clause in layout.clauses
    ]
    return [*kept, *stated]


def _of_subject(one: Attribution, layout: Layout) -> Attribution:
    """What stands between a subject and its clauses without one of its own, *Recalling …*, is the subject's."""
    if one.source or not one.cue:
        return one
    place = one.cue[0][0]
    later = [clause.subject for clause in layout.clauses if clause.subject[1] <= place < clause.cue[0]]
    return replace(one, source=(later[0],)) if later else one


def _with_turns(doc: Doc, found: Sequence[Attribution], layout: Layout) -> list[Attribution]:
    """Every sentence of a turn is its speaker's claim, but for questions; what speakers say of themselves is theirs."""
    if not layout.turns:
        return list(found)
    kept = list(found)
    spoken: list[Attribution] = []
    for turn in layout.turns:
        sentences = list(doc.char_span(turn.start, turn.end, alignment_mode="expand").sents)
        passed = [(one.start_char, one.end_char) for one in sentences if turn.asks or _question(one)]
        passed.append((turn.speaker[0], turn.mark[1]))
        kept = [one for one in kept if not _touches(one.cue, passed) and not _own(one, turn, text_of(doc))]
        if not turn.asks:
            spoken += _sentences(sentences, turn, passed)
    return [*kept, *spoken]


def _labelled_quotations(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """*Lena Moe, for the guild: “We are far apart.”*, and *“We are far apart.”* with *– Lena Moe* on the line below."""
    for quoted in [*quotations(text), *(match.span() for match in _HEADED.finditer(text))]:
        line = text.rfind("\n", 0, quoted[0]) + 1
        label = _NAMED_BEFORE.search(text, line, quoted[0])
        if label is None and not text[line : quoted[0]].strip():
            label = _NAMED_AFTER.match(text, quoted[1])
        if label and not nobody(label["who"]) and not any(_touches(one.content, [quoted]) for one in found):
            yield Attribution((label.span("who"),), (label.span("mark"),), (quoted,), TURN)


def _own(one: Attribution, turn: Turn, text: str) -> bool:
    """Whether this is what a speaker says of herself: *we demand*; the sentence says so itself."""
    inside = bool(one.cue) and turn.start <= one.cue[0][0] < turn.end
    return inside and len(one.source) == 1 and bool(_ONESELF.fullmatch(text[one.source[0][0] : one.source[0][1]]))


def _sentences(sentences: Sequence[Doc], turn: Turn, passed: Sequence[Span]) -> Iterator[Attribution]:
    for sentence in sentences:
        tokens = trimmed([token for token in sentence if turn.start <= token.idx < turn.end])
        if not _claims(tokens) or _touches([(sentence.start_char, sentence.end_char)], passed):
            continue
        yield Attribution((turn.speaker,), (turn.mark,), spans_of_all(tokens), TURN)


def spans_of_all(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """One span over tokens that follow each other, blanks and line breaks between them included."""
    return merged(text_of(tokens[0].doc), spans_of(tokens)) if tokens else ()


def _question(sentence: Doc) -> bool:
    return str(sentence.text).rstrip(' \n"”’)').endswith("?")


def _claims(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says something: a verb with a subject, and more than *Good morning* or *It is*."""
    words = [token for token in tokens if token.is_alpha]
    return len(words) >= _FEWEST and any(
        token.pos_ in {"VERB", "AUX"}
        and (token.tag_ == "VB" or any(child.dep_.startswith("nsubj") for child in token.children))
        for token in tokens
    )


def _with_paragraphs(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation that runs over paragraphs is one person's throughout, and never the next one's who is named."""
    result = list(found)
    for chain in chains(text_of(doc)):
        at = [place for place, one in enumerate(result) if _touches(one.content, chain) and _near(one, chain, doc)]
        if not at:
            continue
        speaker = result[at[0]]
        mine = {place for place in at if result[place].source == speaker.source}
        result = [
            one
            if place in mine or not _touches(one.content, chain) or _touches(one.cue, chain)
            else _without(one, chain)
            for place, one in enumerate(result)
        ]
        result = [one for one in result if one.content]
        covered = [span for one in result for span in one.content if one.source == speaker.source]
        for start, end in chain:
            for sentence in doc.char_span(start, end, alignment_mode="expand").sents:
                tokens = trimmed([token for token in sentence if start <= token.idx < end and not token.is_quote])
                spans = spans_of_all(tokens)
                if _claims(tokens) and not _touches(spans, covered):
                    result.append(replace(speaker, content=spans))
    return result


def chains(text: str) -> list[list[Span]]:
    """Give the quotations that run over paragraphs, each as its parts: all but the last are not closed."""
    quotes = sorted(quotations(text))
    found: list[list[Span]] = []
    goes_on = False
    for start, end in quotes:
        opens = _OPENING.fullmatch(text[text.rfind("\n", 0, start) + 1 : start + 1]) is not None
        if goes_on and opens:
            found[-1].append((start, end))
        elif goes_on:
            continue
        else:
            found.append([(start, end)])
        goes_on = text[end - 1] not in "”\"'" or end - start < 2
    return [chain for chain in found if len(chain) > 1]


def _near(one: Attribution, chain: Sequence[Span], doc: Doc) -> bool:
    """Whether a cue stands in one of the paragraphs of a quotation, outside of its words."""
    text = text_of(doc)
    lines = [(text.rfind("\n", 0, start) + 1, _end_of_line(text, end)) for start, end in chain]
    return _touches(one.cue, lines) and not _touches(one.cue, chain) and bool(one.source)


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _without(one: Attribution, spans: Sequence[Span]) -> Attribution:
    return replace(one, content=tuple(span for span in one.content if not _touches([span], spans)))
