"""The network: an encoder, a map from its vectors to cue labels, and two narrow layers that look from a cue."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen, asdict, field_names
from winset.reading.features.labels import CUE_LABELS, ROLE_LABELS
from winset.reading.features.roles import Cue, CueToken
from winset.reading.features.view import ParseView
from winset.reading.network.encoder import (
    Array,
    Drop,
    EncoderShape,
    Weights,
    embedded,
    encoded,
    encoder_shapes,
    kept,
    layer,
    layer_shapes,
    linear,
    normal,
)
from winset.reading.network.passages import passages
from winset.reading.network.pieces import Pieces

WIDTH = 192  # of the layers that look from a cue
HEADS = 6
LAYERS = 2
FARTHEST = 20  # tokens from the cue that are told apart
TRAITS = 9  # that are told of a token
HIDDEN = -1e9


class Network(Frozen):
    """What was learned, and what it takes to use it.

    Attributes
    ----------
    pieces : Pieces
        The encoder's vocabulary.
    features : dict of str to int
        The rows of what is told of a token as seen from a cue; row 0 stands for all others.
    shape : EncoderShape
        Of the encoder.
    weights : dict of str to array
        Of the encoder and of what is on top of it.
    """

    pieces: Pieces
    features: dict[str, int]
    shape: EncoderShape
    weights: Weights

    def read(self, view: ParseView) -> Opinion:
        """Encode a text."""
        vectors = np.zeros((len(view.start), self.shape.width), np.float32)
        with one_thread():
            for passage in passages(view, self.pieces):
                values = embedded(np, self.weights, np.array([passage.pieces]))
                values = encoded(np, self.weights, values, np.float32(0), self.shape)
                vectors[passage.first : passage.last] = values[0, passage.places]
        return Opinion(self, vectors)

    def to_bytes(self) -> tuple[dict[str, Any], bytes]:
        """Give it as a head of plain values and a body: names of pieces and traits, a line each, then all numbers."""
        names = "\n".join([*self.pieces.names, *self.features]).encode()
        head = {**asdict(self.shape), "lower": self.pieces.lower, "features": len(self.features), "names": len(names)}
        numbers = [self.weights[name].astype("<f2").tobytes() for name in _shapes(self.shape, len(self.features))]
        return head, names + b"".join(numbers)

    @classmethod
    def from_bytes(cls, head: dict[str, Any], body: bytes) -> Network:
        """Take it from a head and a body.

        Raises
        ------
        ValueError, TypeError, KeyError
            If they are not those of a network.
        """
        shape = EncoderShape(**{name: int(head[name]) for name in field_names(EncoderShape)})
        count, split = int(head["features"]), int(head["names"])
        if not 0 < split < len(body):
            raise ValueError("names and numbers do not fit")
        names = body[:split].decode().split("\n")
        wanted = _shapes(shape, count)
        numbers = np.frombuffer(body[split:], dtype="<f2").astype(np.float32)
        sizes = [math.prod(size) for size in wanted.values()]
        if min(sizes) < 1 or sum(sizes) != len(numbers) or len(names) != shape.words + count:
            raise ValueError("names and numbers do not fit")
        if not np.isfinite(numbers).all():
            raise ValueError("there are numbers that are none")
        parts = np.split(numbers, np.cumsum(sizes)[:-1])
        weights = {name: part.reshape(size) for (name, size), part in zip(wanted.items(), parts, strict=True)}
        pieces = Pieces(tuple(names[: shape.words]), bool(head["lower"]))
        return cls(pieces, {name: row for row, name in enumerate(names[shape.words :], 1)}, shape, weights)


class Opinion(Frozen):
    """What a network says of the tokens of a text, as logarithms of chances.

    Attributes
    ----------
    network : Network
        The network.
    vectors : ndarray, token x width
        The tokens, encoded.
    """

    network: Network
    vectors: NDArray[np.float32]

    def cues(self) -> NDArray[np.float64]:
        """Weigh each token's cue labels: token x label."""
        with one_thread():
            return _logarithms(linear(self.network.weights, "cue", self.vectors))

    def roles(self, cue: Cue, tokens: Sequence[CueToken]) -> NDArray[np.float64]:
        """Weigh the role labels of the tokens seen from a cue: token x label."""
        near = np.array([token.number for token in tokens])
        rows = np.array([outline(self.network.features, token) for token in tokens])
        with one_thread():
            values = role_values(
                np,
                self.network.weights,
                self.vectors[None, near],
                self.vectors[None, list(cue.tokens)].mean(axis=1),
                rows[None],
                distances(near, cue)[None],
                np.float32(0),
            )
        return _logarithms(values[0])


