"""A linear-chain conditional random field: trained by python-crfsuite, kept as plain numbers, decoded here.

Nothing but numbers and names is kept of a trained tagger, so that a model file from a stranger can do no more than
tag badly.
"""

from __future__ import annotations

import ctypes
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen
from winset.reading.model.hashed import Hashed, compacted, packed, unpacked

Rows = Sequence[Sequence[str]]
_KEPT = 200_000  # features whose rows are remembered
_SMALLEST = 5e-4  # weights below change no label


class Tagger(Frozen):
    """Gives every element of a sequence a label.

    Attributes
    ----------
    labels : tuple of str
        The names of the labels.
    transitions : ndarray, label x label
        The weight of a label that follows another one.
    features : dict of str to int, or Hashed
        The row of each feature in ``weights``.
    weights : ndarray, feature x label
        The weight of each feature for each label; the last row, of zeros, is for all features that are not known.
    """

    labels: tuple[str, ...]
    transitions: NDArray[np.float64]
    features: dict[str, int] | Hashed
    weights: NDArray[np.float64]

    @cached_property
    def _known(self) -> _Known:
        return _Known(self.features)

    @property
    def unit(self) -> float:
        """How large a weight is: the mean of those of the transitions."""
        return float(abs(self.transitions).mean())

    def scores(self, rows: Rows) -> NDArray[np.float64]:
        """Weigh every label of every element by its own features: element x label."""
        if not rows:
            return np.zeros((0, len(self.labels)))
        known, other = self._known, len(self.features)
        if len(known) > _KEPT:
            known.clear()
        number = known.__getitem__
        numbers: list[int] = []
        for row in rows:
            numbers.extend(map(number, row))
            numbers.append(other)  # each row ends with a feature nobody knows: an empty stretch would not be nothing
        starts = np.cumsum([0, *(len(row) + 1 for row in rows[:-1])])
        scores: NDArray[np.float64] = np.add.reduceat(self.weights[numbers], starts, axis=0)
        return scores

    def best(self, scores: NDArray[np.float64], lengths: Sequence[int]) -> list[list[str]]:
        """Find the best labels of sequences whose elements follow each other in ``scores``, by Viterbi's algorithm.

        All sequences are gone through side by side: those that have ended stay as they are.
        """
        sizes = np.array(lengths, dtype=np.int64)
        order = np.argsort(-sizes, kind="stable")  # the longest first, so that those still going on stand in front
        sizes, firsts = sizes[order], (np.cumsum(sizes) - sizes)[order]
        longest = int(sizes.max(initial=0))
        total = np.zeros((len(sizes), len(self.labels)))
        back = np.zeros((longest, len(sizes), len(self.labels)), dtype=np.int64)
        going = np.searchsorted(-sizes, -np.arange(longest))
        for step, count in enumerate(going.tolist()):
            own = scores[firsts[:count] + step]
            if step:
                ways = total[:count, :, None] + self.transitions
                back[step, :count] = ways.argmax(axis=1)
                own = ways.max(axis=1) + own
            total[:count] = own
        path = np.empty((longest, len(sizes)), dtype=np.int64)
        place, sequences = total.argmax(axis=1), np.arange(len(sizes))
        for step in range(longest - 1, -1, -1):
            path[step] = place
            began = sizes > step  # who has not come so far keeps the place it ends at
            place = np.where(began, back[step, sequences, place], place) if step else place
        labels: list[list[str]] = [[] for _ in lengths]
        for column, number in enumerate(order.tolist()):
            labels[number] = [self.labels[place] for place in path[: sizes[column], column].tolist()]
        return labels

    def to_bytes(self) -> tuple[dict[str, Any], bytes]:
        """Give it as a head of plain values and a body: the names of the features, a line each, then all numbers."""
        if isinstance(self.features, Hashed):
            largest, packed_ = packed(self.features.values, self.weights[:-1])
            head = {"labels": list(self.labels), "features": len(self.features), "largest": largest, "names": 0}
            return head, self.transitions.astype("<f4").tobytes() + packed_
        names = "\n".join(self.features).encode()
        head = {"labels": list(self.labels), "features": len(self.features), "names": len(names)}
        numbers = np.concatenate([self.transitions.ravel(), self.weights[:-1].ravel()]).astype("<f4")
        return head, names + numbers.tobytes()

    @classmethod
    def from_bytes(cls, head: dict[str, Any], body: bytes) -> Tagger:
        """Take it from a head and a body.

        Raises
        ------
        ValueError, TypeError, KeyError
            If they are not those of a tagger.
        """
        labels = tuple(str(label) for label in head["labels"])
        split, count = int(head["names"]), len(labels)
        if split < 0 or count < 2:
            raise ValueError("there must be names and labels")
        if "largest" in head:
            return cls._compact(labels, head, body)
        names = body[:split].decode().split("\n")
        numbers = np.frombuffer(body[split:], dtype="<f4").astype(float)
        if len(names) != head["features"] or not np.isfinite(numbers).all():
            raise ValueError("names and numbers do not fit")
        transitions = numbers[: count * count].reshape(count, count)
        weights = _with_zeros(numbers[count * count :].reshape(len(names), count))
        return cls(labels, transitions, {name: row for row, name in enumerate(names)}, weights)

    @classmethod
    def _compact(cls, labels: tuple[str, ...], head: dict[str, Any], body: bytes) -> Tagger:
        count = len(labels)
        transitions = np.frombuffer(body[: 4 * count * count], dtype="<f4").astype(float).reshape(count, count)
        if not np.isfinite(transitions).all():
            raise ValueError("names and numbers do not fit")
        features, weights = unpacked(head, body[4 * count * count :], count)
        return cls(labels, transitions, features, _with_zeros(weights))

    def compact(self, most: int) -> Tagger:
        """Give a tagger of at most so many features, known by hashes only; see :mod:`winset.reading.model.hashed`."""
        if isinstance(self.features, Hashed):
            return self
        features, weights = compacted(self.features, self.weights[:-1], most)
        return Tagger(self.labels, self.transitions, features, _with_zeros(weights))


