"""How much of a text is read, so that no text takes more than some seconds; what is passed over is told.

Ordinary documents are read whole: an article has some thousand words, a sentence seldom a hundred. What goes beyond is
blanked before the text is parsed, letter by letter, so that the places of everything else stay what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from winset.frozen import Frozen
from winset.reading.spans import Attribution, Doc

MAX_WORDS = 12_000
MAX_LETTERS = 120_000
MAX_SENTENCES = 600  # as many as that number of words usually makes
MAX_SENTENCE = 200
MAX_WORD = 100
MAX_CLAIMS = 16

_WORD = re.compile(r"\w+|[^\w\s]")
_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s|$)|\n\s*\n")
_ROW = re.compile(r"\S")
_LONG = re.compile(rf"\S{{{MAX_WORD},}}")


class Readable(Frozen):
    """A text as it is read.

    Attributes
    ----------
    text : str
        As long as the original, or cut at its end; what is passed over is blank.
    breaks : tuple of int
        Where sentences begin at the latest: the lines of a list that no full stop parts.
    told : tuple of str
        What is passed over, in words; empty for ordinary texts.
    """

    text: str
    breaks: tuple[int, ...] = ()
    told: tuple[str, ...] = ()


def laid_out(text: str) -> str:
    """Give the part of a text whose layout is looked at: nothing that begins after it would be read.

    Examples
    --------
    >>> laid_out("The talks go on.")
    'The talks go on.'
    """
    return text[: 2 * MAX_LETTERS] if _ROW.search(text, 2 * MAX_LETTERS) else text


def readable(text: str, breaks: Sequence[int] = (), whole: int = 0) -> Readable:
    """Bound a text: its words and sentences, the words of a sentence, the letters of a word; marks count as words.

    Parameters
    ----------
    text : str
        The text, as far as its layout was looked at.
    breaks : sequence of int, optional
        Where a sentence has to begin.
    whole : int, optional
        How long the document is, where that is longer than `text`.

    Examples
    --------
    >>> readable("The talks go on.").told
    ()
    >>> readable("word " * 300).told
    ('of a sentence of 300 words the first 200 are read',)
    """
    told: list[str] = []
    whole = max(whole, len(text))
    text = _cut(text)
    if len(text) < whole:
        told.append(f"the first {len(text):,} of {whole:,} characters are read; split the document to read the rest")
    long = _LONG.findall(text)
    if long:
        told.append(f"{len(long):,} words of {MAX_WORD} letters or more are passed over")
        text = _LONG.sub(lambda found: " " * len(found.group()), text)
    parts: list[str] = []
    begins = list(breaks)
    start = cuts = longest = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        sentence = text[start:end]
        if len(sentence) > MAX_SENTENCE and len(_WORD.findall(sentence)) > MAX_SENTENCE:
            for line in re.split(r"(?<=\n)", sentence):
                begun = _ROW.search(line)
                if begun:
                    begins.append(start + begun.start())
                words = [word.start() for word in _WORD.finditer(line)]
                if len(words) > MAX_SENTENCE:
                    cuts, longest = cuts + 1, max(longest, len(words))
                    line = line[: words[MAX_SENTENCE]] + re.sub(r"\S", " ", line[words[MAX_SENTENCE] :])
                parts.append(line)
                start += len(line)
        else:
            parts.append(sentence)
            start = end
    if cuts:
        which = "of a sentence" if cuts == 1 else f"of {cuts} sentences of up to"
        of = f" of {longest:,} words" if cuts == 1 else f" {longest:,} words"
        told.append(f"{which}{of} the first {MAX_SENTENCE} are read")
    return Readable("".join(parts), tuple(begins), tuple(told))


def _cut(text: str) -> str:
    """Cut a text that is too long, where a sentence ends if one does nearby, or one of too many sentences."""
    if len(text) > MAX_WORDS:  # no shorter text has that many words
        text = _cut_at_word(text)
    start = number = 0
    for found in _END.finditer(text):
        number += bool(_ROW.search(text, start, found.start()))
        start = found.end()
        if number == MAX_SENTENCES:
            return text[:start] if _ROW.search(text, start) else text
    return text


def _cut_at_word(text: str) -> str:
    for number, word in enumerate(_WORD.finditer(text)):
        if number == MAX_WORDS or word.end() > MAX_LETTERS:
            place = min(word.start(), MAX_LETTERS)
            end = max(text.rfind("\n", 0, place), text.rfind(". ", 0, place) + 1)
            return text[: end if end > place * 0.9 else place]
    return text


def parsed(parse: object, found: Readable) -> Doc:
    """Parse a text, with a sentence begun wherever it has to."""
    nlp: Doc = parse
    plain = nlp.make_doc(found.text)
    begins = set(found.breaks)
    for token in plain:
        if token.idx in begins:
            token.is_sent_start = True
    return nlp(plain)


def few(doc: Doc, found: Sequence[Attribution]) -> tuple[list[Attribution], int]:
    """Keep the first attributions of each sentence; tells how many are left out."""
    sentences = [sentence.start_char for sentence in doc.sents]
    counts: dict[int, int] = {}
    kept: list[Attribution] = []
    for one in found:
        place = bisect_right(sentences, min([start for start, _ in (*one.cue, *one.content)], default=0))
        counts[place] = counts.get(place, 0) + 1
        if counts[place] <= MAX_CLAIMS:
            kept.append(one)
    return kept, len(found) - len(kept)
