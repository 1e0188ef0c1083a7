"""A text that a record only cites, put in its place: claims that cite sentences by number get their spans."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from winset.claims import Claim
from winset.engines.evidence.keywords import stems_of
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.record.integrity import text_hash
from winset.record.sentences import cited, sentences
from winset.record.store import Store

LIKE = 0.5
"""At least this share of the claims must have a word in common with the sentences they cite."""


class Attached(Frozen):
    """What became of the claims of a document when its text was put in place.

    Attributes
    ----------
    claims : tuple of str
        Claims that now point to their sentences.
    without : tuple of str
        Claims of the document that cite no sentence by number.
    sentences : int
        How many sentences the text has.
    """

    claims: tuple[str, ...]
    without: tuple[str, ...]
    sentences: int


def attach(store: Store, document: str, text: str, at: str, who: str = "") -> Attached:
    """Keep a text as that of a document, and point the claims that cite its sentences to them.

    Raises
    ------
    UsageError
        If the document has a text already, a claim cites a sentence the text does not have, or the text does not look
        like the one that was cited.
    """
    with store.together():
        return _attached(store, document, text, at, who)


def _attached(store: Store, document: str, text: str, at: str, who: str) -> Attached:
    if store.document(document).text:
        raise UsageError(f"{document} has its text already", "A new text is a new document.")
    spans = sentences(text)
    claims = {key: claim for key, claim in store.claims().items() if claim.document == document}
    numbers = {key: cited(claim.reference) for key, claim in claims.items()}
    beyond = {key: max(found) for key, found in numbers.items() if found and max(found) > len(spans)}
    if beyond:
        key, number = next(iter(beyond.items()))
        raise UsageError(f"{key} cites S{number}, but the text has {len(spans)} sentences", "Is it the right text?")
    cites = {key: [spans[number - 1] for number in found] for key, found in numbers.items() if found}
    _look_alike(document, text, claims, cites)
    store.set(document, {"text": text, "sha256": text_hash(text)}, at, who, "text attached")
    for key, found in cites.items():
        kept = {**claims[key].spans, "sentences": [list(one) for one in found]}
        store.set(key, {"spans": json.dumps(kept)}, at, who, "sentences attached")
    return Attached(tuple(cites), tuple(key for key in claims if key not in cites), len(spans))


def _look_alike(
    document: str, text: str, claims: Mapping[str, Claim], cites: Mapping[str, Sequence[tuple[int, int]]]
) -> None:
    alike = [
        bool(stems_of(claims[key].content) & stems_of(*(text[start:end] for start, end in found)))
        for key, found in cites.items()
    ]
    if alike and sum(alike) < LIKE * len(alike):
        one = "claim shares a word with the sentence it cites"
        many = "claims share a word with the sentence they cite"
        told = f"only {sum(alike)} of {len(alike)} {one if len(alike) == 1 else many}"
        raise UsageError(f"the text does not look like that of {document}: {told}", "Is it the right text?")


def citing(store: Store) -> list[str]:
    """Name the documents without a text whose claims cite sentences by number."""
    claims = store.claims().values()
    wanted = {claim.document for claim in claims if cited(claim.reference)}
    return [key for key, document in store.documents().items() if not document.text and key in wanted]