def role_values(
    xp: Any,
    weights: Weights,
    near: Array,
    at_cue: Array,
    features: Array,
    distance: Array,
    hidden: Array,
    drop: Drop = kept,
) -> Array:
    """Weigh the role labels of the tokens near cues.

    Parameters
    ----------
    xp : module
        ``numpy`` or ``jax.numpy``.
    weights : dict of str to array
        The network's.
    near : array, cue x token x width of the encoder
        The vectors of the tokens in each cue's window.
    at_cue : array, cue x width of the encoder
        The mean vector of the cue's own tokens.
    features : array of int, cue x token x feature
        What else is told of a token.
    distance : array of int, cue x token
        How far each token is from the cue, from 0 for ``FARTHEST`` before it on.
    hidden : array, cue x 1 x 1 x token
        0 for tokens of the window, a large negative number for those that only fill the array.
    drop : callable, optional
        What sets some values to zero in training.
    """
    values = linear(weights, "near", near) + linear(weights, "at cue", at_cue)[:, None]
    values = values + weights["features"][features].sum(axis=2) + weights["distances"][distance]
    values = drop(normal(xp, weights, "looking", values))
    for number in range(LAYERS):
        values = layer(xp, weights, f"looking {number}", values, hidden, HEADS, drop)
    return linear(weights, "role", values)


def traits(token: CueToken) -> list[str]:
    """Say what a token looks like from a cue."""
    branch = token.branch
    return [
        f"side {token.side}",
        f"quoted {token.quoted}",
        f"marks {token.marks}",
        f"branch {branch.label}",
        f"chain {branch.chain}",
        f"rule {token.said}",
        f"speaks {token.speaks}",
        f"dep {token.dep}",
        f"tag {token.tag}",
    ]


def outline(features: dict[str, int], token: CueToken) -> list[int]:
    """Number what a token looks like from a cue."""
    return [features.get(trait, 0) for trait in traits(token)]


def distances(near: NDArray[np.int_], cue: Cue) -> NDArray[np.int_]:
    """Count how far tokens are from a cue, from 0 for ``FARTHEST`` before it on."""
    before, after = np.minimum(near - cue.tokens[0], 0), np.maximum(near - cue.tokens[-1], 0)
    far: NDArray[np.int_] = np.clip(before + after, -FARTHEST, FARTHEST) + FARTHEST
    return far


def one_thread() -> AbstractContextManager[Any]:
    """Compute on one core: the same bits however many there are, and matrices this small gain little from a second."""
    limited: AbstractContextManager[Any] = _pools().limit(limits=1)
    return limited


@cache
def _pools() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _logarithms(values: Array) -> NDArray[np.float64]:
    values = np.asarray(values, dtype=float)
    values = values - values.max(axis=-1, keepdims=True)
    logarithms: NDArray[np.float64] = values - np.log(np.exp(values).sum(axis=-1, keepdims=True))
    return logarithms


def _shapes(shape: EncoderShape, features: int) -> dict[str, tuple[int, ...]]:
    return {**encoder_shapes(shape), **shapes(shape, features)}


def shapes(shape: EncoderShape, features: int) -> dict[str, tuple[int, ...]]:
    """Give the shapes of what is on top of an encoder, by the names of the weights; ``features`` counts the traits."""
    found: dict[str, tuple[int, ...]] = {
        "features": (features + 1, WIDTH),
        "distances": (2 * FARTHEST + 1, WIDTH),
        "looking matrix": (WIDTH,),
        "looking bias": (WIDTH,),
    }
    maps = {"cue": (shape.width, len(CUE_LABELS)), "near": (shape.width, WIDTH), "at cue": (shape.width, WIDTH)}
    for name, (here, there) in {**maps, "role": (WIDTH, len(ROLE_LABELS))}.items():
        found |= {f"{name} matrix": (here, there), f"{name} bias": (there,)}
    for number in range(LAYERS):
        found |= layer_shapes(f"looking {number}", WIDTH, 4 * WIDTH)
    return found
