"""Teaching a network, with JAX: the layers of the encoder and what is on top of them learn together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from winset.reading.network.encoder import Array, EncoderShape, Weights, embedded, encoded, linear
from winset.reading.network.lessons import Batch, Examples, batch_of, common_traits, groups, lessons
from winset.reading.network.network import LAYERS, Network, role_values, shapes
from winset.reading.network.pieces import Pieces

ROUNDS = 3
NEW, OLD = 5e-4, 1.5e-4  # the greatest steps of weights that begin by chance, and of the encoder's
RISING = 0.1  # share of the batches in which steps grow to the greatest; then they shrink to none
DROPPED = 0.1
CUES_COUNT = 3  # how much more than roles, since few tokens are cues
_FROZEN = ("words", "places", "embedding matrix", "embedding bias")


def learned(
    pieces: Pieces,
    shape: EncoderShape,
    pretrained: Weights,
    examples: Examples,
    step: Callable[[int, int], None] = lambda *_: None,
    rounds: int = ROUNDS,
    seed: int = 1,
) -> Network:
    """Teach a network.

    Parameters
    ----------
    pieces : Pieces
        The encoder's vocabulary.
    shape : EncoderShape
        The encoder's sizes.
    pretrained : dict of str to array
        The encoder's weights.
    examples : sequence of (view, attributions)
        What to learn from.
    step : callable, optional
        Told how many batches are done, and of how many.
    rounds : int, optional
        How many times all examples are gone through.
    seed : int, optional
        Of the weights to begin with, of the order of the passages and of what is dropped.
    """
    import jax

    rng = np.random.default_rng(seed)
    features = common_traits(examples)
    made = lessons(pieces, features, examples)
    frozen = {name: jax.numpy.asarray(pretrained[name]) for name in _FROZEN}
    weights = {name: value for name, value in pretrained.items() if name not in _FROZEN}
    update = _update(shape, set(weights))
    weights |= {name: _fresh(rng, name, size) for name, size in shapes(shape, len(features)).items()}
    state = tuple({name: jax.numpy.asarray(one * factor) for name, one in weights.items()} for factor in (1, 0, 0))
    waiting = groups(made, rounds, rng)
    total = len(waiting)
    key = jax.random.key(seed)
    for number, batch in enumerate(map(batch_of, waiting), 1):
        speed = min(number / total / RISING, (total - number) / total / (1 - RISING))
        state = update(frozen, state, batch, jax.random.fold_in(key, number), np.float32(speed), np.float32(number))
        jax.block_until_ready(state)  # type: ignore[no-untyped-call]
        step(number, total)
    taught = {name: np.asarray(value) for name, value in state[0].items()}
    return Network(pieces, features, shape, {**pretrained, **taught})


def _fresh(rng: np.random.Generator, name: str, size: tuple[int, ...]) -> Array:
    """Weights to begin with: chance for maps and for what is looked up, nothing for constants, one for scales."""
    if len(size) > 1:
        spread = 1 / np.sqrt(size[0]) if name.endswith("matrix") else 0.1
        return rng.normal(0, spread, size).astype(np.float32)
    return np.ones(size, np.float32) if name.endswith("matrix") else np.zeros(size, np.float32)


def _update(shape: EncoderShape, old: set[str]) -> Callable[..., Any]:
    """Give the function that learns from one batch: Adam (Kingma and Ba 2015) with clipped gradients."""
    import jax
    import jax.numpy as jnp

    def update(frozen: Weights, state: Any, batch: Batch, key: Array, speed: Array, number: Array) -> Any:
        weights, means, squares = state
        slopes = jax.grad(_surprise)(weights, frozen, shape, batch, key)
        length = jnp.sqrt(sum((one * one).sum() for one in slopes.values()))
        slopes = {name: one / jnp.maximum(length, 1) for name, one in slopes.items()}
        means = {name: 0.9 * means[name] + 0.1 * one for name, one in slopes.items()}
        squares = {name: 0.999 * squares[name] + 0.001 * one * one for name, one in slopes.items()}

        def moved(name: str) -> Array:
            mean, square = means[name] / (1 - 0.9**number), squares[name] / (1 - 0.999**number)
            return weights[name] - (OLD if name in old else NEW) * speed * mean / (jnp.sqrt(square) + 1e-8)

        return {name: moved(name) for name in weights}, means, squares

    return jax.jit(update, donate_argnums=1)


def _surprise(weights: Weights, frozen: Weights, shape: EncoderShape, batch: Batch, key: Array) -> Array:
    """How little the network expects a batch's labels, while some of its values are dropped."""
    import jax
    import jax.numpy as jnp

    keys = iter(jax.random.split(key, 2 * (shape.layers + LAYERS) + 2))

    def drop(values: Array) -> Array:
        left = jax.random.bernoulli(next(keys), 1 - DROPPED, values.shape)
        return jnp.where(left, values / (1 - DROPPED), 0)

    def mean(values: Array, labels: Array) -> Array:
        chances = jnp.take_along_axis(jax.nn.log_softmax(values), jnp.maximum(labels, 0)[..., None], axis=-1)[..., 0]
        return -(chances * (labels >= 0)).sum() / jnp.maximum((labels >= 0).sum(), 1)

    everything = {**frozen, **weights}
    values = drop(embedded(jnp, everything, batch["pieces"]))
    values = encoded(jnp, everything, values, batch["hidden"], shape, drop)
    passage = batch["passage"][:, None]
    at_cue = (values[passage, batch["words"]] * batch["share"][:, :, None]).sum(axis=1)
    near = values[passage, batch["near"]]
    told = (batch["features"], batch["distance"], batch["near hidden"])
    roles = role_values(jnp, everything, near, at_cue, *told, drop)
    return CUES_COUNT * mean(linear(everything, "cue", values), batch["labels"]) + mean(roles, batch["roles"])
