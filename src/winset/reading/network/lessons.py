"""Annotated texts as arrays to learn from, always of the same shapes, so that what learns is compiled only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen
from winset.reading.features.labels import CUE_LABELS, ROLE_LABELS, cue_labels, role_labels
from winset.reading.features.roles import Cue, cue_of, seen
from winset.reading.features.view import ParseView
from winset.reading.network.network import HIDDEN, TRAITS, distances, outline, traits
from winset.reading.network.passages import Passage, passages
from winset.reading.network.pieces import LONGEST, Pieces
from winset.reading.spans import Attribution

Examples = Sequence[tuple[ParseView, Sequence[Attribution]]]
Batch = dict[str, NDArray[Any]]

BATCH = 8  # passages that are looked at together
CUES = 56  # cues of a batch
NEAR = 96  # tokens of a cue's window
WORDS = 12  # tokens of a cue
NOT_ASKED = -1  # the label of what is not to be learned
_SEEN_OFTEN = 5  # times that a trait must be seen to have weights of its own


class Lesson(Frozen):
    """A passage, the cue label of each of its pieces, and what is to be seen from each of its cues."""

    passage: Passage
    labels: NDArray[np.int64]
    cues: tuple[Batch, ...]


def common_traits(examples: Examples) -> dict[str, int]:
    """Number, from 1, the traits that tokens often have as seen from cues."""
    counts: Counter[str] = Counter()
    for view, found in examples:
        for cue, _ in _cues(view, found):
            counts.update(trait for token in seen(view, cue) for trait in traits(token))
    often = sorted(trait for trait, count in counts.items() if count >= _SEEN_OFTEN)
    return {trait: number for number, trait in enumerate(often, 1)}


def lessons(pieces: Pieces, features: dict[str, int], examples: Examples) -> list[Lesson]:
    """Make lessons of annotated texts, a passage each."""
    made = []
    for view, found in examples:
        labels, cues = cue_labels(view, found), _cues(view, found)
        for passage in passages(view, pieces):
            inside = [(cue, one) for cue, one in cues if passage.first <= cue.head < passage.last]
            looks = tuple(_look(view, passage, features, cue, one) for cue, one in inside)
            asked = np.full(LONGEST, NOT_ASKED)
            for number, place in enumerate(passage.places, passage.first):
                if place:
                    asked[place] = CUE_LABELS.index(labels[number])
            made.append(Lesson(passage, asked, looks))
    return made


def groups(made: Sequence[Lesson], rounds: int, rng: np.random.Generator) -> list[list[Lesson]]:
    """Give all lessons as often as there are rounds, each time in another order, in groups of a batch each."""
    orders = [rng.permutation(len(made)) for _ in range(rounds)]
    return [
        [made[number] for number in order[start : start + BATCH]]
        for order in orders
        for start in range(0, len(order), BATCH)
    ]


def _cues(view: ParseView, found: Sequence[Attribution]) -> list[tuple[Cue, Attribution]]:
    return [(cue_of(view, tokens), one) for one in found if (tokens := view.tokens(one.cue))]


def _look(view: ParseView, passage: Passage, features: dict[str, int], cue: Cue, one: Attribution) -> Batch:
    """What is seen from a cue, as far as it stands in the passage."""
    pairs = zip(seen(view, cue), role_labels(view, one, cue), strict=True)
    inside = [(token, label) for token, label in pairs if passage.first <= token.number < passage.last][:NEAR]
    near = np.array([token.number for token, _ in inside])
    words = [number for number in cue.tokens if passage.first <= number < passage.last][:WORDS]
    places = np.array(passage.places)
    return {
        "near": places[near - passage.first],
        "words": places[np.array(words) - passage.first],
        "features": np.array([outline(features, token) for token, _ in inside]),
        "distance": distances(near, cue),
        "labels": np.array([ROLE_LABELS.index(label) for _, label in inside]),
    }


def batch_of(made: Sequence[Lesson]) -> Batch:
    """Lay lessons out as arrays, filled up to the size of every batch."""
    batch = {
        "pieces": np.zeros((BATCH, LONGEST), int),
        "hidden": np.full((BATCH, 1, 1, LONGEST), HIDDEN, np.float32),
        "labels": np.full((BATCH, LONGEST), NOT_ASKED),
        "passage": np.zeros(CUES, int),
        "near": np.zeros((CUES, NEAR), int),
        "near hidden": np.full((CUES, 1, 1, NEAR), HIDDEN, np.float32),
        "words": np.zeros((CUES, WORDS), int),
        "share": np.zeros((CUES, WORDS), np.float32),
        "features": np.zeros((CUES, NEAR, TRAITS), int),
        "distance": np.zeros((CUES, NEAR), int),
        "roles": np.full((CUES, NEAR), NOT_ASKED),
    }
    for row, lesson in enumerate(made):
        count = len(lesson.passage.pieces)
        batch["pieces"][row, :count] = lesson.passage.pieces
        batch["hidden"][row, ..., :count] = 0
        batch["labels"][row] = lesson.labels
    looks = [(row, look) for row, lesson in enumerate(made) for look in lesson.cues][:CUES]
    for place, (row, look) in enumerate(looks):
        count, words = len(look["near"]), len(look["words"])
        batch["passage"][place] = row
        batch["near"][place, :count] = look["near"]
        batch["near hidden"][place, ..., :count] = 0
        batch["words"][place, :words] = look["words"]
        batch["share"][place, :words] = 1 / words
        batch["features"][place, :count] = look["features"]
        batch["distance"][place, :count] = look["distance"]
        batch["roles"][place, :count] = look["labels"]
    return batch