class _Known(dict[str, int]):
    """The rows of the features that were asked for, the row of zeros for those that are not known."""

    def __init__(self, features: dict[str, int] | Hashed) -> None:
        super().__init__()
        self._features, self._other = features, len(features)

    def __missing__(self, name: str) -> int:
        row = self[name] = self._features.get(name, self._other)
        return row


def trained(
    sequences: Iterable[tuple[Rows, Sequence[str]]], rounds: int, step: Callable[[], None] = lambda: None
) -> Tagger:
    """Train a tagger on sequences of features and their labels, by the averaged perceptron.

    Parameters
    ----------
    sequences : iterable of (rows of features, labels)
        What to learn from.
    rounds : int
        How many times all sequences are gone through.
    step : callable, optional
        Called after each round.
    """
    import pycrfsuite

    class Trainer(pycrfsuite.Trainer):  # type: ignore[misc]
        """Tells of its rounds instead of printing them."""

        def message(self, message: str) -> None:
            if message.startswith("***** Iteration"):
                step()

    trainer = Trainer(algorithm="ap", verbose=True)
    trainer.set_params({"max_iterations": rounds, "feature.possible_transitions": True})
    for rows, labels in sequences:
        trainer.append(rows, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "tagger")
        _same_order()
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    labels = tuple(sorted(info.labels))
    place = {label: number for number, label in enumerate(labels)}
    transitions = np.zeros((len(labels), len(labels)))
    for (one, other), weight in info.transitions.items():
        transitions[place[one], place[other]] = weight
    kept = {key: weight for key, weight in info.state_features.items() if abs(weight) >= _SMALLEST}
    features = {name: row for row, name in enumerate(sorted({name for name, _ in kept}))}
    weights = np.zeros((len(features), len(labels)))
    for (name, label), weight in kept.items():
        weights[features[name], place[label]] = weight
    return Tagger(labels, transitions, features, _with_zeros(weights))


def _with_zeros(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.vstack([weights, np.zeros((1, weights.shape[1]))])


def _same_order() -> None:
    """Reset the C library's random numbers, by which CRFsuite shuffles: the same texts then give the same tagger."""
    ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None).srand(1)
