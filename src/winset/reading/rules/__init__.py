"""Rules over a dependency parse that find who says what.

Conventions are those of the PolNeAR corpus: the complementiser belongs to the content, the recipient of *told* does not
belong to the cue, a cue is contiguous, contents may be in several pieces. Nested attributions are kept.
"""

from __future__ import annotations

from winset.reading.rules.nominal import according, adjectives, clear, nouns, purposes, reportedly, unseen
from winset.reading.rules.verbs import verbs
from winset.reading.spans import Attribution, Doc, quotations, text_of


def by_rules(doc: Doc) -> list[Attribution]:
    """Find the attributions of a parsed text."""
    quotes = quotations(text_of(doc))
    found = [
        *verbs(doc, quotes),
        *according(doc),
        *nouns(doc),
        *adjectives(doc),
        *clear(doc),
        *reportedly(doc),
        *purposes(doc),
        *unseen(doc),
    ]
    unique = {(one.cue, one.content): one for one in found if one.content}
    return list(unique.values())
