"""What a text takes back itself: corrections of earlier versions are nobody's claims, and withdraw what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.reading.spans import Attribution, Doc, Span, text_of

_NOTE = re.compile(
    r"\b(?:(?:an? |the )?(?:earlier|previous|original|prior|first) version of (?:this|the)|"
    r"(?:an?|the|our) (?:earlier|previous|first|original) (?:entry|post|update|headline|tweet|version) "
    r"(?:said|stated|gave|had)|"
    r"this (?:article|story|post|report|entry|item|page|piece) (?:has been|was|is) "
    r"(?:corrected|updated|amended|clarified|changed)|"
    r"(?:we|this \w+|the \w+) (?:earlier |previously |mistakenly |incorrectly |wrongly |erroneously )+"
    r"(?:said|reported|stated|wrote|gave|identified|posted)|"
    r"(?:incorrectly|mistakenly|wrongly|erroneously) (?:said|reported|stated|identified|attributed)|"
    r"misstated|misidentified|misquoted|regret(?:s)? the error)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:correction|clarification|editor['’]s note|erratum|retraction)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and that was were had has have been are will would said says this they them not for with from its".split()  # noqa: SIM905
)
ALIKE = 0.6  # share of the words of a corrected sentence that a claim must have to be taken back by it


def notes(doc: Doc) -> list[Span]:
    """Find the sentences of a parsed text that correct it.

    Examples
    --------
    >>> bool(_NOTE.search("An earlier version of this post said the talks had ended."))
    True
    """
    text = text_of(doc)
    found = []
    for sentence in doc.sents:
        words = text[sentence.start_char : sentence.end_char]
        if _NOTE.search(words) or _LABEL.match(words):
            found.append((sentence.start_char, sentence.end_char))
    return found


def corrects(text: str) -> bool:
    """Tell whether a text says of itself that it is a corrected version.

    Examples
    --------
    >>> corrects("An earlier version of this article named the wrong town."), corrects("The talks failed.")
    (True, False)
    """
    return _NOTE.search(text) is not None or any(_LABEL.match(line) for line in text.splitlines())


def without_notes(found: Sequence[Attribution], corrected: Sequence[Span]) -> list[Attribution]:
    """Leave out what a correction only repeats."""
    return [one for one in found if not any(a <= start < b for start, _ in one.cue for a, b in corrected)]


def taken_back(one: Attribution, corrected: Sequence[Span], text: str) -> bool:
    """Whether a correction names what a claim says: most of its words stand there."""
    words = _words(" ".join(text[start:end] for start, end in one.content))
    return len(words) > 1 and any(
        len(words & _words(_NOTE.sub(" ", text[start:end]))) >= ALIKE * len(words) for start, end in corrected
    )


def _words(text: str) -> set[str]:
    return {word.lower()[:6] for word in _WORD.findall(text)} - _COMMON
