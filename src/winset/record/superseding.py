"""A corrected version of a document: what changed, which claims move over, and which no longer stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.record.integrity import text_hash
from winset.record.kinds import KINDS
from winset.record.places import BETWEEN
from winset.record.sentences import passage, sentences
from winset.record.store import Store

Spans = Mapping[str, Sequence[Sequence[int]]]


class Superseded(Frozen):
    """What became of the claims of a document when a corrected version came.

    Attributes
    ----------
    document : str
        The new version.
    gone, come : tuple of str
        Sentences that only the old version has, and those that only the new one has.
    moved : tuple of str
        Claims whose words stand in the new version: they are now its claims.
    flagged : tuple of str
        Claims whose words do not; they stay with the old version and are proposed again, with a note.
    """

    document: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    moved: tuple[str, ...]
    flagged: tuple[str, ...]


def supersede(
    store: Store, old: str, text: str, fields: Mapping[str, str], at: str, who: str = "", why: str = ""
) -> Superseded:
    """Add the corrected version of a document; nothing is lost: the old version stays with its history.

    Parameters
    ----------
    store : Store
        The record.
    old : str
        The document that is superseded.
    text : str
        The new text.
    fields : mapping of str to str
        Title, publisher and so on; what is empty is taken from the old version.
    at, who, why : str
        When, by whom, and for what reason.

    Raises
    ------
    UsageError
        If there is no such document, it has no text, or the texts are the same.
    """
    with store.together():
        return _superseded(store, old, text, fields, at, who, why)


def _superseded(
    store: Store, old: str, text: str, fields: Mapping[str, str], at: str, who: str, why: str
) -> Superseded:
    before = store.document(old)
    if not before.text:
        raise UsageError(f"{old} has no text to compare with", "winset read FILE --case CASE --document gives it one.")
    if before.text == text:
        raise UsageError(f"the text is that of {old}, without a change")
    if later := [key for key, one in store.documents().items() if one.supersedes == old]:
        raise UsageError(f"{old} is superseded already, by {later[0]}", f"Supersede {later[0]}.")
    gone, come = changes(before.text, text)
    claims = {key: one for key, one in store.claims().items() if one.document == old}
    kept = {name: fields.get(name) or getattr(before, name) for name in ("title", "publisher", "url", "obtained")}
    body = {**kept, "date": fields.get("date", "") or before.date, "handling": before.handling}
    body |= {"supersedes": old, "copy_of": before.copy_of, "text": text, "sha256": text_hash(text)}
    document = store.add("documents", body, at, who, why or f"supersedes {old}")
    found = {key: relocated(one.spans, before.text, text) for key, one in claims.items()}
    for key, spans in found.items():
        if spans is not None:
            words = {part: _words(text, pieces) for part, pieces in spans.items() if part in KINDS["claims"].fields}
            changed = {**words, "document": document, "spans": json.dumps(spans), "reference": _reference(text, spans)}
            if claims[key].parent and found.get(claims[key].parent) is None:
                changed["parent"] = ""
            store.set(key, changed, at, who, f"its words stand in {document}, which supersedes {old}")
            continue
        store.set(key, {"status": "proposed"}, at, who, f"its words do not stand in {document}")
        note = f"The corrected version {document} of {old} does not have these words. Before: {claims[key].status}."
        store.add("notes", {"about": key, "text": note}, at, who, why)
    moved = tuple(key for key, spans in found.items() if spans is not None)
    return Superseded(document, gone, come, moved, tuple(key for key in found if key not in moved))


def changes(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the sentences that only the old text has, and those that only the new one has.

    Examples
    --------
    >>> changes("The union left. Talks go on.", "The union stayed. Talks go on.")
    (('The union left.',), ('The union stayed.',))
    """
    before, after = ([" ".join(text[start:end].split()) for start, end in sentences(text)] for text in (old, new))
    gone: list[str] = []
    come: list[str] = []
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[a:b] != after[c:d]:
            gone += before[a:b]
            come += after[c:d]
    return tuple(gone), tuple(come)


def relocated(spans: Spans, old: str, new: str) -> dict[str, list[list[int]]] | None:
    """Find where the words of a claim stand in a new text; None where its sentence does not stand there.

    Blanks and line ends may differ.
    """
    around = passage(old, spans)
    if around is None:
        return None
    place = _find(old[around[0] : around[1]], new, 0, len(new))
    if place is None:
        return None
    found: dict[str, list[list[int]]] = {}
    for part, pieces in spans.items():
        found[part] = []
        for start, end in pieces:
            # as far from the beginning of the passage as before, blanks not counted
            skipped = len("".join(old[around[0] : start].split()))
            first = _after(new, place[0], skipped)
            piece = _find(old[start:end], new, first, place[1])
            if piece is None:
                return None
            found[part].append([piece[0], piece[1]])
    return found


def _words(text: str, pieces: Sequence[Sequence[int]]) -> str:
    return BETWEEN.join(text[start:end] for start, end in pieces)


def _find(words: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    match = pattern.search(text, start, end)
    return match.span() if match else None


def _after(text: str, start: int, letters: int) -> int:
    """The place that many letters, blanks not counted, behind another one."""
    place = start
    while letters and place < len(text):
        letters -= not text[place].isspace()
        place += 1
    return place


def _reference(text: str, spans: Spans) -> str:
    first = min((start for part in ("cue", "content", "sentences") for start, _ in spans.get(part, ())), default=None)
    if first is None:
        return ""
    numbers = [number for number, (_, end) in enumerate(sentences(text), 1) if first < end]
    return f"S{numbers[0]}" if numbers else ""
