"""What somebody leaves open without a verb of saying: *would not be drawn on …*, *gave no hint whether …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.reading.rules.phrases import phrase, speaker, verb_cue
from winset.reading.spans import Attribution, Doc, Token, merged, spans_of, text_of, trimmed

OPEN = "leave open"  # the base form of all these cues
_GIVING = frozenset("give have make offer provide show set".split())  # noqa: SIM905
_GIVEN = frozenset(
    """
    indication hint sign word clue answer detail comment mention commitment assurance guarantee timetable explanation
    position view opinion promise
    """.split()  # noqa: SIM905 - a page of words reads better than a list of strings
)
_EVADING = frozenset("dodge sidestep evade duck deflect avoid skirt".split())  # noqa: SIM905
_RESERVED = frozenset("position judgment judgement right decision".split())  # noqa: SIM905
_KEPT = frozenset("leave keep".split())  # noqa: SIM905
_HELD_OPEN = frozenset("option possibility door question way".split())  # noqa: SIM905


def silences(doc: Doc) -> Iterator[Attribution]:
    """Find what somebody leaves open in a parsed text."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        found = _left_open(token)
        source = trimmed(_who(token)) if found else []
        if found and source:
            last, content = found
            tokens = trimmed([one for one in content if one.i > last.i])
            cue = (verb_cue(token)[0], last.idx + len(last))
            if tokens:
                yield Attribution(spans_of(source), (cue,), merged(text_of(doc), spans_of(tokens)), OPEN)


def without_answers(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """Put *would neither confirm nor deny* in place of what is found of either verb."""
    result = list(found)
    for token in doc:
        pair = [child for child in token.children if child.dep_ == "conj" and child.i > token.i]
        if not pair or {token.lemma_.lower(), pair[0].lemma_.lower()} != {"confirm", "deny"}:
            continue
        source = trimmed(_who(token))
        below = [child for verb in (token, pair[0]) for child in verb.children if child.dep_ in {"ccomp", "dobj"}]
        tokens = trimmed([one for child in below for one in child.subtree if one.i > pair[0].i])
        cue = (verb_cue(token)[0], pair[0].idx + len(pair[0]))
        if source and tokens:
            result = [one for one in result if not any(a < cue[1] and cue[0] < b for a, b in one.cue)]
            result.append(Attribution(spans_of(source), (cue,), merged(text_of(doc), spans_of(tokens)), OPEN))
    return result


def _who(verb: Token) -> list[Token]:
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    return phrase(subjects[0]) if subjects else speaker(verb)


def _left_open(verb: Token) -> tuple[Token, list[Token]] | None:
    """The last word of the cue, and the words of what is left open."""
    lemma = verb.lemma_.lower()
    objects = [child for child in verb.children if child.dep_ in {"dobj", "attr"} and child.i > verb.i]
    denied = any(child.dep_ == "neg" for child in verb.children)
    if lemma == "draw" and denied and any(child.lower_ == "be" for child in verb.children):
        return _after(verb, {"on", "about"})
    if lemma == "commit" and (denied or verb.head.lemma_.lower() in {"refuse", "decline"}):
        return _after(verb, {"to"}) or next(
            ((verb, list(one.subtree)) for one in verb.children if one.dep_ == "xcomp"), None
        )
    if lemma in {"exclude", "preclude"} and denied and objects:
        return verb, list(objects[0].subtree)
    if lemma in {"close", "shut", "slam"} and denied and objects and objects[0].lower_ == "door":
        return _after(objects[0], {"to", "on"}) or _after(verb, {"to", "on"})
    if lemma == "stop" and (short := [child for child in verb.children if child.lower_ == "short"]):
        found = _after(short[0], {"of"}) or _after(verb, {"of"})
        return found if found and any(one.dep_ == "pcomp" for one in found[0].children) else None
    if lemma == "reserve" and objects and objects[0].lemma_.lower() in _RESERVED:
        return verb, list(objects[0].subtree)
    if lemma in _KEPT and (
        opened := [child for child in verb.subtree if child.lower_ == "open" and child.i <= verb.i + 5]
    ):
        return _kept_open(verb, opened[0])
    if not objects:
        return None
    noun = objects[0]
    if lemma in _GIVING and noun.lemma_.lower() in _GIVEN and any(child.lower_ == "no" for child in noun.children):
        return noun, list(verb.subtree)
    if lemma in _EVADING and noun.lemma_.lower() == "question":
        return _after(noun, {"on", "about", "of", "over"}) or (noun, list(noun.subtree))
    return None


def _after(word: Token, wanted: set[str]) -> tuple[Token, list[Token]] | None:
    """A preposition below a word, as the end of the cue, and what it governs."""
    for child in word.children:
        if child.i > word.i and child.lower_ in wanted and child.dep_ == "prep":
            return child, list(child.subtree)
    return None


def _kept_open(verb: Token, word: Token) -> tuple[Token, list[Token]] | None:
    """*left open whether …*, *kept the option of a boycott open*, *left the door open to …*."""
    named = [child for child in verb.subtree if child.lemma_.lower() in _HELD_OPEN and verb.i < child.i < word.i]
    inner = [one for one in named[0].subtree if named[0].i < one.i < word.i] if named else []
    if inner:
        return named[0], inner
    return (word, list(verb.subtree)) if word.i == verb.i + 1 or named else None
